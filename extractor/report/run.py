"""A finished run folder, read and checked for what the page needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import RunError
from extractor.evaluation.gold import builtin_vocabulary
from extractor.evaluation.predictions import Prediction, read_run
from extractor.model import Document

_AGAIN = "make it again with extract -o FOLDER"


@dataclass(frozen=True, slots=True)
class Run:
    """What one run says.

    Attributes:
        description: the content of ``run.json``.
        articles: what was found, by article, in the order of the run; each has its text.
    """

    description: Mapping[str, Any]
    articles: Mapping[str, Prediction]

    @staticmethod
    def read(folder: Path) -> Run:
        """Read a run folder.

        Raises:
            RunError: if this is no run folder, it was made by a version with other records, it holds
                no texts, or it cannot be read.
        """
        try:
            return _read(folder)
        except OSError as error:
            raise RunError(f"cannot be read: {error.strerror}", str(error.filename or folder)) from error

    def documents(self) -> dict[str, Document]:
        """The articles as gold reads them."""
        return {name: Document(name, article.document["text"]) for name, article in self.articles.items()}


def _read(folder: Path) -> Run:
    if not folder.exists():
        raise RunError("no such run folder; make one with extract -o FOLDER", str(folder))
    if not folder.is_dir():
        raise RunError(f"a report is made from a run folder, not from a file; {_AGAIN}", str(folder))
    description = _description(folder)
    articles = read_run(folder)
    for doc_id, article in articles.items():
        _check_texts(doc_id, article, folder)
    return Run(description, articles)


def _description(folder: Path) -> dict[str, Any]:
    file = folder / "run.json"
    if not file.exists():
        raise RunError(f"not a finished run folder, run.json is missing; {_AGAIN}", str(folder))
    try:
        description = json.loads(file.read_text(encoding="utf-8"))
        made_with, version = str(description["schema_version"]), str(description["version"])
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(f"run.json is not the description of a run; {_AGAIN}", str(file)) from error
    ours = builtin_vocabulary().schema_version
    if made_with != ours:
        raise RunError(
            f"made by version {version}, whose records are {made_with}; this version reads {ours}. "
            "Extract again, or report with that version",
            str(folder),
        )
    return dict(description)


def _check_texts(doc_id: str, article: Prediction, folder: Path) -> None:
    """Without its text nothing of an article can be shown, and with another text all would be wrong."""
    text = article.document.get("text")
    if not isinstance(text, str):
        raise RunError(f'documents.jsonl has no text for "{doc_id}"; {_AGAIN}', str(folder))
    for figure in article.figures:
        if text[figure["start"] : figure["end"]] != figure["quote"]:
            raise RunError(
                f'text[{figure["start"]}:{figure["end"]}] of "{doc_id}" is not the figure\'s quote; {_AGAIN}',
                getattr(figure, "where", str(folder)),
            )
