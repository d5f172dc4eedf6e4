"""Administrative units of Vietnam, valid in time (guideline 4.1, 4.7; `docs/gazetteer.md`)."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import regex

from extractor.gazetteer.aliases import AliasTable
from extractor.gazetteer.changes import ChangeTable
from extractor.gazetteer.lineage import Lineage, identity
from extractor.gazetteer.names import Spelling, plain_number, unmarked
from extractor.gazetteer.store import Alias, Change, read_alias, read_pairs, read_sections
from extractor.gazetteer.table import UnitTable
from extractor.gazetteer.validity import REFORM, days, is_valid
from extractor.model import AdminUnit
from extractor.text.view import MatchView

FUTURE = "9999-12-31"
_ABBREVIATED = regex.compile(r"(\p{L}(?:\.?\p{L})?)(?:\. ?| (?=\p{Lu}|\d)|(?=\d))")
LEVELS = ("province", "district", "commune")


@dataclass(frozen=True, slots=True)
class Named:
    """A unit and how the name that was looked up belongs to it: ``name``, ``alias`` or ``former``."""

    unit: AdminUnit
    by: str


class Gazetteer:
    """Look-up by code and name at a date, ancestors, and what became of a unit.

    Units are versions: one code has several over time. A date (``on``) is an ISO date or partial date
    ("2025", "2025-03"); None, or what is no date, stands for any time. Before 1976-07-02 there are no
    units; future dates see today's. Nothing here raises for unknown names, codes or dates.

        >>> places = Gazetteer.default()
        >>> [u.name for u in places.find("huyện Hòa Bình", on="2020-05-01")]
        ['Hòa Bình']
        >>> places.province_2025(places.get("02", "2024-12-31"))
        'Tuyên Quang'
    """

    def __init__(
        self,
        units: Sequence[str],
        aliases: Iterable[Alias],
        spelling: Spelling,
        changes: Sequence[str] = (),
        type_words: Mapping[str, str] | None = None,
    ) -> None:
        """Units and changes are lines of the file (`extractor.gazetteer.store`)."""
        self._table = UnitTable(units, spelling)
        self._aliases = AliasTable(aliases, spelling)
        self.spelling = spelling
        self.type_words = dict(type_words or {})
        self._changes = ChangeTable(changes)
        self._seen_names: dict[str, tuple[Named, ...]] = {}
        self._seen_lineages: dict[str, Lineage] = {}
        self._seen_keys: dict[str, frozenset[str]] = {}

    @staticmethod
    def default() -> Gazetteer:
        """The built-in gazetteer, read once per process."""
        return _read()

    def __reduce__(self) -> tuple[object, ...]:
        # A worker process reads the file itself: faster than unpickling it.
        if self is _read():
            return _read, ()
        lines, changes = self._table.lines, self._changes.lines
        return Gazetteer, (lines, self._aliases.all, self.spelling, changes, self.type_words)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The whole relation of old and new units, by date."""
        return self._changes.all

    @property
    def aliases(self) -> tuple[Alias, ...]:
        """Every other name of a unit."""
        return self._aliases.all

    @property
    def units(self) -> tuple[AdminUnit, ...]:
        """Every version of every unit."""
        return self._table.all

    def names(self, *levels: str) -> tuple[str, ...]:
        """Every name that a unit of these levels bears or bore, as the official lists write it."""
        return tuple(dict.fromkeys(name for level in levels for name in self._table.names.get(level, ())))

    @functools.cached_property
    def _types(self) -> tuple[str, ...]:
        return tuple(sorted(self._table.levels, key=lambda kind: (-len(kind), kind)))

    def by_id(self, unit_id: str) -> AdminUnit | None:
        """The unit with this id (code and start of validity)."""
        return self._table.by_id.get(unit_id)

    def get(self, code: str, on: str | None = None) -> AdminUnit | None:
        """The version of a code at a date, the latest one if several fit; None if there is none."""
        span = days(on)
        latest: AdminUnit | None = None
        for unit in self._table.versions(code):
            later = latest is None or (unit.valid_from or "") > (latest.valid_from or "")
            if later and is_valid(unit, span):
                latest = unit
        return latest

    def named(self, name: str, on: str | None = None) -> list[Named]:
        """All units that bear a bare name at a date, with how they bear it."""
        span = days(on)
        found = self._all_named(name)
        return [named for named in found if is_valid(named.unit, span)] if span else list(found)

    def _all_named(self, name: str) -> tuple[Named, ...]:
        known = self._seen_names.get(name)
        if known is None:
            key = self.spelling.key(plain_number(name))
            found = {unit.id: Named(unit, "name") for unit in self._table.named(key)}
            for alias in self._aliases.usage(key):
                for unit in self._table.versions(alias.code):
                    if unit.level == alias.level and self._alias_fits(alias, unit):
                        found.setdefault(unit.id, Named(unit, "alias"))
            known = tuple(found.values())
            if known:  # what exists is finite; what does not would fill the memory
                self._seen_names[name] = known
        return known

    def former(self, name: str, on: str | None = None) -> list[AdminUnit]:
        """Units into which a commune of this name was merged before 2025 (unmarked comparison)."""
        key = unmarked(self.spelling.key(name)).replace(" ", "")
        span = days(on)
        return [
            unit
            for alias in self._aliases.former(key)
            for unit in self._table.versions(alias.code)
            if unit.level == alias.level and unit.valid_to and unit.valid_to < REFORM and is_valid(unit, span)
        ]

    def find(
        self, name: str, level: str | None = None, province: str | None = None, on: str | None = None
    ) -> tuple[AdminUnit, ...]:
        """Units of that name, with or without type word, in the order of level, code and time.

        Args:
            name: "Châu Thành", "huyện Châu Thành", "TP.HCM", any spelling or case.
            level: province, district or commune.
            province: name or code of the province, of its time or of today.
            on: partial ISO date.

        Returns:
            every unit that fits; () if none does. Several units are several answers: choosing among
            them takes context (`extractor.gazetteer.resolve`).
        """
        kind, bare = self.split_type(name)
        found = [named.unit for named in self.named(name, on)]
        if kind:
            same = [named.unit for named in self.named(bare, on)]
            found += [unit for unit in same if unit.type == kind and unit not in found]
        if province is not None:
            wanted = self.spelling.key(province)
            found = [unit for unit in found if wanted in self._province_keys(unit)]
        chosen = [unit for unit in found if level is None or unit.level == level]
        return tuple(sorted(chosen, key=lambda u: (LEVELS.index(u.level), u.code, u.valid_from or "")))

    def split_type(self, name: str) -> tuple[str | None, str]:
        """Official type and bare name: "Huyện Châu Thành" and "H.Châu Thành" give ("huyện", "Châu Thành").

        The type is None when the name does not begin with one.
        """
        plain = " ".join(name.split())
        lowered = MatchView.of(plain).folded
        for kind in self._types:
            if lowered.startswith(kind + " "):
                return kind, plain[len(kind) + 1 :]
        match = _ABBREVIATED.match(plain)
        if match and match.group(1).lower() in self.type_words and match.end() < len(plain):
            return self.type_words[match.group(1).lower()], plain[match.end() :]
        return None, plain

    def level_of(self, kind: str) -> frozenset[str]:
        """The levels that have units of an official type: "thành phố" is province and district."""
        return self._table.levels.get(kind, frozenset())

    def ancestors(self, unit: AdminUnit, on: str | None = None) -> tuple[AdminUnit, ...]:
        """District (if any) and province at a date; by default the latest day of the unit."""
        if on is None or unit.parent is None:
            return self.lineage(unit).chain
        span = days(on)
        return self._chain(unit, on) if span and is_valid(unit, span) else self.lineage(unit).chain

    def lineage(self, unit: AdminUnit) -> Lineage:
        """What the unit lay in on its latest day, prepared for comparisons."""
        known = self._seen_lineages.get(unit.id)
        if known is None:
            known = self._seen_lineages[unit.id] = Lineage.of(unit, self._chain(unit, unit.valid_to))
        return known

    def _chain(self, unit: AdminUnit, at: str | None) -> tuple[AdminUnit, ...]:
        chain: list[AdminUnit] = []
        parent = unit.parent
        while parent is not None:
            above = self.get(parent, at) or self._earlier(parent, at)
            if above is None:
                break
            chain.append(above)
            parent = above.parent
        return tuple(chain)

    def province(self, unit: AdminUnit, on: str | None = None) -> AdminUnit | None:
        """The province a unit lies in (itself, for a province)."""
        if on is None or unit.level == "province":
            return self.lineage(unit).province
        chain = self.ancestors(unit, on)
        return chain[-1] if chain and chain[-1].level == "province" else None

    def province_2025(self, unit: AdminUnit | None) -> str | None:
        """Name of the province of the 34 that holds the unit's territory today."""
        province = self.province(unit) if unit is not None else None
        if province is None:
            return None
        names = {new.name for new in self.successors(province, None)}
        return names.pop() if len(names) == 1 else None

    def successors(self, unit: AdminUnit, on: str | None = None) -> tuple[AdminUnit, ...]:
        """What holds the unit's territory at a later date (default: today): a set, () if nothing does.

        A unit that is still valid is its own successor. Communes that were divided keep all parts.
        Districts have none after 2025-06-30, except islands that became special zones.
        """
        span = days(on) or (FUTURE, FUTURE)
        units = self._table.by_id
        return tuple(units[i] for i in self._changes.outcome(unit.id, lambda i: is_valid(units[i], span)))

    def predecessors(self, unit: AdminUnit) -> tuple[AdminUnit, ...]:
        """The units that became the unit or part of it, directly."""
        return tuple(self._table.by_id[change.old] for change in self._changes.creating(unit.id))

    def changes_of(self, unit: AdminUnit) -> tuple[Change, ...]:
        """The changes that ended the unit."""
        return self._changes.ending(unit.id)

    def is_within(self, unit: AdminUnit, region: AdminUnit, on: str | None = None) -> bool:
        """True when ``region`` is the unit, an ancestor at the date, or was merged into an ancestor."""
        ids = self.lineage(unit).ids if on is None else {unit.id, *(a.id for a in self.ancestors(unit, on))}
        return region.id in ids or not self._changes.heirs(region.id).isdisjoint(ids)

    def lies_in(self, unit: AdminUnit, region: AdminUnit) -> bool:
        """True when a unit of a lower level lay, on its latest day, in any version of ``region``."""
        if unit.level == region.level:
            return False
        return identity(region) in self.lineage(unit).identities or self.is_within(unit, region)

    def _earlier(self, code: str, at: str | None) -> AdminUnit | None:
        """What stood where the unit of this code stands, before the code existed."""
        for version in self._table.versions(code):
            for old in self.predecessors(version):
                if is_valid(old, days(at)):
                    return old
        return None

    def _alias_fits(self, alias: Alias, unit: AdminUnit) -> bool:
        # Aliases are listed by code, and the reform handed codes on (62 is no longer Kon Tum's).
        return unit.name == self._table.versions(alias.code)[0].name

    def _province_keys(self, unit: AdminUnit) -> frozenset[str]:
        province = self.province(unit)
        if province is None:
            return frozenset()
        known = self._seen_keys.get(province.id)
        if known is None:
            names = {province.name, *self._aliases.names(province.code)}
            if today := self.province_2025(province):
                names.add(today)
            known = frozenset({province.code, *map(self.spelling.key, names)})
            self._seen_keys[province.id] = known
        return known


@functools.cache
def _read() -> Gazetteer:
    sections = read_sections()
    return Gazetteer(
        sections["units"],
        map(read_alias, sections["aliases"]),
        Spelling(read_pairs(sections["spellings"]), read_pairs(sections["characters"])),
        sections["changes"],
        read_pairs(sections["types"]),
    )
