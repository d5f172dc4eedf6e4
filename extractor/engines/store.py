"""Finished work on disk: a shard is a small dataset folder, complete or not there at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from extractor.engines.shard import Known
from extractor.errors import UsageError
from extractor.writers import Entry
from extractor.writers.dataset import JOURNAL, DatasetFiles, DatasetReader

try:
    import fcntl
except ImportError:  # pragma: no cover - not POSIX
    fcntl = None  # type: ignore[assignment]

_OPEN_AT_ONCE = 8
_POSITION_BITS = 40  # folder and position in one int: there may be millions
_POSITION_MASK = (1 << _POSITION_BITS) - 1


def claim(folder: Path, output: str) -> Callable[[], None]:
    """Keep other runs out of a working folder, as long as this process lives.

    Returns:
        What gives the folder free again.

    Raises:
        UsageError: if another run is working there.
    """
    if fcntl is None:  # no such locks on this platform
        return lambda: None
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise UsageError(
            "another run is writing there; wait for it or choose another output", output
        ) from error
    return lambda: os.close(lock)


def write_shard(folder: Path, name: str, entries: Iterable[Entry]) -> Path:
    """Write a shard under a temporary name, then give it its own.

    Args:
        folder: of the shards.
        name: never used before, not even by a run that was killed: its workers may still be writing.
        entries: of the documents of the shard.

    Raises:
        OSError: if the disk is full or cannot be written; nothing is left behind then.
    """
    final = folder / name
    unfinished = folder / f"{name}.tmp"
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        files = DatasetFiles(unfinished)
        try:
            for entry in entries:
                files.write(entry)
        finally:
            files.close()
        unfinished.rename(final)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return final


class Store:
    """What earlier runs have left: the shards of one that was stopped, the dataset of one that was not.

    Args:
        folder: of the shards.
        dataset: the output folder, if the output is one.
    """

    def __init__(self, folder: Path, dataset: Path | None) -> None:
        self._shards = folder
        self._dataset = dataset
        self._folders: list[Path] = []
        self._known: dict[bytes, int] = {}
        self._open: dict[int, DatasetReader] = {}

    def clear(self) -> None:
        """Forget earlier shards."""
        shutil.rmtree(self._shards, ignore_errors=True)
        self._shards.mkdir(parents=True, exist_ok=True)

    def load(self) -> None:
        """Read all journals."""
        self._shards.mkdir(parents=True, exist_ok=True)
        finished = sorted(path for path in self._shards.iterdir() if path.suffix != ".tmp")
        datasets = [self._dataset] if self._dataset and (self._dataset / JOURNAL).exists() else []
        for folder in (*datasets, *finished):
            base = len(self._folders) << _POSITION_BITS
            self._folders.append(folder)
            for position, key in enumerate(DatasetReader(folder).take_keys()):
                if key:
                    self._known[bytes.fromhex(key)] = base | position

    def known(self, key: str) -> Known | None:
        """Where the entry with this key is, if there is one."""
        place = self._known.get(bytes.fromhex(key))
        return None if place is None else Known(place >> _POSITION_BITS, place & _POSITION_MASK)

    def entry(self, known: Known) -> Entry:
        """Read an entry again."""
        reader = self._open.get(known.dataset)
        if reader is None:
            if len(self._open) >= _OPEN_AT_ONCE:
                self._open.pop(next(iter(self._open))).close()
            reader = self._open[known.dataset] = DatasetReader(self._folders[known.dataset])
        return reader.entry(known.position)

    def close(self) -> None:
        """Close what is open."""
        for reader in self._open.values():
            reader.close()
        self._open.clear()
