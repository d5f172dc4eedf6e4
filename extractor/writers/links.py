"""Figures of different articles in a database: the same, superseded, contradicting each other.

The table ``links`` holds what `extractor.reconcile` finds, over all articles of the database; the column
``same_as`` of a figure names the one that stands for both, so that a fact is counted once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from extractor.errors import UsageError
from extractor.reconcile import reconcile
from extractor.writers.columns import COLUMNS, restore

_DOCUMENT = ("doc_id", "title", "publication_date", "outlet", "outlet_code", "text")
YES, NO = "yes", "no, datasketch was not installed"


def link_figures(base: sqlite3.Connection) -> str:
    """Find the links anew and store them; says whether it could.

    Args:
        base: a database in a transaction, all articles and figures in place.
    """
    base.execute("DELETE FROM links")
    base.execute("UPDATE figures SET same_as = NULL WHERE same_as IS NOT NULL")
    try:
        found = reconcile(_documents(base), _figures(base))
    except UsageError:  # the extra is not there: an answer that is told, not an error of this run
        return NO
    ids = dict(base.execute("SELECT record_id, id FROM figures"))
    base.executemany(
        "INSERT INTO links (type, one, other, strength, reasons) VALUES (?, ?, ?, ?, ?)",
        (
            (item.type, ids[item.left], ids[item.right], item.strength, "; ".join(item.reasons))
            for item in found.links
        ),
    )
    base.executemany(
        "UPDATE figures SET same_as = ? WHERE record_id = ?",
        ((head, record_id) for record_id, head in found.group.items() if head != record_id),
    )
    return YES


def _documents(base: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for row in base.execute(f"SELECT {', '.join(_DOCUMENT)} FROM documents ORDER BY doc_id"):  # noqa: S608
        yield dict(zip(_DOCUMENT, row, strict=True))


def _figures(base: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    names = [column.name for column in COLUMNS]
    quoted = ", ".join(f'"{name}"' for name in names)
    for row in base.execute(f"SELECT {quoted} FROM figures ORDER BY id"):  # noqa: S608 - our own names
        figure = restore(dict(zip(names, row, strict=True)))
        figure["rel"] = json.loads(figure["rel"] or "[]")
        yield figure
