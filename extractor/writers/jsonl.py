"""All figures in one JSONL file, or on standard output."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, Self

from extractor.writers.entry import Entry


class JsonlWriter:
    """Writes the figure records of each entry as they come.

    Args:
        path: of the file; None for standard output.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._stack = ExitStack()
        self._unfinished: Path | None = None
        self._stream: BinaryIO = sys.stdout.buffer
        if path is not None:
            self._unfinished = path.with_name(path.name + ".tmp")
            self._stream = self._stack.enter_context(self._unfinished.open("wb"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
        if self._unfinished is not None:
            self._unfinished.unlink(missing_ok=True)

    def write(self, entry: Entry) -> None:
        """Append the figures of one document."""
        self._stream.write(entry.lines["figures"])

    def finish(self, _run: dict[str, Any]) -> None:
        """Put the complete file in place."""
        self._stream.flush()
        self._stack.close()
        if self._path is not None and self._unfinished is not None:
            self._unfinished.replace(self._path)
