"""Steps 2 and 3 of the period linker: times in the figure's own sentence, and what points at others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.linking.passage import Passage
from extractor.linking.time_topics import Timing, is_open_start, may_date
from extractor.mentions import calendar
from extractor.model import Figure, Sentence, TimeExpression

_NEAR = 48
_NOWHERE = -9
_LINK = 4
"""Blanks between a time and the number that is joined to it, at most."""
_CLAUSE = 100
_GIVING = frozenset({"award", "donate"})
_QUOTE = "\u201c"


def explicit(
    passage: Passage, figure: Figure, sentence: Sentence, times: Sequence[TimeExpression], *, state: bool
) -> Timing | None:
    """The nearest time left of the figure, else one on its right that reaches it."""
    usable = [time for time in times if may_date(time)]
    if not usable:
        return None
    before = [time for time in usable if time.end <= figure.value_start]
    if not before:
        after = [time for time in usable if time.start >= figure.value_end]
        if after and _reaches(passage, figure, after[0], sentence):
            return Timing.of(after[0], "explicit", state=state)
        return None
    if passage.topics.leaves_open(times, figure.value_start) and not state:
        return None
    chosen = before[-1]
    own = _own_behind(passage, figure, sentence, usable, chosen)
    if own is not None:
        return Timing.of(own, "explicit", state=state)
    aside = passage.cues.stands("aside", passage.text, chosen.end, figure.value_start)
    if aside and passage.cues.is_profile(figure):
        return None
    return _dated(passage, figure, sentence, before, state=state)


def pointed(
    passage: Passage, figure: Figure, sentence: Sentence, *, occasion: bool, state: bool
) -> Timing | None:
    """An ``occasion``, a beginning, a time before, a running total: tied to a time told elsewhere."""
    start, at, text = sentence.start, figure.value_start, passage.text
    stands, topics = passage.cues.stands, passage.topics
    if occasion:
        day = topics.event_day(at)
        if day is not None:
            return Timing.of(day, "inherited", state=False)
        if figure.action in _GIVING and not topics.is_told_nearby(sentence):
            return Timing()  # handed out at an event without a date: not in the year that was reviewed
    if stands("window_start", text, start, at):
        window = topics.window_before(start)
        known = window is not None and window.begin is not None
        return Timing(window.begin, "as_of", "explicit", "low", window.text) if window and known else Timing()
    last = topics.latest(start)
    return _at_last(passage, figure, sentence, last, state=state) if last is not None else None


def _own_behind(
    passage: Passage,
    figure: Figure,
    sentence: Sentence,
    usable: Sequence[TimeExpression],
    chosen: TimeExpression,
) -> TimeExpression | None:
    """Of "101 máy bay vào năm 2015 và 150 chiếc vào năm 2020": each number has its time behind it.

    ``chosen``, the last time in front, is then that of the number before.
    """
    text, figures = passage.text, passage.within(sentence.index)
    after = next((time for time in usable if time.start >= figure.value_end), None)
    other = next((f for f in reversed(figures) if f.value_end <= chosen.start), None)
    if after is None or other is None or text[chosen.end : figure.value_start].count(" ") > _LINK:
        return None
    if any(figure.value_end <= f.value_start < after.start for f in figures):
        return None
    gaps = text[other.value_end : chosen.start], text[figure.value_end : after.start]
    return None if any(_broken(gap) for gap in gaps) else after


def _broken(gap: str) -> bool:
    """True when a time is not said of the number in front of it."""
    return len(gap) > _NEAR or any(mark in gap for mark in ",;:(.")


def averaged(passage: Passage, figure: Figure, sentence: Sentence) -> Timing | None:
    """Of "Bình quân mỗi ngày có 1.150 lượt xe": an average is taken over the window told last."""
    if not passage.cues.stands("average", passage.text, sentence.start, figure.value_start):
        return None
    topic = passage.topics.topic(sentence, _NOWHERE)
    if topic is None or "/" not in (topic.time.period or ""):
        return None
    return Timing.of(topic.time, "inherited", state=False, low=topic.is_far)


def _at_last(
    passage: Passage, figure: Figure, sentence: Sentence, last: TimeExpression, *, state: bool
) -> Timing | None:
    start, at, text = sentence.start, figure.value_start, passage.text
    stands = passage.cues.stands
    if last.begin is None:
        return None
    if state and stands("before_that", text, start, at):
        return Timing(f"../{last.begin}", "as_of", "explicit", "low", last.text)
    if _on_first_day(passage, figure, start, sentence):
        return _first_day(last)
    if last.finish and stands("cumulative", text, start, at):
        return Timing(last.finish, "as_of", "inherited", "low", last.text)
    return None


def _dated(
    passage: Passage, figure: Figure, sentence: Sentence, before: Sequence[TimeExpression], *, state: bool
) -> Timing:
    chosen = before[-1]
    if _on_first_day(passage, figure, chosen.end, sentence):
        return _first_day(chosen)
    timing = Timing.of(chosen, "explicit", state=state)
    starts = [time for time in before[:-1] if is_open_start(time)]
    if starts and chosen.rule_id == "dates.now.until" and not state:
        # "Từ năm 2017, ..., đến nay đã ..." is one span (ruling 16).
        return replace(timing, period=calendar.join(starts[-1].begin, chosen.finish), period_type="during")
    for relation in figure.rel:
        # An attribute holds as the thing it belongs to ("50 mô hình ... tại 660 điểm").
        owner = passage.by_key.get(relation.target)
        if owner is not None and owner.sentence == figure.sentence and relation.type == "attribute_of":
            found = passage.timings.get(owner.key)
            if found is not None and found.text == timing.text:
                return replace(timing, period_type=found.period_type)
    return timing


def _reaches(passage: Passage, figure: Figure, time: TimeExpression, sentence: Sentence) -> bool:
    """A time on the right dates a figure in its clause, or the whole list that it closes."""
    gap = passage.text[figure.value_end : time.start]
    if passage.cues.stands("window_start", passage.text, sentence.start, figure.value_start):
        return False
    if ";" in gap or ":" in gap or _QUOTE in gap:
        return False
    is_now = time.rule_id in ("dates.now", "dates.now.bare")
    if time.period_type == "as_of" and not is_now:
        return False
    if "," not in gap:
        return True
    if gap.rstrip().endswith("("):
        return False
    closes = passage.text[time.end : sentence.end].lstrip()[:1] in ("", ".", ":", "!", ")")
    between = any(figure.value_end <= other.value_start < time.start for other in passage.figures)
    return closes or (not between and is_now and len(gap) <= _CLAUSE)


def _on_first_day(passage: Passage, figure: Figure, start: int, sentence: Sentence) -> bool:
    clause = passage.clause(figure, sentence)
    end = min(clause[1], figure.value_end + _NEAR)
    return passage.cues.stands("first_day", passage.text, max(start, clause[0]), end)


def _first_day(window: TimeExpression) -> Timing:
    return Timing(window.begin, "during", "explicit", window.confidence, window.text)
