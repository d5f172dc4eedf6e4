"""A Parquet file of figures, typed: decimals as doubles, lists as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.writers.columns import COLUMNS, NUMBER, WHOLE, flatten, plain_number
from extractor.writers.entry import Entry

_TYPES = {NUMBER: pa.float64(), WHOLE: pa.int64()}
_BATCH = 20_000

SCHEMA = pa.schema([(column.name, _TYPES.get(column.kind, pa.string())) for column in COLUMNS])


class ParquetWriter:
    """Writes one row per figure.

    Args:
        path: of the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unfinished = path.with_name(path.name + ".tmp")
        self._file = pq.ParquetWriter(self._unfinished, SCHEMA, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._unfinished.unlink(missing_ok=True)

    def write(self, entry: Entry) -> None:
        """Append the figures of one document."""
        for record in entry.rows("figures"):
            self._rows.append({name: plain_number(value) for name, value in flatten(record).items()})
        if len(self._rows) >= _BATCH:
            self._flush()

    def finish(self, _run: dict[str, Any]) -> None:
        """Put the complete file in place."""
        self._flush()
        self._file.close()
        self._unfinished.replace(self._path)

    def _flush(self) -> None:
        if self._rows:
            self._file.write_table(pa.Table.from_pylist(self._rows, schema=SCHEMA))
            self._rows.clear()
