"""The lines of one article, and the rules that claim a line, its start or its end (`sections.toml`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import regex

from extractor.engine.patterns.literal_gate import LiteralGate
from extractor.engine.schema.sections import SectionRule

Scan = Callable[[str, int, int], "regex.Match[str] | None"]
_ANCHORED = ("line", "start")


@dataclass(slots=True)
class Lines:
    """What is known while walking down the lines of one article."""

    text: str
    folded: str
    lines: list[tuple[int, int]]
    first_paragraph: int
    last_paragraph: int
    title: str
    credits_expected: bool
    titles: frozenset[int] = frozenset()
    seen: dict[str, int] = field(default_factory=dict)
    titled: bool = False
    led: bool = False
    block: SectionRule | None = None


class LineRules:
    """The rules for one place of a line: one alternation per zone and spelling (cased, folded)."""

    def __init__(self, place: str, rules: Sequence[SectionRule], slots: Mapping[str, str]) -> None:
        self._rules = [rule for rule in rules if rule.at == place]
        self._from_end = place == "end"
        self._scans: list[tuple[str, bool, Scan]] = []
        for zone, cased in product(("top", "bottom", "any"), (False, True)):
            parts = [
                self._part(number, rule, slots)
                for number, rule in enumerate(self._rules)
                if rule.zone == zone and rule.cased == cased
            ]
            if parts:
                self._scans.append((zone, cased, _scan(place, parts)))

    def _part(self, number: int, rule: SectionRule, slots: Mapping[str, str]) -> str:
        pattern = rule.pattern
        for name, value in slots.items():
            pattern = pattern.replace(f"<{name}>", f"(?:{value})")
        if self._from_end:
            return pattern.replace("<mark>", f"(?P<r{number}>") + ")$"
        return f"(?P<r{number}>{pattern})"

    def match(self, state: Lines, number: int, start: int, end: int) -> tuple[SectionRule, int] | None:
        """The rule that claims a part, and where that ends (for ends of lines: where it begins)."""
        found = self.find(state, number, start, end)
        return None if found is None else (found[0], found[1] if self._from_end else found[2])

    def find(self, state: Lines, number: int, start: int, end: int) -> tuple[SectionRule, int, int] | None:
        """The rule that claims a part of ``[start, end)``, and that part."""
        for zone, cased, scan in self._scans:
            if (zone == "top" and number > state.first_paragraph) or (
                zone == "bottom" and number < state.last_paragraph
            ):
                continue
            found = scan(state.text if cased else state.folded, start, end)
            if found is not None and found.lastgroup is not None:
                group = found.lastgroup
                return self._rules[int(group[1:])], found.start(group), found.end(group)
        return None


def _scan(place: str, patterns: Sequence[str]) -> Scan:
    gate = LiteralGate(patterns, anchored=place in _ANCHORED)
    guards = len(gate.unguarded) < len(patterns)
    return _GuardedScan(place, patterns, gate) if guards else _tried(place, "|".join(patterns))


class _GuardedScan:
    """Looks for patterns: leftmost first, then in their order. Few of them are tried in a line."""

    def __init__(self, place: str, patterns: Sequence[str], gate: LiteralGate) -> None:
        self._gate = gate
        self._tries = [_tried(place, pattern) for pattern in patterns]
        unguarded = [patterns[number] for number in gate.unguarded]
        self._unguarded = _tried(place, "|".join(unguarded)) if unguarded else None

    def __call__(self, text: str, start: int, end: int) -> regex.Match[str] | None:
        admitted = self._gate.admitted(text, start, end)
        if not admitted:
            return self._unguarded(text, start, end) if self._unguarded else None
        best = None
        for number in sorted(admitted.union(self._gate.unguarded)):
            found = self._tries[number](text, start, end)
            if found is not None and (best is None or found.start() < best.start()):
                best = found
        return best


def _tried(place: str, pattern: str) -> Scan:
    compiled = regex.compile(pattern)
    tried: Scan = {"line": compiled.fullmatch, "start": compiled.match}.get(place, compiled.search)
    return tried
