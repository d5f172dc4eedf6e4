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
from extractor.readers.encoding import fonts
from extractor.readers.files import check_inputs, find_sources, total_size
from extractor.readers.html import document_of, read_html
from extractor.readers.jsonl import read_jsonl
from extractor.readers.language import is_vietnamese
from extractor.readers.legacy import convert, is_mojibake, recognise
from extractor.readers.plain import read_plain
from extractor.readers.source import Item, Limits, Meter, Page, Source, failure_of
from extractor.readers.table import read_csv, read_parquet, read_xlsx
from extractor.readers.warc import read_warc
from extractor.schema import FailureRecord

__all__ = [
    "FORMATS",
    "Item",
    "Limits",
    "Meter",
    "Page",
    "Source",
    "check_inputs",
    "failure_of",
    "read",
    "read_items",
    "resolve",
    "total_size",
]

Reader = Callable[[Source, Limits], Iterator[Item]]

FORMATS: dict[str, Reader] = {
    ".txt": read_plain,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".xlsx": read_xlsx,
    ".html": read_html,
    ".htm": read_html,
    ".warc": read_warc,
}
"""Reader of each file suffix; anything else that is named directly is read as plain text."""

_SUFFIXES = frozenset(FORMATS)
_IN_FOLDERS = _SUFFIXES | COMPRESSED.keys() | ARCHIVES
_DAMAGED = (EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, RuntimeError, NotImplementedError)

_SURROGATE = regex.compile("[\ud800-\udfff]")


def read(inputs: Iterable[str], limits: Limits | None = None) -> Iterator[Document | FailureRecord]:
    """Every document of the inputs, and a failure for everything that is none.

    Documents come in a fixed order. The second document with one id, an empty text, one that is too
    long and one that is not Vietnamese are failures.

    Args:
        inputs: files, folders, glob patterns, ``-`` for standard input.
        limits: what still is an article.

    Raises:
        UsageError: for an input that does not exist.
    """
    limits = limits or Limits()
    for item in read_items(inputs, limits):
        yield item if isinstance(item, FailureRecord) else resolve(item, limits)


def read_items(inputs: Iterable[str], limits: Limits, meter: Meter | None = None) -> Iterator[Item]:
    """As `read`, but pages stay pages and texts are unchecked: `resolve` does that, anywhere."""
    inputs = list(inputs)
    check_inputs(inputs)
    seen: dict[str, str | None] = {}
    for source in find_sources(inputs, _IN_FOLDERS, meter or Meter()):
        if isinstance(source, FailureRecord):
            yield source
            continue
        for item in _read_source(source, limits):
            if not isinstance(item, FailureRecord) and item.doc_id in seen:
                error = f'id "{item.doc_id}" was already used by {seen[item.doc_id]}'
                yield failure_of(item, error, "give each article its own id")
            else:
                if not isinstance(item, FailureRecord):
                    seen[item.doc_id] = item.source_path
                yield item


def resolve(item: Document | Page, limits: Limits) -> Document | FailureRecord:
    """The document of an item, if there is one and it is an article in Vietnamese."""
    try:
        document = document_of(item, limits) if isinstance(item, Page) else item
        document = _in_unicode(document, fonts(limits.legacy))
        check_text(document.text, limits)
    except InputError as error:
        what, _, advice = error.what.partition("; ")
        return failure_of(item, what, advice)
    return document


def check_text(text: str, limits: Limits) -> None:
    """Is this the text of an article?

    Raises:
        InputError: saying why not.
    """
    if not text.strip():
        raise InputError("empty text; nothing to extract")
    if len(text) > limits.max_chars:
        raise InputError(
            f"a text of {len(text):,} characters, the limit is {limits.max_chars:,}; "
            "split it into articles, or raise --max-chars"
        )
    if _SURROGATE.search(text):
        raise InputError("the text has lone surrogates, which no encoding can hold; export it again")
    if not limits.any_language and not is_vietnamese(text):
        raise InputError(_other_language(text))


def _other_language(text: str) -> str:
    """What a text is that does not look Vietnamese, and what to do."""
    old = recognise(text)
    if old is not None:
        return f"looks like {old.upper()}, an old font encoding; --legacy auto converts it"
    if is_mojibake(text):
        return "UTF-8 that was read as Latin-1 on its way; export it again as UTF-8"
    return "not Vietnamese, or written without diacritics; skipped, --any-language keeps it"


def _in_unicode(document: Document, old_fonts: tuple[str, ...]) -> Document:
    """The document itself, or converted if it is written for one of these fonts."""
    old = recognise(document.text, old_fonts) if old_fonts else None
    if old is None:
        return document
    title = convert(document.title, old) if document.title else document.title
    return replace(document, text=convert(document.text, old), title=title)


def _read_source(source: Source, limits: Limits) -> Iterator[Item]:
    try:
        if source.name == "<stdin>":
            source = _sniffed(source)
        for inner in unpack(source, _SUFFIXES):
            if isinstance(inner, FailureRecord):
                yield inner
            else:
                yield from _read_one(inner, limits)
    except InputError as error:
        what, _, advice = error.what.partition("; ")
        yield source.failure(what, advice)
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
