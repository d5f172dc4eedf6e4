"""From what stands on the command line to sources: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from extractor.errors import UsageError
from extractor.readers.source import Meter, Source, file_source
from extractor.schema import FailureRecord

STDIN = "-"
_COMPANIONS = frozenset({".md", ".rst", ""})
_MAGIC = frozenset("*?[")


def find_sources(
    inputs: Iterable[str], suffixes: frozenset[str], meter: Meter
) -> Iterator[Source | FailureRecord]:
    """Sources in a fixed order: inputs as given, folders and globs sorted by name.

    Args:
        inputs: paths, glob patterns, ``-`` for standard input.
        suffixes: of the files to take from folders; a file named directly is always taken.
        meter: is told what is read from files.
    """
    for name in inputs:
        if name == STDIN:
            yield Source("<stdin>", _stdin, "stdin", seekable=False)
            continue
        path = Path(name)
        if not path.exists() and not path.is_symlink():
            yield from find_sources(_matches(name), suffixes, meter)
        elif path.is_dir():
            yield from _folder(path, suffixes, meter, frozenset())
        else:
            yield _file(path, meter)


def check_inputs(inputs: Iterable[str]) -> None:
    """Before any work: does every input stand for something?

    Raises:
        UsageError: naming the first that does not.
    """
    for name in inputs:
        path = Path(name)
        if name != STDIN and not path.exists() and not path.is_symlink() and not _matches(name):
            raise UsageError("no such file or folder; check the path", name)


def total_size(inputs: Iterable[str]) -> int:
    """Bytes of all files that the inputs stand for, as far as they can be seen."""
    total = 0
    for name in inputs:
        for path in map(Path, _matches(name) or [name]):
            if path.is_file():
                total += path.stat().st_size
            for folder, _, files in os.walk(path):
                total += sum(_size(Path(folder, file)) for file in files)
    return total


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _matches(pattern: str) -> list[str]:
    if not _MAGIC & set(pattern):
        return []
    return sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - the pattern may be absolute


def _folder(
    folder: Path, suffixes: frozenset[str], meter: Meter, above: frozenset[Path]
) -> Iterator[Source | FailureRecord]:
    real = folder.resolve()
    if real in above:
        yield _failure(folder, "a symbolic link to a folder above it", "remove the link")
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _failure(folder, f"cannot be listed: {error.strerror}", "check the permissions")
        return
    for path in entries:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _folder(path, suffixes, meter, above | {real})
        elif path.suffix.lower() in suffixes:
            yield _file(path, meter)
        elif path.suffix.lower() not in _COMPANIONS:
            allowed = ", ".join(sorted(suffixes))
            yield _failure(path, f"{path.suffix} is no format that can be read", f"known are {allowed}")


def _file(path: Path, meter: Meter) -> Source | FailureRecord:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return _failure(path, f"cannot be read: {error.strerror}", "check path and link")
    if not stat.S_ISREG(mode):
        return _failure(path, "not a regular file", "give files, or - for standard input")
    return file_source(path, meter)


def _stdin() -> BinaryIO:
    return sys.stdin.buffer


def _failure(path: Path, error: str, advice: str) -> FailureRecord:
    return FailureRecord(path=str(path), error=error, advice=advice)
