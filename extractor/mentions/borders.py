"""How far the words around a number reach: to commas, brackets, colons and the ends of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left

_MARK = re.compile(r"[;:()\[\]?!\n“”\"/,.]")
_OF_CLAUSES = frozenset(";:()\n")
_AFTER = 60
"""How far the words behind a noun phrase can still say something about it, in characters."""


class Borders:
    """The marks of one sentence ``[start, end)``; built once for all its numbers."""

    __slots__ = ("_clauses", "_marks", "_text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._marks = [mark.start() for mark in _MARK.finditer(text, start, end)]
        self._clauses = [at for at in self._marks if text[at] in _OF_CLAUSES]

    def left(self, start: int, floor: int) -> int:
        """Where the words in front of ``start`` begin: after the last border, not before ``floor``."""
        text, marks = self._text, self._marks
        last = bisect_left(marks, start) - 1
        while last >= 0 and (at := marks[last]) >= floor:
            # Of "1.250" and "1,5" the mark belongs to the number.
            if text[at] not in ",." or not (text[at + 1 : at + 2].isdigit() and text[at - 1 : at].isdigit()):
                return at + 1
            last -= 1
        return floor

    def right(self, start: int, limit: int) -> int:
        """Where the words behind ``start`` end: at a comma, at most ``_AFTER`` characters on."""
        limit = min(limit, start + _AFTER)
        comma = self._text.find(", ", start, limit)
        return limit if comma < 0 else comma

    def clause(self, start: int, end: int, floor: int, limit: int) -> tuple[int, int]:
        """The clause around ``[start, end)``: out to ``; : ( )`` or to ``floor`` and ``limit``.

        An item that begins with its numeral continues the list before it ("...; 51 suất học bổng"), so
        the clause reaches back to the words that govern the list.
        """
        if not self._clauses:
            return min(start, floor), max(end, limit)
        low = self._clause_start(start, floor)
        while low > floor and self._text[low - 1] == ";" and self._is_item(low, start):
            start = low - 1
            low = self._clause_start(start, floor)
        return low, self._clause_end(end, limit)

    def _clause_start(self, start: int, floor: int) -> int:
        """Walk left, mark by mark; a closed bracket on the way is stepped over."""
        text, marks, depth = self._text, self._clauses, 0
        last = bisect_left(marks, start) - 1
        while last >= 0 and (at := marks[last]) >= floor:
            if text[at] == ")":
                depth += 1
            elif depth == 0:
                return at + 1
            elif text[at] == "(":
                depth -= 1
            last -= 1
        return min(start, floor)

    def _clause_end(self, end: int, limit: int) -> int:
        """Walk right, mark by mark; a bracket that opens on the way is stepped over."""
        text, marks, depth = self._text, self._clauses, 0
        for number in range(bisect_left(marks, end), len(marks)):
            at = marks[number]
            if at >= limit:
                break
            if text[at] == "(":
                depth += 1
            elif depth == 0:
                return at
            elif text[at] == ")":
                depth -= 1
        return max(end, limit)

    def _is_item(self, start: int, end: int) -> bool:
        """True when an item of a list begins with its number."""
        item = self._text[start:end].lstrip()
        return not item or item[0].isdigit()
