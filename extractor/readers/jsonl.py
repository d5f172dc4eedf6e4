"""JSONL: one article per line, an object with ``id`` and ``text``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from extractor.errors import InputError
from extractor.readers.encoding import decode
from extractor.readers.rows import row_item
from extractor.readers.source import Item, Limits, Source


def read_jsonl(source: Source, limits: Limits) -> Iterator[Item]:
    """The documents of the lines; a line that is wrong gives a failure and reading goes on.

    Raises:
        OSError: if the source cannot be read.
    """
    with source.open() as stream:
        for number, line in enumerate(_lines(stream, limits.max_bytes), start=1):
            if line is None:
                yield source.failure(
                    f"a line of more than {limits.max_bytes:,} bytes",
                    "split it, or raise --max-chars",
                    line=number,
                )
            elif not line.isspace():
                yield _item(source, line, number, limits.legacy)


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Lines; None stands for one that is longer than the limit."""
    while line := stream.readline(limit):
        if len(line) < limit or line.endswith(b"\n"):
            yield line
            continue
        while rest := stream.readline(limit):
            if rest.endswith(b"\n"):
                break
        yield None


def _item(source: Source, line: bytes, number: int, old_fonts: str) -> Item:
    try:
        return row_item(source, json.loads(decode(line, old_fonts)), number)
    except InputError as error:
        what, _, advice = error.what.partition("; ")
        return source.failure(what, advice, line=number)
    except (ValueError, RecursionError) as error:
        return source.failure(f"broken JSON: {_reason(error)}", "mend or remove the line", line=number)


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    return "nested too deeply" if isinstance(error, RecursionError) else "a number of thousands of digits"
