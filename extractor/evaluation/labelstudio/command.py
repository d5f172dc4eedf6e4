"""``extractor export labelstudio`` and ``extractor import labelstudio``."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from extractor.errors import ExtractorError, GoldError, UsageError
from extractor.evaluation.corpus import read_corpus
from extractor.evaluation.gold import builtin_vocabulary, read_gold
from extractor.evaluation.labelstudio.config import config_xml
from extractor.evaluation.labelstudio.export import empty_task, gold_tasks, run_tasks
from extractor.evaluation.labelstudio.load import rows_of_task
from extractor.evaluation.predictions import read_run
from extractor.schema.jsonline import dumps


def run_export(
    corpus: Path,
    output: Path,
    *,
    gold: Path | None = None,
    run: Path | None = None,
    config: Path | None = None,
    err: TextIO | None = None,
) -> int:
    """Write tasks for Label Studio.

    Args:
        corpus: the articles.
        output: JSON file of tasks to import into a project.
        gold: export this gold set as annotations.
        run: export what this run found as pre-annotations; without either, bare articles.
        config: also write the project's labelling configuration (XML) here.
        err: where complaints go, stderr if left out.
    """
    try:
        if gold is not None and run is not None:
            raise UsageError("give a gold set or a run, not both")
        documents = read_corpus(corpus)
        if gold is not None:
            tasks = gold_tasks(read_gold(gold, documents))
        elif run is not None:
            tasks = run_tasks(documents.values(), read_run(run))
        else:
            tasks = [empty_task(document) for document in documents.values()]
        output.write_text(json.dumps(tasks, ensure_ascii=False, default=_number) + "\n", encoding="utf-8")
        if config is not None:
            config.write_text(config_xml(builtin_vocabulary()), encoding="utf-8")
    except ExtractorError as error:
        (err or sys.stderr).write(f"error: {error}\n")
        return 2
    return 0


def run_import(export: Path, output: Path, *, corpus: Path | None = None, err: TextIO | None = None) -> int:
    """Turn a JSON export of a project into a gold set.

    Args:
        export: the exported file.
        output: folder for ``figures.jsonl`` and the others.
        corpus: the articles as they are now; the texts in the export if left out.
        err: where complaints go, stderr if left out.
    """
    try:
        tasks = _tasks(export)
        documents = read_corpus(corpus) if corpus is not None else {}
        rows: dict[str, list[dict[str, Any]]] = {}
        for at, task in enumerate(tasks):
            doc_id = task.get("data", {}).get("doc_id")
            if corpus is not None and doc_id not in documents:
                raise GoldError(f'the corpus has no article "{doc_id}"', f"{export}: task {at + 1}")
            text = documents[doc_id].text if corpus is not None else None
            for stem, found in rows_of_task(task, f"{export}: task {at + 1}", text=text).items():
                rows.setdefault(stem, []).extend(found)
        _write(output, rows)
        if corpus is not None:
            read_gold(output, documents)
    except ExtractorError as error:
        (err or sys.stderr).write(f"error: {error}\n")
        return 2
    return 0


def _tasks(export: Path) -> Sequence[dict[str, Any]]:
    try:
        tasks = json.loads(export.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", str(export)) from error
    except ValueError as error:
        raise GoldError(f"not JSON: {error}; export the project as JSON", str(export)) from error
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise GoldError("not a list of tasks; export the project as JSON", str(export))
    return tasks


def _write(output: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    output.mkdir(parents=True, exist_ok=True)
    for stem, found in rows.items():
        if found or stem == "figures":
            lines = "".join(dumps(row) + "\n" for row in found)
            (output / f"{stem}.jsonl").write_text(lines, encoding="utf-8", newline="\n")


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} is not JSON")
