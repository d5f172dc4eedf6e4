"""The articles that gold rows and predictions point into, exactly as decoded."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from extractor.errors import GoldError
from extractor.model import Document


def read_corpus(path: Path) -> dict[str, Document]:
    """All articles of a corpus by id, in order.

    Args:
        path: a directory of ``.txt`` files (id = file stem) or a JSONL file, plain or ``.gz``, with
            ``id`` and ``text`` and optionally ``title``, ``published``, ``url``, ``outlet``.

    Raises:
        GoldError: naming file and line of what cannot be read.
    """
    documents: dict[str, Document] = {}
    for document in _folder(path) if path.is_dir() else _lines(path):
        if document.doc_id in documents:
            raise GoldError(f'the id "{document.doc_id}" stands twice; ids are unique', str(path))
        documents[document.doc_id] = document
    if not documents:
        raise GoldError("no articles; give a folder of .txt files or a JSONL with id, text", str(path))
    return documents


def _folder(path: Path) -> Iterator[Document]:
    for file in sorted(path.glob("*.txt")):
        try:
            text = file.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            raise GoldError(f"not UTF-8 at byte {error.start}; save it as UTF-8", str(file)) from error
        yield Document(doc_id=file.stem, text=text, source_path=file.name)


def _lines(path: Path) -> Iterator[Document]:
    if not path.is_file():
        raise GoldError("no such corpus; give a folder of .txt files or a JSONL file", str(path))
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
            doc_id, text = row["id"], row["text"]
        except (ValueError, KeyError, TypeError) as error:
            raise GoldError('not a JSON object with "id" and "text"', where) from error
        optional = {key: row.get(key) for key in ("title", "published", "url", "outlet")}
        known = {"id", "text", *optional}
        extra = {key: value for key, value in row.items() if key not in known}
        yield Document(doc_id=str(doc_id), text=text, source_path=path.name, extra=extra, **optional)
