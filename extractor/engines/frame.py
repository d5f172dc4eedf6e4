"""Tables in, tables out: `extract_batch`, the function that data-frame engines call on partitions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from extractor.config import Config
from extractor.engines.process import Processor
from extractor.errors import InputError, UsageError
from extractor.readers.rows import document
from extractor.writers.columns import COLUMNS, NUMBER, WHOLE, flatten, plain_number

_TYPES = {NUMBER: "Float64", WHOLE: "Int64"}

DTYPES: dict[str, str] = {column.name: _TYPES.get(column.kind, "object") for column in COLUMNS} | {
    "failure": "object"
}
"""Columns of the result and their types; engines that ask for a schema take it from here."""


def extract_batch(
    frame: pd.DataFrame, *, ner: str = "underthesea", rules: Path | None = None
) -> pd.DataFrame:
    """The figures of many articles as a table; picklable, fit for ``map_partitions``.

    A process builds the pipeline once, however many frames it gets.

    Args:
        frame: one article per row: ``id`` and ``text``, optionally ``title``, ``published`` (ISO),
            ``url`` and ``outlet``.
        ner: recogniser of names, ``underthesea`` or ``none``.
        rules: an analyst's own rule directory, laid over the built-in rules.

    Returns:
        One row per figure in the order of the articles, with the fields of a figure record as columns
        (nested ones flattened: ``locality_province``), the same for an empty frame; and ``failure``:
        a document that could not be processed gives one row with ``doc_id`` and the reason alone.

    Raises:
        UsageError: for a frame without ``id`` or ``text``, or an unknown recogniser.
        RuleError: for a rule file that cannot be used.

    >>> table = extract_batch(pd.DataFrame({"id": ["a"], "text": ["Xã lắp 40 camera."]}), ner="none")
    >>> table[["doc_id", "indicator", "value"]].values.tolist()
    [['a', 'camera', 40.0]]
    """
    missing = [name for name in ("id", "text") if name not in frame.columns]
    if missing:
        raise UsageError(f"the data frame has no column {' and no column '.join(missing)}")
    rows = [row for record in frame.to_dict("records") for row in _rows(record, ner, rules)]
    return pd.DataFrame(
        {name: pd.Series([row.get(name) for row in rows], dtype=dtype) for name, dtype in DTYPES.items()}
    )


def _rows(record: dict[Any, Any], ner: str, rules: Path | None) -> Iterator[dict[str, Any]]:
    given = {str(name): value for name, value in record.items() if not _is_missing(value)}
    try:
        article = document(given, str(given.get("id")))
    except InputError as error:
        yield {"doc_id": given.get("id"), "failure": error.what}
        return
    entry = _processor(ner, rules).entry(article)
    for failure in entry.rows("failures"):
        yield {"doc_id": entry.doc_id, "failure": f"{failure['error']}; {failure['advice']}"}
    for figure in entry.rows("figures"):
        yield {name: plain_number(value) for name, value in flatten(figure).items()}


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NaT or (isinstance(value, float) and value != value)  # noqa: PLR0124


@lru_cache(maxsize=4)
def _processor(ner: str, rules: Path | None) -> Processor:
    return Processor(Config.of(ner=ner, rules=rules))
