"""Gold beside the figures of a run: which figures match, which differ, what is missing or too much."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractor.errors import GoldError
from extractor.evaluation.document_scores import DocumentScores, Pair
from extractor.evaluation.gold import read_gold, read_rows
from extractor.evaluation.mistakes import FIELD_CLASSES, shown
from extractor.evaluation.predictions import Record
from extractor.evaluation.scores import evaluate
from extractor.report.run import Run

_SHOWN = ("span", *(name for name in FIELD_CLASSES if name not in {"span", "value_kind"}))


def compare(path: Path, run: Run) -> dict[str, Any]:
    """The comparison by article, for every article whose figures gold has in full.

    Args:
        path: a gold folder, or its ``figures.jsonl``.
        run: what was found.

    Returns:
        By article id: ``figures`` maps record ids to an outcome (``matched``, ``differs``, ``spurious``,
        ``optional``), the gold id and the fields that differ; ``missed`` are gold figures not found.

    Raises:
        GoldError: if the gold set is wrong, or the run has none of its articles.
    """
    folder = path.parent if path.name == "figures.jsonl" else path
    documents = run.documents()
    for row in read_rows(folder / "figures.jsonl"):
        if row.get("doc") not in documents:
            raise GoldError(
                f'the run has no article "{row.get("doc")}"; extract the articles of this gold set', row.where
            )
    scores = evaluate(read_gold(folder, documents), run.articles)
    return {
        document.doc_id: _article(document)
        for document in scores.documents
        if document.doc_id in scores.gold.full
    }


def _article(document: DocumentScores) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for pair in document.pairs:
        figures[pair.predicted["record_id"]] = _outcome(pair)
    negatives = {hit.predicted["record_id"]: hit.negative["category"] for hit in document.negative_hits}
    for figure in document.spurious:
        name = figure["record_id"]
        figures[name] = {"outcome": "spurious"}
        if name in negatives:
            figures[name]["negative"] = negatives[name]
    return {"figures": figures, "missed": [_missed(row) for row in document.missed]}


def _outcome(pair: Pair) -> dict[str, Any]:
    differences = [
        [name, shown(pair.gold, name), shown(pair.predicted, name)] for name in _SHOWN if name in pair.wrong
    ]
    outcome = "optional" if pair.optional else "differs" if differences else "matched"
    found: dict[str, Any] = {"outcome": outcome, "id": pair.gold["id"]}
    if differences:
        found["differences"] = differences
    if pair.gold.get("notes"):
        found["notes"] = str(pair.gold["notes"])
    return found


def _missed(row: Mapping[str, Any]) -> dict[str, Any]:
    """A gold figure that nothing was found for, as far as the page shows it."""
    return {
        "id": row["id"],
        "start": row["start"],
        "end": row["end"],
        "value_start": row["value_start"],
        "value_end": row["value_end"],
        "fields": [[name, shown(row, name)] for name in _SHOWN if _said(row, name)],
        "notes": str(row.get("notes") or ""),
    }


def _said(row: Record, name: str) -> bool:
    return row.get("value_text" if name == "span" else name) not in (None, [], "")
