"""How far the words around a number reach: to commas, brackets, colons and the ends of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left

_MARK = re.compile(r"[;:()\[\]?!\n“”\"/,.]")
_OF_CLAUSES = frozenset(";:()\n")
_OPENERS = frozenset(";)\n.")
_NAME = 80
"""A quoted name is no longer than this."""
_BEHIND_NAME = 25
"""What is counted of a name stands this near behind it, in characters."""
_VERBS = 40
"""Coordinated verbs between a heading and the number are no longer than this."""
_HEADING = 45
"""A heading in front of a colon ("Về tội phạm ma túy: phát hiện 26 vụ") is no longer than this."""
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
        """Where the words in front of ``start`` begin: after the last border, not before ``floor``.

        The heading of an item belongs to them ("Ma túy: bắt giữ 26 vụ"), and so does what stands in
        front of a quoted name ("Nhóm Zalo “Alo an ninh” với 2.175 thành viên").
        """
        text, marks = self._text, self._marks
        last = bisect_left(marks, start) - 1
        while last >= 0 and (at := marks[last]) >= floor:
            # Of "1.250" and "1,5" the mark belongs to the number.
            if text[at] in ",." and text[at + 1 : at + 2].isdigit() and text[at - 1 : at].isdigit():
                last -= 1
            elif (
                text[at] == "”"
                and start - at <= _BEHIND_NAME
                and (opening := self._opening(last, floor)) >= 0
            ):
                last = opening - 1
            else:
                return self._headed(last, start, floor)
        return floor

    def _opening(self, closing: int, floor: int) -> int:
        """The mark that opens the quoted name which the mark number ``closing`` ends, or -1: it is speech."""
        text, marks = self._text, self._marks
        for number in range(closing - 1, -1, -1):
            at = marks[number]
            if at < floor or marks[closing] - at > _NAME or text[at] not in "“,":
                return -1
            if text[at] == "“":
                return number
        return -1

    def _headed(self, border: int, start: int, floor: int) -> int:
        """Behind the mark number ``border``, or at the heading if only its verbs stand between.

        "Về ma túy: Phát hiện, bắt giữ 26 vụ".
        """
        text, marks = self._text, self._marks
        colon = border
        while colon > 0 and text[marks[colon]] == "," and start - marks[colon - 1] <= _VERBS:
            colon -= 1
        if text[marks[colon]] != ":" or marks[colon] < floor:
            return marks[border] + 1
        at = self._heading(colon, floor)
        if at > marks[colon] or any(char.isdigit() for char in text[at:start]):
            return marks[border] + 1
        return at

    def _heading(self, colon: int, floor: int) -> int:
        """Where the heading in front of the mark number ``colon`` begins; behind the colon without one."""
        text, marks = self._text, self._marks
        before = colon - 1
        while before >= 0 and text[marks[before]] == ",":
            before -= 1
        mark = marks[before] if before >= 0 else -1
        low = max(mark + 1, floor)
        opens = mark < floor or text[mark] in _OPENERS
        return low if opens and marks[colon] - low <= _HEADING else marks[colon] + 1

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
