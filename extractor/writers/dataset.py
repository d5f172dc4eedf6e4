"""The dataset folder: five JSONL files, a journal of what each document contributed, run.json.

    figures.jsonl  documents.jsonl  mentions.jsonl  rejects.jsonl  failures.jsonl
    journal.jsonl  one line per document: its key, and how many bytes of each file are its own
    run.json       version, rules, settings, counts, timing

New files are written beside the old ones and take their place when the run is complete.
"""

from __future__ import annotations

import os
import shutil
from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, Self

from extractor.schema import dumps, loads
from extractor.writers.entry import FILES, Entry

JOURNAL = "journal.jsonl"
RUN = "run.json"


class DatasetFiles:
    """The growing files of a dataset in one folder.

    Args:
        folder: is made if need be; files in it are overwritten.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._stack = ExitStack()
        self._files: dict[str, BinaryIO] = {
            name: self._stack.enter_context((folder / f"{name}.jsonl").open("wb"))
            for name in (*FILES, "journal")
        }

    def write(self, entry: Entry) -> None:
        """Append the lines of one document."""
        for name in FILES:
            if entry.lines[name]:
                self._files[name].write(entry.lines[name])
        self._files["journal"].write(journal_line(entry))

    def close(self, *, to_disk: bool = False) -> None:
        """Close the files, if asked for not before the disk has them."""
        if to_disk:
            for stream in self._files.values():
                stream.flush()
                os.fsync(stream.fileno())
        self._stack.close()


class DatasetWriter:
    """Writes entries to a dataset folder.

    Args:
        folder: where the dataset will be.
        scratch: a folder on the same disk for unfinished files.
    """

    def __init__(self, folder: Path, scratch: Path) -> None:
        self._folder, self._scratch = folder, scratch
        self._files = DatasetFiles(scratch)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def write(self, entry: Entry) -> None:
        """Append the lines of one document."""
        self._files.write(entry)

    def finish(self, run: dict[str, Any]) -> None:
        """Put the complete files in place; the journal, which vouches for them, comes last."""
        self._files.close(to_disk=True)
        (self._scratch / RUN).write_text(pretty(run), encoding="utf-8")
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / JOURNAL).unlink(missing_ok=True)
        for name in (*(f"{name}.jsonl" for name in FILES), RUN, JOURNAL):
            (self._scratch / name).replace(self._folder / name)
        shutil.rmtree(self._scratch, ignore_errors=True)


class DatasetReader:
    """The entries of a finished dataset folder, in order or one by one.

    Args:
        folder: with a journal.

    Raises:
        OSError: if there is none.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, BinaryIO] = {}
        self._starts = {name: array("q", [0]) for name in (*FILES, "journal")}
        self._keys: list[str] = []
        with (folder / JOURNAL).open("rb") as journal:
            for line in journal:
                item = loads(line)
                self._keys.append(item["key"])
                for name in FILES:
                    self._starts[name].append(self._starts[name][-1] + item["bytes"].get(name, 0))
                self._starts["journal"].append(self._starts["journal"][-1] + len(line))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def take_keys(self) -> list[str]:
        """The keys of the entries, in order; they are handed over, not kept."""
        keys, self._keys = self._keys, []
        return keys

    def entry(self, position: int) -> Entry:
        """One entry, read from disk."""
        item = loads(self._read("journal", position))
        lines = {name: self._read(name, position) for name in FILES}
        return Entry(item["key"], item["doc_id"], lines, item["found"])

    def entries(self) -> Iterator[Entry]:
        """All entries."""
        return map(self.entry, range(len(self._starts["journal"]) - 1))

    def close(self) -> None:
        """Close the files."""
        for stream in self._files.values():
            stream.close()
        self._files.clear()

    def _read(self, name: str, position: int) -> bytes:
        start, end = self._starts[name][position : position + 2]
        if start == end:
            return b""
        if name not in self._files:
            self._files[name] = (self.folder / f"{name}.jsonl").open("rb")
        self._files[name].seek(start)
        return self._files[name].read(end - start)


def journal_line(entry: Entry) -> bytes:
    """What the journal says about one entry."""
    sizes = {name: len(lines) for name, lines in entry.lines.items() if lines}
    item = {"key": entry.key, "doc_id": entry.doc_id, "bytes": sizes, "found": entry.found}
    return (dumps(item) + "\n").encode()


def pretty(value: dict[str, Any], indent: str = "") -> str:
    """JSON for people: one field per line, nested objects indented."""
    inner = indent + "  "
    fields = (
        f"{inner}{dumps(key)}: {pretty(item, inner) if isinstance(item, dict) and item else dumps(item)}"
        for key, item in value.items()
    )
    return "{\n" + ",\n".join(fields) + f"\n{indent}}}" + ("\n" if not indent else "")
