"""The time an article is speaking of at each place: what later sentences inherit (guideline 3.4).

A span or day told in running text becomes the topic until another is told. "đến nay" and "hiện" are
topics for the next sentence only; a beginning without an end, terms, acts and bases of comparison are
none. The first span of the headline or lead stays the topic of the article.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractor.analysis import Analysis
from extractor.linking.period_cues import PeriodCues
from extractor.linking.told_places import ToldPlaces
from extractor.mentions import calendar
from extractor.model import Sentence, TimeExpression

_UNIT_LENGTH = {"P1D": 10, "P1M": 7, "P1Y": 4}
_NOW = frozenset({"dates.now", "dates.now.bare", "dates.now.until"})
_RELATIVE = frozenset({"dates.last", "dates.last.year", "dates.last.unit", "dates.past", "dates.day.lunar"})
_LONG_UNITS = "YMWD"
_LONG_AGO = 3
"""Years after which a time is a memory: it dates its own paragraph only."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The period of one figure and where it comes from."""

    period: str | None = None
    period_type: str | None = None
    source: str = "none"
    confidence: str = "high"
    text: str | None = None
    police_window: bool = False

    @staticmethod
    def of(time: TimeExpression, source: str, *, state: bool, low: bool = False) -> Timing:
        """What a figure takes from a time; a state holds at a point, not during it."""
        as_of = state and time.period is not None and "/" not in time.period
        return Timing(
            period=time.period,
            period_type="as_of" if as_of else time.period_type,
            source=source,
            confidence="low" if low or time.confidence == "low" else "high",
            text=time.text,
            police_window=time.rule_id == "dates.months",
        )


@dataclass(frozen=True, slots=True)
class Topic:
    """A time that later sentences inherit; ``is_far`` when it comes from another paragraph."""

    time: TimeExpression
    is_far: bool


_REACH = 400
"""So many times are looked back on, or ahead."""


def may_date(time: TimeExpression) -> bool:
    """True when figures of the same sentence may take this time."""
    if time.role in ("legal_doc", "publication", "boilerplate") or time.anchor.startswith("comparison"):
        return False
    return time.period is not None or time.rule_id in _NOW


def is_open_start(time: TimeExpression) -> bool:
    """True for a beginning without an end ("từ năm 2013")."""
    if time.value == "PXD":
        return True
    return time.begin is not None and time.finish is None and "/" not in (time.period or "/")


class Topics:
    """Times of one document in reading order, with "trong năm", "trong tháng" resolved.

    ``counting`` are the indices of the sentences with figures.
    """

    def __init__(self, analysis: Analysis, cues: PeriodCues, counting: frozenset[int] = frozenset()) -> None:
        self._text = analysis.view.folded
        self._cues = cues
        self._sentences = analysis.sentences
        self._sentence_starts = [sentence.start for sentence in analysis.sentences]
        self.published = calendar.day_of(analysis.published)
        self._places = ToldPlaces(analysis)
        self._counting = counting
        self._starts = [time.start for time in analysis.times]
        # Without a date of publication, the latest day told stands for it.
        self._today = calendar.first_day(self.published) or _latest_day(analysis.times)
        self.times: list[TimeExpression] = []
        for time in analysis.times:
            self.times.append(self._within(time) if time.rule_id.startswith("dates.within") else time)

    def inside(self, sentence: Sentence) -> list[TimeExpression]:
        """The times of a sentence."""
        first = bisect_right(self._starts, sentence.start - 1)
        return self.times[first : bisect_right(self._starts, sentence.end - 1)]

    def leaves_open(self, times: Sequence[TimeExpression], before: int) -> bool:
        """True when the last time left of a figure names a span without a place (rulings 11, 31)."""
        left = [time for time in times if time.end <= before and not time.anchor.startswith("comparison")]
        if not left:
            return False
        last = left[-1]
        if last.timex_type == "SET":
            return last.rule_id == "dates.set" and not any(may_date(time) for time in left)
        if last.rule_id == "dates.duration":
            return last.period is None and last.value[-1] in _LONG_UNITS and self._is_adverbial(last)
        is_day = last.rule_id.startswith("dates.day") and last.role != "legal_doc"
        return last.period is None and (last.rule_id in _RELATIVE or is_day)

    def topic(self, sentence: Sentence, as_of_sentence: int) -> Topic | None:
        """What a flow in ``sentence`` inherits when its own sentence has no time."""
        time = self._latest_topic(sentence.start)
        if time is None:
            return None
        home = self.home(time)
        near = home is not None and home.paragraph == sentence.paragraph
        if is_open_start(time):
            return None
        if home is not None and not near and self._places.change(home, sentence):
            lead = self.lead_window()
            return Topic(lead, is_far=True) if lead is not None and lead.start < home.start else None
        if time.period_type != "as_of":
            return Topic(time, is_far=not near)
        if sentence.index - max(as_of_sentence, home.index if home else -9) <= 1:
            return Topic(time, is_far=not near)
        lead = self.lead_window()
        return Topic(lead, is_far=True) if lead is not None and lead.start < sentence.start else None

    def _back_from(self, before: int) -> Iterator[TimeExpression]:
        """The times that begin before an offset, the last first."""
        last = min(bisect_left(self._starts, before), len(self.times)) - 1
        for at in range(last, max(-1, last - _REACH), -1):
            yield self.times[at]

    def latest(self, before: int) -> TimeExpression | None:
        """The time told last before an offset."""
        for time in self._back_from(before):
            if time.end <= before and time.period and may_date(time):
                return time
        return None

    def _latest_topic(self, before: int) -> TimeExpression | None:
        found: TimeExpression | None = None
        for time in self._back_from(before):
            if time.end > before or not time.period or not may_date(time):
                continue
            if time.value == "PXD" or time.role == "term" or self.home(time) is None:
                continue
            if self._is_highlight(time) or self._is_ahead(time):
                continue
            if self._is_memory(time, before):
                if self._same_paragraph(time.start, before):
                    return found
                continue
            if found is None:
                found = time
            elif self.home(time) != self.home(found) or not _names_year_of(found, time):
                return found
            else:
                found = time
        return found

    def is_told_nearby(self, sentence: Sentence) -> bool:
        """True when the paragraph of a sentence tells a time before it."""
        time = self._latest_topic(sentence.start)
        return time is not None and self._same_paragraph(time.start, sentence.start)

    def event_day(self, before: int) -> TimeExpression | None:
        """The day told last, for "dịp này"."""
        for time in self._back_from(before):
            is_day = time.rule_id.startswith("dates.day") and time.role not in ("legal_doc", "publication")
            if time.end <= before and is_day and "/" not in (time.period or ""):
                return time
        return None

    def window_before(self, before: int, like: TimeExpression | None = None) -> TimeExpression | None:
        """The span told last before an offset; rather one of the same name as ``like`` ("đợt dịch")."""
        last: TimeExpression | None = None
        name = set(like.text.casefold().split()[1:2]) if like else set()
        for time in self._back_from(before):
            if time.end > before or "/" not in (time.period or "") or not may_date(time):
                continue
            if not name or name & set(time.text.casefold().split()):
                return time
            last = last or time
        return last

    def first_window(self, after: int) -> TimeExpression | None:
        """The first time told after an offset that figures may inherit."""
        first = bisect_left(self._starts, after)
        for time in self.times[first : first + _REACH]:
            inherited = time.period_type == "during" and time.role != "term" and may_date(time)
            if time.start < after or not inherited or is_open_start(time):
                continue
            if self.home(time) is not None:
                return time
        return None

    def lead_window(self) -> TimeExpression | None:
        """The first time of headline and lead."""
        first = self.first_window(0)
        home = self.home(first) if first else None
        return first if home is not None and home.region in ("title", "lead") else None

    def home(self, time: TimeExpression) -> Sentence | None:
        """The sentence a time stands in."""
        index = bisect_right(self._sentence_starts, time.start) - 1
        if index < 0 or time.start >= self._sentences[index].end:
            return None
        return self._sentences[index]

    def _is_ahead(self, time: TimeExpression) -> bool:
        """A goal year or a day to come: what has been done is not told of it."""
        begin, now = calendar.first_day(time.begin), calendar.last_day(self.published)
        return bool(begin and now and begin > now)

    def _is_memory(self, time: TimeExpression, before: int) -> bool:
        """Years ago, in another paragraph or in a story without figures: "Năm 1978, anh là lính"."""
        last, now = calendar.expand(time.period)[1], self._today
        if last is None or now is None or now.year - last.year < _LONG_AGO:
            return False
        home = self.home(time)
        if home is None or home.region == "title":
            return False
        alone = home.region != "lead" and not self._same_paragraph(time.start, before)
        return alone or home.index not in self._counting

    def _same_paragraph(self, start: int, other: int) -> bool:
        one, two = (bisect_right(self._sentence_starts, at) - 1 for at in (start, other))
        return self._sentences[one].paragraph == self._sentences[two].paragraph

    def _is_highlight(self, time: TimeExpression) -> bool:
        """Of "Chỉ trong ngày 11/5": a day picked out of the window that its paragraph told before."""
        period = time.period or ""
        if len(period) != 10 or not self._cues.stands(
            "highlight", self._text, max(0, time.start - 20), time.start
        ):
            return False
        day = calendar.first_day(period)
        for other in reversed(self.times):
            if other.end <= time.start and other.period and may_date(other):
                if not self._same_paragraph(other.start, time.start):
                    return False
                first, last = calendar.expand(other.period)
                return bool(first and last and day and first < last and first <= day <= last)
        return False

    def _is_adverbial(self, time: TimeExpression) -> bool:
        """A length that says when something was done, not one that is counted or measured."""
        return self._cues.stands("open_length", self._text, max(0, time.start - 20), time.start)

    def _within(self, time: TimeExpression) -> TimeExpression:
        """Of "trong ngày", "trong tháng", "trong năm", "trong kỳ" by the topic, else by publication."""
        length = _UNIT_LENGTH.get(time.value)
        latest = self._latest_topic(time.start)
        window = self.window_before(time.start, like=time)
        period = None
        if length is None:
            period = window.period if window else None
        elif latest is not None and latest.period and (length == 4 or len(latest.period) == length):
            period = latest.period
        elif self.published is not None and len(self.published) >= length:
            period = self.published[:length]
        if period is None:
            return time
        begin, _, finish = period.partition("/")
        return replace(
            time,
            begin=begin if calendar.parse(begin) else None,
            finish=(finish or begin) if calendar.parse(finish or begin) else None,
            period=period,
            period_type="during",
            confidence="low",
            anchor="window",
        )


def _latest_day(times: Sequence[TimeExpression]) -> date | None:
    told = (calendar.expand(time.period)[1] for time in times if may_date(time))
    return max(filter(None, told), default=None)


def _names_year_of(later: TimeExpression, earlier: TimeExpression) -> bool:
    """A year right after a day of that year names something ("Sáng 10/8, ... Ngày hội năm 2022")."""
    if len(later.period or "") != 4 or len(earlier.period or "") < 7:
        return False
    return (earlier.period or "").startswith(later.period or "-") and "/" not in (earlier.period or "")
