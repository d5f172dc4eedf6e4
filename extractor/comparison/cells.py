"""Cells: one measure in one province and period, with what was counted and what was not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from extractor.comparison.counting import ALTERNATIVE, Entry, Tally, count
from extractor.comparison.measures import STATE, Measure
from extractor.comparison.periods import Calendar
from extractor.comparison.provinces import INSIDE, WHOLE, ProvinceMap, Territory
from extractor.model import AdminUnit
from extractor.reconcile.statement import Statement

SAME = "same_as"
LOCAL = "local"
Roles: TypeAlias = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement with its place in the table; ``head`` is the record that stands for its group."""

    statement: Statement
    territory: Territory
    cell: str
    measure: Measure
    head: str
    support: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of the table.

    ``tally`` is of figures about the whole province or its former parts; ``local`` of figures about
    districts, communes and hamlets, which are never added to it. ``former`` says how many of how many
    former provinces have a figure. ``complete`` is False when the sum covers only part of the
    territory or of the time.
    """

    id: str
    measure: Measure
    province: AdminUnit
    period: str
    tally: Tally
    local: Tally
    alternatives: tuple[Entry, ...]
    former: tuple[int, int]
    complete: bool
    members: tuple[Placed, ...]
    roles: Mapping[str, tuple[str, str]]

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of the articles behind the cell."""
        return tuple(dict.fromkeys(item.statement.doc_id for item in self.members))


def cells_of(
    placed: Iterable[Placed], not_counted: Roles, provinces: ProvinceMap, calendar: Calendar
) -> list[Cell]:
    """All cells, in the order of measure, province and period."""
    groups: dict[tuple[Measure, str, str], list[Placed]] = defaultdict(list)
    for item in placed:
        groups[item.measure, item.territory.province.code, item.cell].append(item)
    units = {unit.code: unit for unit in provinces.units}
    found = []
    for number, key in enumerate(sorted(groups), start=1):
        measure, code, period = key
        found.append(
            _cell(
                f"c{number:05}", measure, units[code], period, groups[key], not_counted, provinces, calendar
            )
        )
    return found


def _cell(
    cell_id: str,
    measure: Measure,
    unit: AdminUnit,
    period: str,
    members: list[Placed],
    not_counted: Roles,
    provinces: ProvinceMap,
    calendar: Calendar,
) -> Cell:
    roles: Roles = {}
    by_group: dict[str, list[Placed]] = defaultdict(list)
    for item in members:
        by_group[item.head].append(item)
    entries: dict[str, list[Entry]] = {WHOLE: [], INSIDE: []}
    for head, group in by_group.items():
        first = next((item for item in group if item.statement.record_id == head), group[0])
        kept = [item for item in group if item.statement.record_id not in not_counted]
        if kept and first not in kept:
            first = kept[0]
        entries[first.territory.within].append(
            Entry(first.statement, first.territory, first.support, first.confidence)
        )
        for item in group:
            if item is not first:
                roles[item.statement.record_id] = SAME, f"states the same as {first.statement.record_id}"
    present = {item.statement.record_id for item in members}
    roles |= {record_id: role for record_id, role in not_counted.items() if record_id in present}
    tally, alternatives = count(measure, entries[WHOLE], roles, not_counted)
    local_roles: Roles = {}
    local, _ = count(measure, entries[INSIDE], local_roles, not_counted)
    roles |= {key: (LOCAL if role[0] == "counted" else role[0], role[1]) for key, role in local_roles.items()}
    former = provinces.former(unit)
    covered = frozenset(part for entry in tally.counted for part in entry.territory.parts)
    if not measure.additive:
        if not former <= covered:
            alternatives = (*tally.counted, *alternatives)
            tally = _unshown(tally, roles, "stated for a former province only")
        if len(entries[INSIDE]) > 1:
            local = _unshown(local, roles, "one of several places inside the province")
    whole_time = measure.basis == STATE or _fills(tally, period, calendar)
    return Cell(
        cell_id, measure, unit, period, tally, local, alternatives, (len(covered & former), len(former)),
        bool(tally.counted) and former <= covered and whole_time, tuple(members), roles,
    )  # fmt: skip


def _unshown(tally: Tally, roles: Roles, reason: str) -> Tally:
    """No value: those of this kind are not added, and none of them is that of the province."""
    for entry in tally.counted:
        roles[entry.statement.record_id] = ALTERNATIVE, f"{reason}; values of this kind are not added"
    return Tally()


def _fills(tally: Tally, period: str, calendar: Calendar) -> bool:
    """True when the flows of every territory fill the cell's days."""
    days = calendar.days(period)
    if days is None or days.length is None:
        return True
    filled: dict[frozenset[str], int] = defaultdict(int)
    for entry in tally.counted:
        filled[entry.territory.parts] += entry.extent.length or 0
    return bool(filled) and all(length >= days.length for length in filled.values())
