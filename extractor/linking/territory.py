"""Territories: places written as a record states them, and which lies inside which (guideline 4.1, 4.5).

A `Locality` of the record knows its province, district and commune by bare name. That is enough to
tell whether one holds another and to go up to the unit above.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from extractor.engine.schema.localities import LocalityRules
from extractor.model import AdminUnit, Locality, PlaceMention

RANK = {"country": 0, "region": 1, "province": 2, "district": 3, "commune": 4, "hamlet": 5}


class UnitSource(Protocol):
    """What is asked of the gazetteer here."""

    @property
    def units(self) -> tuple[AdminUnit, ...]:
        """All units of all times."""
        ...

    def province_2025(self, unit: AdminUnit | None) -> str | None:
        """The name of the province of 2025-07-01 that holds the unit today."""
        ...

    def find(
        self, name: str, level: str | None = None, province: str | None = None, on: str | None = None
    ) -> tuple[AdminUnit, ...]:
        """Units of that name at a date."""
        ...


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

    def holds(self, other: Territory) -> bool:  # noqa: PLR0911 - one level after the other
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


class Naming:
    """Writes localities: "huyện Quang Bình", "TP Hà Nội", "Sa Thầy, Ia H'Drai"."""

    def __init__(self, rules: LocalityRules, units: UnitSource | None = None) -> None:
        self._rules = rules
        self._units = units
        self._provinces: dict[str, list[tuple[AdminUnit, str | None]]] = {}
        for unit in units.units if units is not None else ():
            if units is not None and unit.level == "province":
                self._provinces.setdefault(key(unit.name), []).append((unit, units.province_2025(unit)))
        self._complete = {key(name) for name in rules.types.complete}
        self._cities = frozenset(rules.types.city)
        self._former = rules.former

    def country(self) -> Territory:
        """The whole country (ruling 22)."""
        return Territory(Locality(name=self._rules.country.name, level="country"))

    def foreign(self, name: str) -> Territory:
        """Another country."""
        return Territory(Locality(name=name, level="country"), foreign=True)

    def is_province(self, name: str) -> bool:
        """True for a province of Vietnam of any time (or when there is no gazetteer to tell)."""
        return not self._provinces or key(name) in self._provinces

    def is_municipality(self, province: str | None, on: str | None = None) -> bool:
        """True for a province that is a city at that date."""
        unit, _ = self._province(province, on)
        return unit is not None and self.is_city(unit.type)

    def province(self, name: str, on: str | None = None) -> Territory:
        """A province by its canonical name, as it is called at a date."""
        unit, new = self._province(name, on)
        if unit is not None and new is not None and _is_over(unit, on):
            name = new
            unit, new = self._province(name, on)
        types = self._rules.types
        word = types.municipality if unit is not None and self.is_city(unit.type) else types.province
        written = name if key(name) in self._complete else f"{word} {name}"
        code = unit.code if unit is not None else None
        return Territory(Locality(written, "province", name, new, code=code))

    def _called(self, province: str | None, on: str | None) -> str | None:
        """The province that a unit named without one lies in at the date of the article (guideline 4.7)."""
        unit, new = self._province(province, on)
        return new if unit is not None and new is not None and _is_over(unit, on) else province

    def agreeing(self, territory: Territory, province: str | None) -> Territory:
        """The territory under the name that the article uses for its province, if it is the same one.

        For articles without a date, which may write "Thừa Thiên Huế" or "Huế".
        """
        locality = territory.locality
        new = self.province_2025(province)
        if new is None or locality.province == province or locality.level == "province":
            return territory
        if self.province_2025(locality.province) != new or locality.province != new:
            return territory
        return replace(territory, locality=replace(locality, province=province, province_2025=new))

    def province_2025(self, name: str | None) -> str | None:
        """The province of 2025-07-01 that a province of any time belongs to."""
        return self._province(name, None)[1]

    def _province(self, name: str | None, on: str | None) -> tuple[AdminUnit | None, str | None]:
        """The version of a province at a date, else the last one before it."""
        versions = self._provinces.get(key(name), [])
        begun = [
            v for v in versions if on is None or v[0].valid_from is None or v[0].valid_from[: len(on)] <= on
        ]
        return begun[-1] if begun else versions[-1] if versions else (None, None)

    def of(self, chain: Sequence[PlaceMention], *, former: bool = False, on: str | None = None) -> Territory:
        """The territory of an address, smallest part first; missing fields come from the larger parts.

        ``former`` marks a unit that the text calls a former one (ruling 41); ``on`` is the date of the
        article, which decides whether there are districts.
        """
        head = chain[0]
        if head.level == "country":
            return self.country()
        if head.level == "region":
            return Territory(Locality(head.text, "region"))
        province = _first(mention.province for mention in chain)
        if head.level != "province" and not any(mention.level == "province" for mention in chain):
            province = self._called(province, on)
        district = _first(mention.district for mention in chain) if head.level != "province" else None
        commune = _first(m.commune for m in chain) if head.level in {"commune", "hamlet"} else None
        if (
            on is not None
            and on[:10] >= self._former.no_districts_from
            and head.level != "district"
            and not former
        ):
            district = None
        if head.level == "province" and province and not former:
            unit, new = self._province(province, on)
            word = (
                self._rules.types.municipality
                if unit and self.is_city(unit.type)
                else self._rules.types.province
            )
            written = province if key(province) in self._complete else f"{word} {province}"
            return Territory(Locality(written, "province", province, new, code=unit.code if unit else None))
        locality = Locality(
            name=f"{self._written(head)} {self._former.word}" if former else self._written(head),
            level=head.level,
            province=province,
            province_2025=self.province_2025(province),
            district=district,
            commune=commune,
            code=head.unit.code if head.unit is not None else None,
        )
        return Territory(locality, head.hamlet)

    def _written(self, mention: PlaceMention) -> str:
        """Type word and name; the official type where the text leaves it out."""
        if mention.level == "province" and mention.province:
            return self.province(mention.province).locality.name
        word = self.type_word(mention)
        bare = {
            "district": mention.district,
            "commune": mention.commune,
            "hamlet": mention.hamlet,
        }.get(mention.level) or mention.name
        if word is None or key(bare).startswith(key(word)):
            return bare
        return f"{word} {bare}"

    def type_word(self, mention: PlaceMention) -> str | None:
        """The type word in full, lower case."""
        if mention.unit is not None:
            return mention.unit.type.lower()
        if not mention.type_word:
            return None
        word = mention.type_word.lower().strip().rstrip(".")
        return self._rules.types.written.get(word, word)

    def is_city(self, word: str) -> bool:
        """True for a type word that says "city"."""
        return word in self._cities

    def listed(self, members: Sequence[Territory], name: str) -> Territory:
        """Several territories of one level as one scope (guideline 4.5)."""
        localities = [member.locality for member in members]
        whole = Locality(
            name=name,
            level=localities[0].level,
            province=_common(loc.province for loc in localities),
            province_2025=_common(loc.province_2025 for loc in localities),
            district=_common(loc.district for loc in localities)
            if localities[0].level != "district"
            else None,
        )
        return Territory(whole, members=tuple(members))

    def above(  # noqa: PLR0911 - one level after the other
        self,
        territory: Territory,
        level: str,
        known: Mapping[tuple[str, str], Territory],
        on: str | None = None,
    ) -> Territory | None:
        """The unit of ``level`` that holds (or is) the territory; None when it is not known.

        ``known`` are the units that the article names: ``(level, key of the bare name) -> territory``.
        Others get type and code from the gazetteer, if it has one unit of that name there at that date.
        """
        locality = territory.locality
        if locality.level == level and not territory.members:
            return territory
        if RANK[level] > RANK[locality.level] or (RANK[level] == RANK[locality.level] and territory.members):
            return None
        if level == "country":
            return self.country()
        if level == "province" and locality.province:
            return self.province(locality.province, on)
        bare = {"district": locality.district, "commune": locality.commune}.get(level)
        if bare is None:
            return None
        named = known.get((level, key(bare)))
        if named is not None and named.holds(territory):
            return named
        found = self._units.find(bare, level, locality.province, on) if self._units is not None else ()
        unit = found[0] if len(found) == 1 else None
        commune = bare if level == "commune" else None
        return Territory(
            replace(
                locality,
                name=f"{unit.type} {bare}" if unit is not None else bare,
                level=level,
                commune=commune,
                code=unit.code if unit is not None else None,
            )
        )


def _is_over(unit: AdminUnit, on: str | None) -> bool:
    return on is not None and unit.valid_to is not None and unit.valid_to < on


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _common(values: Iterable[str | None]) -> str | None:
    different = dict.fromkeys(values)
    return next(iter(different)) if len(different) == 1 else None
