"""One question at a place for many patterns: which of them can begin (or end) here?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.engine.patterns import tree
from extractor.engine.patterns.weaker import weaker


class PlaceGate:
    r"""Sets of patterns, as bits of an integer, that may match at a place.

    They are asked for all at once by a weaker pattern for the standard engine, which is several times
    faster than that of `regex`. It cannot look back over stretches of any length: what must end at a place
    is read backwards, from the place on, in reversed text.

    Args:
        patterns: by their bits; they begin at the place or, not ``ahead``, end there.
        reach: how far from the place they look.

    >>> gate = PlaceGate({1: r" \p{L}+ này\b", 2: r" ?(?:km|mét)(?! khối)"}, reach=200)
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
            part = weaker(tree.read(pattern), ahead=ahead)
            if part is None:
                self._always |= bit
            else:
                parts.append(f"(?=(?:{part})()|)")
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
