"""Rows that come back from a cluster in any order, put into the order of the articles on disk.

Each row goes to the bucket of its place, buckets are read one after the other: two passes, however many rows,
and one bucket in memory.
"""

from __future__ import annotations

import pickle
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from extractor.errors import InputError

Row = Mapping[str, Any]

_BUCKET = 2048
_AT_ONCE = 8192


def in_order(rows: Iterable[Row], ids: Iterable[Any], scratch: Path) -> Iterator[Row]:
    """The rows in the order of the articles, exactly one for each.

    Args:
        rows: with ``doc_id``, in any order.
        ids: of the articles, in theirs.
        scratch: a folder with room for all rows.

    Raises:
        InputError: for an article without row, a second row of one article, a row of no article.

    >>> rows = [{"doc_id": "b"}, {"doc_id": "7"}]
    >>> [row["doc_id"] for row in in_order(rows, [7, "b"], Path("."))]
    ['7', 'b']
    """
    places = {str(doc_id): place for place, doc_id in enumerate(ids)}
    with tempfile.TemporaryDirectory(dir=scratch, prefix="order-") as folder:
        _fill(iter(rows), places, Path(folder))
        for number in range(0, len(places), _BUCKET):
            yield from _bucket(Path(folder) / str(number // _BUCKET))


def _fill(rows: Iterator[Row], places: Mapping[str, int], folder: Path) -> None:
    seen = bytearray(len(places))
    while portion := list(islice(rows, _AT_ONCE)):
        buckets: dict[int, list[tuple[int, Row]]] = defaultdict(list)
        for row in portion:
            place = places.get(row["doc_id"])
            if place is None:
                raise InputError(
                    "a row of no article; give the articles that the job has read", row["doc_id"]
                )
            if seen[place]:
                raise InputError("a second row of this article; write into a new folder", row["doc_id"])
            seen[place] = 1
            buckets[place // _BUCKET].append((place, row))
        for number, bucket in buckets.items():
            with (folder / str(number)).open("ab") as stream:
                pickle.dump(bucket, stream)
    missing = [doc_id for doc_id, place in places.items() if not seen[place]]
    if missing:
        count = f"{len(missing)} of {len(places)} articles have"
        raise InputError(f"{count} no row, this is the first; run the job again", missing[0])


def _bucket(path: Path) -> Iterator[Row]:
    found: list[tuple[int, Row]] = []
    with path.open("rb") as stream:
        size = path.stat().st_size
        while stream.tell() < size:
            found += pickle.load(stream)  # noqa: S301 - written above
    yield from (row for _, row in sorted(found, key=lambda item: item[0]))
