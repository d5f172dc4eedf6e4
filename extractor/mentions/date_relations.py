"""Times by their distance from the date of writing or from what was told before (guideline 3.2, 3.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from extractor.mentions import calendar
from extractor.mentions.date_forms import CalendarForms
from extractor.mentions.date_grammar import Atom
from extractor.mentions.date_values import DateTables, Meaning, Reference, to_the_day
from extractor.model import changed

_MONTHS = {"10Y": 120, "Y": 12, "Q": 3, "M": 1}


class RelativeForms:
    """Resolvers of "năm nay", "đến nay", "5 năm qua", "hai tháng trước", "sau 3 năm", lengths, ..."""

    def __init__(
        self, tables: DateTables, forms: CalendarForms, event_date: Callable[[str], str | None]
    ) -> None:
        self._tables = tables
        self._forms = forms
        self._event_date = event_date

    def relative(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Forms like "năm nay", "tháng trước", "cuối năm nay", "đầu tháng", "đầu năm"."""
        del future
        unit = self._tables.unit(atom)
        offset = self._tables.offset(atom.groups.get("offset"))
        edge = self._tables.edge(atom)
        if unit == "Y":
            if offset is None and edge is not None:
                return self._year_start(reference, edge)
            # "sang năm" is the year to come.
            return self._year(atom, reference, 1 if offset is None else offset)
        return self._part_of_year(atom, reference, offset or 0)

    def _part_of_year(self, atom: Atom, reference: Reference, offset: int) -> Meaning:
        unit, now = self._tables.unit(atom), reference.parts
        if unit == "M" and reference.last_day and (now is None or now[1] is None):
            # The month of an undated article is that of the day told last.
            month = calendar.shift(reference.last_day[:7], months=offset)
            return changed(self._tables.edged(atom, reference, month, month), confidence="low")
        if now is None or now[1] is None:
            return Meaning("XXXX", anchor="DCT")
        if unit == "W":
            return self._week(atom, reference, offset)
        month = calendar.shift(calendar.iso(now[0], now[1]), months=offset * _MONTHS.get(unit, 1))
        if unit == "M":
            return self._tables.edged(atom, reference, month, month)
        first = (int(month[5:7]) - 1) // 3 * 3 + 1
        ends = to_the_day(f"{month[:5]}{first:02d}", f"{month[:5]}{first + 2:02d}")
        return self._tables.stated(atom, reference, f"{month[:4]}-Q{first // 3 + 1}", *ends)

    def _year(self, atom: Atom, reference: Reference, offset: int) -> Meaning:
        now = reference.parts
        if now is None:
            return Meaning("XXXX", anchor="DCT")
        year = calendar.iso(now[0] + offset)
        meaning = self._tables.edged(atom, reference, year, year)
        return changed(meaning, confidence="low") if self._tables.edge(atom) == "edge_end" else meaning

    def _year_start(self, reference: Reference, edge: str) -> Meaning:
        """Of "đầu năm": alone it names no year for certain; after "từ" it opens the current one."""
        now = reference.parts
        if now is None or edge != "edge_begin":
            return Meaning("XXXX", anchor="DCT")
        begin = calendar.iso(now[0], 1, None if reference.now and now[2] is None else 1)
        return Meaning("XXXX", begin=begin, anchor="DCT", confidence="low" if reference.inferred else "high")

    def _week(self, atom: Atom, reference: Reference, offset: int) -> Meaning:
        today = _day(reference.now)
        if today is None:
            return Meaning("XXXX", anchor="DCT")
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=offset)
        ends = monday.isoformat(), (monday + timedelta(days=6)).isoformat()
        year, week, _ = monday.isocalendar()
        return self._tables.stated(atom, reference, f"{year}-W{week:02d}", *ends)

    def day_word(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Forms like "hôm nay", "sáng qua", "sáng nay 6.2"."""
        offset = self._tables.offset(atom.groups.get("offset")) or 0
        if "day" in atom.groups:
            return changed(self._forms.day(atom, reference, future=future or offset > 0), anchor="DCT")
        today = _day(reference.now)
        if today is None:
            return Meaning("PRESENT_REF" if offset == 0 else "XXXX", anchor="DCT")
        day = (today + timedelta(days=offset)).isoformat()
        return Meaning(day, day, day, day, "during", anchor="DCT")

    def same_day(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Forms like "5 giờ 30 sáng cùng ngày": the day told last."""
        del atom, future
        day = reference.last_day
        return Meaning(day or "XXXX", day, day, day, "during" if day else None, anchor="text")

    def now(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Forms like "hiện", "nay", "đến nay"; the latter leaves the beginning open."""
        del future
        now = calendar.day_of(reference.now)
        begin = None if atom.rule.resolve == "now_until" else now
        return Meaning("PRESENT_REF", begin, now, now, "as_of", anchor="DCT")

    def rest(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Of "từ nay đến cuối năm": from now to the end of the current year."""
        del future
        now, last = calendar.day_of(reference.now), self._year(atom, reference, 0)
        if now is None or last.finish is None:
            return Meaning("XXXX", anchor="DCT")
        period = calendar.join(now, last.finish)
        return Meaning(period or "XXXX", now, last.finish, period, "during", anchor="DCT")

    def last(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Forms like "5 năm qua", "14 ngày qua", "tuần qua", "năm qua"."""
        del future
        count, unit = self._tables.count(atom), self._tables.unit(atom)
        now = calendar.day_of(reference.now)
        if unit == "Y" and "count" not in atom.groups:
            if reference.inferred and reference.iso:
                # An undated article that looks back on a year means the year it speaks of.
                year = reference.iso[:4]
                return Meaning(year, year, year, year, "during", "low", "DCT")
            return _past_year(now)
        value = self._tables.length(count, unit)
        begin = _back(now, count, unit)
        if now is None or begin is None:
            return Meaning(value, anchor="DCT")
        return Meaning(value, begin, now, calendar.join(begin, now), "during", anchor="DCT")

    def ago(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Forms like "hai tháng trước" (from now), "trước đó một ngày" (from the day told last)."""
        del future
        count, unit = self._tables.count(atom), self._tables.unit(atom)
        later = atom.rule.id == "dates.later"
        told = later or atom.rule.id == "dates.before"
        anchor = reference.last_day if told else calendar.day_of(reference.now)
        if anchor is None or len(anchor) < {"D": 10, "W": 10, "M": 7}.get(unit, 4):
            return Meaning("XXXX", anchor="DCT")
        days = count * {"D": 1, "W": 7}.get(unit, 0)
        if later:
            finish = calendar.shift(anchor, months=count * _MONTHS.get(unit, 0), days=days)
            value = self._tables.length(count, unit)
            return Meaning(value, anchor, finish, calendar.join(anchor, finish), "during", "low", "text")
        point = anchor if days else anchor[: 4 if unit == "Y" else 7]
        day = calendar.shift(point, months=-count * _MONTHS.get(unit, 0), days=-days)
        return Meaning(day, day, day, day, "during", anchor="text" if told else "DCT")

    def after(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Of "sau N năm": from the year told last, else ending now when something is carried out."""
        del future
        count, unit = self._tables.count(atom), self._tables.unit(atom)
        value = self._tables.length(count, unit)
        begin, doing = reference.last_year, "doing" in atom.groups
        if begin and not doing and unit == "Y":
            finish = calendar.shift(begin, years=count)
            return Meaning(value, begin, finish, calendar.join(begin, finish), "during", anchor="text")
        now = calendar.day_of(reference.now)
        start = _back(now, count, unit, exact=False)
        if not doing or start is None:
            return Meaning(value)
        return Meaning(value, start, now, calendar.join(start, now), "during", "low", "DCT")

    def event(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Forms like "Từ khi ... đến nay": the start is known for national events only."""
        del future
        begin = self._event_date(atom.groups.get("event", ""))
        now = calendar.day_of(reference.now)
        start, end = calendar.first_day(begin), calendar.last_day(now)
        if start and end and start > end:
            begin = None
        value = f"{begin or 'XXXX'}/{now or 'XXXX'}"
        return Meaning(value, begin, now, calendar.join(begin, now), "during", anchor="DCT")

    def duration(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """A length without a place: "48 giờ", "hàng năm", "trong năm"."""
        del reference, future
        return Meaning(self._tables.length(self._tables.count(atom), self._tables.unit(atom)))

    def constant(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """The value of the rule: PAST_REF, FUTURE_REF, XXXX."""
        del reference, future
        value = atom.rule.value or "XXXX"
        return Meaning(value, anchor="DCT" if value.endswith("_REF") else "none")

    def same_window(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Forms like "cùng kỳ", "cùng kỳ năm 2012", "tháng liền kề": depends on the window of the figure."""
        del reference, future
        year = self._tables.year_of(atom)
        if year is not None:
            return Meaning(str(year), str(year), str(year), anchor="same_window")
        return Meaning("XXXX", anchor="adjacent_window" if "adjacent" in atom.groups else "same_window")


def _back(now: str | None, count: int, unit: str, *, exact: bool = True) -> str | None:
    """Where a span of ``count`` units that ends now began; the day counts as its last.

    Months and years keep the granularity of now ("10 năm qua"), unless the length is no ``exact`` one
    ("sau gần 3 năm").
    """
    if now is None or unit in ("TM", "TS", "X", ""):
        return None
    if unit in _MONTHS:
        if unit in ("Q", "M") and len(now) == 4:
            return None
        return calendar.shift(now if exact else now[:7], months=-count * _MONTHS[unit])
    if len(now) < 10:
        return None
    days = {"W": count * 7 - 1, "D": count - 1, "TH": -(-count // 24)}[unit]
    return calendar.shift(now, days=-days)


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
