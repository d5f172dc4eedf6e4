"""Values and changes that refer to a base window: "(cùng kỳ 13 vụ)", "9/13 vụ", "giảm 31%"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.linking import base_periods
from extractor.linking.passage import Passage
from extractor.linking.time_topics import Timing
from extractor.mentions import calendar
from extractor.model import Figure, FigureKey, Sentence, TimeExpression

CHANGES = frozenset({"change_abs", "change_pct", "multiple"})

_GAP = 16
"""Blanks between the two numbers of a pair, at most."""


class BaseWindows:
    """Base windows of one document; remembers the comparison that later changes keep."""

    def __init__(self, passage: Passage) -> None:
        self.bases: dict[FigureKey, str | None] = {}
        self._passage = passage
        self._last: tuple[Sentence, TimeExpression | None] | None = None

    def opener(self, figure: Figure, times: Sequence[TimeExpression]) -> TimeExpression | None:
        """The bare "cùng kỳ" that opens the value of ``figure``."""
        for time in times:
            if time.anchor == "same_window" and self._passage.opens(time, figure):
                return time
        return None

    def at_base(self, figure: Figure, opener: TimeExpression, current: Timing) -> Timing | None:
        """The timing of a value of the base window; ``current`` is that of the window compared."""
        period = base_periods.same_window(current.period, opener)
        if period is None:
            return None
        if figure.value_kind in CHANGES:
            # A change of the base window is measured against a base one year earlier still.
            fixed = (
                self._last is not None and self._last[1] is not None and self._last[1].anchor == "comparison"
            )
            before = self._base_left_of(figure, opener) if fixed else None
            self.bases[figure.key] = calendar.shift(before or period, years=-1)
        return replace(current, period=period, source="explicit", text=opener.text)

    def second_of_pair(
        self, figure: Figure, previous: Figure | None, sentence: Sentence, times: Sequence[TimeExpression]
    ) -> Timing | None:
        """The "13" of "giảm 31% (9/13 vụ)" counts the base window (guideline 2.5)."""
        passage = self._passage
        if figure.value_kind != "level" or previous is None or previous.sentence != figure.sentence:
            return None
        bracketed = self._bracketed(figure, times)
        if bracketed is not None:
            return bracketed
        before = passage.text[max(0, figure.value_start - _GAP) : figure.value_start].rstrip(" ")[-2:]
        if not before.endswith("/") or not before[0].isdigit():
            return None
        comparisons = self._comparisons(times)
        if not comparisons:
            return Timing() if previous.indicator == figure.indicator else None
        current = passage.timings[previous.key]
        chosen = base_periods.choose(times, comparisons, figure.value_start, (sentence.start, sentence.end))
        period = base_periods.base_of(current.period, chosen)
        return replace(current, period=period, source="explicit") if period else Timing()

    def _bracketed(self, figure: Figure, times: Sequence[TimeExpression]) -> Timing | None:
        """Of "2.224 tỷ đồng, tăng 1,3% so với năm 2020 (2.195 tỷ đồng)": what the base came to."""
        before = [time for time in times if time.end <= figure.start]
        if not before or not base_periods.is_comparison(before[-1]):
            return None
        if self._passage.text[before[-1].end : figure.start].strip() != "(":
            return None
        for other in self._passage.within(figure.sentence):
            alike = other.unit == figure.unit and other.value_kind == "level"
            if alike and other.value_end <= before[-1].start:
                current = self._passage.timings[other.key]
                period = base_periods.base_of(current.period, before[-1])
                return replace(current, period=period, source="explicit") if period else Timing()
        return None

    def measure(
        self, figure: Figure, sentence: Sentence, times: Sequence[TimeExpression], timing: Timing
    ) -> None:
        """Set the base window of a change."""
        if figure.value_kind not in CHANGES or figure.key in self.bases:
            return
        clause = self._passage.clause(figure, sentence)
        chosen = base_periods.choose(times, self._comparisons(times), figure.value_start, clause)
        if chosen is None and self._last is not None:
            home, comparison = self._last
            chosen = comparison if home.paragraph == sentence.paragraph else None
        self._last = sentence, chosen
        is_year = len(timing.period or "") == 4
        if chosen is None and (
            timing.period_type == "as_of" or (is_year and figure.value_kind == "change_abs")
        ):
            # Only rates of growth of a year or of some days speak of what was before without saying so.
            self.bases[figure.key] = None
            return
        self.bases[figure.key] = base_periods.base_of(timing.period, chosen)

    def _base_left_of(self, figure: Figure, opener: TimeExpression) -> str | None:
        found = None
        for other in self._passage.within(figure.sentence):
            if other.value_end > opener.start:
                break
            if other.sentence == figure.sentence and other.value_kind in CHANGES:
                found = self.bases.get(other.key)
        return found

    def _comparisons(self, times: Sequence[TimeExpression]) -> list[TimeExpression]:
        return [
            time
            for time in times
            if base_periods.is_comparison(time)
            and not any(self._passage.opens(time, other) for other in self._passage.behind(time))
        ]
