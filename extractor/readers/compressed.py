"""Streams of compressed files that close what they opened and notice when the end is missing."""

from __future__ import annotations

import gzip
import io
from importlib import import_module
from typing import Any, BinaryIO, cast

from extractor.errors import InputError
from extractor.readers.source import Source

_CHUNK = 1 << 18
_LARGEST = 500_000_000


def open_gz(source: Source) -> BinaryIO:
    """The unpacked bytes of a gzip file; reading raises OSError, EOFError or zlib.error if damaged."""
    return cast("BinaryIO", _Gzip(source.open()))


def open_zst(source: Source) -> BinaryIO:
    """The unpacked bytes of a Zstandard file; reading raises OSError or EOFError if it is damaged.

    Raises:
        InputError: if the package is missing.
    """
    try:
        zstandard = import_module("zstandard")
    except ImportError as error:
        raise InputError("reading .zst needs zstandard; pip install 'vn-press-extractor[zst]'") from error
    return cast("BinaryIO", io.BufferedReader(_Zst(source.open(), zstandard), _CHUNK))


def whole(source: Source, stream: BinaryIO) -> BinaryIO:
    """The stream, or all its bytes in memory if it cannot go back.

    Raises:
        InputError: if that is too much.
    """
    if source.seekable:
        return stream
    data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError(f"unpacks to more than {_LARGEST:,} bytes; unpack it first")
    return io.BytesIO(data)


class _Gzip(gzip.GzipFile):
    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(fileobj=stream)
        self._below = stream

    def close(self) -> None:
        super().close()
        self._below.close()


class _Zst(io.RawIOBase):
    """Frame after frame; the package's own reader takes a file that was cut off for complete."""

    def __init__(self, stream: BinaryIO, zstandard: Any) -> None:
        self._stream, self._zstandard = stream, zstandard
        self._frame: Any = None
        self._packed = self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            self._packed = self._packed or self._stream.read(_CHUNK)
            if not self._packed:
                if self._frame is not None:
                    raise EOFError("the file ends before its content")
                return 0
            self._advance()
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def _advance(self) -> None:
        self._frame = self._frame or self._zstandard.ZstdDecompressor().decompressobj()
        try:
            self._ready = self._frame.decompress(self._packed)
        except self._zstandard.ZstdError as error:
            raise EOFError(str(error)) from error
        self._packed = b""
        if self._frame.eof:
            self._packed, self._frame = self._frame.unused_data, None

    def close(self) -> None:
        self._stream.close()
        super().close()
