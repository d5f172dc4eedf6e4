"""Time expressions: where they stand, what they mean and what a figure may take from them.

`DateFinder` works in three steps: the grammar finds atoms ("tháng 7", "ngày 15/12", "nay"); the
prepositions around them join two atoms to a span or set a relation ("từ A đến B", "đến A", "so với
A"); the reference date gives the rest of the meaning (guideline 3.2, 3.3). Found times are ordered.

    >>> [t.period for t in parse_dates("Từ năm 2017 đến nay", reference="2018-07-11")]
    ['2017/2018-07-11']
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

import regex

from extractor.engine.load import Rules, load_rules
from extractor.engine.schema.dates import DateRules
from extractor.mentions import calendar
from extractor.mentions.date_forms import CalendarForms
from extractor.mentions.date_grammar import Atom, DateGrammar
from extractor.mentions.date_relations import RelativeForms
from extractor.mentions.date_values import DateTables, Meaning, Reference
from extractor.mentions.date_windows import WindowReferences
from extractor.model import Span, TimeExpression
from extractor.text.view import MatchView

_CALENDAR = frozenset({"day", "month", "year", "quarter", "relative", "day_word", "event", "now"})
_LOOK_BACK = 90
_LOOK_AHEAD = 60


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One or two atoms with the relation that the preposition on the left gives them."""

    start: int
    end: int
    first: Atom
    second: Atom | None = None
    relation: str | None = None


class _Resolver(Protocol):
    """The calendar operation behind ``resolve`` of a rule."""

    def __call__(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning: ...


class DateFinder:
    """Finds the time expressions of a text; built once from the rules, keeps nothing per document."""

    def __init__(self, rules: Rules) -> None:
        file = rules.get(DateRules)
        self._grammar = DateGrammar(file)
        self._tables = DateTables(file)
        forms = CalendarForms(self._tables)
        relative = RelativeForms(self._tables, forms, self._event_date)
        self._resolvers: Mapping[str, _Resolver] = {
            "day": forms.day, "month": forms.month, "year": forms.year, "years": forms.years,
            "quarter": forms.quarter, "months": forms.months, "relative": relative.relative,
            "day_word": relative.day_word, "same_day": relative.same_day, "now": relative.now, "now_until": relative.now,
            "last": relative.last, "ago": relative.ago, "after": relative.after,
            "event": relative.event, "duration": relative.duration, "within": relative.duration,
            "constant": relative.constant, "same_window": relative.same_window,
        }  # fmt: skip
        self._windows = WindowReferences(self._grammar)
        self._relations = {
            name: regex.compile(
                r"(?r)(?<!\p{L})(?:" + "|".join(sorted(words, key=len, reverse=True)) + r") ?"
            )
            for name, words in file.relations.items()
        }
        self._context = {
            name: self._grammar.compile(text, f"dates.context.{name}") for name, text in file.context.items()
        }

    def find(
        self, view: MatchView, published: str | None = None, header: Span | None = None
    ) -> list[TimeExpression]:
        """All time expressions of a view, in view offsets.

        Args:
            view: the match view of the document.
            published: the article's date as an ISO partial date; without it only what the text
                itself states is resolved, with the year the text speaks of as a last resort.
            header: where the date of publication is printed; expressions there get that role.
        """
        text = view.folded
        phrases = list(self._phrases(text, self._grammar.atoms(text)))
        reference = Reference(calendar.day_of(published))
        if reference.iso is None:
            reference = self._topic_year(text, phrases)
        found: list[TimeExpression] = []
        for phrase in phrases:
            time = self._time(view, phrase, reference)
            if not time.value:
                continue
            if header is not None and header.overlaps(Span(time.start, time.end)):
                found.append(replace(time, role="publication", period=None, period_type=None))
                continue
            found.append(time)
            if time.begin and time.role != "legal_doc" and not time.anchor.endswith("same_window"):
                reference = replace(
                    reference,
                    last_day=time.begin if len(time.begin) == 10 else reference.last_day,
                    last_year=time.begin[:4] if phrase.first.rule.resolve == "year" else reference.last_year,
                )
        return self._windows.resolve(text, found, reference.now)

    # ----- steps

    def _phrases(self, text: str, atoms: Sequence[Atom]) -> list[_Phrase]:
        """Join neighbours to spans and read the preposition on the left."""
        phrases: list[_Phrase] = []
        joined = False
        for atom, following in pairwise([*atoms, None]):
            assert atom is not None
            if joined:
                joined = False
                continue
            border = phrases[-1].end if phrases else 0
            relation, start = self._relation(text, border, atom.start)
            second = following if following and self._joins(text, atom, following, relation) else None
            joined = second is not None
            if relation == "until" and second is not None:
                relation, start = None, atom.start
            end = second.end if second else atom.end
            if relation in ("within", "comparison"):
                start = atom.start
            phrases.append(_Phrase(start, end, atom, second, relation))
        return phrases

    def _relation(self, text: str, border: int, start: int) -> tuple[str | None, int]:
        best: tuple[str | None, int] = None, start
        for name, pattern in self._relations.items():
            match = pattern.match(text, border, start)
            if match and match.start() < best[1]:
                best = name, match.start()
        return best

    def _joins(self, text: str, first: Atom, second: Atom, relation: str | None) -> bool:
        between = text[first.end : second.start]
        starts_span = first.rule.resolve in _CALENDAR or first.rule.id == "dates.year_start"
        if second.rule.resolve == "now_until":
            return starts_span and between.strip(", " if relation == "since" else " ") == ""
        if second.rule.resolve not in _CALENDAR or not starts_span or not between.strip():
            return False
        if relation == "comparison" or second.rule.resolve == "event":
            return False
        return bool(self._context["join"].match(between))

    def _topic_year(self, text: str, phrases: Sequence[_Phrase]) -> Reference:
        """The year an undated article speaks of: the latest it states outside acts, terms and plans.

        A year that closes a finished span ("2009 - 2013", "đến cuối năm 2013") lies before the article.
        """
        latest, closed = 0, 0
        day: str | None = None
        for phrase in phrases:
            atom = phrase.first
            year = self._tables.year_of(atom)
            if year is None or atom.rule.role == "term" or self._is_legal(text, atom):
                continue
            if phrase.relation in ("until", "comparison") or atom.rule.resolve in ("years", "same_window"):
                closed = max(closed, year)
            elif not self._looks_ahead(text, phrase, "plan"):
                latest = max(latest, year)
                if atom.rule.resolve == "day":
                    stated = self._resolve(atom, Reference(), future=False).finish
                    day = max(day or "", stated or "") or None
        return Reference(str(latest) if latest and latest > closed else None, inferred=True, near=day)

    def _time(self, view: MatchView, phrase: _Phrase, reference: Reference) -> TimeExpression:
        text, atom = view.folded, phrase.first
        meaning = self._meaning(text, phrase, reference)
        role = self._role(text, phrase, meaning)
        if self._is_legal(text, atom) or role == "term" or phrase.relation == "comparison":
            compared = phrase.relation == "comparison"
            keep = compared or atom.rule.id == "dates.years.programme"
            meaning = replace(
                meaning,
                period=meaning.period if keep else None,
                period_type=meaning.period_type if keep else None,
                anchor=self._base(atom, meaning) if compared else meaning.anchor,
            )
        return TimeExpression(
            start=phrase.start,
            end=phrase.end,
            text=view.cased[phrase.start : phrase.end],
            timex_type="DURATION" if phrase.second or meaning.value == "PXD" else atom.rule.timex_type,
            value=meaning.value,
            begin=meaning.begin,
            finish=meaning.finish,
            period=meaning.period,
            period_type=meaning.period_type,
            role=role,
            anchor=meaning.anchor,
            confidence=meaning.confidence,
            rule_id=atom.rule.id,
        )

    def _meaning(self, text: str, phrase: _Phrase, reference: Reference) -> Meaning:
        ahead = self._looks_ahead(text, phrase)
        first = self._resolve(phrase.first, reference, future=ahead)
        if phrase.second is not None:
            return self._span(phrase, first, reference, ahead=ahead)
        if phrase.relation == "since" and first.value == "XXXX" and first.begin:
            now = calendar.day_of(reference.now)
            period = calendar.join(first.begin, now)
            return replace(first, value="PXD", finish=now, period=period, period_type="during")
        if phrase.relation == "until" and first.period:
            return self._up_to(phrase, first)
        if phrase.relation == "since" and first.begin and first.begin == first.finish:
            return replace(first, finish=None)
        return first

    def _span(self, phrase: _Phrase, first: Meaning, reference: Reference, *, ahead: bool) -> Meaning:
        assert phrase.second is not None
        last = self._resolve(phrase.second, reference, future=ahead)
        year = last.finish[:4] if last.finish else None
        if phrase.second.rule.resolve != "now_until" and year and self._tables.year_of(phrase.first) is None:
            first = self._resolve(phrase.first, Reference(f"{year}-12-31"), future=False)
            if (
                first.begin
                and last.finish
                and first.begin[: len(last.finish)] > last.finish[: len(first.begin)]
            ):
                first = replace(first, begin=calendar.shift(first.begin, years=-1))
        begin, finish = first.begin, last.finish
        if phrase.first.rule.resolve == "now":
            begin = calendar.day_of(reference.now)
        first_day, last_day = calendar.first_day(begin), calendar.last_day(finish)
        if first_day and last_day and first_day > last_day:
            begin = None
        if begin is None and finish is None:
            return Meaning(f"{first.value}/{last.value}", confidence="low")
        low = "low" if "low" in (first.confidence, last.confidence) or begin is None else "high"
        return Meaning(
            value=f"{begin or 'XXXX'}/{finish or 'XXXX'}",
            begin=begin,
            finish=finish,
            period=calendar.join(begin, finish),
            period_type="during",
            confidence=low,
            anchor="DCT" if last.anchor == "DCT" else "none",
        )

    def _up_to(self, phrase: _Phrase, meaning: Meaning) -> Meaning:
        """Of "đến A": the state at the end of A; the end of a month is its last day (ruling 52)."""
        period, finish = meaning.period, meaning.finish
        last = calendar.last_day(finish)
        if phrase.first.groups.get("edge") and last and finish and len(finish) == 7:
            is_year_end = phrase.first.rule.resolve == "year" or self._tables.unit(phrase.first) == "Y"
            period = finish if is_year_end else last.isoformat()
        return replace(meaning, period=period, period_type="as_of")

    # ----- context

    def _role(self, text: str, phrase: _Phrase, meaning: Meaning) -> str:
        atom = phrase.first
        if self._is_legal(text, atom):
            return "narrative" if self._is_birth(text, atom) else "legal_doc"
        if atom.rule.role != "narrative":
            return atom.rule.role
        return "figure_period" if meaning.period and phrase.relation != "comparison" else "narrative"

    def _is_legal(self, text: str, atom: Atom) -> bool:
        if atom.rule.resolve not in ("day", "year"):
            return False
        before = text[max(0, atom.start - _LOOK_BACK) : atom.start]
        name = "legal_document" if atom.rule.resolve == "day" else "statute"
        return bool(self._context[name].search(before)) or self._is_birth(text, atom)

    def _is_birth(self, text: str, atom: Atom) -> bool:
        return bool(self._context["birth"].search(text[max(0, atom.start - _LOOK_BACK) : atom.start]))

    def _base(self, atom: Atom, meaning: Meaning) -> str:
        """What a comparison is made with: "comparison:-P1M" moves the window of the figure itself."""
        if meaning.anchor.endswith("window"):
            return f"comparison:{meaning.anchor}"
        if atom.rule.resolve not in ("relative", "last", "day_word") or "day" in atom.groups:
            return "comparison"
        unit = self._tables.unit(atom) or "D"
        return f"comparison:-{self._tables.length(1, unit)}"

    def _resolve(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        return self._resolvers[atom.rule.resolve](atom, reference, future=future)

    def _looks_ahead(self, text: str, phrase: _Phrase, words: str = "future") -> bool:
        sentence_end = text.find(". ", phrase.end, phrase.end + _LOOK_AHEAD)
        end = sentence_end if sentence_end > 0 else phrase.end + _LOOK_AHEAD
        if self._context["next"].match(text, phrase.end):
            return True
        return bool(self._context[words].search(text, max(0, phrase.start - 30), min(end, len(text))))

    def _event_date(self, event: str) -> str | None:
        for pattern, day in self._grammar.events:
            if pattern.search(event):
                return str(day)
        return None


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
