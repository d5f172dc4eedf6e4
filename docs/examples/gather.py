"""Rows that a job with --lines has written, as one run: python gather.py articles.parquet lines out.

The articles, Parquet or JSONL, say the order. Each must have exactly one row, or nothing is written.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds

from extractor.batch import gather
from extractor.config import Config


def rows_of(lines: str) -> Iterator[dict[str, Any]]:
    """The rows as they are on disk."""
    for batch in ds.dataset(lines, exclude_invalid_files=True).to_batches(batch_size=1024):
        yield from batch.to_pylist()


def main() -> None:
    """Order, check, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", help="what the job has read")
    parser.add_argument("lines", help="what the job has written")
    parser.add_argument("output", help="a folder, or a file: .jsonl .csv .parquet .xlsx .db")
    parser.add_argument("--ner", default="underthesea", help="as in the job")
    parser.add_argument("--rules", type=Path, help="as in the job")
    args = parser.parse_args()
    articles = ds.dataset(args.articles, format="json" if "json" in args.articles else "parquet")
    ids = articles.to_table(["id"])["id"].to_pylist()
    summary = gather(rows_of(args.lines), args.output, Config(ner=args.ner, rules=args.rules), ids)
    print(f"{summary.documents} articles, {summary.figures} figures, {summary.rejects} rejects")


if __name__ == "__main__":
    main()
