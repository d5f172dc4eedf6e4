"""One look at a stretch of text for many patterns: which of them find there what they cannot do without?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import ahocorasick_rs

from extractor.engine.patterns.necessary import digits_as_zero, necessary

_LONG = 4
_NONE: frozenset[int] = frozenset()


class LiteralGate:
    r"""Tells which of some patterns (compiled without flags) may match in a stretch of text.

    ``anchored`` patterns match at the start of the stretch or not at all. ``unguarded`` are the numbers
    of those that match in too many ways for anything to be told; the gate speaks of the others.

    >>> gate = LiteralGate(["(?:tin|bài) liên quan.*", r"lúc \d+h", ".*"], anchored=True)
    >>> gate.unguarded, gate.admitted("lúc 5h", 0, 6), gate.admitted("vào 5h", 0, 6)
    ((2,), frozenset({1}), frozenset())
    """

    def __init__(self, patterns: Sequence[str], *, anchored: bool) -> None:
        self._made_of = (patterns, anchored)
        heads: dict[str, set[int]] = {}
        words: dict[str, set[int]] = {}
        unguarded: list[int] = []
        for number, pattern in enumerate(patterns):
            known = necessary(pattern)
            if anchored and "" not in known.heads:
                _register(heads, known.heads, number)
            elif min(map(len, known.parts)) > 1:  # a single letter stands nearly everywhere
                _register(words, map(_without_digits, known.parts), number)
            else:
                unguarded.append(number)
        self.unguarded = tuple(unguarded)
        self._heads = {head: frozenset(numbers) for head, numbers in heads.items()}
        self._owners = [frozenset(numbers) for numbers in words.values()]
        self._digits = any("0" in word for word in words)
        self._words = ahocorasick_rs.AhoCorasick(list(words)) if words else None

    def __reduce__(self) -> tuple[object, tuple[Sequence[str], bool]]:
        return _gate, self._made_of

    def possible(self, text: str, start: int, end: int) -> list[int]:
        """All patterns that may match in ``[start, end)``, in their order."""
        return sorted(self.admitted(text, start, end).union(self.unguarded))

    def admitted(self, text: str, start: int, end: int) -> frozenset[int]:
        """The guarded patterns that may match in ``[start, end)``; the others certainly do not."""
        found = _NONE
        if self._heads:
            head = digits_as_zero(text[start : start + 3])
            for begin in (head, head[:2], head[:1]):
                if begin in self._heads:
                    found |= self._heads[begin]
        if self._words is not None:
            stretch = text[start:end]
            if self._digits:
                stretch = digits_as_zero(stretch)
            hits = self._words.find_matches_as_indexes(stretch, overlapping=True)
            if hits:
                found = found.union(*[self._owners[hit[0]] for hit in hits])
        return found


def _gate(patterns: Sequence[str], anchored: bool) -> LiteralGate:
    return LiteralGate(patterns, anchored=anchored)


def _register(table: dict[str, set[int]], words: Iterable[str], number: int) -> None:
    for word in words:
        table.setdefault(word, set()).add(number)


def _without_digits(word: str) -> str:
    """What stands in a text that holds ``word``, without a digit where enough is left."""
    longest = max(word.split("0"), key=len)
    return longest if len(longest) >= _LONG else word
