"""What a change is measured against: the base window of "so với cùng kỳ", "so với tháng trước".

Guideline 2.6 and 3.2. A comparison belongs to the changes left of it up to the previous comparison
of the same clause; a sentence that opens with it governs all its changes; changes in a following
sentence of the same paragraph keep it. Growth of a year or of a day without any comparison is
measured against the year or the days before.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.linking.time_topics import may_date
from extractor.mentions import calendar
from extractor.model import TimeExpression

_SHORT_WINDOW = 31
_MONTHS = {"-P1M": -1, "-P3M": -3, "-P1Y": -12}
_DAYS = {"-P1D": -1, "-P1W": -7}


def is_comparison(time: TimeExpression) -> bool:
    """True when the expression names the base of a comparison."""
    return time.anchor.startswith("comparison") or time.anchor.endswith("_window")


def choose(
    times: Sequence[TimeExpression],
    comparisons: Sequence[TimeExpression],
    start: int,
    clause: tuple[int, int],
) -> TimeExpression | None:
    """The comparison that governs a change at ``start``.

    Right of it in its clause, unless another window is told in between; else left of it; else
    anywhere in the sentence. ``times`` are all times of the sentence, ``comparisons`` among them.
    """
    inside = [time for time in comparisons if clause[0] <= time.start < clause[1]]
    for group in (inside, comparisons):
        after = [time for time in group if time.start >= start]
        if after and not any(start <= time.start < after[0].start and may_date(time) for time in times):
            return after[0]
        before = [time for time in group if time.end <= start]
        if before:
            return before[-1]
    return None


def base_of(period: str | None, comparison: TimeExpression | None) -> str | None:
    """The base window of a figure with ``period``; None when either is unknown."""
    if comparison is None:
        return default_base(period)
    anchor = comparison.anchor.removeprefix("comparison:")
    if anchor == "same_window":
        return same_window(period, comparison)
    if anchor == "adjacent_window":
        return calendar.preceding(period) if period else None
    if anchor.startswith("-"):
        return _step_back(period, anchor)
    if comparison.period and period and "/" not in period and len(period) >= 10:
        # A state on a day is compared with a state on a day.
        last_day = calendar.last_day(comparison.finish)
        return last_day.isoformat() if last_day else comparison.period
    return comparison.period


def same_window(period: str | None, comparison: TimeExpression) -> str | None:
    """The window of the figure in the year before, or in the year that is named."""
    if period is None:
        return None
    first, last = calendar.expand(period)
    if not comparison.value.isdigit():
        return calendar.shift(period, years=-1)
    end = last or first
    return calendar.shift(period, years=int(comparison.value) - end.year) if end else None


def default_base(period: str | None) -> str | None:
    """Without a comparison: the year before a year, the days before a window of days."""
    first, last = calendar.expand(period)
    if period is None or first is None or last is None:
        return None
    if "/" not in period and len(period) == 4:
        return calendar.shift(period, years=-1)
    if len(period.partition("/")[0]) >= 10 and (last - first).days < _SHORT_WINDOW:
        return calendar.shift(period, days=-((last - first).days or 1))
    return None


def _step_back(period: str | None, step: str) -> str | None:
    if period is None:
        return None
    if step in _DAYS:
        return calendar.shift(period, days=_DAYS[step])
    months = _MONTHS.get(step)
    if months is None:
        return None
    # One month before a day is that month, not the same day of it.
    point = period[:7] if "/" not in period and len(period) >= 10 and months > -12 else period
    return calendar.shift(point, months=months)
