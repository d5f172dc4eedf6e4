"""Plain text: one article per file, its id is the name of the file without suffix."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.errors import InputError
from extractor.model import Document
from extractor.readers.encoding import decode
from extractor.readers.source import Item, Limits, Source


def read_plain(source: Source, limits: Limits) -> Iterator[Item]:
    """The one document of a text file; line ends stay as they are.

    Raises:
        InputError: if the bytes are no text.
        OSError: if they cannot be read.
    """
    with source.open() as stream:
        data = stream.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise InputError(f"more than {limits.max_bytes:,} bytes; split the file, or raise --max-chars")
    yield Document(doc_id=source.stem, text=decode(data, limits.legacy), source_path=source.name)
