"""Which rules speak about a number, by what stands around it (guideline 2.10).

Nearly a hundred rules look at the words on both sides of every number, and about most numbers none has
anything to say. Its word on either side and four gates tell which of them can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from extractor.engine.patterns.place_gate import PlaceGate
from extractor.engine.schema.non_figures import NonFigureRule, NonFigures
from extractor.model import Number
from extractor.text.view import MatchView

REACH = 200
"""How far rules look from a number, in characters: no token and no row of numbers is longer."""

_WORD_LEFT = regex.compile(r"(?r)[^\W_]+")
_WORD_RIGHT = regex.compile(r"[ \-]?([^\W\d_]+|[^\s\w])")
_YEAR = regex.compile(r"(?:19|20)[0-9]{2}")
_FOLLOWERS = (" x", ", x", ". X")


class ContextRule:
    """A compiled rule: ``left`` must end where the number begins, ``right`` begin where it ends."""

    __slots__ = (
        "_left",
        "_right",
        "capitalised",
        "cased",
        "largest",
        "left",
        "measured",
        "right",
        "rule",
        "year",
    )

    def __init__(self, rule: NonFigureRule, table: NonFigures) -> None:
        self.rule = rule
        self.cased, self.measured = rule.cased, rule.measured
        self.largest, self.capitalised, self.year = rule.largest, rule.capitalised, rule.year
        left, right = filled(rule.left, table), filled(rule.right, table)
        if rule.before:
            number = f"(?i: {table.numbering_word})?" if rule.numbered else ""
            left = rf"{left}(?<![\p{{L}}])(?i:{_alternatives(rule.before)}){number}[ :.\-]{{0,2}}"
        if rule.after:
            right = rf"[ \-]?(?i:{_alternatives(rule.after)})(?![\p{{L}}]){right}"
        self.left, self.right = left, right
        self._left = regex.compile(f"(?<={left})") if left else None
        self._right = regex.compile(right) if right else None

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether both sides of ``text[start:end]`` are as the rule wants them."""
        right = self._right
        if right is not None and right.match(text, end, end + REACH) is None:
            return False
        return self.fits_left(text, start)

    def fits_left(self, text: str, at: int) -> bool:
        """Whether what must stand in front of ``at`` does; no rule looks back over endless rows."""
        if self._left is None:
            return True
        low = max(0, at - REACH)
        return self._left.match(text[low : at + 1], at - low) is not None

    def admits(self, view: MatchView, number: Number) -> bool:
        """The conditions on the number itself, but for how it is written."""
        if self.largest is not None and (number.value is None or number.value > self.largest):
            return False
        if self.capitalised and not view.cased[number.start : number.end].istitle():
            return False
        return not self.year or _YEAR.fullmatch(view.cased, number.start, number.end) is not None


class ContextRules:
    """Looks up the rules that fit a number. Sets of rules are bits of integers, in file order."""

    def __init__(self, rules: Sequence[NonFigureRule], table: NonFigures) -> None:
        self._rules = [ContextRule(rule, table) for rule in rules]
        self._digits = _bits(rule.written in ("", "digits") for rule in rules)
        self._words = _bits(rule.written in ("", "words") for rule in rules)
        # Phrases are looked up by the word beside the number ...
        self._before: dict[str, int] = {}
        self._after: dict[str, int] = {}
        for n, rule in enumerate(rules):
            if rule.before:
                numbering = {table.numbering_word} if rule.numbered else set()
                _add(self._before, {_last_word(phrase) for phrase in rule.before} | numbering, n)
            elif rule.after:
                _add(self._after, {_first_word(phrase) for phrase in rule.after}, n)
        # ... and patterns behind gates, but where the number itself tells most.
        self._years = _bits(rule.year for rule in rules)
        self._capitalised = _bits(rule.capitalised and not rule.year for rule in rules)
        special = self._years | self._capitalised
        anywhere = [n for n, rule in enumerate(rules) if not (rule.before or rule.after or special >> n & 1)]
        right = [n for n in anywhere if _tells(self._rules[n].right)]
        left = [n for n in anywhere if n not in right]
        self._folded_right, self._cased_right = self._gates(right, ahead=True)
        self._folded_left, self._cased_left = self._gates(left, ahead=False)

    def _gates(self, numbers: Sequence[int], *, ahead: bool) -> list[PlaceGate]:
        """One gate for the rules about the folded text, one for those about the text as written."""
        return [
            PlaceGate(
                {
                    1 << n: self._rules[n].right if ahead else self._rules[n].left
                    for n in numbers
                    if self._rules[n].cased == cased
                },
                reach=REACH,
                ahead=ahead,
            )
            for cased in (False, True)
        ]

    def fitting(self, view: MatchView, number: Number) -> Iterator[ContextRule]:
        """The rules that fit ``number``, in file order."""
        start, end, folded, cased = number.start, number.end, view.folded, view.cased
        found = (
            self._folded_right.passing(folded, end)
            | self._folded_left.passing(folded, start)
            | self._cased_right.passing(cased, end)
            | self._cased_left.passing(cased, start)
        )
        if end - start == len("2025"):
            found |= self._years
        if not cased[start].islower():
            found |= self._capitalised
        word = _WORD_LEFT.search(folded, max(0, start - 20), start)
        if word is not None and start - word.end() <= 2:
            found |= self._before.get(word.group(), 0)
        word = _WORD_RIGHT.match(folded, end)
        if word is not None:
            found |= self._after.get(word[1], 0)
        found &= self._digits if number.form == "digits" else self._words
        while found:
            first = found & -found
            found ^= first
            rule = self._rules[first.bit_length() - 1]
            if rule.admits(view, number) and rule.fits(cased if rule.cased else folded, start, end):
                yield rule


def _tells(right: str) -> bool:
    """The right side is the one to ask, unless any word or mark behind the number will do."""
    gate = PlaceGate({1: right}, reach=REACH)
    return not any(gate.passing(follower, 0) for follower in _FOLLOWERS)


def _bits(flags: Iterable[bool]) -> int:
    return sum(1 << n for n, flag in enumerate(flags) if flag)


def _add(index: dict[str, int], words: Iterable[str], number: int) -> None:
    for word in words:
        index[word] = index.get(word, 0) | 1 << number


def _alternatives(phrases: Iterable[str]) -> str:
    return "|".join(regex.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _last_word(phrase: str) -> str:
    match = _WORD_LEFT.search(phrase)
    return match.group() if match else phrase


def _first_word(phrase: str) -> str:
    match = _WORD_RIGHT.match(phrase)
    return match[1] if match else phrase


def filled(pattern: str, table: NonFigures) -> str:
    """``pattern`` with the shared fragments in place of their names."""
    for name, fragment in table.fragments.items():
        pattern = pattern.replace(f"{{{name}}}", fragment)
    return pattern
