"""Write the references of indicators and rules: docs/reference/indicators.md and rules.md, from the rules.

python tools/rule_reference.py            # writes the pages
python tools/rule_reference.py --check    # exit 1 if those in place differ
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pages import REFERENCE, cell, code, write_or_check

from extractor.engine.load import load_rules
from extractor.engine.schema import RULE_FILES, IndicatorRules, Rule, RuleFile, Vocabulary
from extractor.rulecheck import ListedRule, list_rules

RULES = """\
# Rules

Every record names the rules that made it (`rule_ids`); `extractor explain` names those that lost. Here are
all of them, file by file, each with an example in which it decides. How rules are written and matched:
[the folder's own README](../../extractor/rules/README.md). How to add one:
[an indicator in ten minutes](../how-to/new_indicator.md). Every example and counter-example is executed by
the tests and by `extractor rules check`.

Lists of words have no ids; their tables are named under each file.

This page is written by `tools/rule_reference.py`.
"""
INDICATORS = """\
# Indicators

What a figure can count. `all` is the indicator as a whole, `other` a kind that is not in the list. The action
holds when no verb tells another. The lists are in `rules/vocabulary.toml`,
the defaults in `rules/indicators/*.toml`; a folder of your own can add to both.

This page is written by `tools/rule_reference.py`.

| indicator | family | action without a verb | objects |
|---|---|---|---|"""


def files() -> Iterator[tuple[Path, str]]:
    """Each page with its content."""
    yield REFERENCE / "rules.md", "\n".join(rules_page()) + "\n"
    yield REFERENCE / "indicators.md", "\n".join(indicators_page()) + "\n"


def rules_page() -> Iterator[str]:
    """The lines of rules.md."""
    yield RULES
    listed: dict[type[RuleFile], list[ListedRule]] = {kind: [] for kind in RULE_FILES}
    for rule in list_rules():
        listed[rule.kind].append(rule)
    for kind, rules in listed.items():
        yield f"## {kind.files}\n"
        yield f"{cell((inspect.getdoc(kind) or '').partition(chr(10) * 2)[0])}\n"
        words = [
            name for name, field in kind.model_fields.items() if "Rule, ..." not in str(field.annotation)
        ]
        if words:
            yield f"Tables: {', '.join(map(code, words))}.\n"
        by_file = groupby(rules, key=lambda one: one.where.rpartition(":")[0])
        for name, ones in by_file:
            if name != kind.files:
                yield f"### {name}\n"
            yield "| rule | example | |"
            yield "|---|---|---|"
            yield from (_row(one) for one in ones)
            yield ""


def _row(listed: ListedRule) -> str:
    return f"| {code(listed.id)} | {cell(_marked(listed.rule))} | {cell(listed.rule.note)} |"


def _marked(rule: Rule) -> str:
    """The first example, with the stretch where the rule decides in the marks that evidence has."""
    example = rule.example[0]
    find = example.find
    if not find or find == example.text:
        return example.text
    return example.text.replace(find, f"⟦{find}⟧", 1)


def indicators_page() -> Iterator[str]:
    """The lines of indicators.md."""
    yield INDICATORS
    rules = load_rules()
    defaults = rules.get(IndicatorRules).defaults
    for name, entry in rules.get(Vocabulary).indicators.items():
        action = code(defaults[name].action) if name in defaults else ""
        objects = ", ".join(map(code, entry.objects))
        yield f"| {code(name)} | {cell(entry.family)} | {action} | {objects} |"


if __name__ == "__main__":
    sys.exit(write_or_check(files(), __doc__))
