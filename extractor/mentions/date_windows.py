"""Lengths of time that point at a window told elsewhere ("trong 6 tháng" after "từ 16/11 đến 15/5").

Also statistics of "N tháng" without "đầu năm": January to the end of month N (ruling 19). Where no
window of that length is told, the length stays without a period (ruling 11).
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.mentions import calendar
from extractor.mentions.date_grammar import DateGrammar
from extractor.model import TimeExpression, changed

_LENGTH = regex.compile(r"P(\d+)([YMWD])")
_ACT_DISTANCE = 120
_DAYS = {"Y": 365.25, "M": 30.44, "W": 7.0, "D": 1.0}


class WindowReferences:
    """Gives lengths of time the windows they refer to; built once from the grammar."""

    def __init__(self, grammar: DateGrammar) -> None:
        context = grammar.file.context
        self._inside = grammar.compile(context["inside_length"], "dates.context.inside_length")
        self._statistics = grammar.compile(context["months_statistics"], "dates.context.months_statistics")

    def resolve(self, text: str, times: Sequence[TimeExpression], now: str | None) -> list[TimeExpression]:
        """The times with such lengths resolved; others pass unchanged."""
        resolved = list(times)
        for at, time in enumerate(times):
            if time.rule_id == "dates.after":
                resolved[at] = _since_act(text, time, times[at + 1] if at + 1 < len(times) else None)
            elif time.period is None and time.rule_id in ("dates.duration", "dates.last"):
                resolved[at] = self._referred(text, time, times, now)
        return resolved

    def _referred(
        self, text: str, time: TimeExpression, times: Sequence[TimeExpression], now: str | None
    ) -> TimeExpression:
        length = _LENGTH.fullmatch(time.value)
        if length is None:
            return time
        count, unit = int(length.group(1)), length.group(2)
        inside = bool(self._inside.search(text[max(0, time.start - 12) : time.start]))
        if count < 2 or not (inside or time.rule_id == "dates.last"):
            return time
        same = [window for window in times if _is_window(window) and _has_length(window, count, unit)]
        if same:
            nearest = min(same, key=lambda window: (abs(window.start - time.start), window.start))
            return _placed(time, nearest.period, "window", time.confidence)
        if unit == "M" and count < 12 and inside:
            return self._months(text, time, count, now)
        return time

    def _months(self, text: str, time: TimeExpression, count: int, now: str | None) -> TimeExpression:
        """Of "5 tháng, ...": written in or soon after month 5 means January to May."""
        parts = calendar.parse(now)
        if parts is None or (parts[1] is not None and not count <= parts[1] <= count + 2):
            return time
        if not self._statistics.search(text[time.end : time.end + 40]):
            return time
        begin, finish = calendar.iso(parts[0], 1), calendar.iso(parts[0], count)
        return _placed(time, f"{begin}/{finish}", "DCT", "low")


def _placed(time: TimeExpression, period: str | None, anchor: str, confidence: str) -> TimeExpression:
    begin, finish = (period or "").split("/")
    return changed(
        time,
        begin=begin if calendar.parse(begin) else None,
        finish=finish if calendar.parse(finish) else None,
        period=period,
        period_type="during",
        role="figure_period",
        anchor=anchor,
        confidence=confidence,
    )


def _since_act(text: str, time: TimeExpression, following: TimeExpression | None) -> TimeExpression:
    """Of "sau N năm thực hiện ... (ngày D)" runs from D for N years, with low confidence (ruling 58)."""
    length = _LENGTH.fullmatch(time.value)
    if length is None or following is None or following.role != "legal_doc":
        return time
    between = text[time.end : following.start]
    if len(between) > _ACT_DISTANCE or ". " in between or following.begin is None or time.anchor == "text":
        return time
    count, unit = int(length.group(1)), length.group(2)
    shift = {"Y": {"years": count}, "M": {"months": count}, "W": {"days": 7 * count}, "D": {"days": count}}[
        unit
    ]
    finish = calendar.shift(following.begin, **shift)
    return _placed(time, f"{following.begin}/{finish}", "act", "low")


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
