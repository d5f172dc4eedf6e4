"""One SQLite file: documents, figures, mentions, rejects, failures, runs.

Writing the same documents again replaces their rows, so a run can be repeated or continued into the
same file. Readers see the file as it was until the run is complete (WAL, one transaction).
"""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

from extractor.schema import dumps
from extractor.writers.columns import COLUMNS, NUMBER, WHOLE, flatten, plain_number
from extractor.writers.entry import Entry

_TYPES = {NUMBER: "NUMERIC", WHOLE: "INTEGER"}
_DOCUMENT = (
    "doc_id",
    "title",
    "publication_date",
    "publication_precision",
    "publication_source",
    "outlet",
    "outlet_code",
    "byline",
    "url",
    "province",
    "province_2025",
    "source_path",
    "sha256",
    "n_chars",
    "warnings",
    "extra",
    "text",
)
_MENTION = ("doc_id", "start", "end", "kind", "quote", "value", "details")
_REJECT = ("doc_id", "start", "end", "quote", "stage", "reason", "category", "rule_id")
_FAILURE = ("path", "line", "doc_id", "error", "advice")
_RUN = ("run_id", "version", "rules", "settings", "inputs", "counts", "finished")
_FIGURE = (*(column.name for column in COLUMNS), "search")


def _schema() -> str:
    figures = ", ".join(f'"{column.name}" {_TYPES.get(column.kind, "TEXT")}' for column in COLUMNS)
    figures = figures.replace('"record_id" TEXT', '"record_id" TEXT PRIMARY KEY', 1)
    return f"""
    CREATE TABLE IF NOT EXISTS documents ({_columns(_DOCUMENT)}, PRIMARY KEY ("doc_id"));
    CREATE TABLE IF NOT EXISTS figures ({figures}, search TEXT,
        FOREIGN KEY (doc_id) REFERENCES documents (doc_id));
    CREATE TABLE IF NOT EXISTS mentions ({_columns(_MENTION)},
        FOREIGN KEY (doc_id) REFERENCES documents (doc_id));
    CREATE TABLE IF NOT EXISTS rejects ({_columns(_REJECT)},
        FOREIGN KEY (doc_id) REFERENCES documents (doc_id));
    CREATE TABLE IF NOT EXISTS failures ({_columns(_FAILURE)});
    CREATE TABLE IF NOT EXISTS runs ({_columns(_RUN)}, PRIMARY KEY ("run_id"));
    CREATE INDEX IF NOT EXISTS figures_by_document ON figures (doc_id);
    CREATE INDEX IF NOT EXISTS figures_by_indicator ON figures (indicator, locality_province, period);
    CREATE INDEX IF NOT EXISTS mentions_by_document ON mentions (doc_id);
    CREATE INDEX IF NOT EXISTS rejects_by_document ON rejects (doc_id);
    CREATE VIRTUAL TABLE IF NOT EXISTS figures_fts USING fts5
        (search, content=figures, tokenize="unicode61 remove_diacritics 2");
    """


def _columns(names: Iterable[str]) -> str:
    whole = {"start", "end", "n_chars", "line"}
    return ", ".join(f'"{name}" {"INTEGER" if name in whole else "TEXT"}' for name in names)


def _insert(table: str, names: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(names))
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"INSERT OR REPLACE INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608 - our own names


class SqliteWriter:
    """Writes entries to a database, in one transaction.

    Args:
        path: of the file, which may hold earlier runs.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._new = not path.exists()
        self._finished = False
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.execute("BEGIN IMMEDIATE")
        for statement in _schema().split(";"):
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
        for document in entry.rows("documents"):
            for table in ("figures", "mentions", "rejects"):
                base.execute(f"DELETE FROM {table} WHERE doc_id = ?", (entry.doc_id,))  # noqa: S608
            base.execute(_insert("documents", _DOCUMENT), _cells(document, _DOCUMENT))
        figures = ((*map(plain_number, flatten(row).values()), _search(row)) for row in entry.rows("figures"))
        base.executemany(_insert("figures", _FIGURE), figures)
        base.executemany(_insert("mentions", _MENTION), map(_mention, entry.rows("mentions")))
        base.executemany(_insert("rejects", _REJECT), (_cells(row, _REJECT) for row in entry.rows("rejects")))
        for row in entry.rows("failures"):
            base.execute("DELETE FROM failures WHERE path = ? AND line IS ?", (row["path"], row["line"]))
            base.execute(_insert("failures", _FAILURE), _cells(row, _FAILURE))

    def finish(self, run: dict[str, Any]) -> None:
        """Note the run, make the figures searchable, commit."""
        told = {name: dumps(run[name]) for name in ("version", "rules", "settings", "inputs")}
        run_id = hashlib.sha256("\0".join(told.values()).encode()).hexdigest()[:16]
        self._base.execute(_insert("runs", _RUN), _cells(run | {"run_id": run_id}, _RUN))
        self._base.execute("INSERT INTO figures_fts (figures_fts) VALUES ('rebuild')")
        self._base.execute("COMMIT")
        self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._finished = True


def _cells(row: Mapping[str, Any], names: Iterable[str]) -> list[Any]:
    return [_cell(row.get(name)) for name in names]


def _cell(value: Any) -> Any:
    return dumps(value) if isinstance(value, list | tuple | dict) else plain_number(value)


def _mention(row: Mapping[str, Any]) -> list[Any]:
    details = {name: value for name, value in row.items() if name not in _MENTION and value is not None}
    return _cells({**row, "details": details}, _MENTION)


def _search(row: Mapping[str, Any]) -> str:
    """What full-text search sees: the words as written, and without marks (FTS keeps the d with stroke)."""
    locality = row["locality"] or {}
    text = " ".join(filter(None, (row["quote"], row["name"], locality.get("name"), locality.get("province"))))
    bare = unicodedata.normalize("NFD", text.lower().replace("\u0111", "d"))
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return f"{text} {bare}"
