r"""What a text must hold for a pattern to match.

In all strings of this module ``0`` stands for any decimal digit (`digits_as_zero`); an empty string
says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractor.engine.patterns import tree

_LIMIT = 400
"""No more strings than these are kept for one part of a pattern."""
_HEAD = 3
_DIGIT = re.compile(r"\d")


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
    return _of(tree.read(pattern))


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


def _of(node: tree.Node) -> Necessary:
    match node:
        case tree.Text(text):
            return _exactly((digits_as_zero(text),))
        case tree.OneOf():
            singles = tree.single_characters(node)
            return _ANYTHING if singles is None else _exactly(singles)
        case tree.Border() | tree.Look():
            return _NOTHING
        case tree.Atomic(part):
            return _of(part)
        case tree.Choice(branches):
            return _either([_of(branch) for branch in branches])
        case tree.Sequence(parts):
            return _joined([piece for part in parts for piece in _pieces(part)])
        case tree.Repeat():
            return _joined(list(_pieces(node)))
        case tree.Anything():
            return _ANYTHING


def _pieces(node: tree.Node) -> Iterator[Necessary]:
    """What a part of a sequence adds to it; a repeated one several pieces."""
    if isinstance(node, tree.Atomic):
        yield from _pieces(node.part)
        return
    if not isinstance(node, tree.Repeat):
        yield _of(node)
        return
    piece, least, most = _of(node.part), node.least, node.most
    if least > 0:
        count = min(least, _HEAD)
        yield from (piece,) * count
        if not most == least == count:
            # "ab+c" begins with "ab" and ends with "bc": the piece counts on both sides of the gap.
            yield _ANYTHING
            yield piece
    elif most == 1 and piece.whole is not None:
        yield _either((piece, _NOTHING))
    elif "" in piece.heads:
        yield _ANYTHING
    else:
        yield Necessary(None, piece.heads, _SAYS_NOTHING, optional=True)


def _exactly(strings: Iterable[str]) -> Necessary:
    known = frozenset(strings)
    return Necessary(known, known, known)


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
