"""Indicator rules, compiled: groups expanded, conditions as sets; and what they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.engine.schema.indicators import ZONES, IndicatorDefaults, IndicatorRule
from extractor.mentions.zones import Conditions


@dataclass(frozen=True, slots=True)
class Head:
    """A rule at its place. ``unit`` is the classifier's or the rule's; ``phrase`` what was read."""

    rule: IndicatorRule
    start: int
    end: int
    unit: str | None
    postposed: bool
    score: int


@dataclass(frozen=True, slots=True)
class OpenHead:
    """A counted noun no indicator claims: it becomes ``other_count`` with its own unit."""

    start: int
    end: int
    unit: str
    known: bool = True
    """False when not even the noun is in the lexicon."""


def expand(phrases: Iterable[str], groups: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Phrases with ``@group`` references replaced by the group's phrases."""
    for phrase in phrases:
        if phrase.startswith("@"):
            yield from expand(groups[phrase[1:]], groups)
        else:
            yield phrase


class CompiledRule:
    """A rule with its phrases as sets and what holds for its indicator.

    ``strength`` decides among the rules of one phrase; ``near`` rules name words close to the numeral.
    """

    def __init__(
        self, rule: IndicatorRule, groups: dict[str, tuple[str, ...]], entry: IndicatorDefaults | None
    ) -> None:
        self.rule = rule
        self.conditions = Conditions(
            {zone: frozenset(expand(getattr(rule, zone), groups)) for zone in ZONES},
            {
                zone: frozenset(expand(getattr(rule, f"not_{zone}"), groups))
                for zone in ("np", "pre", "clause")
            },
        )
        self.strength = self.conditions.weight + rule.priority
        self.near = bool(rule.np or rule.pre or rule.post or rule.previous)
        self.of = frozenset(rule.of)
        self.kinds = frozenset(rule.kinds)
        self.postposed = entry is None or entry.postposed
        self.measured = entry is not None and entry.measured


def by_strength(rules: Iterable[CompiledRule]) -> tuple[CompiledRule, ...]:
    """The strongest first; of equals the first."""
    return tuple(sorted(rules, key=lambda compiled: -compiled.strength))
