"""Where the noun phrase after a numeral ends, and where the words before it begin.

Guideline 2.13: the quote runs over head and restrictive modifiers and stops before a passive,
a genitive, a place, a purpose or a relative clause; heads that share one numeral ("86 dao, kiếm
các loại") stay together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import regex

from extractor.engine.schema import Heads
from extractor.mentions.phrases import PhraseIndex

_OPENING = frozenset('“"«')
_HARD = frozenset(';:()[]?!“”"«»')
"""No noun phrase goes on behind these, nor behind a full stop."""
_NO_KINDS: frozenset[str] = frozenset()
_QUOTED = regex.compile(r"\s?[“\"«]([^”\"»\n]{2,160})[”\"»]")


class NounPhrase(NamedTuple):
    """``[start, end)`` of the phrase right of a numeral; ``name`` is a quoted name inside it."""

    start: int
    end: int
    name_start: int = -1
    name_end: int = -1


class NounPhraseFinder:
    """Delimits noun phrases with the borders and coordinators of ``heads.toml``."""

    def __init__(
        self,
        heads: Heads,
        head_phrases: frozenset[str],
        modifiers: frozenset[str],
        kinds: Mapping[str, frozenset[str]],
    ) -> None:
        self._borders = frozenset(heads.borders)
        self._coordinators = frozenset(heads.coordinators)
        self._heads = head_phrases
        self._inside = head_phrases | modifiers
        self._kinds = kinds

    def right_of(self, text: str, start: int, limit: int, index: PhraseIndex) -> NounPhrase:
        """The phrase that begins at ``start`` (white space skipped) and ends before ``limit``."""
        at = end = protected = start = _visible_start(text, start, limit)
        name, kinds = (-1, -1), _NO_KINDS
        while at < limit:
            char = text[at]
            blank = char.isspace()
            if text[at + blank : at + blank + 1] in _OPENING and (quoted := _QUOTED.match(text, at, limit)):
                name = name if name[0] >= 0 else quoted.span(1)
                at = end = quoted.end()
                continue
            if blank:
                at += 1
                continue
            if char in _HARD or char.isdigit() or (char == "." and _stops(text, at, limit)):
                break
            here = index.starting.get(at, ())
            if not here and char not in ",/":
                at = end = _word_end(text, at, limit)
                continue
            joint = self._joint(char, at, here) if char in ",/" or at >= protected else -1
            if joint >= 0:
                joined = self._joined(text, joint, limit, index, kinds)
                if joined < 0:
                    break
                at = end = protected = joined
                continue
            if at >= protected and self._is_border(here):
                break
            for stop, phrase in here:
                if phrase in self._inside and stop <= limit:
                    protected = max(protected, stop)
                    kinds |= self._kinds.get(phrase, _NO_KINDS)
            at = end = _word_end(text, at, limit)
        return NounPhrase(start, min(end, limit), *name)

    def _joint(self, char: str, at: int, here: Sequence[tuple[int, str]]) -> int:
        """Where a coordinated head may begin: behind a comma, slash or "and"; else -1."""
        if char in ",/":
            return at + 1
        for stop, phrase in here:
            if phrase in self._coordinators:
                return stop
        return -1

    def _is_border(self, here: Sequence[tuple[int, str]]) -> bool:
        """True when a border word begins here and no head or modifier does."""
        border = False
        for _, phrase in here:
            if phrase in self._inside:
                return False
            border = border or phrase in self._borders
        return border

    def _joined(self, text: str, at: int, limit: int, index: PhraseIndex, kinds: frozenset[str]) -> int:
        """End of a head of the same kind that continues the list at ``at``, or -1."""
        at = _visible_start(text, at, limit)
        stop = max(
            (
                end
                for end, phrase in index.starting.get(at, ())
                if end <= limit and not kinds.isdisjoint(self._kinds.get(phrase, _NO_KINDS))
            ),
            default=-1,
        )
        # "kiếm 3 thanh, dao 2 con": a head right in front of the next numeral belongs to that one.
        return -1 if 0 <= stop < limit and not text[stop:limit].strip() else stop


def _stops(text: str, at: int, limit: int) -> bool:
    """True for a full stop, False for the dot of a decimal."""
    return at + 1 >= limit or not text[at + 1].isdecimal()


def _visible_start(text: str, at: int, limit: int) -> int:
    while at < limit and text[at] in " \n":
        at += 1
    return at


def _word_end(text: str, at: int, limit: int) -> int:
    blank = text.find(" ", at, limit)
    stop = blank if blank >= 0 else limit
    if text[at:stop].isalpha():
        return stop
    while at < limit and not text[at].isspace() and text[at] not in ',;:()[]?!“”"«»/':
        if text[at] == "." and not text[at + 1 : at + 2].isdigit():
            break
        at += 1
    return at


def left_border(text: str, start: int, floor: int) -> int:
    """Where the words in front of ``start`` begin: after the last border, not before ``floor``."""
    while mark := _BORDER_LEFT.search(text, floor, start):
        start = mark.start()
        # Of "1.250" and "1,5" the mark belongs to the number.
        if text[start] not in ",." or not (
            text[start + 1 : start + 2].isdigit() and text[start - 1 : start].isdigit()
        ):
            return start + 1
    return floor


_BORDER_LEFT = regex.compile(r"(?r)[;:()\[\]?!\n“”\"/,.]")
_AFTER = 60
"""How far the words behind a noun phrase can still say something about it, in characters."""


_ITEM = regex.compile(r"\s*(?:[-+*•–]|\d{1,2}[.)]|[a-zđ][.)])\s")


def is_list_item(text: str, start: int) -> bool:
    """True when a sentence begins with a list marker ("1. ", "a) ", "- ")."""
    line = text.rfind("\n", 0, start) + 1
    return _ITEM.match(text, line) is not None


def right_border(text: str, start: int, limit: int) -> int:
    """Where the words behind ``start`` end: at a comma, at most ``_AFTER`` characters on."""
    limit = min(limit, start + _AFTER)
    comma = text.find(", ", start, limit)
    return limit if comma < 0 else comma


def clause_bounds(text: str, start: int, end: int, floor: int, limit: int) -> tuple[int, int]:
    """The clause around ``[start, end)``: out to ``; : ( )`` or the sentence's ends.

    An item that begins with its numeral continues the list before it ("...; 51 suất học bổng"), so
    the clause reaches back to the words that govern the list.
    """
    low = _left_end(text, start, floor)
    while low > floor and text[low - 1] == ";" and _begins_with_number(text, low, start):
        start = low - 1
        low = _left_end(text, start, floor)
    return low, _right_end(text, end, limit)


_MARK = regex.compile(r"[;:()\n]")
_MARK_LEFT = regex.compile(r"(?r)[;:()\n]")


def _left_end(text: str, start: int, floor: int) -> int:
    """Walk left to the clause's start, mark by mark; a closed bracket on the way is stepped over."""
    at, depth = start, 0
    while mark := _MARK_LEFT.search(text, floor, at):
        at = mark.start()
        if text[at] == ")":
            depth += 1
        elif depth == 0:
            return int(mark.end())
        elif text[at] == "(":
            depth -= 1
    return min(start, floor)


def _right_end(text: str, end: int, limit: int) -> int:
    """Walk right to the clause's end; a bracket that opens on the way is stepped over."""
    at, depth = end, 0
    while mark := _MARK.search(text, at, limit):
        at = mark.end()
        if text[at - 1] == "(":
            depth += 1
        elif depth == 0:
            return int(mark.start())
        elif text[at - 1] == ")":
            depth -= 1
    return max(end, limit)


def _begins_with_number(text: str, start: int, end: int) -> bool:
    item = text[start:end].lstrip()
    return not item or item[0].isdigit()
