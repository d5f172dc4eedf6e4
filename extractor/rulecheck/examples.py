"""Executes the examples of all rules, each with the stage that its rule speaks to.

An example holds if its rule fires inside ``find`` and what it finds there has the fields of ``expect``; a
counter-example holds if its rule does not fire there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor.engine.load import load_rules
from extractor.engine.schema import CounterExample, Example, RuleFile
from extractor.rulecheck.findings import Finding
from extractor.rulecheck.inventory import Inventory
from extractor.rulecheck.probes import Found, Probes


def failing_examples(overlay: Path | None = None) -> Iterator[Finding]:
    """A finding for every example that does not hold."""
    rules = load_rules(overlay)
    inventory = Inventory(rules, overlay)
    probes = Probes(rules, overlay)
    for listed in inventory:
        for example in listed.rule.example:
            problem = _missing(listed.id, example, probes.fired(listed.kind, listed.rule, example))
            if problem:
                where = inventory.where(listed.kind, listed.id, example)
                yield Finding("error", where, listed.id, f'example "{example.text}": {problem}')
        for counter in listed.rule.counter_example:
            if any(listed.id in found.rule_ids for found in probes.fired(listed.kind, listed.rule, counter)):
                where = inventory.where(listed.kind, listed.id, counter)
                yield Finding(
                    "error", where, listed.id, f'counter-example "{counter.text}": the rule fires here'
                )
    for kind, text, problem in _of_files(probes):
        yield Finding("error", inventory.where(kind, "", text), "", f'"{text.text}": {problem}')


def _of_files(probes: Probes) -> Iterator[tuple[type[RuleFile], Example | CounterExample, str]]:
    """Examples of files whose words work together and have no rules of their own."""
    for kind, file in probes.rules.files.items():
        for example in getattr(file, "example", ()):
            problem = _missing("", example, probes.figures(example))
            if problem:
                yield kind, example, problem
        for counter in getattr(file, "counter_example", ()):
            if probes.denies(kind, counter):
                yield kind, counter, "counter-example: the words speak here"


def _missing(rule_id: str, example: Example, found: list[Found]) -> str:
    """Why an example does not hold, empty if it does."""
    if not found:
        return f'nothing is found in "{example.find or example.text}"'
    firing = [one for one in found if not rule_id or rule_id in one.rule_ids]
    if not firing:
        what = ", ".join(
            f"{one.fields.get('indicator', '')} {one.fields.get('object', '')}".strip() for one in found
        )
        return f"the rule does not decide; {_names(found)} make it {what}"
    wrong = [
        [
            f"{key} is {one.fields.get(key)}, not {value}"
            for key, value in example.expect.items()
            if not one.has(key, value)
        ]
        for one in firing
    ]
    return "" if any(not problems for problems in wrong) else "; ".join(wrong[0])


def _names(found: list[Found]) -> str:
    return ", ".join(dict.fromkeys(name for one in found for name in one.rule_ids)) or "no rules"
