"""Population figures the user gives, brought to the map of the comparison.

A CSV file with the columns ``province`` (name or code), ``population`` and, optionally, ``year``:

    province,population,year
    Hà Giang,892700,2023
    Tuyên Quang,812200,2023
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import regex

from extractor.comparison.provinces import ProvinceMap
from extractor.errors import UsageError

_COLUMNS = ("province", "population")
_COUNT = regex.compile(r"\d{1,3}(?:[., ]\d{3})+|\d+")
_LAST_OLD, _FIRST_NEW = "2025-06-30", "2025-07-01"


@dataclass(frozen=True, slots=True)
class _Line:
    where: str
    province: str
    people: int
    year: int | None


class Population:
    """People by province of the map and year."""

    def __init__(self, people: dict[str, dict[int | None, int]]) -> None:
        self._people = people

    def of(self, code: str, year: int | None) -> int | None:
        """People of a province in a year, else in the nearest year given; None if it is not given."""
        years = self._people.get(code)
        if not years:
            return None
        known = [one for one in years if one is not None]
        if year is None or not known:
            return years[max(known)] if known else years[None]
        return years[min(known, key=lambda one: (abs(one - year), one))]


def read_population(path: Path, provinces: ProvinceMap) -> Population:
    """Read the file; former provinces are added up where all parts of a province are given.

    Raises:
        UsageError: with ``file:line`` for a line that cannot be used, and what to do about it.
    """
    lines = list(_lines(path))
    old_map = ProvinceMap(_LAST_OLD)
    given = {line.province for line in lines}
    former = any(old_map.carry(name, _LAST_OLD)[0] and not _exists_now(name) for name in given)
    people: dict[str, dict[int | None, int]] = defaultdict(dict)
    parts: dict[tuple[str, int | None], dict[str, int]] = defaultdict(dict)
    for line in lines:
        old = line.year < 2025 if line.year is not None and line.year != 2025 else former
        unit, reason = provinces.carry(_name(line.province, old), _LAST_OLD if old else _FIRST_NEW)
        if unit is None:
            raise UsageError(
                f"{line.province!r}: {reason}; write a province as `extractor places find` names it",
                line.where,
            )
        key = _name(line.province, old)
        if key in parts[unit.code, line.year]:
            raise UsageError(
                f"{line.province!r} is there twice; keep one line a province and year", line.where
            )
        parts[unit.code, line.year][key] = line.people
        needed = len(provinces.former(unit)) if old else 1
        if len(parts[unit.code, line.year]) == needed:
            people[unit.code][line.year] = sum(parts[unit.code, line.year].values())
    return Population(dict(people))


def _lines(path: Path) -> list[_Line]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("cannot be read as UTF-8 text; give a CSV file", str(path)) from error
    rows = csv.DictReader(text.splitlines(), skipinitialspace=True)
    if not set(_COLUMNS) <= set(rows.fieldnames or ()):
        raise UsageError("the first line must name the columns province,population[,year]", f"{path}:1")
    found = []
    for row in rows:
        where = f"{path}:{rows.line_num}"
        name, people, year = (
            (row.get("province") or "").strip(),
            row["population"] or "",
            row.get("year") or "",
        )
        if not name or not _COUNT.fullmatch(people.strip()):
            raise UsageError(
                f"population {people.strip()!r} of {name!r} is no whole number; write 892700", where
            )
        if year.strip() and not regex.fullmatch(r"\d{4}", year.strip()):
            raise UsageError(f"year {year.strip()!r} is no year; write 2023 or leave it out", where)
        count = int(regex.sub(r"\D", "", people))
        if count == 0:
            raise UsageError(f"population of {name!r} is 0; leave the line out if it is not known", where)
        found.append(_Line(where, name, count, int(year) if year.strip() else None))
    if not found:
        raise UsageError("no line with a population; write one for each province", str(path))
    return found


def _name(name: str, old: bool) -> str:
    if not name.isdigit():
        return name
    table = ProvinceMap(_LAST_OLD if old else _FIRST_NEW)
    return next((unit.name for unit in table.units if unit.code == name), name)


def _exists_now(name: str) -> bool:
    table = ProvinceMap(_FIRST_NEW)
    return name.isdigit() or table.carry(name, _FIRST_NEW)[0] is not None
