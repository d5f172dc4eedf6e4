"""Where bytes come from, and the two things reading can give: a document or a failure."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from extractor.model import Document
from extractor.schema import FailureRecord

_ROOM = 65_536
_BUFFER = 1 << 17


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page whose article has not been found yet: that takes long, and workers can do it."""

    doc_id: str
    data: bytes
    source_path: str
    url: str | None = None


Item = Document | Page | FailureRecord


@dataclass(frozen=True, slots=True)
class Source:
    """A file, a member of an archive or standard input, not opened yet.

    Attributes:
        name: what a person calls it, ``news.zip!2021/a.txt`` for a member.
        open: gives the bytes from the beginning; raises OSError.
        file: the name that says format and id, ``a.txt``.
        seekable: True if the stream that is opened can go back.
    """

    name: str
    open: Callable[[], BinaryIO]
    file: str
    seekable: bool = True

    @property
    def suffix(self) -> str:
        """``.txt``, in lower case."""
        return PurePosixPath(self.file).suffix.lower()

    @property
    def stem(self) -> str:
        """Name of the file without folder and suffix."""
        return PurePosixPath(self.file).stem

    def failure(
        self, error: str, advice: str, *, line: int | None = None, doc_id: str | None = None
    ) -> FailureRecord:
        """A failure in this source."""
        return FailureRecord(path=self.name, line=line, doc_id=doc_id, error=error, advice=advice)


@dataclass(slots=True)
class Meter:
    """How much of the input has been read, in bytes of files as they are on disk."""

    total: int = 0
    read: int = 0

    @property
    def share(self) -> float:
        """0 to 1; 0 if nothing is known."""
        return min(1.0, self.read / self.total) if self.total else 0.0


class _Measured(io.FileIO):
    """A file that tells a meter what is read from it."""

    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path, "rb")
        self._meter = meter

    def readinto(self, buffer: Any, /) -> int:
        size = super().readinto(buffer) or 0
        self._meter.read += size
        return size


def file_source(path: Path, meter: Meter) -> Source:
    """The source of a regular file."""
    return Source(str(path), lambda: io.BufferedReader(_Measured(path, meter), _BUFFER), path.name)


def failure_of(document: Document | Page, error: str, advice: str) -> FailureRecord:
    """The failure of a document that could be read, with the line it stands on."""
    path = document.source_path or document.doc_id
    file, _, line = path.rpartition(":")
    if file and line.isdigit():
        return FailureRecord(path=file, line=int(line), doc_id=document.doc_id, error=error, advice=advice)
    return FailureRecord(path=path, doc_id=document.doc_id, error=error, advice=advice)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is still an article, and how bytes may be decoded.

    Attributes:
        max_chars: longer texts are not articles and fail.
        legacy: ``off``, or the encodings of old Vietnamese fonts to try: ``auto``, ``tcvn3``, ``vni``.
        any_language: keep texts that are not Vietnamese.
    """

    max_chars: int = 5_000_000
    legacy: str = "off"
    any_language: bool = False

    @property
    def max_bytes(self) -> int:
        """Bytes that a text of ``max_chars`` can take at most, with what stands beside it in a row."""
        return 4 * self.max_chars + _ROOM
