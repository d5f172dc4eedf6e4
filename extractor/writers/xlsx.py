"""An Excel workbook: figures, documents, and what every column means; codes and dates stay text.

Nothing of an article becomes a formula or a link. The only links are ours: from a figure to its card in
the evidence view, ``report.html`` in the folder of the workbook (``extractor report RUN -o report.html``).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

import xlsxwriter

from extractor.errors import OutputError
from extractor.writers.columns import COLUMNS, TEXT, flatten, plain_number
from extractor.writers.entry import Entry
from extractor.writers.explain import explanations

REPORT = "report.html"
_MOST_ROWS = 1_048_575
_MOST_LINKS = 65_530  # that Excel opens in one sheet
_LONGEST_CELL = 32_767
_LONGEST_LINK = 255
_FIRST_DATE = date(1900, 3, 1)  # before it the calendar of Excel is wrong
_DOCUMENT = (
    "doc_id", "title", "publication_date", "outlet", "province", "province_2025", "url", "n_chars",
    "source_path",
)  # fmt: skip
_WIDE = {"quote": 50, "record_id": 24, "doc_id": 24, "title": 60, "English": 90, "Vietnamese": 90}
_LINK = "evidence"


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
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._link = self._book.get_default_url_format()
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._figures = self._sheet("figures", [*(column.name for column in COLUMNS), _LINK])
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
            self._evidence(record["record_id"])

    def finish(self, _run: dict[str, Any]) -> None:
        """Put the complete file in place."""
        sheet = self._sheet("documents", list(_DOCUMENT))
        for row, values in enumerate(self._documents, start=1):
            for at, (name, value) in enumerate(zip(_DOCUMENT, values, strict=True)):
                day = _day(value) if name == "publication_date" else None
                if day is None:
                    self._cell(sheet, row, at, value, text=not isinstance(value, int))
                else:
                    sheet.write_datetime(row, at, day, self._day)
        sheet.autofilter(0, 0, len(self._documents), len(_DOCUMENT) - 1)
        self._figures.autofilter(0, 0, self._rows, len(COLUMNS))
        self._explain()
        self._book.close()
        self._finished = True
        self._unfinished.replace(self._path)

    def _explain(self) -> None:
        told = explanations()
        sheet = self._sheet("columns", ["column", "type", "English", "Vietnamese"])
        for row, column in enumerate(COLUMNS, start=1):
            kind = "text" if column.kind == TEXT else "number"
            for at, value in enumerate((column.name, kind, *told[column.name])):
                sheet.write_string(row, at, value, self._wrapped)

    def _evidence(self, record_id: str) -> None:
        fragment = quote(record_id, safe="!~*'()")
        if self._rows <= _MOST_LINKS and len(fragment) <= _LONGEST_LINK:
            target = f"external:{REPORT}#{fragment}"
            self._figures.write_url(self._rows, len(COLUMNS), target, self._link, _LINK)

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


def _day(value: str | None) -> date | None:
    """The day of a complete date; partial dates stay text.

    >>> _day("2024-07-12T08:30"), _day("2024-07")
    (datetime.date(2024, 7, 12), None)
    """
    if value is None or len(value) < len("2024-07-12"):
        return None
    day = date.fromisoformat(value[:10])
    return day if day >= _FIRST_DATE else None
