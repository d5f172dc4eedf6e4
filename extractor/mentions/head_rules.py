"""Indicator rules, compiled: groups expanded, conditions as sets; and what they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.engine.schema.indicators import ZONES, IndicatorDefaults, IndicatorRule
from extractor.mentions.zones import Conditions, Zones

_FEW = 3
"""So many rules are tried one by one."""


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


class Ranking:
    """Rules that compete for one place, strongest first; of equals the first."""

    __slots__ = ("_free", "_keys", "rules")

    def __init__(self, rules: Iterable[CompiledRule]) -> None:
        self.rules = tuple(sorted(rules, key=lambda compiled: -compiled.strength))
        self._free: list[int] = []
        keys: dict[str, dict[str, list[int]]] = {}
        for rank, compiled in enumerate(self.rules):
            if not compiled.conditions.needed:
                self._free.append(rank)
            for zone, phrases in compiled.conditions.needed[:1]:
                for phrase in phrases:
                    keys.setdefault(zone, {}).setdefault(phrase, []).append(rank)
        self._keys = [(zone, frozenset(ranks), ranks) for zone, ranks in keys.items()]

    def possible(self, zones: Zones) -> Sequence[CompiledRule]:
        """The rules whose first condition holds, in order: none of the others can hold."""
        rules = self.rules
        if len(rules) <= _FEW:
            return rules
        found: set[int] | None = None
        for zone, phrases, ranks in self._keys:
            for phrase in phrases & zones[zone]:
                found = set(self._free) if found is None else found
                found.update(ranks[phrase])
        return [rules[rank] for rank in (self._free if found is None else sorted(found))]
