"""Tables in, tables out: the functions that data-frame engines (Dask, Spark, Ray) call on partitions.

`extract_batch` gives one row per figure with typed columns, `extract_lines` one row per article with its
lines of every file of a dataset folder. `ddl` and `arrow_schema` say the same types to Spark and Arrow, which
cannot tell what a column is when all of it is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from extractor.config import Config
from extractor.engines.process import Processor
from extractor.errors import InputError, UsageError
from extractor.readers.rows import document
from extractor.schema import FailureRecord
from extractor.writers import FILES, Entry
from extractor.writers.columns import COLUMNS, NUMBER, WHOLE, flatten, plain_number

_TYPES = {NUMBER: "Float64", WHOLE: "Int64"}
_IN_SPARK = {"Float64": "double", "Int64": "bigint", "string": "string"}
_IN_ARROW = {"Float64": "float64", "Int64": "int64", "string": "string"}

DTYPES: dict[str, str] = {column.name: _TYPES.get(column.kind, "string") for column in COLUMNS} | {
    "failure": "string"
}
"""Columns of `extract_batch` and their pandas types, which keep their type where all is missing."""

LINE_DTYPES: dict[str, str] = dict.fromkeys(("doc_id", *FILES), "string")
"""Columns of `extract_lines`."""


def extract_batch(
    frame: pd.DataFrame, *, ner: str = "underthesea", rules: Path | str | None = None
) -> pd.DataFrame:
    """The figures of many articles as a table; picklable, fit for ``map_partitions``.

    A process builds the pipeline once, however many frames it gets.

    Args:
        frame: one article per row: ``id`` and ``text``, optionally ``title``, ``published`` (ISO),
            ``url`` and ``outlet``.
        ner: recogniser of names, ``underthesea`` or ``none``.
        rules: an analyst's own rule directory, laid over the built-in rules; every worker needs it.

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
    columns: dict[str, list[Any]] = {name: [] for name in DTYPES}
    for entry in _entries(frame, ner, rules):
        for row in _rows(entry):
            for name, column in columns.items():
                column.append(row.get(name))
    return _table(columns, DTYPES)


def extract_lines(
    frame: pd.DataFrame,
    *,
    ner: str = "underthesea",
    rules: Path | str | None = None,
    files: Sequence[str] = FILES,
) -> pd.DataFrame:
    """Everything about many articles: the lines that each adds to the files of a dataset folder.

    Put together in the order of the articles, a column is that file, byte for byte as ``extractor
    extract`` writes it, rejects and mentions included; `extractor.batch.gather` does it.

    Args:
        frame: as for `extract_batch`.
        ner: as for `extract_batch`.
        rules: as for `extract_batch`.
        files: those that are wanted of ``documents`` (with the text), ``figures``, ``mentions``,
            ``rejects``, ``failures``; the columns of the others are empty texts.

    Returns:
        One row per article, in order: ``doc_id`` and a column per file with JSON lines or an empty text.

    Raises:
        UsageError: as `extract_batch`, and for a file that there is not.
        RuleError: for a rule file that cannot be used.

    >>> table = extract_lines(pd.DataFrame({"id": ["a"], "text": ["Xã lắp 40 camera."]}), ner="none")
    >>> table["figures"][0].count("camera"), table["failures"][0]
    (3, '')
    """
    unknown = [name for name in files if name not in FILES]
    if unknown:
        raise UsageError(f"there is no file {unknown[0]}; choose from {', '.join(FILES)}")
    columns: dict[str, list[Any]] = {name: [] for name in LINE_DTYPES}
    for entry in _entries(frame, ner, rules):
        columns["doc_id"].append(entry.doc_id)
        for name in FILES:
            columns[name].append(entry.lines[name].decode() if name in files else "")
    return _table(columns, LINE_DTYPES)


def ddl(dtypes: Mapping[str, str] = DTYPES) -> str:
    """The schema of a result in Spark's words, for ``mapInPandas``.

    >>> ddl(LINE_DTYPES)[:38]
    '`doc_id` string, `documents` string, `'
    """
    return ", ".join(f"`{name}` {_IN_SPARK[dtype]}" for name, dtype in dtypes.items())


def arrow_schema(dtypes: Mapping[str, str] = DTYPES) -> Any:
    """The schema of a result as ``pyarrow.Schema``, which is that of ``figures.parquet``; needs pyarrow.

    >>> pa.Table.from_pandas(extract_batch(frame), arrow_schema(), preserve_index=False)  # doctest: +SKIP
    """
    import pyarrow as pa  # noqa: PLC0415 - comes with an extra

    return pa.schema([(name, getattr(pa, _IN_ARROW[dtype])()) for name, dtype in dtypes.items()])


def _table(columns: Mapping[str, list[Any]], dtypes: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(columns[name], dtype=dtype) for name, dtype in dtypes.items()})


def _entries(frame: pd.DataFrame, ner: str, rules: Path | str | None) -> Iterator[Entry]:
    missing = [name for name in ("id", "text") if name not in frame.columns]
    if missing:
        raise UsageError(f"the data frame has no column {' and no column '.join(missing)}")
    processor = _processor(ner, rules, _state(rules))
    for record in frame.to_dict("records"):
        row = {str(name): value for name, value in record.items() if not _is_missing(value)}
        name = str(row["id"]) if "id" in row else None
        try:
            article = document(row, str(name))
        except InputError as error:
            what, _, advice = error.what.partition("; ")
            failure = FailureRecord(path=name or "row without id", doc_id=name, error=what, advice=advice)
            yield Entry.failed(failure)
        else:
            yield processor.entry(article)


def _rows(entry: Entry) -> Iterator[dict[str, Any]]:
    for failure in entry.rows("failures"):
        yield {"doc_id": failure["doc_id"], "failure": f"{failure['error']}; {failure['advice']}"}
    for figure in entry.rows("figures"):
        yield {name: plain_number(value) for name, value in flatten(figure).items()}


def _is_missing(value: Any) -> bool:
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def _state(rules: Path | str | None) -> tuple[tuple[str, int, int], ...]:
    """Changes when a rule file does: engines keep their workers, and analysts edit between two jobs."""
    if rules is None:
        return ()
    files = sorted(path for path in Path(rules).rglob("*") if path.is_file())
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)


@lru_cache(maxsize=2)
def _processor(ner: str, rules: Path | str | None, _state: tuple[tuple[str, int, int], ...]) -> Processor:
    return Processor(Config.of(ner=ner, rules=rules))
