"""Whether two figures are about one territory, about one inside the other, or about different ones."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from extractor.gazetteer import Gazetteer
from extractor.gazetteer.validity import REFORM, days
from extractor.text.view import MatchView

_WIDE = frozenset({"country", "region"})
_REDRAWN = frozenset({"province", "commune"})
"""Levels whose units the reform of 2025 drew anew under old names."""


class Nearness(Enum):
    """How two territories lie."""

    SAME = "same"
    NESTED = "nested"
    APART = "apart"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """A locality as comparable names; ``chain`` goes from the province down."""

    level: str
    name: str
    province: str | None
    province_2025: str | None
    chain: tuple[str | None, ...]
    reformed: bool = False

    @staticmethod
    def of(locality: Mapping[str, Any] | None, on: str | None = None) -> Place | None:
        """From the locality of a record and the (partial) date at which it was stated."""
        if locality is None:
            return None
        province, later = _key(locality["province"]), _key(locality["province_2025"])
        hamlet = _key(locality["name"]) if locality["level"] == "hamlet" else None
        chain = (later or province, _key(locality["district"]), _key(locality["commune"]), hamlet)
        span = days(on)
        reformed = span is not None and span[0] >= REFORM
        return Place(locality["level"], _key(locality["name"]) or "", province, later, chain, reformed)


def nearness(left: Place | None, right: Place | None) -> Nearness:
    """How the territories of two figures lie.

    Provinces are the same only under one name of one time: today's Tuyên Quang is larger than the
    former one. Districts left out ("xã Bản Mù, tỉnh Yên Bái") do not separate communes.
    """
    if left is None or right is None:
        return Nearness.UNKNOWN
    if left.level in _WIDE or right.level in _WIDE:
        return _same((left.level, left.name) == (right.level, right.name))
    if left.level in _REDRAWN and left.reformed != right.reformed and not _unchanged(left, right):
        return Nearness.APART
    if left.level == right.level == "province":
        return _same(left.province == right.province)
    if left.chain[0] is None or right.chain[0] is None:
        return Nearness.SAME if (left.level, left.name) == (right.level, right.name) else Nearness.UNKNOWN
    named = [(one, other) for one, other in zip(left.chain, right.chain, strict=True) if one and other]
    if left.level == right.level or any(one != other for one, other in named):
        return _same(all(one == other for one, other in named))
    return Nearness.NESTED


def _same(yes: bool) -> Nearness:
    return Nearness.SAME if yes else Nearness.APART


def _unchanged(left: Place, right: Place) -> bool:
    """True for the provinces that were not merged in 2025."""
    older = right if left.reformed else left
    if left.level != "province" or right.level != "province" or left.province != right.province:
        return False
    return older.province in _kept_provinces()


@functools.cache
def _kept_provinces() -> frozenset[str | None]:
    gazetteer = Gazetteer.default()
    return frozenset(
        _key(unit.name)
        for unit in gazetteer.units
        if unit.level == "province" and unit.valid_from == REFORM and len(gazetteer.predecessors(unit)) == 1
    )


def _key(name: str | None) -> str | None:
    return MatchView.of(name).folded if name else None
