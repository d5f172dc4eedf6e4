"""What a run said about the articles: the records that the scorer reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.errors import RunError
from extractor.evaluation.gold import Row, read_rows
from extractor.schema.convert import Records
from extractor.schema.records import FigureRecord

Record = Mapping[str, Any]

REQUIRED = ("doc_id", "start", "end", "quote", "value_start", "value_end", "indicator", "value", "unit")

KNOWN = frozenset(FigureRecord.model_fields)


@dataclass(frozen=True, slots=True)
class Prediction:
    """Everything one run said about one article, as JSON-like records (guideline 6.1).

    ``figures`` are figure records, ``mentions`` rows with ``kind`` time, place, number or entity,
    ``document`` the document record, ``rejects`` the candidates that did not become figures.
    """

    doc_id: str
    figures: tuple[Record, ...] = ()
    document: Record = field(default_factory=dict)
    mentions: tuple[Record, ...] = ()
    rejects: tuple[Record, ...] = ()

    @staticmethod
    def of(records: Records) -> Prediction:
        """From the records that the pipeline's results become."""
        return Prediction(
            records.document.doc_id,
            tuple(figure.model_dump() for figure in records.figures),
            records.document.model_dump(),
            tuple(mention.model_dump(exclude_none=True) for mention in records.mentions),
            tuple(reject.model_dump() for reject in records.rejects),
        )


def read_run(path: Path) -> dict[str, Prediction]:
    """The predictions of a run folder (``figures.jsonl``, ``documents.jsonl``, ...), by article.

    Raises:
        RunError: for a folder without ``figures.jsonl``, and with ``file:line`` for a row that lacks
            a field or has one that no figure has.
    """
    if not (path / "figures.jsonl").is_file():
        raise RunError("not a run folder, figures.jsonl is missing; make one with extract -o", str(path))
    figures = read_rows(path / "figures.jsonl")
    for row in figures:
        check_record(row)
    parts = {stem: read_rows(path / f"{stem}.jsonl") for stem in ("documents", "mentions", "rejects")}
    for stem, rows in parts.items():
        for row in rows:
            needed = ("doc_id", "kind", "start", "end") if stem == "mentions" else ("doc_id",)
            if any(name not in row for name in needed):
                raise RunError(f"a row of {stem}.jsonl needs {', '.join(needed)}", row.where)
    documents = {row["doc_id"]: row for row in parts["documents"]}
    ids = dict.fromkeys([*documents, *(row["doc_id"] for row in figures)])
    grouped = {stem: _group(rows) for stem, rows in parts.items()} | {"figures": _group(figures)}
    return {
        doc_id: Prediction(
            doc_id,
            tuple(grouped["figures"].get(doc_id, ())),
            documents.get(doc_id, {}),
            tuple(grouped["mentions"].get(doc_id, ())),
            tuple(grouped["rejects"].get(doc_id, ())),
        )
        for doc_id in ids
    }


def run_fingerprint(path: Path) -> str:
    """The fingerprint of the rules that a run folder was made with; empty if it does not say."""
    file = path / "run.json"
    try:
        return str(json.loads(file.read_text(encoding="utf-8")).get("rules", "")) if file.exists() else ""
    except (ValueError, AttributeError) as error:
        raise RunError("run.json is not a JSON object; make the run again", str(file)) from error


def check_record(row: Row) -> None:
    """Refuse a figure row with missing or unknown fields."""
    missing = [name for name in REQUIRED if name not in row]
    if missing:
        raise RunError(f"a figure needs {', '.join(missing)}; write the file with this version", row.where)
    unknown = sorted(set(row) - KNOWN)
    if unknown:
        allowed = ", ".join(sorted(KNOWN))
        raise RunError(f"unknown field {', '.join(unknown)}; allowed are {allowed}", row.where)


def _group(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["doc_id"], []).append(row)
    return grouped
