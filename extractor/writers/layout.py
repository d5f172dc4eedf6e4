"""Tables, indexes and views of a database of figures, and how such a file is recognised."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from importlib import resources

from extractor.errors import RunError
from extractor.writers.columns import COLUMNS, NUMBER, WHOLE

APPLICATION = 0x56_4E_46_47  # "VNFG"
"""In the header of every database of figures."""
LAYOUT = 1
"""Of tables and views; a database of another layout is written anew, never mended."""


_TYPES = {NUMBER: "NUMERIC", WHOLE: "INTEGER"}
DOCUMENT = (
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
MENTION = ("doc_id", "start", "end", "kind", "quote", "value", "details")
REJECT = ("doc_id", "start", "end", "quote", "stage", "reason", "category", "rule_id")
FAILURE = ("path", "line", "doc_id", "error", "advice")
RUN = ("run_id", "version", "rules", "settings", "inputs", "counts", "finished", "linked")
FIGURE = (*(column.name for column in COLUMNS), "evidence")


def schema() -> str:
    """The statements that make an empty database, or complete one of the same layout."""
    figures = ", ".join(f'"{column.name}" {_TYPES.get(column.kind, "TEXT")}' for column in COLUMNS)
    figures = figures.replace('"record_id" TEXT', '"record_id" TEXT NOT NULL UNIQUE', 1)
    views = resources.files("extractor.writers").joinpath("views.sql").read_text("utf-8")
    return f"""
    CREATE TABLE IF NOT EXISTS documents ({_columns(DOCUMENT)}, PRIMARY KEY ("doc_id"));
    CREATE TABLE IF NOT EXISTS figures (id INTEGER PRIMARY KEY, {figures}, evidence TEXT, same_as TEXT,
        FOREIGN KEY (doc_id) REFERENCES documents (doc_id));
    CREATE TABLE IF NOT EXISTS mentions ({_columns(MENTION)},
        FOREIGN KEY (doc_id) REFERENCES documents (doc_id));
    CREATE TABLE IF NOT EXISTS rejects ({_columns(REJECT)},
        FOREIGN KEY (doc_id) REFERENCES documents (doc_id));
    CREATE TABLE IF NOT EXISTS links (type TEXT, one INTEGER, other INTEGER, strength REAL, reasons TEXT,
        FOREIGN KEY (one) REFERENCES figures (id), FOREIGN KEY (other) REFERENCES figures (id));
    CREATE TABLE IF NOT EXISTS failures ({_columns(FAILURE)});
    CREATE TABLE IF NOT EXISTS runs ({_columns(RUN)}, PRIMARY KEY ("run_id"));
    CREATE INDEX IF NOT EXISTS figures_by_document ON figures (doc_id);
    CREATE INDEX IF NOT EXISTS figures_by_indicator ON figures (indicator, locality_province, period);
    CREATE INDEX IF NOT EXISTS figures_by_province ON figures (locality_province);
    CREATE INDEX IF NOT EXISTS figures_by_province_2025
        ON figures (locality_province_2025, locality_province);
    CREATE INDEX IF NOT EXISTS figures_by_value ON figures (value);
    CREATE INDEX IF NOT EXISTS figures_by_period ON figures (period);
    CREATE INDEX IF NOT EXISTS figures_by_confidence ON figures (confidence);
    CREATE INDEX IF NOT EXISTS figures_achieved ON figures
        (indicator, object, doc_id, locality_province_2025, period)
        WHERE repeat_of IS NULL AND same_as IS NULL AND status = 'achieved';
    CREATE INDEX IF NOT EXISTS links_by_type ON links (type, strength);
    CREATE INDEX IF NOT EXISTS figures_by_same ON figures (same_as) WHERE same_as IS NOT NULL;
    CREATE INDEX IF NOT EXISTS mentions_by_document ON mentions (doc_id);
    CREATE INDEX IF NOT EXISTS rejects_by_document ON rejects (doc_id);
    CREATE VIRTUAL TABLE IF NOT EXISTS figures_fts USING fts5
        (words, content='', tokenize="unicode61 remove_diacritics 2");
    PRAGMA application_id = {APPLICATION};
    PRAGMA user_version = {LAYOUT};
    {views}
    """


def _columns(names: Iterable[str]) -> str:
    whole = {"start", "end", "n_chars", "line"}
    return ", ".join(f'"{name}" {"INTEGER" if name in whole else "TEXT"}' for name in names)


def check_layout(base: sqlite3.Connection, path: str, *, empty: bool = False) -> None:
    """Is this a database of figures that this version can use?

    Args:
        base: an open connection.
        path: to be named in the message.
        empty: whether a database without any table will do.

    Raises:
        RunError: if it holds something else, or was written by a version with another layout.
        sqlite3.DatabaseError: if it is no database, locked, or cannot be read.
    """
    tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables and empty:
        return
    application = base.execute("PRAGMA application_id").fetchone()[0]
    layout = base.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION and not {"figures", "documents", "runs"} <= tables:
        raise RunError(
            "not a figures database; write one with: extractor extract ARTICLES -o figures.db", path
        )
    if application != APPLICATION or layout != LAYOUT:
        raise RunError(
            f"written by another version (layout {layout}, this is {LAYOUT}); write it anew with:"
            " extractor extract ARTICLES -o figures.db",
            path,
        )
