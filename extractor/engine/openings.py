r"""What a pattern can begin with, read off its source: a cheap condition that every match fulfils.

Literals, groups, alternatives and quantifiers are followed; at anything else an opening stops, so that no
match begins otherwise, whatever an analyst writes.

    >>> sorted(opening.text for opening in openings(r"(?:sau|trước) (?:năm )?\d+h"))
    ['sau 0h', 'sau năm 0h', 'trước 0h', 'trước năm 0h']
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

import regex

from extractor.engine.match import is_word

_LIMIT = 400
"""So many openings of one pattern are told apart."""
_LONGEST = 24
"""So many characters of each are read, """
_BEHIND_DIGITS = 4
"""and so many from the first digit on."""

_LITERALS = regex.compile(r"[^\\^$.|?*+()\[\]{}\d]+")
_QUANTIFIER = regex.compile(r"(?:(?P<optional>\?)|(?P<any>[*]|\{0?,\d*\})|[+]|\{[1-9]\d*(?:,\d*)?\})[?+]?")
_DIGIT = regex.compile(r"\d|\\d|\[(?:\d(?:-\d)?|\\d)+\]")
_SIGNS = regex.compile(r"\[((?:[^\\^\[\]\w-]|\\[^\w\\])+)\]")
_CLASS = regex.compile(r"\[\^?\]?(?:[^\[\]\\]|\\[^LN])*\]|\\[pP]\{\^?\w+\}|\\[^\Wx]|\.")
_PLACE = regex.compile(r"\\[bBmMAZ]|[\^$]")
_GROUP = regex.compile(r"\((?:\?(?:P?<[^\W\d]\w*>|:|>|\|))?(?!\?)")
_NO_LETTER_AHEAD = regex.compile(r"\(\?!(?:\\p\{L\}|\[[^\^\[\]]*\\p\{L\}[^\[\]]*\])[|)]")


class _End(Enum):
    GOES_ON = "what comes next in the pattern comes next"
    STOPS = "anything may come next"
    NO_LETTER = "anything but a letter may come next"


class Opening(NamedTuple):
    """A text that matches begin with, each run of digits in it written "0"."""

    text: str
    end: _End = _End.STOPS

    def words(self) -> str:
        """Its first words without digits: they end at a word border in every text that begins like this."""
        text = self.text + (" " if self.end is _End.NO_LETTER else "")
        digits = text.find("0")
        end = digits if digits >= 0 else len(text) - 1
        while end > 0 and not (text[end - 1].isalnum() and is_word(text, 0, end)):
            end -= 1
        return text[: max(end, 0)]


def openings(pattern: str) -> frozenset[Opening]:
    """All openings of a pattern of the ``regex`` library; one of them begins each of its matches."""
    try:
        found = _Reader(pattern).alternatives()
    except _UnreadableError:
        return frozenset({Opening("")})
    return frozenset(_stopped(found))


_Openings = dict[Opening, None]
_EMPTY: _Openings = {Opening("", _End.GOES_ON): None}
_RUN: _Openings = {Opening("0", _End.GOES_ON): None}
_UNKNOWN: _Openings = {Opening(""): None}


class _UnreadableError(Exception):
    """Something in the pattern changes how the rest of it is to be read."""


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def alternatives(self) -> _Openings:
        found = self._sequence()
        while self._pattern.startswith("|", self._at):
            self._at += 1
            found |= self._sequence()
        return found

    def _sequence(self) -> _Openings:
        found = _EMPTY
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            found = _joined(found, self._repeated())
        return found

    def _repeated(self) -> _Openings:
        element = self._element()
        times = _QUANTIFIER.match(self._pattern, self._at)
        if times is None:
            return element
        self._at = times.end()
        if not times["optional"] and element != _RUN:
            element = _stopped(element)
        return element | _EMPTY if times["optional"] or times["any"] else element

    def _element(self) -> _Openings:
        pattern, at = self._pattern, self._at
        if literals := _LITERALS.match(pattern, at):
            # A quantifier belongs to the last character alone.
            end = literals.end()
            self._at = end - 1 if end - at > 1 and pattern.startswith(("?", "*", "+", "{"), end) else end
            return {Opening(pattern[at : self._at], _End.GOES_ON): None}
        if pattern[at] == "(":
            return self._group()
        for form, meaning in ((_DIGIT, _RUN), (_PLACE, _EMPTY), (_CLASS, _UNKNOWN)):
            if part := form.match(pattern, at):
                self._at = part.end()
                if signs := _SIGNS.fullmatch(part.group()):
                    return dict.fromkeys(Opening(sign, _End.GOES_ON) for sign in signs[1].replace("\\", ""))
                return meaning
        if pattern[at] == "\\" and not pattern[at + 1].isalnum():
            self._at += 2
            return {Opening(pattern[at + 1], _End.GOES_ON): None}
        raise _UnreadableError

    def _group(self) -> _Openings:
        pattern, at = self._pattern, self._at
        if pattern.startswith("(?P=", at):
            self._at = pattern.index(")", at) + 1
            return _UNKNOWN
        if group := _GROUP.match(pattern, at):
            return self._inside(group.end())
        if pattern.startswith("(?=", at):
            ahead = _stopped(self._inside(at + 3))
            return ahead if all(opening.text.strip(" 0") for opening in ahead) else _EMPTY
        if pattern.startswith(("(?!", "(?<!", "(?<="), at):
            self._inside(at + (3 if pattern[at + 2] == "!" else 4))
            return {Opening("", _End.NO_LETTER): None} if _NO_LETTER_AHEAD.match(pattern, at) else _EMPTY
        raise _UnreadableError

    def _inside(self, start: int) -> _Openings:
        self._at = start
        found = self.alternatives()
        self._at += 1  # the closing bracket
        return found


def _joined(left: _Openings, right: _Openings) -> _Openings:
    open_ends = sum(opening.end is _End.GOES_ON for opening in left)
    if open_ends * len(right) > _LIMIT:
        right = dict.fromkeys(map(_shortened, right))
    if open_ends * len(right) > _LIMIT:
        return _stopped(left)
    found: _Openings = {}
    for opening in left:
        if opening.end is not _End.GOES_ON:
            found[opening] = None
        else:
            found |= dict.fromkeys(_extended(opening.text, more) for more in right)
    return found


def _shortened(opening: Opening) -> Opening:
    text = opening.text
    return opening if len(text) <= 1 or text[0] == "0" else Opening(text[0])


def _extended(text: str, more: Opening) -> Opening:
    if more.end is _End.NO_LETTER and not more.text and not text[-1:].isalpha():
        return Opening(text, _End.GOES_ON)  # worth knowing behind a letter only
    run = text[-1:] == "0" == more.text[:1]
    text += more.text[run:]
    digits = text.find("0")
    enough = digits + _BEHIND_DIGITS if digits >= 0 else _LONGEST
    return Opening(text, more.end) if len(text) <= enough else Opening(text[:enough])


def _stopped(found: _Openings) -> _Openings:
    return {Opening(text, _End.STOPS if end is _End.GOES_ON else end): None for text, end in found}
