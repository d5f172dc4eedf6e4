"""A comparison as files: CSV that Excel opens with accents, or one workbook that explains itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from extractor.comparison.columns import (
    CELLS,
    CONTRADICTIONS,
    EVIDENCE,
    FLAG,
    LEFT_OUT,
    NUMBER,
    TEXT,
    WHOLE,
    Column,
)
from extractor.comparison.result import Comparison
from extractor.errors import OutputError, UsageError

if TYPE_CHECKING:
    import pandas as pd

Tables: TypeAlias = "dict[str, tuple[pd.DataFrame, tuple[Column, ...]]]"

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST_ROWS, _LONGEST_CELL = 1_048_575, 32_767
_WIDE = {
    "sentence": 80,
    "quote": 40,
    "title": 50,
    "meaning": 90,
    "sentence_a": 60,
    "sentence_b": 60,
    "reasons": 50,
}
_SHOWN = "#,##0.##"


def save(comparison: Comparison, path: Path) -> None:
    """Write the tables of a comparison; see `write_tables`."""
    tables = {
        "cells": (comparison.table, CELLS),
        "evidence": (comparison.evidence, EVIDENCE),
        "contradictions": (comparison.contradictions, CONTRADICTIONS),
        "left_out": (comparison.left_out, LEFT_OUT),
    }
    write_tables(tables, path)


def write_tables(tables: Tables, path: Path) -> None:
    """Write ``NAME.csv``, the first table, with ``NAME.evidence.csv`` and others beside it; or ``NAME.xlsx``.

    Raises:
        UsageError: for another suffix, or if xlsxwriter is not installed.
        OutputError: if a file cannot be written or a sheet cannot hold the rows.
    """
    suffix = path.suffix.lower()
    try:
        if suffix == ".csv":
            for at, (name, (table, _)) in enumerate(tables.items()):
                write_csv(table, path.with_suffix(f".{name}.csv") if at else path)
        elif suffix == ".xlsx":
            write_xlsx(tables, path)
        else:
            raise UsageError(f"unknown format {suffix or path.name!r}; give NAME.csv or NAME.xlsx", str(path))
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}; choose another place", str(path)) from error


def to_csv(table: pd.DataFrame) -> str:
    """One table as CSV; a text that a spreadsheet would run as a formula gets an apostrophe in front."""
    safe = table.copy()
    for name in safe.columns:
        if str(safe[name].dtype) == NUMBER:
            safe[name] = safe[name].map(_digits, na_action="ignore").astype(object)
        elif str(safe[name].dtype) not in {WHOLE, FLAG}:
            safe[name] = safe[name].map(_harmless, na_action="ignore")
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return text


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write one table as CSV in UTF-8 with byte order mark."""
    path.write_text(to_csv(table), encoding="utf-8-sig", newline="")


def write_xlsx(tables: Tables, path: Path) -> None:
    """Write one sheet per table and one that explains the columns.

    Raises:
        UsageError: if xlsxwriter is not installed.
        OutputError: if a sheet cannot hold the rows.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError(
            "writing .xlsx needs xlsxwriter; pip install 'vn-press-extractor[compare]'"
        ) from error
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "text": book.add_format({"num_format": "@"}),
            "number": book.add_format({"num_format": _SHOWN}),
        }
        for name, (table, columns) in tables.items():
            if len(table) > _MOST_ROWS:
                raise OutputError(f"a sheet holds {_MOST_ROWS:,} rows; write .csv", str(path))
            _sheet(book, name, table, columns, formats)
        _explain(book, tables, formats)


def _sheet(
    book: Any, name: str, table: pd.DataFrame, columns: tuple[Column, ...], formats: dict[str, Any]
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _WIDE.get(column.name, 14))
        sheet.write_string(0, at, column.name, formats["head"])
        for row, value in enumerate(table[column.name], start=1):
            _write(sheet, row, at, value, column, formats)
    if columns and len(table):
        sheet.autofilter(0, 0, len(table), len(columns) - 1)


def _write(sheet: Any, row: int, at: int, value: Any, column: Column, formats: dict[str, Any]) -> None:
    import pandas as pd  # noqa: PLC0415 - slow to import

    if value is None or value is pd.NA:
        return
    if column.kind == TEXT:
        sheet.write_string(row, at, str(value)[:_LONGEST_CELL], formats["text"])
    elif column.kind == FLAG:
        sheet.write_boolean(row, at, bool(value))
    else:
        sheet.write_number(row, at, float(value), formats["number"])


def _explain(book: Any, tables: Tables, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet("columns")
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 1, 18)
    sheet.set_column(2, 2, _WIDE["meaning"])
    for at, name in enumerate(("sheet", "column", "meaning")):
        sheet.write_string(0, at, name, formats["head"])
    rows = [
        (name, column.name, column.meaning) for name, (_, columns) in tables.items() for column in columns
    ]
    for row, cells in enumerate(rows, start=1):
        for at, cell in enumerate(cells):
            sheet.write_string(row, at, cell, formats["text"])


def _harmless(value: str) -> str:
    return "'" + value if value.startswith(_FORMULA) else value


def _digits(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else repr(value)
