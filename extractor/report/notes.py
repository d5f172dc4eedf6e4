"""What rules state, in the words of their notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from extractor.engine.load import load_rules
from extractor.engine.schema.base import Rule


def rule_notes(wanted: Iterable[str], fingerprint: str) -> dict[str, str]:
    """Notes by rule id; empty if the run was made with other rules than the built-in ones.

    Args:
        wanted: ids of rules.
        fingerprint: of the rules that the run was made with.
    """
    rules = load_rules()
    if rules.fingerprint != fingerprint:
        return {}
    ids = set(wanted)
    found = {rule.id: rule.note for file in rules.files.values() for rule in _rules(file)}
    return {name: note for name, note in sorted(found.items()) if note and name in ids}


def _rules(value: Any) -> Iterator[Rule]:
    if isinstance(value, Rule):
        yield value
    elif isinstance(value, BaseModel):
        for item in value.__dict__.values():
            yield from _rules(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _rules(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _rules(item)
