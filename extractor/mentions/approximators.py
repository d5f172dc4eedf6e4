"""The words beside a numeral that say how exact it is (guideline 2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import regex

from extractor.engine.schema.quantities import ApproximatorRule, Approximators

_CLAUSE = r"[^.,;:()\n]{0,60}?"
_FRAME = 80
"""Characters searched for the second half of a frame."""
_LAST_WORD = regex.compile(r"(?r)[^ (“\"'\n]*")


class Approximation(NamedTuple):
    """How exact a number is; ``start, end`` also hold the words that say so."""

    approx: str
    start: int
    end: int
    rule_id: str


class Measured(NamedTuple):
    """The number looked at: where it and its unit end, its value, whether it measures."""

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
        self._endings = frozenset(word[-1] for word in self._by_last_word)
        self._reach = max(
            (len(e.phrase) for entries in self._by_last_word.values() for e in entries), default=0
        )

    def framing(self, folded: str) -> Sequence[str]:
        """Words behind numbers that the text has at all: asked once, for `find`."""
        return [word for word in self._after if word in folded]

    def near(self, folded: str, start: int) -> tuple[Sequence[_Entry], int]:
        """What ends with the word in front of a number, and where that word ends: asked first, for `find`."""
        border = start
        while border > 0 and folded[border - 1] == " ":
            border -= 1
        if folded[border - 1 : border] not in self._endings:
            return (), border
        low = max(0, start - self._reach - 1)
        space = folded.rfind(" ", low, border)
        word = folded[space + 1 if space >= 0 else low : border]
        if not word.isalpha():
            word = str(_LAST_WORD.match(word)[0])
        return self._by_last_word.get(word, ()), border

    def find(
        self, folded: str, start: int, number: Measured, near: Sequence[_Entry], border: int,
        framing: Sequence[str],
    ) -> Approximation | None:  # fmt: skip
        """The approximator of the number that begins at ``start``, by what `near` and `framing` found."""
        framed = bool(framing) and any(
            folded.find(word, number.end, number.end + _FRAME) >= 0 for word in framing
        )
        low = max(0, start - self._reach - 1)
        for entry in near:
            if (entry.after and not framed) or not folded.endswith(entry.phrase, low, border):
                continue
            first = border - len(entry.phrase)
            if first > 0 and folded[first - 1].isalnum():
                continue
            if (found := _fits(entry, folded, first, number)) is not None:
                return found
        for entry in self._frames if framed else ():
            if (found := _fits(entry, folded, start, number)) is not None:
                return found
        return None


def _fits(entry: _Entry, folded: str, first: int, number: Measured) -> Approximation | None:
    """The approximation if all conditions of the rule hold for a phrase that begins at ``first``."""
    rule, last = entry.rule, number.unit_end
    if rule.measures_only and not number.measure:
        return None
    if rule.largest is not None and (number.value is None or number.value > rule.largest):
        return None
    if entry.after is not None:
        match = entry.after.match(folded, number.unit_end)
        if match is None:
            return None
        last = last if entry.phrase else match.end()
    if entry.unless_left is not None and entry.unless_left.search(folded[max(0, first - 60) : first]):
        return None
    if entry.unless_right is not None and entry.unless_right.match(folded, number.end):
        return None
    return Approximation(rule.approx, first, last, rule.id)
