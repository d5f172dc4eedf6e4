"""CSV that Excel opens correctly: UTF-8 with byte order mark, texts quoted, codes with their zeros.

A text that a spreadsheet would run as a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

from extractor.writers.columns import COLUMNS, flatten
from extractor.writers.entry import Entry

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # and their wide forms
_CONTROL = ("\t", "\r", "\n")


class CsvWriter:
    """Writes one row per figure.

    Args:
        path: of the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unfinished = path.with_name(path.name + ".tmp")
        self._stack = ExitStack()
        stream = self._stack.enter_context(self._unfinished.open("w", encoding="utf-8-sig", newline=""))
        self._stream: io.TextIOBase = stream
        self._rows = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        self._rows.writerow([column.name for column in COLUMNS])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
        self._unfinished.unlink(missing_ok=True)

    def write(self, entry: Entry) -> None:
        """Append the figures of one document."""
        for record in entry.rows("figures"):
            self._rows.writerow([_cell(value) for value in flatten(record).values()])

    def finish(self, _run: dict[str, Any]) -> None:
        """Put the complete file in place."""
        self._stack.close()
        self._unfinished.replace(self._path)


class _Digits(float):
    """A number that prints its own digits; `csv` quotes everything that is no float or int."""

    def __new__(cls, value: Decimal) -> Self:
        made = super().__new__(cls, value)
        made.digits = format(value, "f")
        return made

    digits: str

    def __repr__(self) -> str:
        return self.digits

    __str__ = __repr__


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return _Digits(value)
    if isinstance(value, str) and (value.lstrip().startswith(_FORMULA) or value.startswith(_CONTROL)):
        return "'" + value
    return value
