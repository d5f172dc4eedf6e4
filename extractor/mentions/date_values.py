"""What a matched time expression means: its place on the calendar, given a reference date.

The reference is always an argument (the article's date), never the clock. Without one, an
expression that needs it stays open: nothing is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractor.engine.schema.dates import DateRules
from extractor.mentions import calendar
from extractor.mentions.date_grammar import Atom
from extractor.model import changed

_NEWS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Reference:
    """The date of writing. ``inferred`` is set when only the year is known, from the text itself.

    ``last_day`` is the day told last ("trước đó một ngày"), ``last_year`` the year ("sau 3 năm").
    """

    iso: str | None = None
    inferred: bool = False
    last_day: str | None = None
    last_year: str | None = None
    near: str | None = None
    """The latest day an undated article states; days without a year lie near it."""

    @property
    def now(self) -> str | None:
        """The day for "hiện", "đến nay"; None when only a year has been inferred."""
        return None if self.inferred else self.iso

    @property
    def parts(self) -> tuple[int, int | None, int | None] | None:
        """Year, month and day as far as known."""
        return calendar.parse(self.iso)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Place on the calendar: TIMEX3 value, ends (partial dates), the figure period and its type."""

    value: str
    begin: str | None = None
    finish: str | None = None
    period: str | None = None
    period_type: str | None = None
    confidence: str = "high"
    anchor: str = "none"


NOT_A_TIME = Meaning("")
"""The form fits but the calendar has no such place: the expression is dropped."""


class DateTables:
    """The number tables, units and edges of `dates.toml`."""

    def __init__(self, file: DateRules) -> None:
        self._numbers = file.numbers
        self._units = file.units
        self._last = frozenset(file.words["side_last"])
        self._edges = {
            word: edge
            for edge in ("edge_begin", "edge_middle", "edge_end", "edge_whole")
            for word in file.words[edge]
        }

    def year_of(self, atom: Atom) -> int | None:
        """The year that the expression itself states."""
        year = atom.groups.get("year")
        if year is None:
            return None
        return int(year) if len(year) == 4 else 2000 + int(year)

    def number(self, table: str, word: str | None) -> int | None:
        """A number in digits or in words of the table."""
        if word is None:
            return None
        return int(word) if word.isdigit() else self._numbers[table].get(word)

    def count(self, atom: Atom) -> int:
        """How many units; one when none is written."""
        return self.number("count", atom.groups.get("count")) or 1

    def unit(self, atom: Atom) -> str:
        """The code of the unit: Y, M, W, D, Q, TH, ...; empty without one."""
        return self._units.get(atom.groups.get("unit", ""), "")

    def length(self, count: int, code: str) -> str:
        """The TIMEX3 duration of ``count`` units."""
        if code == "10Y":
            return f"P{count * 10}Y"
        if code == "Q":
            return f"P{count * 3}M"
        return f"PT{count}{code[1]}" if code.startswith("T") else f"P{count}{code or 'X'}"

    def offset(self, words: str | None) -> int | None:
        """How far "năm ngoái", "tới", "nay" move; None for no such word."""
        return self._numbers["offset"].get(words.rsplit(" ", 1)[-1]) if words else None

    def edge(self, atom: Atom) -> str | None:
        """``edge_begin``, ``edge_middle``, ``edge_end`` or ``edge_whole`` ("hết")."""
        return self._edges.get(atom.groups.get("edge", ""))

    def is_last(self, atom: Atom) -> bool:
        """True for the last months of a year, as against the first."""
        return atom.groups.get("side") in self._last

    def chosen_year(
        self,
        atom: Atom,
        reference: Reference,
        month: int | None = None,
        day: int | None = None,
        *,
        future: bool,
    ) -> int | None:
        """Stated; or by "năm ngoái"; or the nearest past (the current year when looking ahead)."""
        stated, now = self.year_of(atom), reference.parts
        if stated is not None or now is None:
            return stated
        moved = self.offset(atom.groups.get("rel"))
        if moved is not None:
            return now[0] + moved
        near = calendar.parse(reference.near)
        if reference.inferred and near and near[1] and month:
            # Half a year before the latest day that is stated means the year after.
            return now[0] + (1 if near[0] == now[0] and near[1] - month > 6 else 0)
        if future or month is None or now[1] is None:
            return now[0]
        later = (month, day or 0) > (now[1], (now[2] or 31) if day else 0)
        if later and day and now[2] and calendar.is_valid(now[0], month, day):
            # A day of the next two weeks is news; one that lies a year back would have its year.
            later = (date(now[0], month, day) - date(now[0], now[1], now[2])).days > _NEWS_AHEAD
        return now[0] - 1 if later else now[0]

    def stated(self, atom: Atom, reference: Reference, value: str, begin: str, finish: str) -> Meaning:
        """A span of the calendar as a figure period."""
        anchored = self.year_of(atom) is None and atom.rule.resolve != "years"
        return Meaning(
            value=value,
            begin=begin,
            finish=finish,
            period=calendar.join(begin, finish),
            period_type="during",
            confidence="low" if anchored and reference.inferred else "high",
            anchor="DCT" if anchored else "none",
        )

    def edged(self, atom: Atom, reference: Reference, begin: str, finish: str) -> Meaning:
        """A month or year, narrowed to its beginning or end where one is named."""
        edge = self.edge(atom)
        value = begin if begin == finish else f"{begin}/{finish}"
        if edge is None or begin != finish:
            return self.stated(atom, reference, value, begin, finish)
        if edge == "edge_whole":
            return changed(self.stated(atom, reference, value, finish, finish), period_type="as_of")
        if len(finish) == 4:
            month = {"edge_begin": 1, "edge_end": 12}.get(edge)
            point = calendar.iso(int(finish), month)
            return self.stated(atom, reference, point, point, point)
        return self.stated(atom, reference, value, finish, finish)


def to_the_day(begin: str, finish: str) -> tuple[str, str]:
    """Half years and quarters are written to the day (guideline 3.4)."""
    first, last = calendar.first_day(begin), calendar.last_day(finish)
    assert first is not None
    assert last is not None
    return first.isoformat(), last.isoformat()


def before(meaning: Meaning, begin: str) -> Meaning:
    """Of "trước năm 2018": the state until the end of 2017 (guideline 2.11)."""
    unit = {4: {"years": -1}, 7: {"months": -1}}.get(len(begin), {"days": -1})
    finish = calendar.shift(begin, **unit)
    return changed(
        meaning, begin=None, finish=finish, period=calendar.join(None, finish), period_type="as_of"
    )
