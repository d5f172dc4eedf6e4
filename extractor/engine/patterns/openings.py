r"""What a pattern can begin with: a cheap condition that every match fulfils.

>>> sorted(opening.text for opening in openings(r"(?:sau|trước) (?:năm )?\d+h"))
['sau 0h', 'sau năm 0h', 'trước 0h', 'trước năm 0h']
"""

from __future__ import annotations

from enum import Enum
from functools import reduce
from typing import NamedTuple

import regex

from extractor.engine.match import is_word
from extractor.engine.patterns import tree

_LIMIT = 400
"""So many openings of one pattern are told apart."""
_LONGEST = 24
"""So many characters of each are read, """
_BEHIND_DIGITS = 4
"""and so many from the first digit on."""

_DIGITS = regex.compile(r"\d+")


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
    return frozenset(_stopped(_of(tree.read(pattern))))


_Openings = dict[Opening, None]
_EMPTY: _Openings = {Opening("", _End.GOES_ON): None}
_RUN: _Openings = {Opening("0", _End.GOES_ON): None}
_UNKNOWN: _Openings = {Opening(""): None}
_NO_LETTER: _Openings = {Opening("", _End.NO_LETTER): None}


def _of(node: tree.Node) -> _Openings:
    match node:
        case tree.Text(text):
            return {Opening(_DIGITS.sub("0", text), _End.GOES_ON): None}
        case tree.OneOf():
            singles = tree.single_characters(node)
            if singles is None:
                return _UNKNOWN
            return dict.fromkeys(Opening(char, _End.GOES_ON) for char in sorted(singles))
        case tree.Border() | tree.Look():
            return _seen(node)
        case tree.Choice(branches):
            found: _Openings = {}
            for branch in branches:
                found |= _of(branch)
            return found
        case tree.Sequence(parts):
            return reduce(_joined, map(_of, parts), _EMPTY)
        case tree.Repeat(part, least, most):
            once = _of(part)
            if most != 1 and once != _RUN:
                once = _stopped(once)
            return once if least else once | _EMPTY
        case tree.Atomic(part):
            return _of(part)
        case tree.Anything():
            return _UNKNOWN


def _seen(look: tree.Border | tree.Look) -> _Openings:
    """What is known from a look at what comes next."""
    if isinstance(look, tree.Border) or not look.ahead:
        return _EMPTY
    if look.negated:
        branches = look.part.branches if isinstance(look.part, tree.Choice) else (look.part,)
        letters = any(
            isinstance(branch, tree.OneOf) and not branch.negated and r"\p{L}" in branch.items
            for branch in branches
        )
        return _NO_LETTER if letters else _EMPTY
    ahead = _stopped(_of(look.part))
    return ahead if all(opening.text.strip(" 0") for opening in ahead) else _EMPTY


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
