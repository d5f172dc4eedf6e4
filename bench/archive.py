"""Reads the articles that the benchmarks run on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from extractor.model import Document

DEFAULT = Path(__file__).resolve().parents[1] / "../shared/corpus/archive_sample.jsonl.gz"


def articles(path: Path, count: int) -> list[Document]:
    """``count`` articles spread evenly over a JSONL file (.gz or not)."""
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8").split("\n")
    records = [json.loads(line) for line in lines if line]
    step = max(1, len(records) // count)
    return [
        Document(r["id"], r["text"], title=r.get("title"), published=r.get("published"), url=r.get("url"))
        for r in records[::step][:count]
    ]
