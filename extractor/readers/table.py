"""Tables: CSV, Parquet and XLSX with the columns ``id`` and ``text``, one article per row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib import import_module
from typing import Any, TextIO

from extractor.errors import InputError
from extractor.readers.compressed import whole
from extractor.readers.rows import row_item
from extractor.readers.source import Item, Limits, Source

_NEEDED = ("id", "text")
_DELIMITERS = ",;\t|"


def read_csv(source: Source, limits: Limits) -> Iterator[Item]:
    """The rows of a CSV file in UTF-8; comma, semicolon, tab or bar between the columns.

    Raises:
        InputError: if columns are missing, or it is no UTF-8.
        OSError: if it cannot be read.
    """
    csv.field_size_limit(limits.max_bytes)
    with source.open() as stream, io.TextIOWrapper(stream, encoding="utf-8-sig", newline="") as text:
        try:
            lines = _lines(text, limits.max_bytes)
            header = next(lines, "")
            delimiter = max(_DELIMITERS, key=header.count)
            names = next(csv.reader([header], delimiter=delimiter), [])
            _check_columns(names)
            rows = csv.DictReader(lines, names, restkey="", delimiter=delimiter, strict=True)
            for row in rows:
                yield row_item(source, _without_rest(row), rows.line_num + 1)
        except csv.Error as error:
            raise InputError(f"broken CSV: {error}; mend the file") from error
        except UnicodeDecodeError as error:
            byte = error.object[error.start]
            raise InputError(f"not UTF-8 (byte 0x{byte:02X}); save it as CSV UTF-8") from error


def _lines(text: TextIO, limit: int) -> Iterator[str]:
    while line := text.readline(limit):
        if len(line) == limit and not line.endswith("\n"):
            raise InputError(f"a line of more than {limit:,} characters; split it, or raise --max-chars")
        yield line


def read_parquet(source: Source, _limits: Limits) -> Iterator[Item]:
    """The rows of a Parquet file.

    Raises:
        InputError: if columns are missing, or it is no Parquet file.
    """
    pyarrow, parquet = _module("pyarrow", "parquet"), _module("pyarrow.parquet", "parquet")
    with source.open() as stream:
        try:
            table = parquet.ParquetFile(whole(source, stream))
            _check_columns(table.schema_arrow.names)
            number = 0
            for batch in table.iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    number += 1
                    yield row_item(source, row, number)
        except pyarrow.ArrowException as error:
            raise InputError(f"broken Parquet file: {error}; write it again") from error


def read_xlsx(source: Source, _limits: Limits) -> Iterator[Item]:
    """The rows of the first sheet of a workbook.

    Raises:
        InputError: if columns are missing, or it is no workbook.
    """
    openpyxl = _module("openpyxl", "xlsx")
    with source.open() as stream:
        data = whole(source, stream)
        try:
            book = openpyxl.load_workbook(data, read_only=True, data_only=True)
        except Exception as error:
            raise InputError(f"no workbook that can be read: {error}; save it again as .xlsx") from error
        rows = book.worksheets[0].iter_rows(values_only=True)
        names = [str(name) if name is not None else "" for name in next(rows, ())]
        _check_columns(names)
        for number, values in enumerate(rows, start=2):
            if any(value is not None for value in values):
                yield row_item(source, _without_rest(dict(zip(names, values, strict=False))), number)
        book.close()


def _check_columns(names: list[str]) -> None:
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        found = ", ".join(names[:10]) or "nothing"
        raise InputError(f'no column "{missing[0]}" among {found}; name the columns id and text')


def _without_rest(row: dict[str, Any]) -> dict[str, Any]:
    """Drop columns without a name and empty optional cells."""
    return {name: value for name, value in row.items() if name and value not in (None, "")}


def _module(name: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise InputError(f"needs {name}; pip install 'vn-press-extractor[{extra}]'") from error
