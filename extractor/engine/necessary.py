r"""What a text must hold for a pattern to match, read off the pattern itself.

Most patterns match nowhere in most texts. Their source tells how every match begins and which words one
of them cannot do without; asking for those first costs a fraction of a search. What cannot be told says
nothing, so a gate built on it never closes before a text that matches. In all strings of this module
``0`` stands for any decimal digit (`digits_as_zero`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_LIMIT = 400
"""No more strings than these are kept for one part of a pattern."""
_HEAD = 3
_DIGIT = re.compile(r"\d")
_QUANTIFIER = re.compile(r"(?:(?P<sign>[*+?])|\{(?=\d|,\d)(?P<least>\d*)(?P<range>,(?P<most>\d*))?\})[+?]?")
_GROUP = re.compile(r"\((?:\?(?:(?P<plain>[:>]|P?<\w+>)|(?P<around><?[=!])))?")
_CLASS = re.compile(r"\[(?P<negated>\^?)(?P<members>(?:[^\]\\\[]|\\.)+)\]")
_MEMBER = re.compile(r"\\.|.", flags=re.DOTALL)
_WILD_MEMBER = re.compile(r"\\(?!d)\w")
_ESCAPE = re.compile(
    r"\\(?:(?P<wild>[DwWsS]|[pP]\{[^}]*\})|(?P<digit>d)|(?P<border>[bBAZ])|(?P<plain>[^\w\s]|[ ]))"
)
_CONTROL = {r"\n": "\n", r"\t": "\t", r"\r": "\r"}


class Necessary(NamedTuple):
    """What is true of everything that a pattern matches.

    ``whole`` are all the strings that it can match, None if they are many. ``heads`` holds the first
    letters of each of them, ``parts`` a word that stands in each; an empty word says nothing. What is
    ``optional`` may also be left out, while its heads are those of what is there.
    """

    whole: frozenset[str] | None
    heads: frozenset[str]
    parts: frozenset[str]
    optional: bool = False


_SAYS_NOTHING = frozenset(("",))
_ANYTHING = Necessary(None, _SAYS_NOTHING, _SAYS_NOTHING)
_NOTHING = Necessary(_SAYS_NOTHING, _SAYS_NOTHING, _SAYS_NOTHING)


def necessary(pattern: str) -> Necessary:
    r"""What everything that ``pattern`` matches has in common.

    >>> sorted(necessary(r"(?:tin|bài)\s+liên quan.*").parts)
    ['liên quan']
    >>> sorted(necessary(r"ngày \d+|lúc").heads)
    ['lúc', 'ngà']
    """
    try:
        reader = _Reader(pattern)
        found = reader.alternatives()
    except _UnreadError:
        return _ANYTHING
    return found if reader.at == len(pattern) else _ANYTHING


def beginnings(patterns: Iterable[str]) -> re.Pattern[str]:
    r"""Where in a text one of ``patterns`` may begin to match, as a pattern of one character for `re`.

    >>> [place.start() for place in beginnings([r"ngày \d+", "lúc"]).finditer("lúc đó, ngay ngày 5")]
    [0, 13]
    """
    tails: dict[str, list[str]] = {}
    for head in sorted({head for pattern in patterns for head in necessary(pattern).heads}):
        if not head:
            return re.compile(r"[\s\S]")
        tails.setdefault(head[0], []).append(re.escape(head[1:]).replace("0", r"\d"))
    places = [f"(?<={_place(first)})(?={'|'.join(behind)})" for first, behind in tails.items()]
    return re.compile(f"[{''.join(map(_place, tails))}](?:{'|'.join(places)})")


def _place(char: str) -> str:
    return r"\d" if char == "0" else re.escape(char)


def digits_as_zero(text: str) -> str:
    """``text`` with every decimal digit written ``0``.

    >>> digits_as_zero("12/3")
    '00/0'
    """
    return text if text.isalpha() else _DIGIT.sub("0", text)


class _UnreadError(ValueError):
    """A construct that this module does not know."""


class _Reader:
    """Reads a pattern of the `regex` library from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.at = 0

    def alternatives(self) -> Necessary:
        branches = [self._sequence()]
        while self._pattern.startswith("|", self.at):
            self.at += 1
            branches.append(self._sequence())
        return _either(branches)

    def _sequence(self) -> Necessary:
        pieces: list[Necessary] = []
        while self.at < len(self._pattern) and self._pattern[self.at] not in "|)":
            pieces += self._repeated(self._atom())
        return _joined(pieces)

    def _atom(self) -> Necessary:
        char = self._pattern[self.at]
        if char == "(":
            return self._group()
        if char == "[":
            return self._class()
        if char == "\\":
            return self._escape()
        if char in "*+?{}]":
            raise _UnreadError(char)
        self.at += 1
        return _ANYTHING if char == "." else _NOTHING if char in "^$" else _exactly(char)

    def _group(self) -> Necessary:
        opening = _GROUP.match(self._pattern, self.at)
        if opening is None or (opening.group() == "(" and self._pattern.startswith("(?", self.at)):
            raise _UnreadError(self._pattern[self.at :])
        self.at = opening.end()
        inner = self.alternatives()
        if not self._pattern.startswith(")", self.at):
            raise _UnreadError(self._pattern)
        self.at += 1
        return _NOTHING if opening["around"] else inner

    def _class(self) -> Necessary:
        found = _CLASS.match(self._pattern, self.at)
        if found is None:
            raise _UnreadError(self._pattern[self.at :])
        self.at = found.end()
        members: list[str] = _MEMBER.findall(found["members"])
        if found["negated"] or "-" in members[1:-1] or any(map(_WILD_MEMBER.match, members)):
            return _ANYTHING
        return _exactly(*("0" if member == r"\d" else member[-1] for member in members))

    def _escape(self) -> Necessary:
        found = _ESCAPE.match(self._pattern, self.at)
        if found is None:
            control = _CONTROL.get(self._pattern[self.at : self.at + 2])
            if control is None:
                raise _UnreadError(self._pattern[self.at :])
            self.at += 2
            return _exactly(control)
        self.at = found.end()
        if found["wild"]:
            return _ANYTHING
        return _NOTHING if found["border"] else _exactly("0" if found["digit"] else found["plain"])

    def _repeated(self, piece: Necessary) -> Sequence[Necessary]:
        """The piece with what its quantifier makes of it, as a sequence."""
        found = _QUANTIFIER.match(self._pattern, self.at)
        if found is None:
            return (piece,)
        self.at = found.end()
        least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(
            found["sign"], (int(found["least"] or 0), int(found["most"]) if found["most"] else None)
        )
        if found["sign"] is None and not found["range"]:
            most = least
        if least == 0:
            if most == 1 and piece.whole is not None:
                return (_either((piece, _NOTHING)),)
            return (
                _ANYTHING
                if "" in piece.heads
                else Necessary(None, piece.heads, _SAYS_NOTHING, optional=True),
            )
        certain = (piece,) * min(least, _HEAD)
        # "ab+c" begins with "ab" and ends with "bc": the piece counts on both sides of the gap.
        return certain if most == least == len(certain) else (*certain, _ANYTHING, piece)


def _exactly(*strings: str) -> Necessary:
    zeroed = frozenset(digits_as_zero(string) for string in strings)
    return Necessary(zeroed, zeroed, zeroed)


def _either(branches: Sequence[Necessary]) -> Necessary:
    wholes = [branch.whole for branch in branches]
    known = [whole for whole in wholes if whole is not None]
    whole = frozenset().union(*known) if len(known) == len(wholes) else None
    return _limited(
        whole,
        frozenset().union(*(branch.heads for branch in branches)),
        frozenset().union(*(branch.parts for branch in branches)),
    )


def _joined(pieces: Sequence[Necessary]) -> Necessary:
    """One piece behind the other: neighbours of which all is known make longer words."""
    runs: list[Necessary] = []
    for piece in pieces:
        last = runs[-1] if runs else None
        words = None if last is None else _product(last.whole, piece.whole)
        if words is not None:
            runs[-1] = Necessary(words, words, words)
            continue
        runs.append(piece)
    if not runs:
        return _NOTHING
    heads = _SAYS_NOTHING
    for run in reversed(runs):
        heads = heads | run.heads if run.optional else _product(run.whole, heads) or run.whole or run.heads
    return _limited(
        runs[0].whole if len(runs) == 1 else None, heads, max((run.parts for run in runs), key=_worth)
    )


def _product(left: frozenset[str] | None, right: frozenset[str] | None) -> frozenset[str] | None:
    if left is None or right is None or len(left) * len(right) > _LIMIT:
        return None
    return frozenset(before + behind for before in left for behind in right)


def _limited(whole: frozenset[str] | None, heads: frozenset[str], parts: frozenset[str]) -> Necessary:
    heads = frozenset(head[:_HEAD] for head in heads)
    return Necessary(
        whole if whole is None or len(whole) <= _LIMIT else None,
        _SAYS_NOTHING if "" in heads or len(heads) > _LIMIT else heads,
        _SAYS_NOTHING if "" in parts or len(parts) > _LIMIT else parts,
    )


def _worth(words: Iterable[str]) -> tuple[int, int]:
    """Long words are rarer than short ones, few rarer than many."""
    lengths = sorted(map(len, words))
    return lengths[0], -len(lengths)
