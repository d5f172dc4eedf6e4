"""Tables in, tables out: the function that data-frame engines call on their partitions.

>>> figures = extract_batch(pandas.DataFrame({"id": ["1"], "text": ["..."]}))
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pandas as pd

from extractor.config import Config
from extractor.engines.process import Processor
from extractor.errors import InputError
from extractor.readers import Limits
from extractor.readers.rows import document
from extractor.writers import Entry
from extractor.writers.columns import COLUMNS, NUMBER, WHOLE, flatten, plain_number

_TYPES = {NUMBER: "float64", WHOLE: "Int64"}

DTYPES: dict[str, str] = {column.name: _TYPES.get(column.kind, "object") for column in COLUMNS} | {
    "failure": "object"
}
"""Columns of the result and their types; engines that ask for a schema take it from here."""


def extract_batch(
    frame: pd.DataFrame, *, config: Config | None = None, limits: Limits | None = None
) -> pd.DataFrame:
    """Figures of many articles; picklable, so any engine can send it to its workers.

    Args:
        frame: ``id`` and ``text``; optionally ``title``, ``published`` (ISO), ``url``, ``outlet``.
        config: of the pipeline, which each process builds once.
        limits: what still is an article.

    Returns:
        one row per figure, in the order of the articles, with the columns of `DTYPES`: those of
        figures.csv, and ``failure``. A document that failed gives one row with ``doc_id`` and
        ``failure`` alone; one without figures gives none.
    """
    processor = _processor(config or Config(), limits or Limits())
    rows = [row for record in _records(frame) for row in _rows(processor, record)]
    found = pd.DataFrame.from_records(rows, columns=list(DTYPES))
    return found.astype(DTYPES)


def _records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for record in frame.to_dict("records"):
        yield {str(name): value for name, value in record.items() if not _is_missing(value)}


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NaT or (isinstance(value, float) and value != value)  # noqa: PLR0124


def _rows(processor: Processor, record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    try:
        entry = processor.entry(document(record, str(record.get("id"))))
    except InputError as error:
        yield {"doc_id": str(record.get("id")), "failure": error.what}
        return
    yield from _rows_of(entry)


def _rows_of(entry: Entry) -> Iterator[dict[str, Any]]:
    for failure in entry.rows("failures"):
        yield {"doc_id": entry.doc_id, "failure": f"{failure['error']}; {failure['advice']}"}
    for figure in entry.rows("figures"):
        yield {name: plain_number(value) for name, value in flatten(figure).items()}


@lru_cache(maxsize=2)
def _processor(config: Config, limits: Limits) -> Processor:
    return Processor(config, limits)
