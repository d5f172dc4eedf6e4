"""Gold rows and runs as Label Studio tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from extractor.evaluation.gold import GoldSet
from extractor.evaluation.labelstudio.layers import LAYERS, REPEAT, VALUE, Control
from extractor.evaluation.labelstudio.offsets import Utf16
from extractor.evaluation.predictions import Prediction
from extractor.model import Document

Row = Mapping[str, Any]
Json = dict[str, Any]


def gold_tasks(gold: GoldSet) -> list[Json]:
    """One task per article of a gold set, its rows as a finished annotation."""
    tasks = []
    for doc_id, document in gold.documents.items():
        rows: Mapping[str, Sequence[Row]] = {
            "figure": gold.figures[doc_id],
            "negative": gold.negatives[doc_id],
            "time": gold.times[doc_id],
            "place": gold.places[doc_id],
        }
        task = empty_task(document, gold.meta.get(doc_id))
        task["annotations"] = [{"result": results(document.text, rows)}]
        tasks.append(task)
    return tasks


def run_tasks(documents: Iterable[Document], predictions: Mapping[str, Prediction]) -> list[Json]:
    """One task per article, with what a run found as pre-annotation for a person to correct."""
    tasks = []
    for document in documents:
        task = empty_task(document)
        prediction = predictions.get(document.doc_id)
        if prediction is not None:
            rows = {
                "figure": [figure_row(figure) for figure in prediction.figures],
                "time": [row for row in prediction.mentions if row.get("kind") == "time"],
                "place": [row for row in prediction.mentions if row.get("kind") == "place"],
            }
            task["predictions"] = [{"model_version": "extractor", "result": results(document.text, rows)}]
        tasks.append(task)
    return tasks


def empty_task(document: Document, meta: Row | None = None) -> Json:
    """A task without regions; ``meta`` travels along and comes back unchanged."""
    data: Json = {"doc_id": document.doc_id, "text": document.text}
    if meta:
        data["meta"] = {key: value for key, value in meta.items() if key != "doc"}
    return {"data": data}


def figure_row(record: Row) -> Row:
    """A figure record as the gold row a person would start from."""
    notes = record.get("notes") or ()
    return {
        **record,
        "id": record["record_id"],
        "notes": "; ".join(notes) if not isinstance(notes, str) else notes,
    }


def results(text: str, rows: Mapping[str, Iterable[Row]]) -> list[Json]:
    """The regions, controls and relations of one article."""
    units = Utf16.of(text)
    found: list[Json] = []
    links: list[Json] = []
    for label, (_, controls) in LAYERS.items():
        for at, row in enumerate(rows.get(label, ())):
            region_id = f"{label}:{row.get('id', at)}"
            span = _span(text, units, row["start"], row["end"])
            found.append(_result(region_id, "label", "labels", {**span, "labels": [label]}))
            found += _controls(region_id, span, row, controls)
            if label == "figure":
                value = _span(text, units, row["value_start"], row["value_end"])
                value_id = f"{VALUE}:{row['id']}"
                found.append(_result(value_id, "label", "labels", {**value, "labels": [VALUE]}))
                links += _links(region_id, row)
    return found + links


def _span(text: str, units: Utf16, start: int, end: int) -> Json:
    return {"start": units.units(start), "end": units.units(end), "text": text[start:end]}


def _result(region_id: str, control: str, kind: str, value: Json) -> Json:
    return {"id": region_id, "from_name": control, "to_name": "text", "type": kind, "value": value}


def _controls(region_id: str, span: Json, row: Row, controls: Sequence[Control]) -> Iterator[Json]:
    for control in controls:
        shown = control.read(row)
        if shown is None:
            continue
        if control.kind in {"choice", "flag"}:
            yield _result(region_id, control.name, "choices", {**span, "choices": [shown]})
        else:
            yield _result(region_id, control.name, "textarea", {**span, "text": [shown]})


def _links(region_id: str, row: Row) -> Iterator[Json]:
    links = [(link["type"], link["target"]) for link in row.get("rel") or ()]
    if row.get("repeat_of"):
        links.append((REPEAT, row["repeat_of"]))
    for kind, target in links:
        yield {
            "type": "relation",
            "from_id": region_id,
            "to_id": f"figure:{target}",
            "direction": "right",
            "labels": [kind],
        }
