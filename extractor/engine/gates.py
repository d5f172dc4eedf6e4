r"""Gates: one call of a fast engine that tells which of many rules can match at a place.

A gate lets a pattern pass wherever it matches, and at some places more: what it holds back does not match,
whatever patterns an analyst adds. It is written for the standard engine, which is several times faster
than that of `regex` but cannot look back over stretches of any length: what must end at a place is read
backwards, from the place on, in reversed text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_QUANTIFIER = re.compile(r"(?:[*+?]|\{(?=[0-9]|,[0-9])[0-9]*,?[0-9]*\})(?P<kind>[+?]?)")
_GROUP = re.compile(r"\((?:\?(?:[:>]|(?P<assertion><?[=!])))?")
_SET = re.compile(r"\[(?P<negated>\^?)(?P<items>(?:[^\]\\\[]|\\.)+)\]", flags=re.DOTALL)
_ESCAPE = re.compile(r"\\(?:[pP]\{[^}]*\}|x[0-9a-fA-F]{2}|.)", flags=re.DOTALL)
_ITEM = re.compile(rf"{_ESCAPE.pattern}|.", flags=re.DOTALL)
_SET_OPERATIONS = ("--", "&&", "||", "~~")
_NOTHING = "(?:)"
_LINE_END = r"(?=\n|\Z)"
# What surely holds the classes of which the engines, or the Unicode they know, have different ideas.
_WIDE = r"\x80-\U0010ffff"
_CLASSES = {
    r"\w": f"A-Za-z0-9_{_WIDE}", r"\d": f"0-9{_WIDE}", r"\s": r"\s",
    r"\W": r"\s\S", r"\D": r"\s\S", r"\S": r"\s\S",
    r"\p{L}": f"A-Za-z{_WIDE}", r"\p{Lu}": f"A-Z{_WIDE}", r"\p{Ll}": f"a-z{_WIDE}", r"\p{N}": f"0-9{_WIDE}",
}  # fmt: skip
_BORDERS = frozenset((r"\b", r"\B", r"\A", r"\Z", r"\m", r"\M"))
_CONTROL = frozenset((r"\n", r"\r", r"\t"))


class Gate:
    r"""Sets of patterns, as bits of an integer, that may match at a place.

    Left out of a pattern are borders of words, negative assertions, and those about the other side. One
    that goes by what the gate does not know always passes: atomic groups, references, flags, fuzzy matches.

    Args:
        patterns: by their bits; they begin at the place or, not ``ahead``, end there.
        reach: how far from the place they look.

    >>> gate = Gate({1: r" \p{L}+ này\b", 2: r" ?(?:km|mét)(?! khối)"}, reach=200)
    >>> gate.passing("5 vụ này", 1), gate.passing("5 km", 1), gate.passing("5 ha", 1)
    (1, 2, 0)
    """

    def __init__(self, patterns: Mapping[int, str], *, reach: int, ahead: bool = True) -> None:
        self._reach = reach
        self._ahead = ahead
        self._always = 0
        self._bits: list[int] = []
        parts: list[str] = []
        for bit, pattern in patterns.items():
            try:
                part = f"(?=(?:{_Reader(pattern, ahead=ahead).read()})()|)"
                re.compile(part)
            except (_UnknownError, re.error):
                self._always |= bit
            else:
                parts.append(part)
                self._bits.append(bit)
        self._match = re.compile("".join(parts)).match

    def passing(self, text: str, at: int) -> int:
        """The patterns that may begin (or end) at ``text[at]``; all others do not."""
        if self._ahead:
            found = self._match(text, at, at + self._reach)
        else:
            found = self._match(text[max(0, at - self._reach) : at][::-1])
        passing = self._always
        if found is not None and found.lastindex is not None:
            for bit, passed in zip(self._bits, found.groups(), strict=True):
                if passed is not None:
                    passing |= bit
        return passing


class _UnknownError(ValueError):
    """A construct that may mean anything."""


class _Reader:
    """Rewrites one pattern of the `regex` library, from the place on."""

    def __init__(self, pattern: str, *, ahead: bool) -> None:
        self._pattern = pattern
        self._ahead = ahead
        self._at = 0

    def read(self) -> str:
        found = self._alternatives()
        if self._at < len(self._pattern):
            raise _UnknownError(self._pattern)
        return found

    def _alternatives(self) -> str:
        branches = [self._sequence()]
        while self._pattern.startswith("|", self._at):
            self._at += 1
            branches.append(self._sequence())
        return "|".join(branches)

    def _sequence(self) -> str:
        atoms: list[str] = []
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            atoms.append(self._atom() + self._quantifier())
        return "".join(atoms if self._ahead else reversed(atoms))

    def _atom(self) -> str:
        char = self._pattern[self._at]
        if char == "(":
            return self._group()
        if char == "[":
            return _set(self._taken(_SET))
        if char == "\\":
            return self._escape()
        if char in "*+?{":
            raise _UnknownError(self._pattern)
        self._at += 1
        if char in "^$":
            return _LINE_END if self._ahead == (char == "$") else _NOTHING
        return char

    def _group(self) -> str:
        opening = self._taken(_GROUP)
        inner = self._alternatives()
        if opening.group() == "(?>" or not self._pattern.startswith(")", self._at):
            raise _UnknownError(self._pattern)
        self._at += 1
        if not opening["assertion"]:
            return f"(?:{inner})"
        return f"(?={inner})" if opening["assertion"] == ("=" if self._ahead else "<=") else _NOTHING

    def _escape(self) -> str:
        escape = self._taken(_ESCAPE).group()
        return _NOTHING if escape in _BORDERS else f"[{_class(escape)}]"

    def _quantifier(self) -> str:
        found = _QUANTIFIER.match(self._pattern, self._at)
        if found is None:
            return ""
        if found["kind"] == "+":
            raise _UnknownError(self._pattern)
        self._at = found.end()
        return found.group()

    def _taken(self, expected: re.Pattern[str]) -> re.Match[str]:
        found = expected.match(self._pattern, self._at)
        if found is None:
            raise _UnknownError(self._pattern)
        self._at = found.end()
        return found


def _class(escape: str) -> str:
    """What an escape stands for, to be written in a set."""
    if escape in _CLASSES:
        return _CLASSES[escape]
    if escape in _CONTROL or len(escape) == len(r"\x00") or not escape[1].isalnum():
        return escape
    raise _UnknownError(escape)


def _set(found: re.Match[str]) -> str:
    """A set of characters; what may not be in it is left out where the engines differ about it."""
    if any(sign in found["items"] for sign in _SET_OPERATIONS):
        raise _UnknownError(found.group())
    kept: list[str] = []
    for item in _ITEM.findall(found["items"]):
        wider = _class(item) if item.startswith("\\") else item
        if not found["negated"] or (wider == item and item != r"\s"):
            kept.append(wider)
    return f"[{found['negated']}{''.join(kept)}]" if kept else r"[\s\S]"
