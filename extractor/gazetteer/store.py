"""Reads the gazetteer file: tab-separated sections, compressed (written by `tools/build_gazetteer.py`)."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from importlib import resources

from extractor.model import AdminUnit

FILE = "gazetteer.tsv.gz"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a unit.

    Kind ``usage``: as written. Kind ``former``: the unmarked lower-case key of a unit that was merged
    into this one before 2025 (its marks and dates are not in the source).
    """

    code: str
    level: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Change:
    """One old unit became (part of) one new unit.

    ``kind`` is unchanged, renamed, merged, split, upgraded (type) or moved (parent).
    """

    date: str
    old: str
    new: str
    kind: str
    document: str


def read_sections() -> dict[str, list[str]]:
    """The lines of each section of the built-in file."""
    packed = (resources.files("extractor.gazetteer") / "data" / FILE).read_bytes()
    sections: dict[str, list[str]] = {}
    for part in gzip.decompress(packed).decode("utf-8")[1:].split("\n#"):
        name, *lines = part.splitlines()
        sections[name] = lines
    return sections


def read_unit(line: str) -> AdminUnit:
    """A line of the section ``units``."""
    unit_id, code, level, kind, name, parent, start, end, lat, lon = line.split("\t")
    return AdminUnit(
        unit_id,
        code,
        level,
        kind,
        name,
        parent or None,
        start or None,
        end or None,
        float(lat) if lat else None,
        float(lon) if lon else None,
    )


def read_change(line: str) -> Change:
    """A line of the section ``changes``."""
    return Change(*line.split("\t"))


def read_alias(line: str) -> Alias:
    """A line of the section ``aliases``."""
    return Alias(*line.split("\t"))


def read_pairs(lines: list[str]) -> dict[str, str]:
    """The sections ``spellings`` and ``characters``: written form, canonical form."""
    return dict(line.split("\t", 1) for line in lines)
