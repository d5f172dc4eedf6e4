"""Indicator rules, compiled: groups expanded, conditions as sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.engine.schema.indicators import ZONES, IndicatorDefaults, IndicatorRule
from extractor.mentions.zones import Conditions


def expand(phrases: Iterable[str], groups: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Phrases with ``@group`` references replaced by the group's phrases."""
    for phrase in phrases:
        if phrase.startswith("@"):
            yield from expand(groups[phrase[1:]], groups)
        else:
            yield phrase


class CompiledRule:
    """A rule with its phrases as sets and what holds for its indicator."""

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
        self.of = frozenset(rule.of)
        self.kinds = frozenset(rule.kinds)
        self.postposed = entry is None or entry.postposed
        self.measured = entry is not None and entry.measured
