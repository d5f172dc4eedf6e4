"""Territories: which lies inside which (guideline 4.1, 4.5).

A `Locality` of the record knows its province, district and commune by bare name. That is enough to
tell whether one holds another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extractor.model import Locality

RANK = {"country": 0, "region": 1, "province": 2, "district": 3, "commune": 4, "hamlet": 5}


@dataclass(frozen=True, slots=True)
class Territory:
    """A locality with the names that compare it to others; ``members`` are those of a list.

    ``foreign`` territories hold nothing here and are never written.
    """

    locality: Locality
    hamlet: str | None = None
    members: tuple[Territory, ...] = ()
    foreign: bool = False

    @property
    def rank(self) -> int:
        """0 for the country to 5 for a hamlet."""
        return RANK[self.locality.level]

    def holds(self, other: Territory) -> bool:
        """True when ``other`` lies inside this territory and is smaller."""
        mine, its = self.locality, other.locality
        if self.foreign or other.foreign:
            return False
        if self.members:
            return any(member.holds(other) or member.same(other) for member in self.members)
        if other.members:
            return all(self.holds(member) for member in other.members)
        if mine.level == "country":
            return its.level != "country"
        if mine.level in {"region", "hamlet"} or other.rank <= self.rank:
            return False
        if not _agree(mine.province, its.province):
            return False
        if mine.level == "province":
            return its.province is not None
        if mine.level == "district":
            return _same(mine.district, its.district)
        return _same(mine.commune, its.commune) and _agree(mine.district, its.district)

    def same(self, other: Territory) -> bool:
        """True when both are one and the same unit."""
        mine, its = self.locality, other.locality
        if mine.level != its.level or bool(self.members) != bool(other.members):
            return False
        if self.members:
            return mine.name == its.name
        pairs = ((mine.province, its.province), (mine.district, its.district), (mine.commune, its.commune))
        if mine.level in {"country", "region"}:
            return _same(mine.name, its.name)
        return all(_agree(left, right) for left, right in pairs) and _agree(self.hamlet, other.hamlet)


@lru_cache(maxsize=4096)
def key(name: str | None) -> str:
    """A bare name for comparison: case, hyphens, dots and blanks do not count."""
    return "".join(c for c in (name or "").lower() if c.isalnum())


def _same(left: str | None, right: str | None) -> bool:
    return left is not None and right is not None and key(left) == key(right)


def _agree(left: str | None, right: str | None) -> bool:
    return left is None or right is None or key(left) == key(right)
