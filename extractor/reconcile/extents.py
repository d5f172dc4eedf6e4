"""The days a period covers, so that periods can be compared (guideline 3; ruling 57)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractor.gazetteer.validity import days

_OPEN = ".."


@dataclass(frozen=True, slots=True, order=True)
class Extent:
    """First and last day; None where a period is open."""

    begin: date | None
    end: date | None

    @property
    def length(self) -> int | None:
        """Days from the first to the last; None when open."""
        return None if self.begin is None or self.end is None else (self.end - self.begin).days + 1

    def within(self, other: Extent) -> bool:
        """True when no day lies outside ``other``; both are closed."""
        if None in (self.begin, self.end, other.begin, other.end):
            return False
        return other.begin <= self.begin and self.end <= other.end  # type: ignore[operator]

    def meets(self, other: Extent) -> bool:
        """True when the two share a day; both are closed."""
        if None in (self.begin, self.end, other.begin, other.end):
            return False
        return self.begin <= other.end and other.begin <= self.end  # type: ignore[operator]


def extent_of(period: str | None) -> Extent | None:
    """The days of ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, ``A/B``, ``../B``, ``A/..``; None for anything else.

    >>> extent_of("2024-02"), extent_of("../2024")
    (Extent(begin=datetime.date(2024, 2, 1), end=datetime.date(2024, 2, 29)), \
Extent(begin=None, end=datetime.date(2024, 12, 31)))
    """
    if not period:
        return None
    first, bar, last = period.partition("/")
    begin = None if first == _OPEN else days(first)
    end = (None if last == _OPEN else days(last)) if bar else begin
    if (begin is None and first != _OPEN) or (bar and end is None and last != _OPEN):
        return None
    if begin is None and end is None:
        return None
    return Extent(
        date.fromisoformat(begin[0]) if begin else None, date.fromisoformat(end[1]) if end else None
    )
