"""Arithmetic on ISO partial dates ("2021", "2021-04", "2021-04-30") and periods ("A/B", "../B", "A/..").

A date-time counts as its day. Nothing here raises on a malformed string: it is no date, hence None.

    >>> expand("2021-02")
    (datetime.date(2021, 2, 1), datetime.date(2021, 2, 28))
    >>> shift("2013-01/2013-05", years=-1)
    '2012-01/2012-05'
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

OPEN = ".."

# Far from where `date` ends, so that steps from a date stay inside. Databases write 0001-01-01 and
# 9999-12-31 for a date they do not know.
FIRST_YEAR, LAST_YEAR = 100, 9900


@lru_cache(maxsize=4096)
def parse(iso: str | None) -> tuple[int, int | None, int | None] | None:
    """``(year, month, day)`` of a partial date, None if it is not a date of the calendar.

    >>> parse("2021-04"), parse("2021-13"), parse("2021-12-26T21:42")
    ((2021, 4, None), None, (2021, 12, 26))
    """
    if not iso:
        return None
    parts = iso[:10].split("T")[0].split("-")
    if len(parts) > 3 or not all(part.isascii() and part.isdigit() for part in parts) or len(parts[0]) != 4:
        return None
    year = int(parts[0])
    month = int(parts[1]) if len(parts) > 1 else None
    day = int(parts[2]) if len(parts) > 2 else None
    return (year, month, day) if is_valid(year, month, day) else None


def is_valid(year: int, month: int | None = None, day: int | None = None) -> bool:
    """True when the numbers name a year, month or day that exists."""
    if not FIRST_YEAR <= year <= LAST_YEAR or (day is not None and month is None):
        return False
    if month is None:
        return True
    return 1 <= month <= 12 and (day is None or 1 <= day <= monthrange(year, month)[1])


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """The partial date as text."""
    if month is None:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" if day is None else f"{year:04d}-{month:02d}-{day:02d}"


@lru_cache(maxsize=4096)
def expand(period: str | None) -> tuple[date | None, date | None]:
    """First and last day of a period; None for an open or unreadable end."""
    if not period:
        return None, None
    begin, slash, finish = period.partition("/")
    return first_day(begin), last_day(finish if slash else begin)


@lru_cache(maxsize=4096)
def first_day(partial: str | None) -> date | None:
    """The first day a partial date covers."""
    parts = parse(partial)
    return date(parts[0], parts[1] or 1, parts[2] or 1) if parts else None


@lru_cache(maxsize=4096)
def last_day(partial: str | None) -> date | None:
    """The last day a partial date covers."""
    parts = parse(partial)
    if not parts:
        return None
    month = parts[1] or 12
    return date(parts[0], month, parts[2] or monthrange(parts[0], month)[1])


def join(begin: str | None, finish: str | None) -> str | None:
    """The period from ``begin`` to ``finish``; equal ends collapse, None is an open end."""
    if begin is None and finish is None:
        return None
    return begin if begin == finish and begin else f"{begin or OPEN}/{finish or OPEN}"


def shift(period: str, years: int = 0, months: int = 0, days: int = 0) -> str:
    """Move a period or partial date, keeping its granularity; a whole month stays whole."""
    if "/" not in period:
        return _shift_point(period, years, months, days, last=False)
    begin, finish = period.split("/", 1)
    first, last = expand(period)
    whole = bool(first and last and first.day == 1 and (last + timedelta(days=1)).day == 1)
    moved = _shift_point(begin, years, months, days, last=False)
    return f"{moved}/{_shift_point(finish, years, months, days, last=whole)}"


def _shift_point(partial: str, years: int, months: int, days: int, *, last: bool) -> str:
    parts = parse(partial)
    if parts is None:
        return partial
    year, month, day = parts
    if days and day is not None and month is not None:
        try:
            return (date(year, month, day) + timedelta(days=days)).isoformat()
        except OverflowError:
            return partial
    if month is None:
        return iso(_bounded(year + years + months // 12))
    index = year * 12 + month - 1 + years * 12 + months
    year, month = _bounded(index // 12), index % 12 + 1
    if day is None:
        return iso(year, month)
    length = monthrange(year, month)[1]
    return iso(year, month, length if last else min(day, length))


def _bounded(year: int) -> int:
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def preceding(period: str) -> str | None:
    """The window of equal length that ends where ``period`` begins ("liền kề")."""
    first, last = expand(period)
    parts = parse(period)
    if first is None or last is None:
        return None
    if parts and "/" not in period:
        if parts[1] is None:
            return shift(period, years=-1)
        return shift(period, months=-1) if parts[2] is None else shift(period, days=-1)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return shift(period, months=-((last.year - first.year) * 12 + last.month - first.month + 1))
    length = (last - first).days + 1
    try:
        return f"{(first - timedelta(days=length)).isoformat()}/{(first - timedelta(days=1)).isoformat()}"
    except OverflowError:  # a window of millennia
        return None


def day_of(partial: str | None) -> str | None:
    """A partial date without its time of day; None if it is not a date."""
    parts = parse(partial)
    return iso(*parts) if parts else None
