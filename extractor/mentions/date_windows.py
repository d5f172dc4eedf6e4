"""Lengths of time that point at a window told elsewhere ("trong 6 tháng" after "từ 16/11 đến 15/5").

Also statistics of "N tháng" without "đầu năm": January to the end of month N (ruling 19). Where no
window of that length is told, the length stays without a period (ruling 11).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import regex

from extractor.mentions import calendar
from extractor.model import TimeExpression

_LENGTH = regex.compile(r"P(\d+)([YMWD])")
_ACT_DISTANCE = 120
_DAYS = {"Y": 365.25, "M": 30.44, "W": 7.0, "D": 1.0}


def refer_to_windows(
    text: str, times: Sequence[TimeExpression], now: str | None, months_statistics: Any
) -> list[TimeExpression]:
    """Give durations the window they refer to; other times pass unchanged."""
    windows = [time for time in times if _is_window(time)]
    acted = [
        _since_act(text, time, following) for time, following in zip(times, [*times[1:], None], strict=False)
    ]
    return [_referred(text, time, windows, now, months_statistics) for time in acted]


def _since_act(text: str, time: TimeExpression, following: TimeExpression | None) -> TimeExpression:
    """ "sau N năm thực hiện ... (ngày D)" runs from D for N years, with low confidence (ruling 58)."""
    length = _LENGTH.fullmatch(time.value)
    if time.rule_id != "dates.after" or length is None or following is None or following.role != "legal_doc":
        return time
    between = text[time.end : following.start]
    if len(between) > _ACT_DISTANCE or ". " in between or following.begin is None or time.anchor == "text":
        return time
    count, unit = int(length.group(1)), length.group(2)
    shift = {"Y": {"years": count}, "M": {"months": count}, "W": {"days": 7 * count}, "D": {"days": count}}[
        unit
    ]
    finish = calendar.shift(following.begin, **shift)
    period = calendar.join(following.begin, finish)
    return replace(
        time, begin=following.begin, finish=finish, period=period, period_type="during",
        role="figure_period", confidence="low", anchor="act",
    )  # fmt: skip


def _referred(
    text: str,
    time: TimeExpression,
    windows: Sequence[TimeExpression],
    now: str | None,
    months_statistics: Any,
) -> TimeExpression:
    if time.period is not None or time.rule_id not in ("dates.duration", "dates.last"):
        return time
    length = _LENGTH.fullmatch(time.value)
    if length is None:
        return time
    count, unit = int(length.group(1)), length.group(2)
    inside = text[max(0, time.start - 12) : time.start].endswith(("trong ", "trong vòng ", "suốt "))
    if (inside or time.rule_id == "dates.last" or _opens(text, time)) and count > 1:
        same = [window for window in windows if _has_length(window, count, unit)]
        if same:
            nearest = min(same, key=lambda window: (abs(window.start - time.start), window.start))
            return replace(
                time,
                begin=nearest.begin,
                finish=nearest.finish,
                period=nearest.period,
                period_type="during",
                role="figure_period",
                anchor="window",
            )
    if unit == "M" and 2 <= count <= 11 and (inside or _opens(text, time)):
        return _statistics(text, time, count, now, months_statistics)
    return time


def _statistics(
    text: str, time: TimeExpression, count: int, now: str | None, months_statistics: Any
) -> TimeExpression:
    """Of "5 tháng, ...": written in or soon after month 5 means January to May."""
    parts = calendar.parse(now)
    if parts is None or (parts[1] is not None and not count <= parts[1] <= count + 2):
        return time
    if not months_statistics.search(text[time.end : time.end + 40]):
        return time
    begin, finish = calendar.iso(parts[0], 1), calendar.iso(parts[0], count)
    return replace(
        time,
        begin=begin,
        finish=finish,
        period=calendar.join(begin, finish),
        period_type="during",
        role="figure_period",
        anchor="DCT",
        confidence="low",
    )


def _opens(text: str, time: TimeExpression) -> bool:
    """True at the beginning of a line or sentence."""
    before = text[max(0, time.start - 2) : time.start].rstrip(" ")
    return before == "" or before[-1] in "\n.:;"


def _is_window(time: TimeExpression) -> bool:
    return (
        time.period is not None
        and "/" in time.period
        and time.role != "legal_doc"
        and time.anchor not in ("DCT", "window", "comparison")
    )


def _has_length(window: TimeExpression, count: int, unit: str) -> bool:
    begin, finish = calendar.expand(window.period)
    if begin is None or finish is None:
        return False
    if unit == "Y":
        # "3 năm (2009-2012)" counts from year to year or with both ends.
        return finish.year - begin.year in (count, count - 1)
    days = (finish - begin).days + 1
    stated = count * _DAYS[unit]
    return abs(days - stated) <= max(1.0, 0.05 * stated)
