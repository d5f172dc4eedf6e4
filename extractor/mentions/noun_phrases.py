"""Where the noun phrase after a numeral ends.

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
_QUOTED = regex.compile(r"[“\"«]([^”\"»\n]{2,160})[”\"»]")


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
        self._inside = head_phrases | modifiers
        self._kinds = kinds

    def right_of(self, text: str, start: int, limit: int, index: PhraseIndex) -> NounPhrase:
        """The phrase that begins at ``start`` (white space skipped) and ends before ``limit``."""
        at = end = protected = start = _visible_start(text, start, limit)
        name, kinds = (-1, -1), _NO_KINDS
        while at < limit:
            char = text[at]
            if not char.isalpha():
                if char.isspace():
                    at += 1
                    continue
                quoted = _QUOTED.match(text, at, limit) if char in _OPENING else None
                if quoted:
                    name = name if name[0] >= 0 else quoted.span(1)
                    at = end = quoted.end()
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


_ITEM = regex.compile(r"\s*(?:[-+*•–]|\d{1,2}[.)]|[a-zđ][.)])\s")


def is_list_item(text: str, start: int) -> bool:
    """True when a sentence begins with a list marker ("1. ", "a) ", "- ")."""
    line = text.rfind("\n", 0, start) + 1
    return _ITEM.match(text, line) is not None
