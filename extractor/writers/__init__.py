"""Records to files: one module per format, chosen by the name of the output.

>>> with open_writer("figures.csv", scratch) as writer:
...     writer.write(entry)
...     writer.finish(run)
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from extractor.errors import UsageError
from extractor.writers.dataset import DatasetWriter
from extractor.writers.entry import FILES, Entry
from extractor.writers.jsonl import JsonlWriter

__all__ = ["FILES", "STDOUT", "Entry", "Writer", "check_output", "is_folder", "open_writer"]

STDOUT = "-"
_BY_SUFFIX = {
    ".jsonl": "extractor.writers.jsonl:JsonlWriter",
    ".csv": "extractor.writers.csv:CsvWriter",
    ".xlsx": "extractor.writers.xlsx:XlsxWriter",
    ".parquet": "extractor.writers.parquet:ParquetWriter",
    ".db": "extractor.writers.sqlite:SqliteWriter",
}
"""Loaded when asked for: some formats need a package of an extra."""


class Writer(Protocol):
    """A context manager that takes entries and, at the end, the description of the run.

    Leaving without `finish` leaves no output behind, and an older output as it was.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def write(self, entry: Entry) -> None:
        """Take the lines of one document."""

    def finish(self, run: dict[str, Any]) -> None:
        """Complete the output."""


def is_folder(output: str) -> bool:
    """True if this output is a dataset folder: an existing one, or a name without suffix."""
    path = Path(output)
    return output != STDOUT and (output.endswith(("/", "\\")) or path.is_dir() or not path.suffix)


def check_output(output: str) -> None:
    """Before any work: can this output be written?

    Raises:
        UsageError: if the format is unknown or its extra is not installed.
    """
    if output != STDOUT and not is_folder(output):
        _writer_class(output)


def open_writer(output: str, scratch: Path) -> Writer:
    """The writer for an output.

    Args:
        output: a folder, a file whose suffix says the format, or ``-`` for JSONL on standard output.
        scratch: folder for unfinished files, on the same disk.

    Raises:
        UsageError: if the format is unknown or its extra is not installed.
    """
    if is_folder(output):
        return DatasetWriter(Path(output), scratch / "dataset")
    if output == STDOUT:
        return JsonlWriter(None)
    return _writer_class(output)(Path(output))


def _writer_class(output: str) -> Callable[[Path], Writer]:
    suffix = Path(output).suffix.lower()
    target = _BY_SUFFIX.get(suffix)
    if target is None:
        raise UsageError(f"unknown format {suffix}; give a folder or {', '.join(_BY_SUFFIX)}", output)
    module, _, name = target.partition(":")
    try:
        found: Callable[[Path], Writer] = getattr(import_module(module), name)
    except ImportError as error:
        advice = f"pip install 'vn-press-extractor[{suffix[1:]}]'"
        raise UsageError(f"writing {suffix} needs {error.name}; {advice}", output) from error
    return found
