"""Articles from files: one module per format, one failure per thing that cannot be read.

>>> for item in read(["corpus/"]):
...     print(item.doc_id)
"""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

import regex

from extractor.errors import InputError
from extractor.model import Document
from extractor.readers.archive import ARCHIVES, COMPRESSED, unpack
from extractor.readers.files import check_inputs, find_sources
from extractor.readers.jsonl import read_jsonl
from extractor.readers.language import is_vietnamese
from extractor.readers.plain import read_plain
from extractor.readers.source import Item, Limits, Source, failure_of
from extractor.readers.table import read_csv, read_parquet, read_xlsx
from extractor.schema import FailureRecord

__all__ = ["FORMATS", "Item", "Limits", "Source", "check_inputs", "failure_of", "read"]

Reader = Callable[[Source, Limits], Iterator[Item]]

FORMATS: dict[str, Reader] = {
    ".txt": read_plain,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".xlsx": read_xlsx,
}
"""Reader of each file suffix; anything else that is named directly is read as plain text."""

_SUFFIXES = frozenset(FORMATS)
_IN_FOLDERS = _SUFFIXES | COMPRESSED.keys() | ARCHIVES
_DAMAGED = (EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, RuntimeError, NotImplementedError)

_SURROGATE = regex.compile("[\ud800-\udfff]")


def read(inputs: Iterable[str], limits: Limits | None = None) -> Iterator[Item]:
    """Every document of the inputs, and a failure for everything that is none.

    Documents come in a fixed order. The second document with one id, an empty text, one that is too
    long and one that is not Vietnamese are failures.

    Args:
        inputs: files, folders, glob patterns, ``-`` for standard input.
        limits: what still is an article.

    Raises:
        UsageError: for an input that does not exist.
    """
    inputs = list(inputs)
    check_inputs(inputs)
    limits = limits or Limits()
    seen: dict[str, str | None] = {}
    for source in find_sources(inputs, _IN_FOLDERS):
        if isinstance(source, FailureRecord):
            yield source
            continue
        for item in _read_source(source, limits):
            yield _checked(item, limits, seen) if isinstance(item, Document) else item


def _read_source(source: Source, limits: Limits) -> Iterator[Item]:
    try:
        if source.name == "<stdin>":
            source = _sniffed(source)
        for inner in unpack(source, _SUFFIXES):
            if isinstance(inner, FailureRecord):
                yield inner
            else:
                yield from _read_one(inner, limits)
    except OSError as error:
        yield source.failure(f"cannot be read: {error.strerror or error}", "check file and permissions")
    except _DAMAGED as error:
        yield source.failure(f"damaged: {error}", "copy or pack it again")


def _read_one(source: Source, limits: Limits) -> Iterator[Item]:
    """The items of one file; a mistake in a member of an archive does not end the archive."""
    try:
        yield from FORMATS.get(source.suffix, read_plain)(source, limits)
    except InputError as error:
        what, _, advice = error.what.partition("; ")
        yield source.failure(what, advice)


def _sniffed(source: Source) -> Source:
    """Standard input, as JSONL if it begins with an object."""
    stream = source.open()
    head = stream.peek(1)[:1] if isinstance(stream, io.BufferedReader) else b""
    name = "stdin.jsonl" if head == b"{" else "stdin.txt"

    def again() -> BinaryIO:
        return stream

    return replace(source, name=name, file=name, open=again)


def _checked(document: Document, limits: Limits, seen: dict[str, str | None]) -> Item:
    error = advice = None
    if document.doc_id in seen:
        error = f'id "{document.doc_id}" was already used by {seen[document.doc_id]}'
        advice = "give each article its own id"
    elif not document.text.strip():
        error, advice = "empty text", "nothing to extract"
    elif len(document.text) > limits.max_chars:
        error = f"a text of {len(document.text):,} characters; the limit is {limits.max_chars:,}"
        advice = "split it into articles, or raise --max-chars"
    elif _SURROGATE.search(document.text):
        error, advice = "the text has lone surrogates, which no encoding can hold", "export it again"
    elif not limits.any_language and not is_vietnamese(document.text):
        error, advice = "not Vietnamese, or written without diacritics", "skipped; --any-language keeps it"
    seen.setdefault(document.doc_id, document.source_path)
    return document if error is None else failure_of(document, error, advice or "")
