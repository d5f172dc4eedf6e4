"""One SQLite file: documents, figures, mentions, rejects, failures, runs.

Writing the same documents again replaces their rows, so a run can be repeated or continued into the
same file. Readers see the file as it was until the run is complete (WAL, one transaction).

The file says what it is (`layout`). ``figures_fts`` finds "doan hung" for "Đoan Hùng"; the view
``evidence`` is what people read.
"""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

import regex

from extractor.engine.load import load_rules
from extractor.errors import RunError
from extractor.schema import dumps
from extractor.writers.columns import flatten, plain_number
from extractor.writers.entry import Entry
from extractor.writers.evidence import Evidence
from extractor.writers.layout import DOCUMENT, FAILURE, FIGURE, MENTION, REJECT, RUN, check_layout, schema
from extractor.writers.links import link_figures

_MARKS = regex.compile(r"\p{M}+")


def _insert(table: str, names: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(names))
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"INSERT OR REPLACE INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608 - our own names


class SqliteWriter:
    """Writes entries to a database, in one transaction.

    Args:
        path: of the file, which may hold earlier runs.
        link: whether figures of different articles are linked at the end.
    """

    def __init__(self, path: Path, *, link: bool = True) -> None:
        self._path = path
        self._link = link
        self._new = not path.exists()
        self._finished = False
        self._evidence = Evidence(load_rules())
        self._base = sqlite3.connect(path, isolation_level=None)
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            self._base.close()
            raise RunError(_advice(error), str(path)) from error
        except RunError:
            self._base.close()
            raise

    def _open(self) -> None:
        check_layout(self._base, str(self._path), empty=True)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.create_function("words", 4, _words, deterministic=True)
        self._base.execute("BEGIN IMMEDIATE")
        for statement in schema().split(";"):
            self._base.execute(statement)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._finished:
            self._base.rollback()
        self._base.close()
        if self._new and not self._finished:
            self._path.unlink(missing_ok=True)

    def write(self, entry: Entry) -> None:
        """Replace all rows of one document."""
        base = self._base
        text, borders = "", list[int]()
        for document in entry.rows("documents"):
            text = document["text"]
            borders = [region[end] for region in document["regions"] for end in ("start", "end")]
            for table in ("figures", "mentions", "rejects"):
                base.execute(f"DELETE FROM {table} WHERE doc_id = ?", (entry.doc_id,))  # noqa: S608
            base.execute(_insert("documents", DOCUMENT), _cells(document, DOCUMENT))
        figures = (
            (
                *map(plain_number, flatten(row).values()),
                self._evidence.marked(text, row["start"], row["end"], borders),
            )
            for row in entry.rows("figures")
        )
        base.executemany(_insert("figures", FIGURE), figures)
        base.executemany(_insert("mentions", MENTION), map(_mention, entry.rows("mentions")))
        base.executemany(_insert("rejects", REJECT), (_cells(row, REJECT) for row in entry.rows("rejects")))
        for row in entry.rows("failures"):
            base.execute("DELETE FROM failures WHERE path = ? AND line IS ?", (row["path"], row["line"]))
            base.execute(_insert("failures", FAILURE), _cells(row, FAILURE))

    def finish(self, run: dict[str, Any]) -> None:
        """Link the figures, note the run, make the figures searchable, commit."""
        told = {name: dumps(run[name]) for name in ("version", "rules", "settings", "inputs")}
        run_id = hashlib.sha256("\0".join(told.values()).encode()).hexdigest()[:16]
        linked = link_figures(self._base) if self._link else "no"
        self._base.execute(_insert("runs", RUN), _cells(run | {"run_id": run_id, "linked": linked}, RUN))
        self._base.execute("INSERT INTO figures_fts (figures_fts) VALUES ('delete-all')")
        self._base.execute(
            "INSERT INTO figures_fts (rowid, words)"
            " SELECT id, words(evidence, name, locality_name, locality_province) FROM figures"
        )
        self._base.execute("COMMIT")
        self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._finished = True


def _cells(row: Mapping[str, Any], names: Iterable[str]) -> list[Any]:
    return [_cell(row.get(name)) for name in names]


def _cell(value: Any) -> Any:
    return dumps(value) if isinstance(value, list | tuple | dict) else plain_number(value)


def _mention(row: Mapping[str, Any]) -> list[Any]:
    details = {name: value for name, value in row.items() if name not in MENTION and value is not None}
    return _cells({**row, "details": details}, MENTION)


def bare(text: str) -> str:
    """Lower case without marks, for comparison; the folding of FTS keeps the d with stroke.

    >>> bare("Đoan Hùng")
    'doan hung'
    """
    split = unicodedata.normalize("NFD", text.lower().replace("\u0111", "d"))
    return str(_MARKS.sub("", split))


def _words(*texts: str | None) -> str:
    """What full-text search sees: the words as written, and bare."""
    text = " ".join(filter(None, texts))
    return f"{text} {bare(text)}"


def _advice(error: sqlite3.DatabaseError) -> str:
    if "locked" in str(error) or "busy" in str(error):
        return "the database is open in another program that writes to it; close it there and try again"
    return f"cannot be written as a database ({error}); give another name, or remove the file"
