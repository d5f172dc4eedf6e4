r"""Patterns of the `regex` library, compiled without flags, as trees.

A tree matches wherever its pattern does. It may match at more places: names of groups and greed are left
out, and what a reference repeats is ``ANYTHING``. So is a whole pattern that holds a construct which is
not known here, such as flags, fuzzy matches, conditions and calls of groups.

>>> read("bài(?: viết)?").parts
(Text(text='bài'), Repeat(part=Text(text=' viết'), least=0, most=1))
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias


class Text(NamedTuple):
    """These characters, one after the other."""

    text: str


class OneOf(NamedTuple):
    r"""One character that is among the items, or, ``negated``, is not.

    An item is a character, a range ("a-z"), or a class as it is written (``\d``, ``\p{Lu}``).
    """

    items: tuple[str, ...]
    negated: bool = False


class Border(NamedTuple):
    r"""A place between characters, as it is written: ``^``, ``$``, ``\b``."""

    written: str


class Look(NamedTuple):
    """What stands behind (``ahead``) or before this place matches, or, ``negated``, does not."""

    part: Node
    ahead: bool
    negated: bool


class Sequence(NamedTuple):
    """One after the other."""

    parts: tuple[Node, ...]


class Choice(NamedTuple):
    """One of these."""

    branches: tuple[Node, ...]


class Repeat(NamedTuple):
    """``least`` times or more, ``most`` times at most; None: as often as one likes."""

    part: Node
    least: int
    most: int | None


class Atomic(NamedTuple):
    """Its first way to match is the only one tried."""

    part: Node


class Anything(NamedTuple):
    """Any text, the empty one too."""


Node: TypeAlias = Text | OneOf | Border | Look | Sequence | Choice | Repeat | Atomic | Anything

ANYTHING = Anything()
EMPTY = Text("")

_QUANTIFIER = re.compile(
    r"(?:(?P<sign>[*+?])|\{(?=\d|,\d)(?P<least>\d*)(?P<range>,(?P<most>\d*))?\})(?P<kind>[+?]?)"
)
_SIGNS: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_GROUP = re.compile(r"\((?:\?(?:[:|]|P?<[^\W\d]\w*>|(?P<atomic>>)|(?P<look><?[=!])))?(?!\?)")
_REFERENCE = re.compile(r"\(\?P=\w+\)|\\[1-9]\d?")
_SET = re.compile(r"\[(?P<negated>\^|(?!\^))(?P<items>(?:[^\]\\\[]|\\.)+)\]", flags=re.DOTALL)
_SET_OPERATIONS = ("--", "&&", "||", "~~")
_CLASS = re.compile(r"\\(?:[dDwWsS]|[pP]\{[^{}]*\})")
_BORDER = re.compile(r"\\[bBAZmM]|[\^$]")
_ESCAPED = re.compile(r"\\(?:x(?P<code>[0-9a-fA-F]{2})|(?P<control>[nrt])|(?P<plain>[^\w]))")
_CONTROL = {"n": "\n", "r": "\r", "t": "\t"}


class _UnreadError(ValueError):
    """A construct that is not known here may change what all the others mean."""


def read(pattern: str) -> Node:
    """The tree of a pattern; ``ANYTHING`` for one that cannot be read."""
    reader = _Reader(pattern)
    try:
        found = reader.alternatives()
    except _UnreadError:
        return ANYTHING
    return found if reader.at == len(pattern) else ANYTHING


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.at = 0

    def alternatives(self) -> Node:
        branches = [self._sequence()]
        while self._pattern.startswith("|", self.at):
            self.at += 1
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while self.at < len(self._pattern) and self._pattern[self.at] not in "|)":
            part = self._repeated(self._atom())
            before = parts[-1] if parts else None
            if isinstance(part, Text) and isinstance(before, Text):
                parts.pop()
                part = Text(before.text + part.text)
            parts.append(part)
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts)) if parts else EMPTY

    def _atom(self) -> Node:
        if self._taken(_REFERENCE):
            return ANYTHING
        if border := self._taken(_BORDER):
            return Border(border.group())
        char = self._pattern[self.at]
        if char == "(":
            return self._group()
        if char == "[":
            return self._set()
        if char == "\\":
            return OneOf((found.group(),)) if (found := self._taken(_CLASS)) else Text(self._escaped())
        if char in "*+?{":
            raise _UnreadError(self._pattern)
        self.at += 1
        return OneOf(("\n",), negated=True) if char == "." else Text(char)

    def _group(self) -> Node:
        opening = self._expected(_GROUP)
        inner = self.alternatives()
        if not self._pattern.startswith(")", self.at):
            raise _UnreadError(self._pattern)
        self.at += 1
        if look := opening["look"]:
            return Look(inner, ahead=len(look) == 1, negated=look.endswith("!"))
        return Atomic(inner) if opening["atomic"] else inner

    def _set(self) -> Node:
        found = self._expected(_SET)
        if any(sign in found["items"] for sign in _SET_OPERATIONS):
            raise _UnreadError(self._pattern)
        return OneOf(tuple(_items(found["items"])), negated=bool(found["negated"]))

    def _escaped(self) -> str:
        found = self._expected(_ESCAPED)
        if code := found["code"]:
            return chr(int(code, 16))
        return found["plain"] or _CONTROL[found["control"]]

    def member(self) -> str:
        """A character or class inside a set, when the set is what is read."""
        if found := self._taken(_CLASS):
            return found.group()
        if self._pattern[self.at] == "\\":
            return self._escaped()
        self.at += 1
        return self._pattern[self.at - 1]

    def _repeated(self, part: Node) -> Node:
        found = self._taken(_QUANTIFIER)
        if found is None:
            return part
        if sign := found["sign"]:
            least, most = _SIGNS[sign]
        else:
            least = int(found["least"] or 0)
            most = least if not found["range"] else int(found["most"]) if found["most"] else None
        repeat = Repeat(part, least, most)
        return Atomic(repeat) if found["kind"] == "+" else repeat

    def _taken(self, form: re.Pattern[str]) -> re.Match[str] | None:
        found = form.match(self._pattern, self.at)
        if found is not None:
            self.at = found.end()
        return found

    def _expected(self, form: re.Pattern[str]) -> re.Match[str]:
        found = self._taken(form)
        if found is None:
            raise _UnreadError(self._pattern)
        return found


def _items(written: str) -> list[str]:
    """What stands in a set, character by character."""
    reader = _Reader(written)
    items: list[str] = []
    while reader.at < len(written):
        first = reader.member()
        if written.startswith("-", reader.at) and reader.at + 1 < len(written):
            reader.at += 1
            last = reader.member()
            if len(first) > 1 or len(last) > 1:
                raise _UnreadError(written)
            first = f"{first}-{last}"
        items.append(first)
    return items


def is_class(item: str) -> bool:
    """Whether an item of a set stands for a class of characters."""
    return len(item) > 1 and item[0] == "\\" and item[1] != "-"


def single_characters(found: OneOf) -> frozenset[str] | None:
    r"""All the characters that it can be, each digit as "0"; None if they are too many to tell.

    >>> sorted(single_characters(OneOf((r"\d", ",", "."))))
    [',', '.', '0']
    """
    if found.negated:
        return None
    singles: set[str] = set()
    for item in found.items:
        if item == r"\d" or (item[0].isdecimal() and item[-1].isdecimal() and item.isascii()):
            singles.add("0")
        elif len(item) == 1:
            singles.add("0" if item.isdecimal() else item)
        else:
            return None
    return frozenset(singles)
