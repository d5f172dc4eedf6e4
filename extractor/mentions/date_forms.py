"""Days, months, quarters and years: forms that name their place on the calendar (guideline 3.2)."""

from __future__ import annotations

from datetime import timedelta

from extractor.mentions import calendar
from extractor.mentions.date_grammar import Atom
from extractor.mentions.date_values import NOT_A_TIME, DateTables, Meaning, Reference, to_the_day


class CalendarForms:
    """Resolvers of atoms that state a day, month, quarter or year, wholly or in part."""

    def __init__(self, tables: DateTables) -> None:
        self._tables = tables

    def day(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Forms like "ngày 10/3", "1 và 2-2-2016", "Chủ nhật - 26/12/2021 21:42"."""
        if "day" not in atom.groups:
            return self.month(atom, reference, future=future)
        day, month = int(atom.groups["day"]), self._tables.number("month", atom.groups["month"])
        if month is None:
            return NOT_A_TIME
        year = self._tables.chosen_year(atom, reference, month, day, future=future)
        if year is None:
            return Meaning(f"XXXX-{month:02d}-{day:02d}", confidence="low")
        if not calendar.is_valid(year, month, day):
            return NOT_A_TIME
        finish = calendar.iso(year, month, day)
        begin = finish
        if first := atom.groups.get("day1"):
            before = finish[:7] if int(first) <= day else calendar.shift(finish[:7], months=-1)
            candidate = f"{before}-{int(first):02d}"
            begin = candidate if calendar.parse(candidate) else finish
        value = finish if begin == finish else f"{begin}/{finish}"
        if clock := atom.groups.get("hour"):
            value += f"T{int(clock):02d}:{atom.groups['minute']}"
        return self._tables.stated(atom, reference, value, begin, finish)

    def month(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Forms like "tháng 9-2016", "cuối tháng 10", "tháng 7 và 8/2020"."""
        month = self._tables.number("month", atom.groups["month"])
        if month is None:
            return NOT_A_TIME
        year = self._tables.chosen_year(atom, reference, month, future=future)
        if year is None:
            return Meaning(f"XXXX-{month:02d}", confidence="low")
        finish = calendar.iso(year, month)
        begin = finish
        if first := self._tables.number("month", atom.groups.get("month1")):
            begin = calendar.iso(year if first <= month else year - 1, first)
        return self._tables.edged(atom, reference, begin, finish)

    def year(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Forms like "năm 2018", "đầu năm 2014", "năm 2012 và 2013"."""
        del future
        finish = atom.groups["year"]
        begin = atom.groups.get("year1", finish)
        return self._tables.edged(atom, reference, min(begin, finish), max(begin, finish))

    def years(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Forms like "giai đoạn 2013 - 2020", "3 năm (2009-2012)"."""
        del future
        begin, finish = atom.groups["year1"], atom.groups["year"]
        if not begin < finish:
            return NOT_A_TIME
        return self._tables.stated(atom, reference, f"{begin}/{finish}", begin, finish)

    def quarter(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Forms like "quý I", "quý III năm 2023"."""
        quarter = self._tables.number("quarter", atom.groups["quarter"])
        if quarter is None:
            return NOT_A_TIME
        year = self._tables.chosen_year(atom, reference, quarter * 3 - 2, future=future)
        if year is None:
            return Meaning(f"XXXX-Q{quarter}", confidence="low")
        ends = to_the_day(calendar.iso(year, quarter * 3 - 2), calendar.iso(year, quarter * 3))
        return self._tables.stated(atom, reference, f"{year}-Q{quarter}", *ends)

    def months(self, atom: Atom, reference: Reference, *, future: bool) -> Meaning:
        """Forms like "6 tháng đầu năm", "2 tháng cuối năm 2025", "10 ngày đầu tháng 5/2013"."""
        count = self._tables.count(atom) if "count" in atom.groups else 6
        unit = self._tables.unit(atom)
        if unit in ("D", "W"):
            return self._first_days(atom, reference, count * (7 if unit == "W" else 1), future=future)
        count *= 3 if unit == "Q" else 1
        if not 0 < count <= 12:
            return NOT_A_TIME
        last = self._tables.is_last(atom)
        year = self._tables.chosen_year(atom, reference, future=future)
        if year is None:
            return Meaning("XXXX", confidence="low")
        begin = calendar.iso(year, 13 - count if last else 1)
        finish = calendar.iso(year, 12 if last else count)
        if count == 6:
            ends = to_the_day(begin, finish)
            return self._tables.stated(atom, reference, f"{year}-H{2 if last else 1}", *ends)
        return self._tables.stated(atom, reference, f"{begin}/{finish}", begin, finish)

    def _first_days(self, atom: Atom, reference: Reference, days: int, *, future: bool) -> Meaning:
        month = self._tables.number("month", atom.groups.get("month"))
        year = self._tables.chosen_year(atom, reference, month, future=future)
        if year is None or month is None or not 0 < days <= 28:
            return Meaning("XXXX", confidence="low")
        last = calendar.last_day(calendar.iso(year, month))
        assert last is not None
        begin, finish = last.replace(day=1), last.replace(day=days)
        if self._tables.is_last(atom):
            begin, finish = last - timedelta(days=days - 1), last
        ends = begin.isoformat(), finish.isoformat()
        return self._tables.stated(atom, reference, "/".join(ends), *ends)
