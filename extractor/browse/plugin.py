"""What Datasette asks for while it draws a page: cells, SQL functions."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette import hookimpl
from markupsafe import Markup

from extractor.writers.evidence import CLOSE, OPEN
from extractor.writers.sqlite import bare

_MARKED = Markup("{}<mark>{}</mark>{}")
_LINK = Markup('<a href="{}">{}</a>')
_EVIDENCE = frozenset({"evidence", "one_sentence", "other_sentence"})
_FIGURE = frozenset({"figure", "one_figure", "other_figure"})


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Saved queries compare names without marks: ``bare(province) = bare(:province)``."""
    conn.create_function("bare", 1, _bare, deterministic=True)


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(row: Any, value: Any, column: str, database: str, datasette: Any) -> Markup | None:
    """Sentences with the quote marked; figures and articles linked to their rows."""
    if value is None:
        return None
    if column in _EVIDENCE and isinstance(value, str):
        return marked(value)
    if column in _FIGURE and isinstance(value, int):
        return _LINK.format(datasette.urls.row(database, "figures", str(value)), value)
    if column == "article" and "doc_id" in row.keys():  # noqa: SIM118 - a row, not a mapping
        from datasette.utils import tilde_encode  # noqa: PLC0415

        return _LINK.format(datasette.urls.row(database, "documents", tilde_encode(row["doc_id"])), value)
    return None


def marked(sentence: str) -> Markup:
    """The sentence as HTML; everything in it is escaped.

    >>> str(marked("x < \u27e642 mô hình\u27e7."))
    'x &lt; <mark>42 mô hình</mark>.'
    """
    before, found, rest = sentence.partition(OPEN)
    quote, closed, after = rest.partition(CLOSE)
    if not (found and closed):
        return Markup.escape(sentence)
    return _MARKED.format(before, quote, after)


def _bare(text: object) -> str | None:
    return bare(text) if isinstance(text, str) else None
