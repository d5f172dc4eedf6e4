"""From the figures of runs to the table of comparison: ``extractor.compare``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from extractor.comparison.cells import Placed, cells_of
from extractor.comparison.counting import PART, SUPERSEDED
from extractor.comparison.measures import Measure, is_wide, measure_of
from extractor.comparison.periods import OUTSIDE, Calendar
from extractor.comparison.population import read_population
from extractor.comparison.provinces import ProvinceMap
from extractor.comparison.result import Comparison
from extractor.comparison.runs import Articles, read_runs
from extractor.errors import UsageError
from extractor.reconcile import SUPERSEDES, Reconciliation, reconcile
from extractor.reconcile.statement import PART_RELATIONS, Statement

TODAY = "2025-07-01"


@dataclass(frozen=True, slots=True)
class _Wanted:
    indicator: frozenset[str]
    object: frozenset[str]
    action: frozenset[str]
    status: frozenset[str]
    unit: frozenset[str]
    provinces: frozenset[str]

    def takes(self, item: Statement) -> bool:
        if self.indicator:
            if item.indicator not in self.indicator:
                return False
        elif is_wide(item.indicator, item.object):
            return False
        pairs = ((self.object, item.object), (self.action, item.action), (self.status, item.status))
        return all(not wanted or value in wanted for wanted, value in (*pairs, (self.unit, item.unit)))


def compare(
    runs: str | Path | Iterable[str | Path],
    *,
    indicator: str | Collection[str] | None = None,
    object: str | Collection[str] | None = None,  # noqa: A002 - the name of the field
    action: str | Collection[str] | None = None,
    status: str | Collection[str] | None = None,
    unit: str | Collection[str] | None = None,
    province: str | Collection[str] | None = None,
    period: str | None = None,
    every: str = "year",
    on: str = TODAY,
    population: str | Path | None = None,
) -> Comparison:
    """Indicators by province and period, each cell with the articles behind it.

    Args:
        runs: run folders made by ``extractor extract``.
        indicator: only these; by default all but kinds that hold many different things (``other_count``,
            ``money/other``, ``length``), which are shown when named and never added.
        object: only these objects of the indicators.
        action: only these actions.
        status: only these: ``achieved``, ``planned``, ``target``, ``norm``, ``negated``.
        unit: only these units.
        province: only these, by name or code on the map of ``on``.
        period: only what lies inside: ``2025``, ``2023/2025``.
        every: size of a cell: ``year``, ``quarter``, ``month`` or ``all``.
        on: the day of the map: ``2025-06-30`` has 63 provinces, ``2025-07-01`` 34. Former provinces are
            added up to today's; figures of merged provinces are never split but left out.
        population: CSV file ``province,population[,year]`` for values per 100,000 people.

    Returns:
        a `Comparison`: ``table`` (one row per cell), ``evidence`` (every figure behind a cell, with its
        role, article and sentence), ``left_out`` with reasons, ``contradictions``.

    Raises:
        UsageError: for an unknown indicator, province, period, day or cell size, a population file that
            cannot be used, or if datasketch is not installed.
        RunError: for a folder that is no run of this version.

    >>> table = compare("runs/2024", indicator="weapon", period="2024").table      # doctest: +SKIP
    """
    provinces = ProvinceMap(on)
    calendar = Calendar.of(every, period)
    chosen = frozenset(provinces.named(name).code for name in _set(province))
    people = read_population(Path(population), provinces) if population is not None else None
    articles = read_runs(runs)
    wanted = _Wanted(_set(indicator), _set(object), _set(action), _set(status), _set(unit), chosen)
    _check_indicators(wanted.indicator, articles)
    reconciliation = reconcile(articles.documents.values(), articles.figures)
    placed, left_out = _place(articles, reconciliation, wanted, provinces, calendar)
    found = cells_of(placed, _not_counted(placed, articles, reconciliation), provinces, calendar)
    return Comparison(tuple(found), tuple(left_out), articles, reconciliation, provinces, people)


def _set(value: str | Collection[str] | None) -> frozenset[str]:
    if value is None:
        return frozenset()
    return frozenset({value} if isinstance(value, str) else value)


def _check_indicators(wanted: frozenset[str], articles: Articles) -> None:
    there = sorted({row["indicator"] for row in articles.figures})
    for name in sorted(wanted - set(there)):
        raise UsageError(f"no figure of indicator {name!r} in the runs; there are: {', '.join(there)}")


def _place(
    articles: Articles,
    reconciliation: Reconciliation,
    wanted: _Wanted,
    provinces: ProvinceMap,
    calendar: Calendar,
) -> tuple[list[Placed], list[tuple[str, str]]]:
    """Every statement in its cell; what has none, with the reason."""
    rows = {row["record_id"]: row for row in articles.figures}
    said_by: dict[str, set[str]] = defaultdict(set)
    for record_id, head in reconciliation.group.items():
        said_by[head].add(reconciliation.statements[record_id].doc_id)
    placed, left_out = [], []
    for record_id, item in reconciliation.statements.items():
        if not wanted.takes(item):
            continue
        row = rows[record_id]
        territory, why_not = provinces.territory(row["locality"], _stated_on(item))
        cell, no_cell = calendar.cell(item.extent, state=item.state)
        if no_cell == OUTSIDE:
            continue
        if territory is None or cell is None:
            left_out.append((record_id, why_not or no_cell))
        elif not wanted.provinces or territory.province.code in wanted.provinces:
            head = reconciliation.group[record_id]
            support = len(said_by[head])
            placed.append(
                Placed(item, territory, cell, measure_of(item), head, support, float(row["confidence"]))
            )
    return placed, left_out


def _stated_on(item: Statement) -> str | None:
    """The day whose map the name belongs to: of publication, else the end of the period."""
    if item.published:
        return item.published
    end = item.extent.end if item.extent else None
    return end.isoformat() if end else None


def _not_counted(
    placed: list[Placed], articles: Articles, reconciliation: Reconciliation
) -> dict[str, tuple[str, str]]:
    """Statements that must not be counted because another one in their cell stands for them."""
    where: dict[str, tuple[Measure, str, str]] = {
        item.statement.record_id: (item.measure, item.territory.province.code, item.cell) for item in placed
    }
    roles: dict[str, tuple[str, str]] = {}
    for link in reconciliation.links:
        if link.type == SUPERSEDES and link.right in where and where.get(link.left) == where[link.right]:
            roles[link.right] = SUPERSEDED, f"superseded by {link.left}: {link.reasons[0]}"
    for row in articles.figures:
        own = where.get(row["record_id"])
        for relation in row["rel"] if own else ():
            target = relation["target"]
            if relation["type"] in PART_RELATIONS and where.get(target) == own:
                roles[row["record_id"]] = PART, f"part of {target}"
            elif relation["type"] == "total_of" and where.get(target) == own:
                roles[target] = PART, f"part of {row['record_id']}"
    return roles
