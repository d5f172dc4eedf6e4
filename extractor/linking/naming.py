"""Writes places as a record states them, and goes up to the units around a place.

"huyện Quang Bình", "TP Hà Nội", "Sa Thầy, Ia H'Drai" (guideline 4.5, 4.7, rulings 22, 41, 47).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from extractor.engine.schema.localities import LocalityRules
from extractor.linking.territory import RANK, Territory, key
from extractor.model import AdminUnit, Locality, PlaceMention


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

    def agreeing(self, territory: Territory, province: str, on: str | None) -> Territory:
        """The territory in the province of the article, where its own is not known.

        Articles without a date may write "Thừa Thiên Huế" or "Huế": they keep the name they use.
        """
        locality = territory.locality
        if RANK[locality.level] <= RANK["province"] or locality.province == province:
            return territory
        if territory.members and locality.province is None:
            return territory  # in several provinces
        new = self.province_2025(province)
        renamed = on is None and new is not None and locality.province == new
        if locality.province is not None and not renamed:
            return territory
        return replace(territory, locality=replace(locality, province=province, province_2025=new))

    def province_2025(self, name: str | None) -> str | None:
        """The province of 2025-07-01 that a province of any time belongs to."""
        return self._province(name, None)[1]

    def _province(self, name: str | None, on: str | None) -> tuple[AdminUnit | None, str | None]:
        """The version of a province at a date, else the last one before it."""
        versions = self._provinces.get(key(name))
        if versions is None:
            return None, None
        for version in reversed(versions):
            begin = version[0].valid_from
            if on is None or begin is None or begin[: len(on)] <= on:
                return version
        return versions[-1]

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
        province, district, commune = _first(chain)
        if head.level == "province":
            district = None
        elif all(mention.level != "province" for mention in chain):
            province = self._called(province, on)
        if head.level not in {"commune", "hamlet"}:
            commune = None
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
        word = (mention.type_word or "").lower().strip().rstrip(".")
        word = self._rules.types.written.get(word, word)
        if mention.unit is not None and word not in self._rules.levels.get(mention.level, ()):
            return mention.unit.type.lower()
        return word or None

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

    def above(
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


def _first(chain: Sequence[PlaceMention]) -> tuple[str | None, str | None, str | None]:
    """Province, district and commune, each from the first mention that knows it."""
    province = district = commune = None
    for mention in chain:
        province = province or mention.province or None
        district = district or mention.district or None
        commune = commune or mention.commune or None
    return province, district, commune


def _common(values: Iterable[str | None]) -> str | None:
    different = dict.fromkeys(values)
    return next(iter(different)) if len(different) == 1 else None
