"""Can this file be browsed? If not, one line says why and what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from extractor.errors import RunError
from extractor.writers.layout import check_layout

_WRITE_ONE = "write one with: extractor extract ARTICLES -o figures.db"


def check_database(path: Path) -> None:
    """Pass if this is a database of figures of this version that can be read now.

    Raises:
        RunError: if it is missing, something else, of another version, or locked by another program.
    """
    where = str(path)
    if path.is_dir():
        raise RunError(f"is a folder, not a database; {_WRITE_ONE}", where)
    if not path.exists():
        raise RunError(f"no such file; {_WRITE_ONE}", where)
    try:
        base = sqlite3.connect(f"file:{quote(where)}?mode=ro", uri=True, timeout=1)
        try:
            check_layout(base, where)
            base.execute("SELECT count(*) FROM (SELECT 1 FROM figures LIMIT 1)").fetchone()
        finally:
            base.close()
    except sqlite3.DatabaseError as error:
        raise RunError(_advice(error), where) from error


def _advice(error: sqlite3.DatabaseError) -> str:
    told = str(error)
    if "locked" in told or "busy" in told:
        return "another program has the database open and locked; close it there and try again"
    if "not a database" in told:
        return f"not a figures database; {_WRITE_ONE}"
    return f"cannot be read ({told}); check that the file and its folder may be read, or {_WRITE_ONE}"
