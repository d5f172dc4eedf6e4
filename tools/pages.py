"""Writes generated pages of docs/, or tells which of them are stale; used by the *_reference.py beside it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"


def write_or_check(files: Iterable[tuple[Path, str]], about: str | None) -> int:
    """Write what differs; with ``--check`` only name it, and return 1."""
    parser = argparse.ArgumentParser(description=(about or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare only")
    check = parser.parse_args().check
    stale = [(path, text) for path, text in files if not path.exists() or path.read_text("utf-8") != text]
    for path, text in stale:
        print("differs:" if check else "written:", path.relative_to(ROOT).as_posix())
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return int(check and bool(stale))


def cell(text: str) -> str:
    """``text`` for a cell of a table: one line, nothing in it that Markdown would take for markup."""
    line = " ".join(text.split())
    for mark in ("\\", "|", "*", "<", "[", "]", "_"):
        line = line.replace(mark, f"\\{mark}")
    return line


def code(text: str) -> str:
    """``text`` as code in a cell of a table."""
    return f"`{' '.join(text.split())}`".replace("|", "\\|")
