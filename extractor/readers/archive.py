"""Compressed files and archives: gz, zst, zip, tar. Nothing is unpacked to disk.

news.jsonl.gz  news.zip!2021/a.txt  news.tar.zst!b.html
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO, cast

from extractor.readers.compressed import open_gz, open_zst, whole
from extractor.readers.source import Source
from extractor.schema import FailureRecord

COMPRESSED = {".gz": "", ".zst": "", ".tgz": ".tar"}
"""Suffix of a compressed file to the suffix of what is inside, where the name does not say it."""

ARCHIVES = frozenset({".zip", ".tar"})

_CHUNK = 1 << 16
_BOMB_RATIO, _BOMB_SIZE = 200, 50_000_000
_COMPANIONS = frozenset({".md", ".rst", ""})


def unpack(source: Source, suffixes: frozenset[str]) -> Iterator[Source | FailureRecord]:
    """The source itself, or what is inside it.

    Args:
        source: any file.
        suffixes: of the members to take.

    Raises:
        OSError, EOFError, zipfile.BadZipFile, tarfile.TarError: if the file is damaged.
    """
    if source.suffix in COMPRESSED:
        inner = source.file[: -len(source.suffix)] + COMPRESSED[source.suffix]
        opener = open_zst if source.suffix == ".zst" else open_gz
        source = Source(source.name, partial(opener, source), inner, seekable=False)
    if source.suffix == ".zip":
        yield from _zip(source, suffixes)
    elif source.suffix == ".tar":
        yield from _tar(source, suffixes)
    else:
        yield source


def _zip(source: Source, suffixes: frozenset[str]) -> Iterator[Source | FailureRecord]:
    with source.open() as stream, zipfile.ZipFile(whole(source, stream)) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = f"{source.name}!{info.filename}"
            refusal = _refusal(info.filename, suffixes)
            if info.flag_bits & 1:
                refusal = "encrypted", "give it without password"
            elif info.file_size > _BOMB_SIZE and info.file_size > _BOMB_RATIO * info.compress_size:
                refusal = f"unpacks to {info.file_size:,} bytes from {info.compress_size:,}", "left packed"
            if refusal is None:
                yield Source(
                    name,
                    partial(_member, archive, info),
                    PurePosixPath(info.filename).name,
                )
            elif refusal[0]:
                yield FailureRecord(path=name, error=refusal[0], advice=refusal[1])


def _tar(source: Source, suffixes: frozenset[str]) -> Iterator[Source | FailureRecord]:
    with source.open() as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            if member.isdir():
                continue
            name = f"{source.name}!{member.name}"
            refusal = _refusal(member.name, suffixes)
            if not member.isreg():
                refusal = "a link or device, not a file", "put the file itself into the archive"
            if refusal is None:
                data = archive.extractfile(member)
                assert data is not None
                yield Source(name, partial(_forward, data), PurePosixPath(member.name).name, False)
            elif refusal[0]:
                yield FailureRecord(path=name, error=refusal[0], advice=refusal[1])


def _refusal(name: str, suffixes: frozenset[str]) -> tuple[str, str] | None:
    """Why a member is not read; the reason is empty for what belongs to no article."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        return "its name leads out of the archive", "pack it again with plain names"
    if any(part.startswith((".", "__MACOSX")) for part in path.parts):
        return "", ""
    suffix = path.suffix.lower()
    if suffix in ARCHIVES or path.name.lower().endswith((".tar.gz", ".tgz", ".tar.zst")):
        return "an archive inside an archive", "unpack it first"
    if suffix in suffixes:
        return None
    if suffix in _COMPANIONS:
        return "", ""
    return f"{suffix} is no format that can be read", f"known are {', '.join(sorted(suffixes))}"


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return _binary(archive.open(info))


def _binary(data: IO[bytes]) -> BinaryIO:
    return cast("BinaryIO", data)


def _forward(data: IO[bytes]) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(_Forward(data), _CHUNK))


class _Forward(io.RawIOBase):
    """A member of a tar stream; its own object cannot even be asked whether it goes back."""

    def __init__(self, data: IO[bytes]) -> None:
        self._data = data

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        part = self._data.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)
