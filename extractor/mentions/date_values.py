"""What a matched time expression means: its place on the calendar, given a reference date.

The reference is always an argument (the article's date), never the clock. Without one, an
expression that needs it stays open: nothing is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractor.engine.schema.dates import DateRules
from extractor.mentions import calendar
from extractor.mentions.date_grammar import Atom


@dataclass(frozen=True, slots=True)
class Reference:
    """The date of writing. ``inferred`` is set when only the year is known, from the text itself."""

    iso: str | None = None
    inferred: bool = False
    last_day: str | None = None
    """The day told last, for "trước đó một ngày"; ``last_year`` the year or period for "sau N năm"."""
    last_year: str | None = None

    @property
    def now(self) -> str | None:
        """The partial date for "hiện", "đến nay"; None when only a year has been inferred."""
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


class DateValues:
    """Resolves atoms; built once from the number tables of `dates.toml`."""

    def __init__(self, file: DateRules, event_date: Callable[[str], str | None]) -> None:
        self._numbers = file.numbers
        self._units = file.units
        self._edges = {
            word: edge
            for edge in ("edge_begin", "edge_middle", "edge_end", "edge_whole")
            for word in file.words[edge]
        }
        self._event_date = event_date
        self._resolvers: Mapping[str, Callable[[Atom, Reference, bool], Meaning]] = {
            "day": self._day, "month": self._month, "year": self._year, "years": self._years,
            "quarter": self._quarter, "months": self._months, "last": self._last, "ago": self._ago,
            "day_word": self._day_word, "relative": self._relative, "now": self._now,
            "now_until": self._now_until, "duration": self._duration, "within": self._duration,
            "after": self._after, "constant": self._constant, "same_window": self._same_window,
            "event": self._event,
        }  # fmt: skip

    def resolve(self, atom: Atom, reference: Reference, *, future: bool = False) -> Meaning:
        """The meaning of ``atom``; ``future`` says that the sentence looks ahead."""
        return self._resolvers[atom.rule.resolve](atom, reference, future)

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

    # ----- calendar forms

    def _chosen_year(
        self, atom: Atom, reference: Reference, future: bool, month: int | None = None, day: int | None = None
    ) -> int | None:
        """Stated, or by "năm ngoái", or the nearest past (ahead of the sentence: the current year)."""
        stated = self.year_of(atom)
        now = reference.parts
        if stated is not None or now is None:
            return stated
        relation = atom.groups.get("rel")
        if relation:
            offset = self._numbers["offset"].get(relation.removeprefix("năm "), 0)
            return now[0] + (offset if relation.startswith("năm ") or atom.rule.resolve == "months" else 0)
        if future or month is None or now[1] is None:
            return now[0]
        later = (month, day or 0) > (now[1], (now[2] or 31) if day else 0)
        return now[0] - 1 if later else now[0]

    def _day(self, atom: Atom, reference: Reference, future: bool) -> Meaning:
        if "day" not in atom.groups:
            return self._month(atom, reference, future)
        day, month = int(atom.groups["day"]), self.number("month", atom.groups["month"])
        if month is None:
            return NOT_A_TIME
        year = self._chosen_year(atom, reference, future, month, day)
        if year is None:
            return Meaning(f"XXXX-{month:02d}-{day:02d}", confidence="low")
        if not calendar.is_valid(year, month, day):
            return NOT_A_TIME
        finish = calendar.iso(year, month, day)
        begin = finish
        if first := atom.groups.get("day1"):
            before = calendar.iso(year, month) if int(first) <= day else calendar.shift(finish[:7], months=-1)
            candidate = f"{before}-{int(first):02d}"
            begin = candidate if calendar.parse(candidate) else finish
        value = finish if begin == finish else f"{begin}/{finish}"
        if clock := atom.groups.get("hour"):
            value += f"T{int(clock):02d}:{atom.groups['minute']}"
        return self._stated(atom, reference, value, begin, finish)

    def _month(self, atom: Atom, reference: Reference, future: bool) -> Meaning:
        month = self.number("month", atom.groups["month"])
        if month is None:
            return NOT_A_TIME
        year = self._chosen_year(atom, reference, future, month)
        if year is None:
            return Meaning(f"XXXX-{month:02d}", confidence="low")
        finish = calendar.iso(year, month)
        begin = finish
        if first := self.number("month", atom.groups.get("month1")):
            begin = calendar.iso(year if first <= month else year - 1, first)
        return self._edged(atom, reference, begin, finish)

    def _year(self, atom: Atom, reference: Reference, _: bool) -> Meaning:
        finish = atom.groups["year"]
        begin = atom.groups.get("year1", finish)
        return self._edged(atom, reference, min(begin, finish), max(begin, finish))

    def _years(self, atom: Atom, reference: Reference, _: bool) -> Meaning:
        begin, finish = atom.groups["year1"], atom.groups["year"]
        if not begin < finish:
            return NOT_A_TIME
        return self._stated(atom, reference, f"{begin}/{finish}", begin, finish)

    def _quarter(self, atom: Atom, reference: Reference, future: bool) -> Meaning:
        quarter = self.number("quarter", atom.groups["quarter"])
        if quarter is None:
            return NOT_A_TIME
        year = self._chosen_year(atom, reference, future, quarter * 3 - 2)
        if year is None:
            return Meaning(f"XXXX-Q{quarter}", confidence="low")
        begin, finish = calendar.iso(year, quarter * 3 - 2), calendar.iso(year, quarter * 3)
        return self._stated(atom, reference, f"{year}-Q{quarter}", *_whole(begin, finish))

    def _months(self, atom: Atom, reference: Reference, future: bool) -> Meaning:
        groups = atom.groups
        count = self.number("count", groups.get("count")) or 6
        if groups.get("unit") in ("ngày", "tuần"):
            return self._first_days(atom, reference, future, count)
        count *= 3 if groups.get("unit") == "quý" else 1
        if not 0 < count <= 12:
            return NOT_A_TIME
        last = groups.get("side") == "cuối"
        year = self._chosen_year(atom, reference, future)
        if year is None:
            return Meaning("XXXX", confidence="low")
        begin = calendar.iso(year, 13 - count if last else 1)
        finish = calendar.iso(year, 12 if last else count)
        if count == 6:
            return self._stated(atom, reference, f"{year}-H{2 if last else 1}", *_whole(begin, finish))
        return self._stated(atom, reference, f"{begin}/{finish}", begin, finish)

    def _first_days(self, atom: Atom, reference: Reference, future: bool, count: int) -> Meaning:
        month = self.number("month", atom.groups.get("month"))
        days = count * (7 if atom.groups.get("unit") == "tuần" else 1)
        year = self._chosen_year(atom, reference, future, month)
        if year is None or month is None or not 0 < days <= 28:
            return Meaning("XXXX", confidence="low")
        last = calendar.last_day(calendar.iso(year, month))
        assert last is not None
        if atom.groups.get("side") == "cuối":
            begin, finish = last - timedelta(days=days - 1), last
        else:
            begin, finish = last.replace(day=1), last.replace(day=days)
        ends = begin.isoformat(), finish.isoformat()
        return self._stated(atom, reference, "/".join(ends), *ends)

    def _edged(self, atom: Atom, reference: Reference, begin: str, finish: str) -> Meaning:
        """Narrow a month or year to its beginning or end."""
        edge = self._edges.get(atom.groups.get("edge", ""))
        value = begin if begin == finish else f"{begin}/{finish}"
        if edge is None or begin != finish:
            return self._stated(atom, reference, value, begin, finish)
        if edge == "edge_whole":
            return replace(self._stated(atom, reference, value, finish, finish), period_type="as_of")
        if len(finish) == 4:
            month = {"edge_begin": 1, "edge_end": 12}.get(edge)
            point = calendar.iso(int(finish), month)
            return self._stated(atom, reference, point, point, point)
        return self._stated(atom, reference, value, finish, finish)

    def _stated(self, atom: Atom, reference: Reference, value: str, begin: str, finish: str) -> Meaning:
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

    # ----- relative to the date of writing

    def _relative(self, atom: Atom, reference: Reference, _: bool) -> Meaning:
        groups, now = atom.groups, reference.parts
        unit = groups.get("unit", "tháng")
        word = groups.get("offset") or groups.get("rel")
        if word is None and unit == "năm" and "edge" in groups:
            return self._year_start(atom, reference)
        offset = self._numbers["offset"].get(word or "nay", 0)
        if word is None and atom.end - atom.start > 4 and unit == "năm":
            offset = 1
        if unit == "tháng" and reference.last_day and (now is None or now[1] is None):
            # The month of an undated article is that of the day told last.
            month = calendar.shift(reference.last_day[:7], months=offset)
            return replace(self._edged(atom, reference, month, month), confidence="low")
        if now is None or (now[1] is None and unit != "năm"):
            return Meaning("XXXX", anchor="DCT")
        if unit == "năm":
            year = calendar.iso(now[0] + offset)
            meaning = self._edged(atom, reference, year, year)
            low = self._edges.get(groups.get("edge", "")) == "edge_end"
            return replace(meaning, confidence="low") if low else meaning
        month = calendar.shift(calendar.iso(now[0], now[1]), months=offset * (3 if unit == "quý" else 1))
        if unit == "tháng":
            return self._edged(atom, reference, month, month)
        if unit == "quý":
            first = (int(month[5:7]) - 1) // 3 * 3 + 1
            ends = _whole(month[:5] + f"{first:02d}", month[:5] + f"{first + 2:02d}")
            return self._stated(atom, reference, f"{month[:4]}-Q{first // 3 + 1}", *ends)
        return self._week(atom, reference, offset)

    def _year_start(self, atom: Atom, reference: Reference) -> Meaning:
        """Of "đầu năm": alone it no year for certain; after "từ" it opens the current one."""
        now = reference.parts
        edge = self._edges[atom.groups["edge"]]
        if now is None or edge != "edge_begin":
            return Meaning("XXXX", anchor="DCT")
        begin = calendar.iso(now[0], 1) if reference.now and now[2] is None else calendar.iso(now[0], 1, 1)
        return Meaning("XXXX", begin=begin, anchor="DCT", confidence="low" if reference.inferred else "high")

    def _week(self, atom: Atom, reference: Reference, offset: int) -> Meaning:
        today = _day(reference.now)
        if today is None:
            return Meaning("XXXX", anchor="DCT")
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=offset)
        ends = monday.isoformat(), (monday + timedelta(days=6)).isoformat()
        year, week, _ = monday.isocalendar()
        return self._stated(atom, reference, f"{year}-W{week:02d}", *ends)

    def _day_word(self, atom: Atom, reference: Reference, _: bool) -> Meaning:
        offset = self._numbers["offset"].get(atom.groups.get("offset", "nay"), 0)
        if "day" in atom.groups:
            return replace(self._day(atom, reference, future=offset > 0), anchor="DCT")
        today = _day(reference.now)
        if today is None:
            return Meaning("PRESENT_REF" if offset == 0 else "XXXX", anchor="DCT")
        day = (today + timedelta(days=offset)).isoformat()
        return Meaning(day, day, day, day, "during", anchor="DCT")

    def _now(self, _: Atom, reference: Reference, __: bool) -> Meaning:
        now = calendar.day_of(reference.now)
        return Meaning("PRESENT_REF", now, now, now, "as_of", anchor="DCT")

    def _now_until(self, _: Atom, reference: Reference, __: bool) -> Meaning:
        now = calendar.day_of(reference.now)
        return Meaning("PRESENT_REF", None, now, now, "as_of", anchor="DCT")

    def _last(self, atom: Atom, reference: Reference, _: bool) -> Meaning:
        word = atom.groups.get("count")
        count, unit = self.number("count", word) or 1, atom.groups["unit"]
        now = calendar.day_of(reference.now)
        if unit == "năm" and word is None:
            return _past_year(now)
        value = self.length(count, unit)
        begin = self._back(now, count, unit)
        if now is None or begin is None:
            return Meaning(value, anchor="DCT")
        return Meaning(value, begin, now, calendar.join(begin, now), "during", anchor="DCT")

    def _back(self, now: str | None, count: int, unit: str) -> str | None:
        """Where a span of ``count`` units that ends now began; the day counts as its last."""
        code = self._units.get(unit, "")
        if now is None:
            return None
        if code in ("Y", "10Y", "Q", "M"):
            months = count * {"Y": 12, "10Y": 120, "Q": 3, "M": 1}[code]
            if code not in ("Y", "10Y") and len(now) == 4:
                return None
            return calendar.shift(now[:7], months=-months)
        if len(now) < 10 or code in ("TM", "TS"):
            return None
        days = {"W": count * 7 - 1, "D": count - 1, "TH": -(-count // 24)}[code]
        return calendar.shift(now, days=-days)

    def _ago(self, atom: Atom, reference: Reference, _: bool) -> Meaning:
        count, unit = self.number("count", atom.groups["count"]) or 1, atom.groups["unit"]
        told = atom.rule.id in ("dates.before", "dates.later")
        anchor = reference.last_day if told else calendar.day_of(reference.now)
        code = self._units[unit]
        if anchor is None or (code in ("D", "W") and len(anchor) < 10) or (code == "M" and len(anchor) < 7):
            return Meaning("XXXX", anchor="DCT")
        if code == "Y":
            day = calendar.shift(anchor[:4], years=-count)
        elif code == "M":
            day = calendar.shift(anchor[:7], months=-count)
        else:
            day = calendar.shift(anchor, days=-count * (7 if code == "W" else 1))
        if atom.rule.id == "dates.later":
            months, days = (count, 0) if code == "M" else (0, count * (7 if code == "W" else 1))
            finish = calendar.shift(anchor, months=months, days=days)
            value = self.length(count, unit)
            return Meaning(value, anchor, finish, calendar.join(anchor, finish), "during", "low", "text")
        return Meaning(day, day, day, day, "during", anchor="text" if told else "DCT")

    def _after(self, atom: Atom, reference: Reference, _: bool) -> Meaning:
        """Of "sau N năm": from the year told last, else ending now when something is being carried out."""
        count, unit = self.number("count", atom.groups["count"]) or 1, atom.groups["unit"]
        value = self.length(count, unit)
        begin = reference.last_year
        doing = "doing" in atom.groups
        if begin and not doing and self._units[unit] == "Y":
            finish = calendar.shift(begin, years=count)
            return Meaning(value, begin, finish, calendar.join(begin, finish), "during", anchor="text")
        now = calendar.day_of(reference.now)
        start = self._back(now, count, unit)
        if not doing or start is None:
            return Meaning(value)
        return Meaning(value, start, now, calendar.join(start, now), "during", "low", "DCT")

    def _event(self, atom: Atom, reference: Reference, _: bool) -> Meaning:
        begin = self._event_date(atom.groups.get("event", ""))
        now = calendar.day_of(reference.now)
        value = f"{begin or 'XXXX'}/{now or 'XXXX'}"
        return Meaning(value, begin, now, calendar.join(begin, now), "during", anchor="DCT")

    # ----- without a place on the calendar

    def length(self, count: int, unit: str) -> str:
        """TIMEX3 duration of ``count`` units."""
        code = self._units.get(unit, "D")
        if code == "10Y":
            return f"P{count * 10}Y"
        if code == "Q":
            return f"P{count * 3}M"
        return f"PT{count}{code[1]}" if code.startswith("T") else f"P{count}{code}"

    def _duration(self, atom: Atom, _: Reference, __: bool) -> Meaning:
        count = self.number("count", atom.groups.get("count")) or 1
        return Meaning(self.length(count, atom.groups["unit"]))

    def _constant(self, atom: Atom, _: Reference, __: bool) -> Meaning:
        value = atom.rule.value or "XXXX"
        return Meaning(value, anchor="DCT" if value.endswith("_REF") else "none")

    def _same_window(self, atom: Atom, _: Reference, __: bool) -> Meaning:
        year = self.year_of(atom)
        if year is not None:
            return Meaning(str(year), str(year), str(year), anchor="same_window")
        if "adjacent" in atom.groups:
            return Meaning("XXXX", anchor="adjacent_window")
        return Meaning("XXXX", anchor="same_window")


def _whole(begin: str, finish: str) -> tuple[str, str]:
    """Half years and quarters are written to the day (guideline 3.4)."""
    first, last = calendar.first_day(begin), calendar.last_day(finish)
    assert first is not None
    assert last is not None
    return first.isoformat(), last.isoformat()


def _day(iso: str | None) -> date | None:
    parts = calendar.parse(iso)
    return date(parts[0], parts[1], parts[2]) if parts and parts[1] and parts[2] else None


def _past_year(now: str | None) -> Meaning:
    """Of "năm qua": by the month of writing (guideline 3.3)."""
    parts = calendar.parse(now)
    if now is None or parts is None or parts[1] is None:
        return Meaning("P1Y", confidence="low", anchor="DCT")
    year, month = parts[0], parts[1]
    if month >= 11:
        return Meaning(str(year), f"{year}-01-01", now, str(year), "during", anchor="DCT")
    if month <= 2:
        past = str(year - 1)
        return Meaning(past, past, past, past, "during", anchor="DCT")
    begin = calendar.shift(now, years=-1)
    return Meaning("P1Y", begin, now, calendar.join(begin, now), "during", "low", "DCT")
