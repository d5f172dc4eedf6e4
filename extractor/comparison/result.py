"""The result of a comparison: tables to read, and the way back from every cell to its sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.comparison.cells import Cell
from extractor.comparison.columns import CELLS, CONTRADICTIONS, EVIDENCE, LEFT_OUT, frame
from extractor.comparison.population import Population
from extractor.comparison.provinces import ProvinceMap
from extractor.comparison.runs import Articles
from extractor.errors import UsageError
from extractor.reconcile import Link, Reconciliation
from extractor.reconcile.statement import Statement, sentence_at

if TYPE_CHECKING:
    import pandas as pd

_COPIED = (
    "record_id", "indicator", "object", "action", "status", "value", "value_max", "approx", "unit", "period",
    "period_type", "period_source", "confidence", "doc_id", "quote",
)  # fmt: skip
_PER = Decimal(100_000)
REPEAT = "repeat"


@dataclass(frozen=True)
class Comparison:
    """What `compare` returns; the tables are pandas data frames, made when first asked for."""

    cells: tuple[Cell, ...]
    omitted: tuple[tuple[str, str], ...]
    articles: Articles
    reconciliation: Reconciliation
    provinces: ProvinceMap
    population: Population | None = None

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per cell: measure, province, period, values, how many articles stand behind it."""
        return frame((self._row(cell) for cell in self.cells), CELLS)

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """One row per figure behind a cell: its role, value, article, sentence."""
        return frame(self._evidence(), EVIDENCE)

    @cached_property
    def left_out(self) -> pd.DataFrame:
        """Figures without a cell and why: no period, no province, would have to be split."""
        rows = ({"reason": reason, **self._figure(record_id)} for record_id, reason in self.omitted)
        return frame(rows, LEFT_OUT)

    @cached_property
    def contradictions(self) -> pd.DataFrame:
        """Pairs of figures of different articles that cannot both be right, with both sentences."""
        return frame(contradiction_rows(self.reconciliation, self.articles), CONTRADICTIONS)

    def cell(self, cell_id: str) -> pd.DataFrame:
        """The evidence of one cell.

        Raises:
            UsageError: if there is no such cell.
        """
        found = self.evidence[self.evidence["cell"] == cell_id]
        if found.empty:
            raise UsageError(f"no cell {cell_id!r}; the column cell of the table has the names")
        return found

    def save(self, path: str | Path) -> None:
        """Write ``.csv`` (with evidence and contradictions beside it) or ``.xlsx``.

        Raises:
            UsageError: for another suffix, or if xlsxwriter is not installed.
        """
        from extractor.comparison.export import save  # noqa: PLC0415 - formats are loaded when used

        save(self, Path(path))

    def _row(self, cell: Cell) -> dict[str, Any]:
        tally, local, measure = cell.tally, cell.local, cell.measure
        counted = bool(tally.counted)
        year = int(cell.period[:4]) if cell.period[:4].isdigit() else None
        people = self.population.of(cell.province.code, year) if self.population else None
        known = [one for one in (tally.value, tally.approximate) if one is not None]
        rate = sum(known) * _PER / people if people and known and measure.additive else None
        clusters = self.reconciliation.duplicates.cluster
        return {
            "cell": cell.id, "indicator": measure.indicator, "object": measure.object,
            "head": measure.head or None, "action": measure.action, "status": measure.status,
            "kind": measure.kind, "unit": measure.unit, "per": measure.per or None, "basis": measure.basis,
            "province_code": cell.province.code,
            "province": cell.province.name, "period": cell.period, "value": tally.value,
            "approximate": tally.approximate, "vague": tally.vague or None,
            "low": tally.low if counted else None, "high": tally.high if counted else None,
            "figures_counted": len(tally.counted), "complete": cell.complete if counted else None,
            "former_provinces": f"{cell.former[0]}/{cell.former[1]}" if counted else None,
            "alternatives": " | ".join(f"{e.statement.stated.value:f}" for e in cell.alternatives) or None,
            "local_value": local.value, "local_approximate": local.approximate,
            "local_figures": len(local.counted), "per_100k": rate, "population": people,
            "articles": len(cell.articles), "sources": len({clusters.get(doc, doc) for doc in cell.articles}),
        }  # fmt: skip

    def _evidence(self) -> Iterator[dict[str, Any]]:
        repeats: dict[str, list[str]] = {}
        for row in self.articles.figures:
            if row["repeat_of"]:
                repeats.setdefault(row["repeat_of"], []).append(row["record_id"])
        for cell in self.cells:
            for item in cell.members:
                record_id = item.statement.record_id
                role, reason = cell.roles[record_id]
                yield {"cell": cell.id, "role": role, "reason": reason or None, **self._figure(record_id)}
                for again in repeats.get(record_id, ()):
                    why = f"restates {record_id}"
                    yield {"cell": cell.id, "role": REPEAT, "reason": why, **self._figure(again)}

    @cached_property
    def _rows(self) -> dict[str, dict[str, Any]]:
        return {row["record_id"]: row for row in self.articles.figures}

    def _figure(self, record_id: str) -> dict[str, Any]:
        row = self._rows[record_id]
        document = self.articles.documents.get(row["doc_id"], {})
        locality = row["locality"] or {}
        return {
            **{name: row[name] for name in _COPIED},
            "locality": locality.get("name"), "level": locality.get("level"),
            "title": document.get("title"), "outlet": document.get("outlet"), "url": document.get("url"),
            "published": document.get("publication_date"),
            "sentence": sentence_at(document.get("text") or "", row["start"], row["end"]),
        }  # fmt: skip


def contradiction_rows(reconciliation: Reconciliation, articles: Articles) -> Iterator[dict[str, Any]]:
    """Rows of the table of contradictions, those with the best agreeing wording first."""
    return (link_row(link, reconciliation, articles) for link in reconciliation.contradictions())


def link_row(link: Link, reconciliation: Reconciliation, articles: Articles) -> dict[str, Any]:
    """What both figures of a link share, why they are linked, and what each article says."""
    left, right = reconciliation.statements[link.left], reconciliation.statements[link.right]
    return {
        "indicator": left.indicator, "object": left.object, "unit": left.unit, "period": _days(left),
        "locality": left.locality, "reasons": "; ".join(link.reasons),
        **_side("a", left, articles), **_side("b", right, articles),
    }  # fmt: skip


def _days(item: Statement) -> str | None:
    """First and last day of what a statement is about."""
    if item.extent is None:
        return None
    begin, end = (day.isoformat() if day else ".." for day in (item.extent.begin, item.extent.end))
    return begin if begin == end else f"{begin}/{end}"


def _side(name: str, item: Statement, articles: Articles) -> dict[str, Any]:
    document = articles.documents.get(item.doc_id, {})
    return {
        f"value_{name}": item.stated.value, f"approx_{name}": item.stated.approx,
        f"outlet_{name}": document.get("outlet"), f"published_{name}": item.published,
        f"sentence_{name}": item.sentence, f"record_{name}": item.record_id,
        f"url_{name}": document.get("url"),
    }  # fmt: skip
