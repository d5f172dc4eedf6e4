"""The words beside a numeral that say how exact it is (guideline 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.engine.schema.quantities import ApproximatorRule, Approximators

_CLAUSE = r"[^.,;:()\n]{0,60}?"
_FRAME = 80
"""Characters searched for the second half of a frame."""
_LAST_WORD = regex.compile(r"(?r)[^ (“\"'\n]*")


@dataclass(frozen=True, slots=True)
class Approximation:
    """How exact a number is; ``start, end`` also hold the words that say so."""

    approx: str
    start: int
    end: int
    rule_id: str


@dataclass(frozen=True, slots=True)
class _Place:
    """The number looked at: where it and its unit end, its value, whether it measures."""

    folded: str
    end: int
    unit_end: int
    value: Decimal | None
    measure: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    rule: ApproximatorRule
    phrase: str
    after: regex.Pattern[str] | None
    unless_left: regex.Pattern[str] | None
    unless_right: regex.Pattern[str] | None


class ApproximatorFinder:
    """Looks left (and right) of one number; built once from the rules."""

    def __init__(self, rules: Approximators) -> None:
        self._by_last_word: dict[str, list[_Entry]] = {}
        self._frames: list[_Entry] = []
        for rule in rules.rule:
            left = regex.compile(f"(?:{rule.unless_left})$") if rule.unless_left else None
            right = regex.compile(rule.unless_right) if rule.unless_right else None
            for phrase in sorted(rule.before, key=len, reverse=True):
                gap = _CLAUSE if phrase else ""
                after = regex.compile(rf"{gap} ?\b(?:{'|'.join(rule.after)})\b") if rule.after else None
                entry = _Entry(rule, phrase, after, left, right)
                if phrase:
                    self._by_last_word.setdefault(phrase.split()[-1], []).append(entry)
                else:
                    self._frames.append(entry)
        self._after = tuple({word: None for rule in rules.rule for word in rule.after})
        self._reach = max(
            (len(e.phrase) for entries in self._by_last_word.values() for e in entries), default=0
        )

    def find(
        self, folded: str, start: int, end: int, *, unit_end: int, value: Decimal | None, measure: bool
    ) -> Approximation | None:
        """The approximator of the number at ``[start, end)`` whose unit ends at ``unit_end``."""
        place = _Place(folded, end, unit_end, value, measure)
        window = folded[max(0, start - self._reach - 1) : start].rstrip(" ")
        border = start if not window else max(0, start - self._reach - 1) + len(window)
        framed = any(folded.find(word, end, end + _FRAME) >= 0 for word in self._after)
        for entry in self._by_last_word.get(_last_word(window), ()):
            if not window.endswith(entry.phrase) or (entry.after and not framed):
                continue
            first = border - len(entry.phrase)
            if first > 0 and folded[first - 1].isalnum():
                continue
            if (found := _fits(entry, place, first)) is not None:
                return found
        fitting = (_fits(entry, place, start) for entry in self._frames) if framed else ()
        return next((found for found in fitting if found is not None), None)


def _last_word(window: str) -> str:
    return str(_LAST_WORD.match(window).group())


def _fits(entry: _Entry, place: _Place, first: int) -> Approximation | None:
    """The approximation if all conditions of the rule hold for a phrase that begins at ``first``."""
    rule, last = entry.rule, place.unit_end
    if rule.measures_only and not place.measure:
        return None
    if rule.largest is not None and (place.value is None or place.value > rule.largest):
        return None
    if entry.after is not None:
        match = entry.after.match(place.folded, place.unit_end)
        if match is None:
            return None
        last = last if entry.phrase else match.end()
    if entry.unless_left is not None and entry.unless_left.search(place.folded[max(0, first - 60) : first]):
        return None
    if entry.unless_right is not None and entry.unless_right.match(place.folded, place.end):
        return None
    return Approximation(rule.approx, first, last, rule.id)
