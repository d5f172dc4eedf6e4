"""The province of a statement on the map of the day asked for (guideline 4.7).

Former provinces are rolled up to today's; a figure of a merged province is never split.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extractor.errors import UsageError
from extractor.gazetteer import Gazetteer
from extractor.gazetteer.rollup import province_on
from extractor.gazetteer.validity import days, is_valid
from extractor.model import AdminUnit

WHOLE, INSIDE = "whole", "inside"


@dataclass(frozen=True, slots=True)
class Territory:
    """Where a figure belongs: the province of the map, and the territory it speaks of.

    ``within`` is ``whole`` for the province of the map or one of its former parts, ``inside`` for a
    district, commune or hamlet. ``parts`` are the ids of the territories it consists of.
    """

    province: AdminUnit
    within: str
    names: tuple[str, ...]
    parts: frozenset[str]

    def holds(self, other: Territory) -> bool:
        """True when ``other`` is the same territory or lies inside it."""
        if self.within == other.within == WHOLE:
            return other.parts <= self.parts
        return self.names == other.names[: len(self.names)]


class ProvinceMap:
    """The provinces of one day.

    Args:
        on: a date or partial date; of a partial one the first day counts.

    Raises:
        UsageError: if it is no date.
    """

    def __init__(self, on: str, gazetteer: Gazetteer | None = None) -> None:
        span = days(on)
        if span is None:
            raise UsageError(
                f"{on!r} is no date; write 2025-06-30 for the 63 provinces, 2025-07-01 for the 34"
            )
        self.on = span[0]
        self._gazetteer = gazetteer or Gazetteer.default()
        self._carried: dict[tuple[str, str | None], tuple[AdminUnit | None, str]] = {}
        self.units = tuple(
            sorted(
                (
                    u
                    for u in self._gazetteer.units
                    if u.level == "province" and is_valid(u, (self.on, self.on))
                ),
                key=lambda unit: unit.code,
            )
        )

    def named(self, name: str) -> AdminUnit:
        """The province of this map with that name or code.

        Raises:
            UsageError: if there is none, with what is there instead.
        """
        found = list(self._gazetteer.find(name, level="province", on=self.on))
        found += [unit for unit in self.units if unit.code == name.strip()]
        if found:
            return found[0]
        for unit in self._gazetteer.find(name, level="province"):
            later = self._gazetteer.successors(unit, self.on)
            if later:
                raise UsageError(f"no province {name!r} on {self.on}; its territory lies in {later[0].name}")
        raise UsageError(f"no province {name!r} on {self.on}; see `extractor places find`, or give its code")

    def territory(
        self, locality: dict[str, Any] | None, stated_on: str | None
    ) -> tuple[Territory | None, str]:
        """The territory of a figure, or None and why it has no place on this map."""
        if locality is None:
            return None, "no locality"
        if locality["level"] in {"country", "region"} or not locality["province"]:
            return None, "not about one province"
        name = locality["province"]
        unit, reason = self.carry(name, stated_on)
        if unit is None:
            return None, reason
        if locality["level"] == "province":
            return Territory(unit, WHOLE, (), self._parts(name, stated_on)), ""
        chain = (locality["district"] or "", locality["commune"] or "")
        last = locality["name"] if locality["level"] == "hamlet" else ""
        names = tuple(part.lower() for part in (*chain, last))
        while names and not names[-1]:
            names = names[:-1]
        return Territory(unit, INSIDE, (name.lower(), *names), frozenset()), ""

    def carry(self, name: str, stated_on: str | None) -> tuple[AdminUnit | None, str]:
        """The province of this map that a name of the given day belongs to."""
        key = (name, stated_on)
        if key not in self._carried:
            unit, reason = province_on(self._gazetteer, name, stated_on, self.on)
            if unit is None and stated_on is not None and reason.startswith("no province"):
                # Former names stay in use after a merger.
                unit, reason = province_on(self._gazetteer, name, None, self.on)
            self._carried[key] = unit, reason
        return self._carried[key]

    def former(self, unit: AdminUnit) -> frozenset[str]:
        """Codes of the former provinces that make up a province of this map; its own if it is one."""
        if unit.valid_from is None or unit.valid_from < _MERGER:
            return frozenset({unit.code + ":former"})
        first = unit
        while first.valid_from and first.valid_from > _MERGER:
            before = self._gazetteer.predecessors(first)
            if len(before) != 1:
                break
            first = before[0]
        return frozenset(f"{old.code}:former" for old in self._gazetteer.predecessors(first))

    def _parts(self, name: str, stated_on: str | None) -> frozenset[str]:
        span = days(stated_on)
        named = [u for u in self._gazetteer.find(name, level="province") if span is None or is_valid(u, span)]
        named = named or list(self._gazetteer.find(name, level="province"))
        # Of several versions that fit, the earliest: it claims the least territory.
        return self.former(min(named, key=lambda unit: unit.valid_from or ""))


_MERGER = "2025-07-01"
