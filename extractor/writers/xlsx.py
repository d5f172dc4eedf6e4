"""An Excel workbook: one sheet of figures, one of documents; codes and dates stay text."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import xlsxwriter

from extractor.errors import OutputError
from extractor.writers.columns import COLUMNS, TEXT, flatten, plain_number
from extractor.writers.entry import Entry

_MOST_ROWS = 1_048_575
_LONGEST_CELL = 32_767
_DOCUMENT = (
    "doc_id", "title", "publication_date", "outlet", "province", "province_2025", "url", "n_chars",
    "source_path",
)  # fmt: skip
_WIDE = {"quote": 50, "record_id": 24, "doc_id": 24, "title": 60}


class XlsxWriter:
    """Writes one row per figure and one per document.

    Args:
        path: of the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unfinished = path.with_name(path.name + ".tmp")
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(self._unfinished), options)
        self._text = self._book.add_format({"num_format": "@"})
        self._figures = self._sheet("figures", [column.name for column in COLUMNS])
        self._rows = 0
        self._documents: list[list[Any]] = []
        self._finished = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._finished:
            self._book.close()
            self._unfinished.unlink(missing_ok=True)

    def write(self, entry: Entry) -> None:
        """Append the figures of one document.

        Raises:
            OutputError: if a sheet cannot hold more rows.
        """
        for document in entry.rows("documents"):
            self._documents.append([document[name] for name in _DOCUMENT])
        for record in entry.rows("figures"):
            self._rows += 1
            if max(self._rows, len(self._documents)) > _MOST_ROWS:
                raise OutputError(
                    f"a sheet holds {_MOST_ROWS:,} rows; write .csv, .parquet or .db", str(self._path)
                )
            for at, (column, value) in enumerate(zip(COLUMNS, flatten(record).values(), strict=True)):
                self._cell(self._figures, self._rows, at, value, text=column.kind == TEXT)

    def finish(self, _run: dict[str, Any]) -> None:
        """Put the complete file in place."""
        sheet = self._sheet("documents", list(_DOCUMENT))
        for row, values in enumerate(self._documents, start=1):
            for at, value in enumerate(values):
                self._cell(sheet, row, at, value, text=not isinstance(value, int))
        self._figures.autofilter(0, 0, self._rows, len(COLUMNS) - 1)
        self._book.close()
        self._finished = True
        self._unfinished.replace(self._path)

    def _sheet(self, name: str, columns: list[str]) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        bold = self._book.add_format({"bold": True})
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _WIDE.get(column, 14))
            sheet.write_string(0, at, column, bold)
        return sheet

    def _cell(self, sheet: Any, row: int, at: int, value: Any, *, text: bool) -> None:
        if value is None:
            return
        if text:
            sheet.write_string(row, at, str(value)[:_LONGEST_CELL], self._text)
        else:
            sheet.write_number(row, at, plain_number(value))
