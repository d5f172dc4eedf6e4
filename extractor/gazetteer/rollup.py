"""Figures of provinces at different times, brought to one map (guideline 4.7).

Figures are added upward: those of Hà Giang and Tuyên Quang give today's Tuyên Quang. They are never
split downward: a figure of today's Tuyên Quang says nothing about the former Hà Giang and is left
out, with the reason, when the 63 provinces are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extractor.gazetteer.gazetteer import Gazetteer
from extractor.gazetteer.validity import days, is_valid
from extractor.model import AdminUnit

_SAME_TERRITORY = frozenset({"unchanged", "renamed", "upgraded"})


@dataclass(frozen=True, slots=True)
class ProvinceFigure:
    """A value stated for a province: its name, the date of the statement (None: unknown), the value."""

    province: str
    stated_on: str | None
    value: Decimal


@dataclass(frozen=True, slots=True)
class Total:
    """The sum for one province of the map asked for, and the figures in it."""

    province: AdminUnit
    value: Decimal
    members: tuple[ProvinceFigure, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The provinces, as named, whose figures are in the sum."""
        return tuple(dict.fromkeys(member.province for member in self.members))


@dataclass(frozen=True, slots=True)
class RollUp:
    """Sums by province in the order of codes; figures left out, each with the reason."""

    totals: tuple[Total, ...]
    left_out: tuple[tuple[ProvinceFigure, str], ...]


def roll_up(gazetteer: Gazetteer, figures: Iterable[ProvinceFigure], on: str) -> RollUp:
    """Sum figures by the provinces of a day: "2025-06-30" for the 63, "2025-07-01" for the 34.

    Whether values may be added at all (same indicator, same kind of period) is the caller's affair.

        >>> old = [ProvinceFigure(name, "2024", Decimal(3)) for name in ("Hà Giang", "Tuyên Quang")]
        >>> [(t.province.name, int(t.value)) for t in roll_up(Gazetteer.default(), old, "2025-07-01").totals]
        [('Tuyên Quang', 6)]
    """
    members: dict[str, list[ProvinceFigure]] = {}
    provinces: dict[str, AdminUnit] = {}
    left_out: list[tuple[ProvinceFigure, str]] = []
    for figure in figures:
        unit, reason = province_on(gazetteer, figure.province, figure.stated_on, on)
        if unit is None:
            left_out.append((figure, reason))
        else:
            provinces[unit.id] = unit
            members.setdefault(unit.id, []).append(figure)
    totals = [
        Total(provinces[key], sum((f.value for f in group), Decimal(0)), tuple(group))
        for key, group in members.items()
    ]
    return RollUp(tuple(sorted(totals, key=lambda t: t.province.code)), tuple(left_out))


def province_on(
    gazetteer: Gazetteer, name: str, stated_on: str | None, on: str
) -> tuple[AdminUnit | None, str]:
    """The province of day ``on`` to which a figure stated for a province belongs, or None and why not.

    Without a date of statement the name decides if it can: Hà Giang existed only before 2025-07-01,
    Tuyên Quang before and after, with different territories.
    """
    stated = [
        u
        for u in gazetteer.find(name, level="province")
        if days(stated_on) is None or is_valid(u, days(stated_on))
    ]
    if not stated:
        return None, "no province of this name at that date"
    targets = {(_carry(gazetteer, unit, on) or unit).id: _carry(gazetteer, unit, on) for unit in stated}
    if len(targets) > 1:
        return None, "ambiguous: the name stood for different territories; a date is needed"
    (target,) = targets.values()
    if target is None:
        return None, "would have to be split: the province is larger than those of that date"
    return target, ""


def _carry(gazetteer: Gazetteer, unit: AdminUnit, on: str) -> AdminUnit | None:
    """The unit of day ``on`` that holds all of ``unit``, upward or unchanged."""
    if is_valid(unit, days(on)):
        return unit
    later = gazetteer.successors(unit, on)
    if len(later) == 1:
        return later[0]
    current: AdminUnit | None = unit
    while current is not None and not is_valid(current, days(on)):
        before = gazetteer.predecessors(current)
        same = len(before) == 1 and all(
            change.kind in _SAME_TERRITORY
            for change in gazetteer.changes_of(before[0])
            if change.new == current.id
        )
        current = before[0] if same else None
    return current
