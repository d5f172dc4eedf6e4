"""Calendar cells: the year, quarter or month a period belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractor.errors import UsageError
from extractor.reconcile.extents import Extent, extent_of

OUTSIDE = "outside the period asked for"
EVERY = ("year", "quarter", "month", "all")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Cells of one size, inside ``wanted`` if given.

    >>> Calendar.of("quarter").cell(extent_of("2024-05"), state=False)
    ('2024-Q2', '')
    """

    every: str
    wanted: Extent | None = None

    @staticmethod
    def of(every: str, period: str | None = None) -> Calendar:
        """Check the arguments of a comparison.

        Raises:
            UsageError: for an unknown size or a period that is none.
        """
        if every not in EVERY:
            raise UsageError(f"unknown cell size {every!r}; use {', '.join(EVERY)}")
        wanted = extent_of(period)
        if period and (wanted is None or wanted.begin is None or wanted.end is None):
            raise UsageError(f"{period!r} is no period; write 2025, 2025-03, 2023/2025 or 2024-07/2025-06")
        return Calendar(every, wanted)

    def cell(self, extent: Extent | None, *, state: bool) -> tuple[str | None, str]:
        """The cell of a statement, or None and the reason why it has none.

        A state belongs where it ends; a flow must lie inside one cell: it is never divided.
        """
        if extent is None:
            return None, "no period"
        if extent.end is None or (extent.begin is None and not state):
            return None, "the period is open"
        begin = extent.end if state or extent.begin is None else extent.begin
        if self.wanted is not None and not Extent(begin, extent.end).within(self.wanted):
            return None, OUTSIDE
        first, last = self._label(begin), self._label(extent.end)
        if first != last:
            return None, f"the period covers more than one {self.every}"
        return last, ""

    def days(self, label: str) -> Extent | None:
        """First and last day of a cell; None for the cell of all times."""
        if self.every == "all":
            return self.wanted
        if self.every != "quarter":
            return extent_of(label)
        year, quarter = label.split("-Q")
        return extent_of(f"{year}-{int(quarter) * 3 - 2:02}/{year}-{int(quarter) * 3:02}")

    def _label(self, day: date) -> str:
        if self.every == "all":
            return "all"
        if self.every == "year":
            return f"{day.year}"
        if self.every == "quarter":
            return f"{day.year}-Q{(day.month + 2) // 3}"
        return f"{day.year}-{day.month:02}"
