"""WARC archives of web crawls: each HTML response is a page; its address and date become metadata."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from extractor.errors import InputError
from extractor.readers.source import Item, Limits, Page, Source


def read_warc(source: Source, limits: Limits) -> Iterator[Item]:
    """The HTML pages of the responses; the id of a page is its record id, or else its number.

    Raises:
        InputError: if the package is missing, or it is no WARC file.
        OSError: if it cannot be read.
    """
    try:
        warc = import_module("fastwarc.warc")
    except ImportError as error:
        raise InputError("reading WARC needs fastwarc; pip install 'vn-press-extractor[warc]'") from error
    with source.open() as stream:
        number = 0
        records = warc.ArchiveIterator(stream, record_types=warc.WarcRecordType.response)
        for number, record in enumerate(records, start=1):
            if "html" not in (record.http_content_type or ""):
                continue
            address = record.headers.get("WARC-Target-URI", "")
            if record.content_length > limits.max_bytes:
                yield source.failure(f"a page of {record.content_length:,} bytes", address, line=number)
                continue
            data = record.reader.read()
            record_id = (record.record_id or "").removeprefix("<urn:uuid:").removesuffix(">")
            yield Page(record_id or f"{source.stem}:{number}", data, f"{source.name}:{number}", address)
        if not number:
            raise InputError("no web page in it; give a WARC file with responses")
