"""Days, months and years against stretches of validity."""

from __future__ import annotations

import calendar
import functools
from datetime import date

import regex

from extractor.model import AdminUnit

EARLIEST = "1976-07-02"
"""The state whose units are listed was founded on this day; before it the answer is "none"."""

REFORM = "2025-07-01"
"""First day of the two-level system (202/2025/QH15)."""

_PARTIAL = regex.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?")


@functools.lru_cache(maxsize=4096)
def days(on: str | None) -> tuple[str, str] | None:
    """First and last day of a partial ISO date; None if there is no date or it is not one.

    >>> days("2025-02"), days("2025-07-01T08:00"), days("thứ hai")
    (('2025-02-01', '2025-02-28'), ('2025-07-01', '2025-07-01'), None)
    """
    match = _PARTIAL.fullmatch(on.strip()) if on else None
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year:
        return None
    try:
        if month is None:
            return f"{year:04}-01-01", f"{year:04}-12-31"
        last = calendar.monthrange(year, month)[1]
        if day is None:
            return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last:02}"
        iso = date(year, month, day).isoformat()
    except ValueError:
        return None
    return iso, iso


def is_valid(unit: AdminUnit, span: tuple[str, str] | None) -> bool:
    """True when the unit existed on some day of ``span``; any unit if there is no date."""
    if span is None:
        return True
    first, last = span
    return (
        last >= EARLIEST
        and (unit.valid_from is None or unit.valid_from <= last)
        and (unit.valid_to is None or first <= unit.valid_to)
    )
