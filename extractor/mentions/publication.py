"""When an article appeared: metadata, printed header, evidence in the text, or at least bounds.

Guideline 3.1. Metadata come first; a partial date from metadata is refined by a header or by the
text ("sáng nay 6.2") only where both agree. A page clock shows the day of the visit: of several
header dates the one with a time of day next to the text wins. Nothing is guessed: an unknown date
stays None, with the bounds that the text itself gives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

import regex

from extractor.engine.load import Rules
from extractor.engine.patterns.literal_gate import LiteralGate
from extractor.engine.schema.dates import DateRules
from extractor.mentions import calendar
from extractor.mentions.date_grammar import DateGrammar
from extractor.mentions.date_phrases import Phrase
from extractor.mentions.dates import DateFinder
from extractor.model import Document, Publication, Section, TimeExpression
from extractor.text.view import MatchView

_PRECISION = {4: "year", 7: "month", 10: "day"}
_HEAD_LINES = 16
_TAIL_LINES = 6
_LETTERS_LEFT, _LETTERS_RIGHT = 14, 24
# In front of "Cập nhật: 28/03/2023" the name of the portal may stand.
_LETTERS_LABELLED = 60
_LONGEST_HEADER = 200
# Every printed date has a four-figure year or digits around a separator.
_DIGITS = regex.compile(r"\d[/.\-]\d|(?:19|20)\d\d")
_METADATA = regex.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ](\d{1,2}):(\d{2}))?(?!\d|[/-])")


Undated: TypeAlias = Callable[[], Sequence[TimeExpression]]


@dataclass(frozen=True, slots=True)
class _Header:
    date: str
    start: int
    end: int
    weekday_agrees: bool
    is_crawler: bool


class PublicationFinder:
    """Finds the date of an article; built once from the rules and the date finder."""

    def __init__(self, rules: Rules, finder: DateFinder) -> None:
        file = rules.get(DateRules)
        grammar = DateGrammar(file)
        self._finder = finder
        self._weekdays = file.numbers["weekday_number"]
        self._headers = [(rule.id, grammar.compile(rule.pattern, rule.id)) for rule in file.header]
        self._gate = LiteralGate([pattern.pattern for _, pattern in self._headers], anchored=False)
        self._abolished = [
            (grammar.compile(entry.pattern, entry.id), entry.last_day) for entry in file.abolished
        ]
        self._dated = grammar.compile(file.context["in_sentence"], "dates.context.in_sentence")
        self._legal = grammar.compile(file.context["legal_document"], "dates.context.legal_document")
        self._says_today = grammar.compile(file.context["today"], "dates.context.today")
        self._goal = grammar.compile(file.context["goal"], "dates.context.goal")

    def find(
        self,
        document: Document,
        view: MatchView,
        sections: Sequence[Section] = (),
        phrases: Sequence[Phrase] | None = None,
        undated: Undated | None = None,
    ) -> Publication:
        """The publication date of ``document`` with its source; offsets are those of the view.

        Args:
            document: the article with its metadata.
            view: its text.
            sections: its regions, with the lines that hold a printed date.
            phrases: what `DateFinder.phrases` found in the view, if it has been called before.
            undated: gives the time expressions as they read without a date, asked for only if there is none.
        """
        stated, warnings = self._from_metadata(document.published)
        if stated is not None and stated.precision in ("day", "minute"):
            return stated
        headers = self._printed(view, sections)
        header = _choose(headers)
        if header is not None and not header.weekday_agrees:
            warnings += ("weekday_mismatch",)
        if stated is not None:
            return replace(self._refined(stated, header, view, phrases), warnings=warnings)
        if header is not None:
            found = _publication(header.date, "header", header.start, header.end)
            if found.precision in ("year", "month"):
                found = self._refined(found, None, view, phrases)
            return replace(found, warnings=warnings)
        times = undated() if undated is not None else self._finder.find(view, None, phrases=phrases)
        return replace(self._from_text(view, times), warnings=(*warnings, "no_date"))

    def _from_metadata(self, published: str | None) -> tuple[Publication | None, tuple[str, ...]]:
        """An ISO date-time, date or partial date, or any form that pages print."""
        if not published:
            return None, ()
        match = _METADATA.match(published.strip())
        day = calendar.day_of(match.group(1)) if match else None
        if match is not None and day is None:
            return None, ("metadata_date_unreadable",)
        if match is not None and day is not None:
            hour, minute = match.group(2), match.group(3)
            # Midnight sharp stands for a missing time of day.
            timed = hour is not None and len(day) == 10 and "00:00" < f"{int(hour):02d}:{minute}" < "24"
            timed = timed and minute < "60"
            return _publication(f"{day}T{int(hour):02d}:{minute}" if timed else day, "metadata"), ()
        printed = MatchView.of(published).folded
        headers = self._in_line(printed, 0, len(printed), marked=True)
        if headers:
            return _publication(headers[0].date, "metadata"), ()
        return None, ("metadata_date_unreadable",)

    # ----- headers

    def _printed(self, view: MatchView, sections: Sequence[Section]) -> list[_Header]:
        """Dates that stand in lines without running text, at the head or the foot of the page."""
        lines = _lines(view.folded)
        marked = [(s.start, s.end) for s in sections if s.kind == "date_header"]
        near = lines[:_HEAD_LINES] + lines[max(_HEAD_LINES, len(lines) - _TAIL_LINES) :]
        found: dict[int, _Header] = {}
        for start, end in [*marked, *near]:
            if end - start > _LONGEST_HEADER and (start, end) not in marked and view.folded[:start].strip():
                continue
            for header in self._in_line(view.folded, start, end, marked=(start, end) in marked):
                found.setdefault(header.start, header)
        return sorted(found.values(), key=lambda header: header.start)

    def _in_line(self, text: str, start: int, end: int, *, marked: bool) -> list[_Header]:
        found: list[_Header] = []
        if not _DIGITS.search(text, start, end):
            return found
        for number in self._gate.possible(text, start, end):
            rule_id, pattern = self._headers[number]
            crawler = rule_id.endswith("crawler")
            match = pattern.search(text, start, end)
            if match is None or (crawler and text[:start].strip()):
                continue
            header = self._header(match, crawler=crawler)
            if header is None:
                continue
            before, after = text[start : match.start()], text[match.end() : end]
            if self._dated.search(before) or self._legal.search(before):
                continue
            room = _LETTERS_LABELLED if match.groupdict().get("label") else _LETTERS_LEFT
            if crawler or marked or (_letters(before) <= room and _letters(after) <= _LETTERS_RIGHT):
                found.append(header)
        return [max(found, key=lambda header: header.end - header.start)] if found else []

    def _header(self, match: Any, *, crawler: bool) -> _Header | None:
        groups = match.groupdict()
        year = int(groups["year"]) + (2000 if len(groups["year"]) == 2 else 0)
        month, day = int(groups["month"]), int(groups["day"]) if groups.get("day") else None
        if not calendar.is_valid(year, month, day):
            return None
        iso = calendar.iso(year, month, day)
        agrees = True
        weekday = self._weekdays.get(groups.get("weekday") or "")
        if weekday is not None and day is not None:
            agrees = date(year, month, day).weekday() == weekday
        if groups.get("hour") and day is not None:
            hour = int(groups["hour"])
            if groups.get("half") in ("ch", "pm") and hour < 12:
                hour += 12
            if hour < 24 and int(groups["minute"]) < 60:
                iso += f"T{hour:02d}:{groups['minute']}"
        keys = ("weekday", "year", "month", "day", "hour", "minute")
        spans = [match.span(key) for key in keys if groups.get(key)]
        return _Header(iso, min(s for s, _ in spans), max(e for _, e in spans), agrees, crawler)

    # ----- the text

    def _refined(
        self,
        stated: Publication,
        header: _Header | None,
        view: MatchView,
        phrases: Sequence[Phrase] | None,
    ) -> Publication:
        """A partial date made precise by a header or by "sáng nay 6.2", where they agree with it."""
        assert stated.date is not None
        if header is not None and len(header.date) > len(stated.date) and header.date.startswith(stated.date):
            return _publication(header.date, "header", header.start, header.end)
        if stated.precision in ("year", "month"):
            for time in self._today(view, stated.date, phrases):
                if time.begin and len(time.begin) == 10 and time.begin.startswith(stated.date):
                    return _publication(time.begin, "body", time.start, time.end)
        return stated

    def _today(
        self, view: MatchView, published: str | None, phrases: Sequence[Phrase] | None
    ) -> list[TimeExpression]:
        if not self._says_today.search(view.folded):
            return []
        return [
            time for time in self._finder.find(view, published, phrases=phrases) if self._is_today(view, time)
        ]

    def _is_today(self, view: MatchView, time: TimeExpression) -> bool:
        """True for "sáng nay 6.2" with its day; "hôm qua 5/2" tells another day."""
        dated = time.rule_id == "dates.day.deictic" and time.begin is not None and len(time.begin) == 10
        return dated and bool(self._says_today.search(view.folded, time.start, time.end))

    def _from_text(self, view: MatchView, times: Sequence[TimeExpression]) -> Publication:
        for time in times:
            if self._is_today(view, time) and time.confidence == "high":
                return _publication(time.begin, "body", time.start, time.end)
        past = [
            time.finish or time.begin
            for time in times
            if time.begin and time.confidence == "high" and not self._is_goal(view, time)
        ]
        latest = max(past, key=lambda iso: calendar.first_day(iso) or date.min, default=None)
        first = calendar.first_day(latest)
        goals = [
            calendar.last_day(time.finish)
            for time in times
            if time.finish and time.period_type == "as_of" and self._is_goal(view, time)
        ]
        limits = [day.isoformat() for day in goals if day is not None and (first is None or day >= first)]
        limits += [
            last for pattern, last in self._abolished
            if pattern.search(view.folded) and (first is None or last >= first.isoformat())
        ]  # fmt: skip
        return Publication(
            not_before=first.isoformat() if first else None, not_after=min(limits, default=None)
        )

    def _is_goal(self, view: MatchView, time: TimeExpression) -> bool:
        return (
            bool(self._goal.search(view.folded, max(0, time.start - 60), time.start)) or time.role == "term"
        )


def _publication(iso: str | None, source: str, start: int = -1, end: int = -1) -> Publication:
    precision = _PRECISION.get(len(iso or ""), "minute" if iso else "none")
    return Publication(date=iso, precision=precision, source=source, start=start, end=end)


def _choose(headers: Sequence[_Header]) -> _Header | None:
    """A date with a time of day before one without, later on the page before earlier."""
    if not headers:
        return None
    crawler = [header for header in headers if header.is_crawler]
    if crawler and len(crawler[0].date) >= 10:
        return crawler[0]
    best = max(headers, key=lambda header: (len(header.date) > 10, len(header.date) >= 10, header.start))
    if crawler and not best.date.startswith(crawler[0].date):
        return crawler[0]
    return best


def _lines(text: str) -> list[tuple[int, int]]:
    lines, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((start, start + len(line)))
        start += len(line) + 1
    return lines


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
