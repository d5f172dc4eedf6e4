"""Time expressions: where they stand, what they mean and what a figure may take from them.

`DateFinder` works in four steps: the grammar finds atoms ("tháng 7", "ngày 15/12", "nay"); the
prepositions join two atoms to a span or set a relation ("từ A đến B", "đến A", "so với A"); the
reference date gives the rest of the meaning (guideline 3.2, 3.3); lengths of time take the windows
they refer to. Found times are ordered by start.

    >>> [t.period for t in parse_dates("Từ năm 2017 đến nay", reference="2018-07-11")]
    ['2017/2018-07-11']
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Protocol

from extractor.engine.load import Rules, load_rules
from extractor.engine.match import PhraseMatcher
from extractor.engine.schema.dates import DateRules
from extractor.mentions import calendar
from extractor.mentions.date_context import DateContext
from extractor.mentions.date_forms import CalendarForms
from extractor.mentions.date_grammar import Atom, DateGrammar
from extractor.mentions.date_phrases import Phrase, PhraseBuilder
from extractor.mentions.date_relations import RelativeForms
from extractor.mentions.date_values import DateTables, Meaning, Reference, before
from extractor.mentions.date_windows import WindowReferences
from extractor.model import Span, TimeExpression, changed
from extractor.text.view import MatchView

# Forms whose year, if it is not written, depends on whether the sentence looks ahead.
_MAY_LIE_AHEAD = frozenset({"day", "month", "quarter", "day_word"})


class _Resolver(Protocol):
    """The calendar operation behind ``resolve`` of a rule."""

    def __call__(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning: ...


class DateFinder:
    """Finds the time expressions of a text; built once from the rules, keeps nothing per document."""

    def __init__(self, rules: Rules) -> None:
        file = rules.get(DateRules)
        self._grammar = DateGrammar(file)
        self._tables = DateTables(file)
        self._phrases = PhraseBuilder(self._grammar)
        self._context = DateContext(self._grammar)
        self._windows = WindowReferences(self._grammar)
        forms = CalendarForms(self._tables)
        relative = RelativeForms(self._tables, forms, self._grammar.event_date)
        self._resolvers: Mapping[str, _Resolver] = {
            "day": forms.day, "month": forms.month, "year": forms.year, "years": forms.years,
            "quarter": forms.quarter, "months": forms.months, "relative": relative.relative,
            "day_word": relative.day_word, "same_day": relative.same_day, "now": relative.now,
            "now_until": relative.now, "now_rest": relative.rest, "last": relative.last, "ago": relative.ago,
            "after": relative.after, "event": relative.event, "duration": relative.duration,
            "within": relative.duration, "constant": relative.constant,
            "same_window": relative.same_window,
        }  # fmt: skip

    @property
    def matchers(self) -> tuple[PhraseMatcher[Any], ...]:
        """What a shared pass over the folded text may find for it."""
        return (self._grammar.starts,)

    def find(
        self,
        view: MatchView,
        published: str | None = None,
        header: Span | None = None,
        phrases: Sequence[Phrase] | None = None,
    ) -> list[TimeExpression]:
        """All time expressions of a view, in view offsets.

        Args:
            view: the match view of the document.
            published: the article's date as an ISO partial date; without it only what the text
                itself states is resolved, with the year the text speaks of as a last resort.
            header: where the date of publication is printed; expressions there get that role.
            phrases: what `phrases` found in the same view, if it has been called before.
        """
        text = view.folded
        phrases = self.phrases(view) if phrases is None else phrases
        reference = Reference(calendar.day_of(published))
        if reference.iso is None:
            reference = self._topic_year(text, phrases)
        found: list[TimeExpression] = []
        for phrase, following in pairwise([*phrases, None]):
            assert phrase is not None
            time = self._time(view, phrase, self._shared_year(text, phrase, following) or reference)
            if not time.value:
                continue
            printed = header is not None and header.overlaps(Span(time.start, time.end))
            if printed and phrase.first.rule.resolve != "day_word":
                found.append(changed(time, role="publication", period=None, period_type=None))
                continue
            found.append(time)
            reference = self._told(reference, phrase, time)
        return self._windows.resolve(text, found, reference.now)

    def phrases(self, view: MatchView) -> list[Phrase]:
        """The expressions as written, whatever the date of the article: the costly half of `find`."""
        return self._phrases.build(view.folded, self._grammar.atoms(view.folded, view.hits))

    # ----- reference

    def _shared_year(self, text: str, phrase: Phrase, following: Phrase | None) -> Reference | None:
        """Of "quý III và 9 tháng đầu năm 2023": the year stands once, on the right."""
        if following is None or phrase.second or phrase.first.rule.resolve not in _MAY_LIE_AHEAD:
            return None
        year = self._tables.year_of(following.first)
        if year is None or self._tables.year_of(phrase.first) is not None:
            return None
        joined = self._context.joins_years(text[phrase.end : following.start])
        return Reference(f"{year}-12-31") if joined else None

    def _told(self, reference: Reference, phrase: Phrase, time: TimeExpression) -> Reference:
        """Remember the day and year told last."""
        if not time.begin or time.role == "legal_doc" or time.anchor.endswith("same_window"):
            return reference
        if len(time.begin) == 10:
            return changed(reference, last_day=time.begin)
        is_year = phrase.first.rule.resolve == "year"
        return changed(reference, last_year=time.begin[:4]) if is_year else reference

    def _topic_year(self, text: str, phrases: Sequence[Phrase]) -> Reference:
        """The year an undated article speaks of.

        A comparison with the same window of 2019 is made in 2020; else it is the latest year stated
        outside acts, terms and plans. A year that closes a finished span ("2009 - 2013", "đến cuối năm
        2013") lies before the article.
        """
        latest, closed, compared = 0, 0, 0
        day: str | None = None
        for phrase in phrases:
            atom = phrase.first
            year = self._tables.year_of(atom)
            if year is None or atom.rule.role == "term" or self._context.role_apart(text, atom):
                continue
            if atom.rule.resolve == "same_window" or (
                phrase.relation == "comparison" and atom.rule.resolve == "year"
            ):
                compared = max(compared, year + 1)
            elif phrase.relation in ("until", "comparison") or atom.rule.resolve == "years":
                closed = max(closed, year)
            elif not self._context.is_plan(text, phrase):
                latest = max(latest, year)
                if atom.rule.resolve == "day":
                    stated = self._resolve(atom, Reference(), future=False).finish
                    day = max(day or "", stated or "") or None
        topic = compared or (latest if latest > closed else 0)
        return Reference(str(topic) if topic else None, inferred=True, near=day)

    # ----- meaning

    def _time(self, view: MatchView, phrase: Phrase, reference: Reference) -> TimeExpression:
        text, atom = view.folded, phrase.first
        meaning = self._meaning(text, phrase, reference)
        apart = self._context.role_apart(text, atom)
        role = apart or self._role(phrase, meaning)
        period, period_type, anchor = meaning.period, meaning.period_type, meaning.anchor
        if phrase.relation == "comparison":
            if self._context.is_moving_feast(text, atom):
                # Tết moves by weeks: its days of the year before are those of no other window.
                period, period_type, anchor = None, None, "comparison"
            else:
                anchor = self._base(atom, meaning)
        elif apart or (role == "term" and atom.rule.id != "dates.years.programme"):
            period = period_type = None
        is_span = phrase.second is not None or meaning.value == "PXD"
        return TimeExpression(
            start=phrase.start,
            end=phrase.end,
            text=view.cased[phrase.start : phrase.end],
            timex_type="DURATION" if is_span else atom.rule.timex_type,
            value=meaning.value,
            begin=meaning.begin,
            finish=meaning.finish,
            period=period,
            period_type=period_type,
            role=role,
            anchor=anchor,
            confidence=meaning.confidence,
            rule_id=atom.rule.id,
        )

    def _meaning(self, text: str, phrase: Phrase, reference: Reference) -> Meaning:
        open_year = phrase.first.rule.resolve in _MAY_LIE_AHEAD and "year" not in phrase.first.groups
        ahead = open_year and self._context.looks_ahead(text, phrase)
        first = self._resolve(phrase.first, reference, future=ahead)
        if phrase.second is not None:
            return self._span(phrase, phrase.second, first, reference, ahead=ahead)
        if phrase.relation == "since" and first.begin:
            now = calendar.day_of(reference.now)
            begins, ends = calendar.first_day(first.begin), calendar.last_day(now)
            past = begins is not None and ends is not None and begins <= ends
            if first.value == "XXXX" or (past and self._tables.edge(phrase.first) == "edge_begin"):
                # "từ đầu năm" lasts until the day of writing.
                period = calendar.join(first.begin, now)
                return changed(first, value="PXD", finish=now, period=period, period_type="during")
            return changed(first, finish=None) if first.begin == first.finish else first
        if phrase.relation == "until" and first.period:
            return self._up_to(phrase, first)
        if phrase.relation == "before" and first.begin:
            return before(first, first.begin)
        return first

    def _span(
        self, phrase: Phrase, second: Atom, first: Meaning, reference: Reference, *, ahead: bool
    ) -> Meaning:
        """Of "từ A đến B": a missing year of A comes from B."""
        last = self._resolve(second, reference, future=ahead)
        if not ahead and self._is_going_on(phrase.first, second, reference):
            last = self._resolve(second, reference, future=True)
        if second.rule.resolve != "now_until" and last.finish and self._tables.year_of(phrase.first) is None:
            first = self._resolve(phrase.first, Reference(f"{last.finish[:4]}-12-31"), future=False)
            if first.begin and first.begin[: len(last.finish)] > last.finish[: len(first.begin)]:
                first = changed(first, begin=calendar.shift(first.begin, years=-1))
        begin, finish = first.begin, last.finish
        if phrase.first.rule.resolve == "now":
            begin = calendar.day_of(reference.now)
        first_day, last_day = calendar.first_day(begin), calendar.last_day(finish)
        if first_day and last_day and first_day > last_day:
            begin = None
        if begin is None and finish is None:
            return Meaning(f"{first.value}/{last.value}", confidence="low")
        low = "low" in (first.confidence, last.confidence) or begin is None
        return Meaning(
            value=f"{begin or 'XXXX'}/{finish or 'XXXX'}",
            begin=begin,
            finish=finish,
            period=calendar.join(begin, finish),
            period_type="during",
            confidence="low" if low else "high",
            anchor="DCT" if last.anchor == "DCT" else "none",
        )

    def _is_going_on(self, first: Atom, second: Atom, reference: Reference) -> bool:
        """Of "từ 24/10 đến 25/12" written on 2 November: days without a year around that of writing."""
        if reference.now is None or any(self._tables.year_of(atom) for atom in (first, second)):
            return False
        if not {first.rule.resolve, second.rule.resolve} <= _MAY_LIE_AHEAD:
            return False
        ends = [self._resolve(atom, reference, future=True) for atom in (first, second)]
        begin, now = calendar.first_day(ends[0].begin), calendar.first_day(calendar.day_of(reference.now))
        finish = calendar.last_day(ends[1].finish)
        return begin is not None and now is not None and finish is not None and begin <= now <= finish

    def _up_to(self, phrase: Phrase, meaning: Meaning) -> Meaning:
        """Of "đến A": the state at the end of A; the end of a month is its last day (ruling 52)."""
        last, finish = calendar.last_day(meaning.finish), meaning.finish
        period = meaning.period
        if phrase.first.groups.get("edge") and last and finish and len(finish) == 7:
            is_year_end = phrase.first.rule.resolve == "year" or self._tables.unit(phrase.first) == "Y"
            period = finish if is_year_end else last.isoformat()
        return changed(meaning, period=period, period_type="as_of")

    def _resolve(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        return self._resolvers[atom.rule.resolve](atom, reference, future=future)

    # ----- role and anchor

    def _role(self, phrase: Phrase, meaning: Meaning) -> str:
        role = phrase.first.rule.role
        if role != "narrative":
            return role
        return "figure_period" if meaning.period and phrase.relation != "comparison" else role

    def _base(self, atom: Atom, meaning: Meaning) -> str:
        """What a comparison is made with: "comparison:-P1M" moves the window of the figure itself."""
        if meaning.anchor.endswith("window"):
            return f"comparison:{meaning.anchor}"
        if atom.rule.resolve not in ("relative", "last", "day_word") or "day" in atom.groups:
            return "comparison"
        return f"comparison:-{self._tables.length(1, self._tables.unit(atom) or 'D')}"


@lru_cache(maxsize=1)
def _default_finder() -> DateFinder:
    return DateFinder(load_rules())


def parse_dates(text: str, reference: str | None = None) -> list[TimeExpression]:
    """Time expressions of any text, in offsets of ``text`` (guideline 3.2).

    Args:
        text: Vietnamese text in any Unicode form.
        reference: the date of writing, an ISO partial date; relative expressions stay unresolved
            without it. The current date is never used.

    Returns:
        Expressions ordered by start: ``start, end, timex_type, value`` (TIMEX3), ``begin`` and
        ``finish`` (ISO partial dates or None), and what a figure may take from them.
    """
    view = MatchView.of(text)
    return [view.to_source(time) for time in _default_finder().find(view, reference)]
