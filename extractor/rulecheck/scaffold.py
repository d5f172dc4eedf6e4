"""The skeleton of a new indicator: a vocabulary entry and a rule that holds, to be filled in."""

from __future__ import annotations

import json
from pathlib import Path

from extractor.engine.load import load_rules
from extractor.engine.schema import Vocabulary
from extractor.errors import UsageError

_ENTRY = """
[indicators.{indicator}]
family = "{family}"
objects = ["all", "other"]
"""

_RULE = """# {indicator}: say in one line what is counted and where the press reports it.
# Fields: extractor/rules/README.md. Check with: extractor rules check FOLDER

[defaults.{indicator}]
action = "other"

[[rule]]
id = "{family}.{indicator}"
indicator = "{indicator}"
unit = "{unit}"
head = [{head}]
example = [{{ text = {example}, find = {find} }}]
counter_example = [{{ text = {counter} }}]
"""


def new_indicator(
    folder: Path, indicator: str, head: str, *, family: str = "own", unit: str = "item"
) -> tuple[Path, Path]:
    """Write the files of a new indicator into an overlay directory; it holds as it stands.

    Args:
        folder: the analyst's rule directory, made if it does not exist.
        indicator: name of the new indicator, lower case with underscores.
        head: the noun that is counted, as in "12 <head>".
        family: group of indicators it belongs to.
        unit: one of the vocabulary's units.

    Returns:
        The vocabulary file and the rule file.

    Raises:
        UsageError: if the indicator or its file exists, or a name is not usable.
    """
    vocabulary = load_rules(folder if folder.is_dir() else None).get(Vocabulary)
    if not indicator.isidentifier() or indicator != indicator.lower():
        raise UsageError(f'"{indicator}" is no name for an indicator; use lower-case letters and underscores')
    if indicator in vocabulary.indicators:
        raise UsageError(f'indicator "{indicator}" exists; write a rule for it or choose another name')
    if unit not in vocabulary.units:
        raise UsageError(f'unknown unit "{unit}"; the vocabulary has {", ".join(vocabulary.units)}')
    rules = folder / "indicators" / f"{indicator}.toml"
    if rules.exists():
        raise UsageError("exists already", str(rules))
    rules.parent.mkdir(parents=True, exist_ok=True)
    words = folder / "vocabulary.toml"
    entry = _ENTRY.format(indicator=indicator, family=family)
    with words.open("a", encoding="utf-8") as file:
        file.write(entry)
    text = _RULE.format(
        indicator=indicator,
        family=family,
        unit=unit,
        head=_quoted(head.lower()),
        example=_quoted(f"12 {head}."),
        find=_quoted(f"12 {head}"),
        counter=_quoted(f"{head}."),
    )
    rules.write_text(text, encoding="utf-8")
    return words, rules


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
