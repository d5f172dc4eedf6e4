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

from extractor.analysis import Analysis
from extractor.engine.load import Rules
from extractor.linking import restated, sentence_times
from extractor.linking.base_windows import CHANGES, BaseWindows
from extractor.linking.passage import Passage
from extractor.linking.period_cues import PeriodCues
from extractor.linking.time_topics import Timing, may_date
from extractor.mentions import calendar
from extractor.model import Figure, Sentence, TimeExpression, changed

_AHEAD = frozenset({"planned", "target", "norm"})
_PARTS = ("breakdown_of", "subset_of", "pair_with", "members_of", "participants_of", "attribute_of",
          "value_of", "per_unit_of", "hosts")  # fmt: skip
_TIME_UNITS = frozenset({"year", "month", "week", "day", "quarter", "hour"})
_MONEY_UNITS = frozenset({"VND", "USD"})
_HEADLINES = frozenset({"title", "lead"})
_NEAR = 48
_LONG_AGO = -9


class PeriodLinker:
    """Assigns periods to the figures of one document; built once from the rules."""

    def __init__(self, rules: Rules) -> None:
        self._cues = PeriodCues(rules)

    def assign(self, figures: Sequence[Figure], analysis: Analysis) -> list[Figure]:
        """The figures in their order, with period, type, source, confidence, text, base and notes."""
        if not figures:
            return []
        passage = Passage(self._cues, figures, analysis)
        run = _Run(passage)
        for figure in passage.figures:
            run.take(figure)
        for figure in passage.figures:
            run.complete(figure)
        return [self._written(figure, passage, run) for figure in figures]

    def _written(self, figure: Figure, passage: Passage, run: _Run) -> Figure:
        timing = passage.timings[figure.key]
        notes = figure.notes
        first, last = calendar.expand(timing.period)
        published = calendar.first_day(passage.published)
        border = self._cues.reorganisation
        if (
            border and first and timing.period_type == "during" and first < border
            and any(day and border <= day for day in (last, published))
        ):  # fmt: skip
            notes = (*notes, "straddles_reorg")
        if timing.police_window and last and published and published < last:
            # Published before its window ended: the statistical months of the police (ruling 19).
            notes = (*notes, "police_window")
        return changed(
            figure,
            period=timing.period,
            period_type=timing.period_type,
            period_source=timing.source,
            period_confidence=timing.confidence,
            period_text=timing.text,
            base_period=run.bases.bases.get(figure.key),
            notes=notes,
        )


class _Run:
    """One pass over the figures of one document."""

    def __init__(self, passage: Passage) -> None:
        self.bases = BaseWindows(passage)
        self._passage = passage
        self._cues = passage.cues
        self._topics = passage.topics
        self._timings = passage.timings
        self._previous: Figure | None = None
        self._occasion: tuple[Sentence, Timing] | None = None
        self._seen_items: dict[int, int] = {}  # item of a list -> the sentence before the list

    def take(self, figure: Figure) -> None:
        """Decide the period of ``figure``; those before it are decided."""
        sentence = self._passage.sentence(figure)
        times = self._topics.inside(sentence)
        state = self._is_state(figure, sentence)
        occasion = self._cues.stands("occasion", self._passage.text, sentence.start, figure.value_start)
        timing = (
            self._base_value(figure, sentence, times)
            or self._explicit(figure, sentence, times, state=state)
            or sentence_times.pointed(self._passage, figure, sentence, occasion=occasion, state=state)
            or self._from_parent(figure, sentence, state=state)
            or self._from_list(sentence, state=state)
            or self._inherited(figure, sentence, times, state=state)
            or self._published(figure, state=state)
        )
        self._timings[figure.key] = timing
        self.bases.measure(figure, sentence, times, timing)
        if occasion:
            self._occasion = sentence, timing
        self._previous = figure

    def complete(self, figure: Figure) -> None:
        """Date restatements in headline, lead and close by the figure they repeat."""
        timing, figures = self._timings[figure.key], self._passage.figures
        if timing.source == "explicit" or timing.text is not None or figure.status in _AHEAD:
            return
        if timing.source != "none" and not (figure.region == "title" and timing.source == "publication"):
            return
        headline = figure.region in _HEADLINES
        twin = restated.dated_twin(figure, figures, self._timings, rounded=headline)
        if twin is None and headline:
            twin = restated.dated_part(figure, figures, self._timings)
        if twin is not None:
            self._timings[figure.key] = changed(self._timings[twin.key], source="inherited")
            self.bases.bases.setdefault(figure.key, self.bases.bases.get(twin.key))
        elif headline and not self._cues.is_state(figure):
            topic = self._topics.first_window(figure.value_end) or self._topics.first_window(0)
            if topic is not None:
                self._timings[figure.key] = Timing.of(topic, "inherited", state=False, low=True)

    def _is_state(self, figure: Figure, sentence: Sentence) -> bool:
        if figure.value_kind in CHANGES:
            return False
        if self._cues.is_state(figure):
            return not self._cues.stands("uneventful", self._passage.text, figure.end, sentence.end)
        near = max(sentence.start, figure.value_start - _NEAR)
        if figure.value_kind == "rate" and figure.unit not in _MONEY_UNITS:
            standing = self._cues.stands("standing", self._passage.text, near, figure.value_start)
            return standing and not _is_per_time(figure)
        return self._cues.stands("ongoing", self._passage.text, near, figure.value_start)

    # ----- steps 1 and 2

    def _base_value(
        self, figure: Figure, sentence: Sentence, times: Sequence[TimeExpression]
    ) -> Timing | None:
        opener = self.bases.opener(figure, times)
        if opener is None:
            return self.bases.second_of_pair(figure, self._previous, sentence, times)
        left = self._previous
        if left is not None and left.sentence == figure.sentence and left.value_end <= opener.start:
            return self.bases.at_base(figure, opener, self._timings[left.key])
        current = self._explicit(figure, sentence, times, state=False)
        current = current or self._inherited(figure, sentence, times, state=False)
        return self.bases.at_base(figure, opener, current or Timing())

    def _explicit(
        self, figure: Figure, sentence: Sentence, times: Sequence[TimeExpression], *, state: bool
    ) -> Timing | None:
        # A goal keeps the type of its time: "năm 2026" is the year in which it is to be reached; only a
        # coverage to be reached is a state (ruling 55).
        coverage = figure.status == "target" and figure.value_kind in ("coverage", "share")
        lasting = state and (figure.status not in _AHEAD or coverage)
        return sentence_times.explicit(self._passage, figure, sentence, times, state=lasting)

    # ----- step 4: parents and lists

    def _from_parent(self, figure: Figure, sentence: Sentence, *, state: bool) -> Timing | None:
        if not figure.rel:
            return None
        for relation in sorted(figure.rel, key=lambda relation: _rank(relation.type)):
            found = self._timings.get(relation.target)
            parent = self._passage.by_key.get(relation.target)
            if relation.type not in _PARTS or found is None or parent is None or found.period is None:
                continue
            if state and relation.type == "per_unit_of" and found.period_type == "during":
                continue  # "Mỗi tổ có 12 hộ": how the groups are set up, not what was done in the window
            if parent.sentence == figure.sentence:
                return found
            if not self._is_overtaken(parent, sentence):
                return _passed_on(found)
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
        line = self._announcer(sentence.index)
        if line is None or not self._passage.text[line.start : line.end].rstrip().endswith(":"):
            return None
        usable = [time for time in self._topics.inside(line) if may_date(time)]
        return Timing.of(usable[-1], "explicit", state=state) if usable else None

    def _announcer(self, index: int) -> Sentence | None:
        """The last sentence before this one that is no item of a list; looked up once for the whole list."""
        sentences, first = self._passage.sentences, self._seen_items
        at = index - 1
        while at >= 0 and at not in first and self._is_item(sentences[at]):
            at -= 1
        head = first.get(at, at)
        first.update(dict.fromkeys(range(max(at, 0), index), head))
        return sentences[head] if head >= 0 else None

    def _is_item(self, sentence: Sentence) -> bool:
        return self._cues.stands("list_item", self._passage.text, sentence.start, sentence.end)

    # ----- steps 5 and 6

    def _inherited(
        self, figure: Figure, sentence: Sentence, times: Sequence[TimeExpression], *, state: bool
    ) -> Timing | None:
        if _is_per_time(figure) and not (state and figure.unit in _MONEY_UNITS):  # incomes are states
            averaged = sentence_times.averaged(self._passage, figure, sentence)
            if averaged is not None:
                return averaged
        if self._topics.leaves_open(times, figure.value_start):
            left = [time for time in times if time.end <= figure.value_start]
            return Timing(text=left[-1].text)
        if _is_per_time(figure):
            return None
        kept = self._listed(figure) or self._continued(figure, sentence)
        if kept is not None or state or figure.status in _AHEAD:
            return kept
        twin = restated.earlier_twin(figure, self._passage.figures, self._timings)
        if twin is not None and not self._is_overtaken(twin, sentence):
            return _passed_on(self._timings[twin.key])
        return self._from_topic(figure, sentence)

    def _from_topic(self, figure: Figure, sentence: Sentence) -> Timing | None:
        topic = self._topics.topic(sentence, self._last_dated())
        if self._occasion is not None and self._occasion[1].period:
            # "Dịp này, ..." stays the topic of its paragraph until a time is told.
            event, timing = self._occasion
            if event.paragraph == sentence.paragraph and (topic is None or topic.time.end <= event.start):
                return _passed_on(timing)
        home = self._topics.home(topic.time) if topic else None
        below = home is not None and home.region not in _HEADLINES and sentence.index - home.index > 1
        if figure.region in _HEADLINES and below:
            # A lead that is printed below the text does not continue it.
            return None
        return Timing.of(topic.time, "inherited", state=False, low=topic.is_far) if topic else None

    def _listed(self, figure: Figure) -> Timing | None:
        """The inherited time of the figure before in the same sentence: one list, one time."""
        previous = self._previous
        if previous is None or previous.sentence != figure.sentence or self._cues.is_state(figure):
            return None
        timing = self._timings[previous.key]
        alike = (figure.status in _AHEAD) == (previous.status in _AHEAD)
        return timing if timing.source == "inherited" and timing.period and alike else None

    def _continued(self, figure: Figure, sentence: Sentence) -> Timing | None:
        """Of "Trong đó, ...": the time of the figure before, for states and goals too."""
        previous = self._previous
        if previous is None or sentence.index - previous.sentence > 1:
            return None
        if not self._cues.stands("continues", self._passage.text, sentence.start, sentence.end):
            return None
        timing = self._timings[previous.key]
        alike = (figure.status in _AHEAD) == (previous.status in _AHEAD)
        return _passed_on(timing) if timing.period and alike else None

    def _last_dated(self) -> int:
        """The last sentence with a figure dated by an as-of time, which carries one step only."""
        if self._previous is None:
            return _LONG_AGO
        timing = self._timings[self._previous.key]
        dated = timing.period_type == "as_of" and timing.source in ("explicit", "inherited")
        return self._previous.sentence if dated else _LONG_AGO

    def _published(self, figure: Figure, *, state: bool) -> Timing:
        if figure.status in _AHEAD or not state:
            return Timing()
        return Timing(self._passage.published, "as_of", "publication")


def _passed_on(timing: Timing) -> Timing:
    return changed(timing, source="publication" if timing.source == "publication" else "inherited")


def _is_per_time(figure: Figure) -> bool:
    return figure.per is not None and figure.per.unit in _TIME_UNITS


def _rank(relation: str) -> int:
    return _PARTS.index(relation) if relation in _PARTS else len(_PARTS)
