"""Run folders made from short articles, as `extractor extract` writes them."""

from __future__ import annotations

import json
from pathlib import Path

from extractor import __version__
from extractor.api import extract, records
from extractor.schema import dumps


def make_run(folder: Path, articles: list[dict[str, str]]) -> Path:
    """A run folder; articles have ``text`` and, optionally, ``published``, ``outlet``, ``doc_id``."""
    folder.mkdir(parents=True)
    with (
        (folder / "figures.jsonl").open("w", encoding="utf-8") as figures,
        (folder / "documents.jsonl").open("w", encoding="utf-8") as documents,
    ):
        for number, article in enumerate(articles):
            given = {"doc_id": f"a{number}", "ner": "none", **article}
            found = records(extract(given.pop("text"), **given))
            documents.write(dumps(found.document) + "\n")
            figures.writelines(dumps(figure) + "\n" for figure in found.figures)
    run = {"version": __version__, "schema_version": "1.1", "rules": "made"}
    (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    return folder
