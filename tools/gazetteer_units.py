"""The units of both systems and what is said of them, read from the sources of the gazetteer."""

from __future__ import annotations

import csv
import importlib.util
import json
import sqlite3
import sys
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from extractor.text.view import MatchView

HERE = Path(__file__).parent
REFORM = "2025-07-01"
REFORM_PROVINCES = "202/2025/QH15"
REFORM_COMMUNES = "1654 to 1687/NQ-UBTVQH15"
LEVELS = ("province", "district", "commune")
CANONICAL = {"Hồ Chí Minh": "TP.HCM"}
SPECIAL = "đặc khu"
COMMUNE_TYPES = ("Phường", "Thị trấn", "Đặc khu", "Xã")

Row = dict[str, Any]
"""A row of a table of the package."""


@dataclass(frozen=True)
class Unit:
    """A row of the section ``units``."""

    code: str
    level: str
    type: str
    name: str
    parent: str
    valid_from: str = ""
    valid_to: str = ""
    lat: float | None = None
    lon: float | None = None

    @property
    def id(self) -> str:
        """Code and start of validity; units without an official code are named by their name."""
        stem = self.code or "x-" + ascii_key(self.name).replace(" ", "-") + (
            f"-{self.parent}" * bool(self.parent)
        )
        return f"{stem}@{self.valid_from}" if self.valid_from else stem

    def row(self) -> tuple[str, ...]:
        """Tab-separated fields; points with four decimals (about 10 m)."""
        point = ("", "") if self.lat is None or self.lon is None else (f"{self.lat:.4f}", f"{self.lon:.4f}")
        return (self.id, self.code, self.level, self.type, self.name, self.parent, self.valid_from,
                self.valid_to, *point)  # fmt: skip


Ref = tuple[str, str] | Unit
"""A unit by code and a day on which it is valid, or the unit itself if it has no code."""


@dataclass(frozen=True)
class Change:
    """A row of the section ``changes``: one old unit, one new unit."""

    old: Ref
    new: Ref
    kind: str
    date: str
    document: str


def ascii_key(text: str) -> str:
    """Lower case without diacritics."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def bare(name: str, kind: str) -> str:
    """The name without its type word and without the source's disambiguation, tone marks modern."""
    name = name.strip()
    if name.lower().startswith(kind.lower() + " "):
        name = name[len(kind) + 1 :]
    name = MatchView.of(unicodedata.normalize("NFC", name)).cased
    return CANONICAL.get(name, name)


def source_tables() -> tuple[
    list[dict[str, str]], list[dict[str, str]], dict[str, dict[str, dict[str, list]]]
]:
    """The package's tables, read without importing it (it takes seconds)."""
    spec = importlib.util.find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        sys.exit('vietnamadminunits is missing: pip install -e ".[gazetteer]"')
    data = Path(spec.origin).parent / "data"
    connection = sqlite3.connect(f"{(data / 'dataset.db').as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    old = [dict(row) for row in connection.execute("select * from admin_units_legacy")]
    new = [dict(row) for row in connection.execute("select * from admin_units")]
    return old, new, json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))


def province_of(row: Row, start: str, end: str) -> Unit:
    """The province in a row of either table."""
    kind = "Thành phố" if row["province"].startswith("Thành phố") else "Tỉnh"
    name = bare(row["province"], kind)
    point = row["provinceLat"], row["provinceLon"]
    return Unit(row["provinceCode"], "province", kind.lower(), name, "", start, end, *point)


def commune_of(row: Row, parent: str, start: str, end: str) -> Unit:
    """The commune in a row of either table."""
    # A few rows have the wrong type column, the name says it: "Xã" and "Phường Việt Hòa".
    kind = next((k for k in COMMUNE_TYPES if row["ward"].startswith(k + " ")), row["wardType"])
    name = bare(bare(row["ward"], row["wardType"]), kind)
    point = row["wardLat"], row["wardLon"]
    return Unit(row["wardCode"], "commune", kind.lower(), name, parent, start, end, *point)


def old_units(rows: list[Row]) -> tuple[dict[str, Unit], dict[str, Unit]]:
    """Units valid on 2025-06-30 by code, and by the source's key."""
    units: dict[str, Unit] = {}
    by_key: dict[str, Unit] = {}
    end = day_before(REFORM)
    for row in rows:
        province = province_of(row, "", end)
        name = bare(row["district"], row["districtType"])
        point = row["districtLat"], row["districtLon"]
        kind = row["districtType"].lower()
        district = Unit(row["districtCode"], "district", kind, name, province.code, "", end, *point)
        units.setdefault(province.code, province)
        units.setdefault(district.code, district)
        key = f"{row['provinceKey']}_{row['districtKey']}_"
        if row["ward"]:
            commune = commune_of(row, district.code, "", end)
            units[commune.code] = by_key[key + row["wardKey"]] = commune
        else:
            by_key[key] = district
    return units, by_key


def new_units(rows: list[Row]) -> tuple[dict[str, Unit], dict[tuple[str, str], Unit]]:
    """Units valid from 2025-07-01 by code, and by the source's key."""
    units: dict[str, Unit] = {}
    by_key: dict[tuple[str, str], Unit] = {}
    for row in rows:
        province = units.setdefault(row["provinceCode"], province_of(row, REFORM, ""))
        commune = commune_of(row, province.code, REFORM, "")
        units[commune.code] = by_key[row["provinceKey"], row["wardKey"]] = commune
    return units, by_key


def table(name: str) -> list[dict[str, str]]:
    """A hand-made table of `tools/data`."""
    with (HERE / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def covers(unit: Unit, day: str) -> bool:
    """True when the unit is valid on that day."""
    return (not unit.valid_from or unit.valid_from <= day) and (not unit.valid_to or day <= unit.valid_to)


def day_before(day: str) -> str:
    """ISO date of the day before."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
