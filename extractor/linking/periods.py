"""Which period each figure belongs to (guideline 3.4 with the rulings of section 8).

Figures are taken in reading order; the first step that answers wins:

1. a base that the text opens with "cùng kỳ", or the second number of a pair of periods: that base;
2. a time in the sentence, left of the figure before right of it: explicit;
3. an occasion, a beginning, a time before: the event, window or limit they point at;
4. the figure it is a part of, or the line that announces the list: that time;
5. the topic time of the paragraph (flows, and states after "trong đó"), else of the article: inherited;
6. a state without any time: as of publication; a flow without any time: nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.analysis import Analysis
from extractor.engine.load import Rules
from extractor.linking import base_periods, restated
from extractor.linking.period_cues import PeriodCues
from extractor.linking.time_topics import Timing, Topics, is_open_start, may_date
from extractor.mentions import calendar
from extractor.model import Figure, FigureKey, Sentence, TimeExpression

_AHEAD = frozenset({"planned", "target", "norm"})
_CHANGES = frozenset({"change_abs", "change_pct", "multiple"})
_PARTS = ("breakdown_of", "subset_of", "pair_with", "members_of", "participants_of", "attribute_of",
          "value_of", "per_unit_of", "hosts")  # fmt: skip
_TIME_UNITS = frozenset({"year", "month", "week", "day", "quarter", "hour"})
_NEAR = 24
_CLAUSE = 60


class PeriodLinker:
    """Assigns periods to the figures of one document; built once from the rules."""

    def __init__(self, rules: Rules) -> None:
        self._cues = PeriodCues(rules)

    def assign(self, figures: Sequence[Figure], analysis: Analysis) -> list[Figure]:
        """The figures in their order, with period, type, source, confidence, text, base and notes."""
        run = _Run(self._cues, figures, analysis)
        for figure in run.figures:
            run.take(figure)
        for figure in run.figures:
            run.complete(figure)
        return [self._written(figure, run) for figure in figures]

    def _written(self, figure: Figure, run: _Run) -> Figure:
        timing = run.timings[figure.key]
        notes = figure.notes
        first, last = calendar.expand(timing.period)
        published = calendar.first_day(run.published)
        border = self._cues.reorganisation
        seen = max((day for day in (last, published) if day), default=None)
        if border and first and seen and timing.period_type == "during" and first < border <= seen:
            notes = (*notes, "straddles_reorg")
        if timing.police_window and last and published and published < last:
            # Published before its window ended: the statistical months of the police (ruling 19).
            notes = (*notes, "police_window")
        return replace(
            figure,
            period=timing.period,
            period_type=timing.period_type,
            period_source=timing.source,
            period_confidence=timing.confidence,
            period_text=timing.text,
            base_period=run.bases.get(figure.key),
            notes=notes,
        )


class _Run:
    """One pass over the figures of one document."""

    def __init__(self, cues: PeriodCues, figures: Sequence[Figure], analysis: Analysis) -> None:
        self.figures = sorted(figures, key=lambda figure: (figure.value_start, figure.k))
        self.timings: dict[FigureKey, Timing] = {}
        self.bases: dict[FigureKey, str | None] = {}
        self.published = calendar.day_of(analysis.published)
        self._cues = cues
        self._text = analysis.view.folded
        self._sentences = analysis.sentences
        self._topics = Topics(analysis, cues)
        self._by_key = {figure.key: figure for figure in figures}
        self._last_change: tuple[Sentence, TimeExpression | None] | None = None
        self._previous: Figure | None = None

    def take(self, figure: Figure) -> None:
        """Decide the period of ``figure``; those before it are decided."""
        sentence = self._sentence(figure)
        times = self._topics.inside(sentence)
        state = self._is_state(figure, sentence)
        timing = (
            self._base_value(figure, sentence, times)
            or self._explicit(figure, sentence, times, state=state)
            or self._pointed(figure, sentence, state=state)
            or self._from_parent(figure, sentence)
            or self._from_list(sentence, state=state)
            or self._inherited(figure, sentence, times, state=state)
            or self._published(figure, state=state)
        )
        self.timings[figure.key] = timing
        if figure.value_kind in _CHANGES and figure.key not in self.bases:
            self.bases[figure.key] = self._base(figure, sentence, times, timing)
        self._previous = figure

    def complete(self, figure: Figure) -> None:
        """Date restatements in headline, lead and close by the figure they repeat."""
        timing = self.timings[figure.key]
        headline = figure.region in ("title", "lead")
        if timing.source == "explicit" or (timing.source != "none" and figure.region != "title"):
            return
        if figure.status in _AHEAD or timing.text is not None:
            return
        twin = restated.dated_twin(figure, self.figures, self.timings, rounded=headline)
        twin = twin or (restated.dated_part(figure, self.figures, self.timings) if headline else None)
        if twin is not None:
            self.timings[figure.key] = replace(self.timings[twin.key], source="inherited")
            self.bases.setdefault(figure.key, self.bases.get(twin.key))
        elif figure.region == "title" and not self._cues.is_state(figure):
            topic = self._topics.first_window(figure.value_end)
            if topic is not None:
                self.timings[figure.key] = Timing.of(topic, "inherited", state=False, low=True)

    def _sentence(self, figure: Figure) -> Sentence:
        if 0 <= figure.sentence < len(self._sentences):
            return self._sentences[figure.sentence]
        return Sentence(-1, figure.start, figure.end)

    def _is_state(self, figure: Figure, sentence: Sentence) -> bool:
        if self._cues.is_state(figure):
            return True
        near = max(sentence.start, figure.value_start - 2 * _NEAR)
        if figure.value_kind == "rate" and figure.unit not in ("VND", "USD"):
            per_time = figure.per is not None and figure.per.unit in _TIME_UNITS
            return not per_time and self._cues.stands("standing", self._text, near, figure.value_start)
        return self._cues.stands("ongoing", self._text, near, figure.value_start)

    # ----- step 1: values of the base window

    def _base_value(
        self, figure: Figure, sentence: Sentence, times: Sequence[TimeExpression]
    ) -> Timing | None:
        for time in times:
            if self._opens(time, figure):
                return self._at_base(figure, sentence, times, time)
        return self._second_of_pair(figure, sentence, times)

    def _opens(self, time: TimeExpression, figure: Figure) -> bool:
        """A bare "cùng kỳ" right in front of a value: the value is that of the base window."""
        if time.anchor != "same_window" or time.end > figure.value_start:
            return False
        gap = self._text[time.end : figure.value_start]
        return len(gap) <= _NEAR and "," not in gap and ")" not in gap

    def _at_base(
        self, figure: Figure, sentence: Sentence, times: Sequence[TimeExpression], opener: TimeExpression
    ) -> Timing | None:
        left = [other for other in self.figures if other.value_end <= opener.start]
        here = [other for other in left if other.sentence == figure.sentence]
        if here:
            current = self.timings[here[-1].key]
        else:
            found = self._explicit(figure, sentence, times, state=False)
            current = found or self._inherited(figure, sentence, times, state=False) or Timing()
        period = base_periods.same_window(current.period, opener)
        if period is None:
            return None
        if figure.value_kind in _CHANGES:
            changes = [other for other in here if other.value_kind in _CHANGES]
            before = self.bases.get(changes[-1].key) if changes else None
            fixed = (
                self._last_change is not None and getattr(self._last_change[1], "anchor", "") == "comparison"
            )
            self.bases[figure.key] = calendar.shift(before if before and fixed else period, years=-1)
        return replace(current, period=period, source="explicit", text=opener.text)

    def _second_of_pair(
        self, figure: Figure, sentence: Sentence, times: Sequence[TimeExpression]
    ) -> Timing | None:
        """The "13" of "giảm 31% (9/13 vụ)": the number of the base window (guideline 2.5)."""
        first = self._previous
        if first is None or figure.value_kind != "level" or first.value_kind != "level":
            return None
        adjacent = self._text[first.value_end : figure.value_start].strip() == "/"
        if not adjacent or (first.indicator, first.object) != (figure.indicator, figure.object):
            return None
        comparisons = self._comparisons(times)
        if not comparisons:
            return Timing()
        current = self.timings[first.key]
        chosen = base_periods.choose(times, comparisons, figure.value_start, (sentence.start, sentence.end))
        period = base_periods.base_of(current.period, chosen)
        return replace(current, period=period, source="explicit") if period else Timing()

    # ----- step 2: a time in the sentence

    def _explicit(
        self, figure: Figure, sentence: Sentence, times: Sequence[TimeExpression], *, state: bool
    ) -> Timing | None:
        state = state and figure.status not in _AHEAD
        usable = [time for time in times if may_date(time)]
        before = [time for time in usable if time.end <= figure.value_start]
        if before:
            chosen = before[-1]
            if self._topics.leaves_open(times, figure.value_start) and not state:
                return None
            if self._cues.is_profile(figure) and self._cues.stands(
                "aside", self._text, chosen.end, figure.value_start
            ):
                return None
            return self._dated(figure, sentence, before, state=state)
        after = [time for time in usable if time.start >= figure.value_end]
        if after and self._reaches(figure, after[0], sentence):
            return Timing.of(after[0], "explicit", state=state)
        return None

    def _dated(
        self, figure: Figure, sentence: Sentence, before: Sequence[TimeExpression], *, state: bool
    ) -> Timing:
        chosen = before[-1]
        if self._points_at_first_day(figure, chosen.end, sentence):
            return _first_day(chosen)
        timing = Timing.of(chosen, "explicit", state=state)
        if chosen.rule_id == "dates.now.until" and not state:
            # "Từ năm 2017, ..., đến nay đã ..." is one span (ruling 16).
            starts = [time for time in before[:-1] if is_open_start(time)]
            if starts:
                return replace(
                    timing, period=calendar.join(starts[-1].begin, chosen.finish), period_type="during"
                )
        for relation in figure.rel:
            other = self._by_key.get(relation.target)
            if other is not None and other.sentence == figure.sentence and relation.type == "attribute_of":
                parent = self.timings.get(other.key)
                if parent is not None and parent.text == timing.text:
                    return replace(timing, period_type=parent.period_type)
        return timing

    def _reaches(self, figure: Figure, time: TimeExpression, sentence: Sentence) -> bool:
        """A time on the right dates a figure in its clause, or the whole list before it."""
        gap = self._text[figure.value_end : time.start]
        if ";" in gap or ":" in gap or "\u201c" in gap:
            return False
        if time.rule_id == "dates.now.until" or (
            time.period_type == "as_of" and not time.rule_id.startswith("dates.now")
        ):
            return False
        if "," not in gap:
            return True
        if gap.rstrip().endswith("("):
            return False
        between = [f for f in self.figures if figure.value_end <= f.value_start < time.start]
        closes = self._text[time.end : sentence.end].lstrip()[:1] in ("", ".", ":", "!", ")")
        return closes or (not between and time.rule_id == "dates.now" and len(gap) <= _CLAUSE)

    def _points_at_first_day(self, figure: Figure, start: int, sentence: Sentence) -> bool:
        clause = self._clause(figure, sentence)
        end = min(clause[1], figure.value_end + 2 * _NEAR)
        return self._cues.stands("first_day", self._text, max(start, clause[0]), end)

    def _clause(self, figure: Figure, sentence: Sentence) -> tuple[int, int]:
        """The stretch between semicolons that the figure stands in."""
        left = self._text.rfind(";", sentence.start, figure.value_start)
        right = self._text.find(";", figure.value_end, sentence.end)
        return left if left >= 0 else sentence.start, right if right >= 0 else sentence.end

    # ----- step 3: occasions and beginnings

    def _pointed(self, figure: Figure, sentence: Sentence, *, state: bool) -> Timing | None:
        start, at = sentence.start, figure.value_start
        stands = self._cues.stands
        if stands("occasion", self._text, start, at):
            day = self._topics.event_day(at)
            if day is not None:
                return Timing.of(day, "inherited", state=False)
        window = self._topics.window_before(start)
        if window is not None and window.begin and stands("window_start", self._text, start, at):
            return Timing(window.begin, "as_of", "explicit", "low", window.text)
        last = self._topics.latest(start)
        if last is not None and last.begin:
            if state and stands("before_that", self._text, start, at):
                return Timing(f"../{last.begin}", "as_of", "explicit", "low", last.text)
            if self._points_at_first_day(figure, start, sentence):
                return _first_day(last)
            if stands("cumulative", self._text, start, at) and last.finish:
                return Timing(last.finish, "as_of", "inherited", "low", last.text)
        return None

    # ----- step 4: parents and lists

    def _from_parent(self, figure: Figure, sentence: Sentence) -> Timing | None:
        for relation in sorted(figure.rel, key=lambda relation: _rank(relation.type)):
            parent = self.timings.get(relation.target)
            other = self._by_key.get(relation.target)
            if relation.type not in _PARTS or parent is None or other is None or parent.period is None:
                continue
            if other.sentence == figure.sentence:
                return parent
            if not self._is_overtaken(other, sentence):
                return replace(
                    parent, source="publication" if parent.source == "publication" else "inherited"
                )
        return None

    def _is_overtaken(self, parent: Figure, sentence: Sentence) -> bool:
        """True when the sentence right before tells a newer time than that of the parent."""
        last = self._topics.latest(sentence.start)
        home = self._topics.home(last) if last is not None else None
        if last is None or home is None or last.start < parent.value_end:
            return False
        return sentence.index - home.index == 1 and last.period_type == "during"

    def _from_list(self, sentence: Sentence, *, state: bool) -> Timing | None:
        if not self._is_item(sentence):
            return None
        for line in reversed(self._sentences[: max(sentence.index, 0)]):
            if self._is_item(line):
                continue
            if not self._text[line.start : line.end].rstrip().endswith(":"):
                return None
            usable = [time for time in self._topics.inside(line) if may_date(time)]
            return Timing.of(usable[-1], "explicit", state=state) if usable else None
        return None

    def _is_item(self, sentence: Sentence) -> bool:
        return self._cues.stands("list_item", self._text, sentence.start, sentence.end)

    # ----- step 5: topic times

    def _inherited(
        self, figure: Figure, sentence: Sentence, times: Sequence[TimeExpression], *, state: bool
    ) -> Timing | None:
        if self._topics.leaves_open(times, figure.value_start):
            left = [time for time in times if time.end <= figure.value_start]
            return Timing(text=left[-1].text)
        if figure.per is not None and figure.per.unit in _TIME_UNITS:
            return None
        continues = self._cues.stands("continues", self._text, sentence.start, sentence.end)
        ahead = figure.status in _AHEAD
        previous = self._previous
        if continues and previous is not None and sentence.index - previous.sentence <= 1:
            timing = self.timings[previous.key]
            if timing.period and ahead == (previous.status in _AHEAD):
                return replace(
                    timing, source="publication" if timing.source == "publication" else "inherited"
                )
        if state or ahead:
            return None
        twin = restated.earlier_twin(figure, self.figures, self.timings)
        if twin is not None:
            return replace(self.timings[twin.key], source="inherited")
        topic = self._topics.topic(sentence, self._last_dated())
        return Timing.of(topic.time, "inherited", state=False, low=topic.is_far) if topic else None

    def _last_dated(self) -> int:
        """The last sentence with a figure dated by an as-of time, which carries one step only."""
        if self._previous is None:
            return -9
        timing = self.timings[self._previous.key]
        dated = timing.period_type == "as_of" and timing.source in ("explicit", "inherited")
        return self._previous.sentence if dated else -9

    # ----- step 6: publication

    def _published(self, figure: Figure, *, state: bool) -> Timing:
        if figure.status in _AHEAD or not state or figure.value_kind in _CHANGES:
            return Timing()
        return Timing(self.published, "as_of", "publication")

    # ----- bases of changes

    def _comparisons(self, times: Sequence[TimeExpression]) -> list[TimeExpression]:
        return [
            time
            for time in times
            if base_periods.is_comparison(time)
            and not any(self._opens(time, other) for other in self.figures)
        ]

    def _base(
        self, figure: Figure, sentence: Sentence, times: Sequence[TimeExpression], timing: Timing
    ) -> str | None:
        chosen = base_periods.choose(
            times, self._comparisons(times), figure.value_start, self._clause(figure, sentence)
        )
        if chosen is None and self._last_change is not None:
            home, comparison = self._last_change
            chosen = comparison if home.paragraph == sentence.paragraph else None
        self._last_change = sentence, chosen
        if chosen is None and figure.value_kind == "change_abs" and timing.period and len(timing.period) == 4:
            return None
        return base_periods.base_of(timing.period, chosen)


def _first_day(window: TimeExpression) -> Timing:
    return Timing(window.begin, "during", "explicit", window.confidence, window.text)


def _rank(relation: str) -> int:
    return _PARTS.index(relation) if relation in _PARTS else len(_PARTS)
