"""Run folders as the comparison reads them: checked documents and figures of one or several runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import RunError
from extractor.schema import DocumentRecord, FigureRecord, loads

Row = dict[str, Any]
_AGAIN = "make the run again with this version: extractor extract INPUT -o FOLDER"


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles of the runs by id, and their figures in the order of the files."""

    documents: dict[str, Row]
    figures: list[Row]


def read_runs(runs: str | Path | Iterable[str | Path]) -> Articles:
    """Read run folders; an article that is in several runs is read once.

    Raises:
        RunError: for what is no run folder, comes from another version, or has a broken line
            (``file:line``), and for one id that stands for two texts.
    """
    folders = [Path(runs)] if isinstance(runs, str | Path) else [Path(run) for run in runs]
    documents: dict[str, Row] = {}
    figures: list[Row] = []
    for folder in folders:
        version = _check(folder)
        known = set(documents)
        for row in _rows(folder / "documents.jsonl", frozenset(DocumentRecord.model_fields), version):
            doc_id = row["doc_id"]
            if doc_id in documents and documents[doc_id]["sha256"] != row["sha256"]:
                raise RunError(
                    f"{doc_id} is another article in an earlier run; give them different ids", str(folder)
                )
            documents.setdefault(doc_id, row)
        for row in _rows(folder / "figures.jsonl", frozenset(FigureRecord.model_fields), version):
            if row["doc_id"] not in known:
                figures.append(row)  # noqa: PERF401 - a broken line must not lose its number
    return Articles(documents, figures)


def _check(folder: Path) -> str:
    """The version the run was made with."""
    file = folder / "run.json"
    if not folder.is_dir() or not file.is_file():
        raise RunError(f"not a run folder, run.json is missing; {_AGAIN}", str(folder))
    try:
        run = json.loads(file.read_text(encoding="utf-8"))
        return f"{run['version']}, schema {run['schema_version']}"
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(f"run.json does not describe a run; {_AGAIN}", str(file)) from error


def _rows(file: Path, fields: frozenset[str], version: str) -> Iterator[Row]:
    if not file.is_file():
        raise RunError(f"{file.name} is missing; {_AGAIN}", str(file.parent))
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            where = f"{file}:{number}"
            try:
                row = loads(line)
            except ValueError as error:
                raise RunError(f"not a line of JSON; {_AGAIN}", where) from error
            found = set(row) if isinstance(row, dict) else set()
            if found != fields:
                named = min(fields ^ found) if found else "all of them"
                what = "lacks" if named in fields or not found else "has the unknown"
                raise RunError(
                    f"the row {what} field {named}; the run was made by version {version}: {_AGAIN}", where
                )
            yield row
