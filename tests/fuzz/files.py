"""Bytes of a fuzzer as files: nearly right ones of every format, packed, in every encoding, then damaged."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from extractor.readers import FORMATS, Limits
from extractor.readers.archive import ARCHIVES, COMPRESSED
from tests.fuzz.choices import Choices

SUFFIXES = sorted(
    {
        *FORMATS,
        *ARCHIVES,
        *COMPRESSED,
        ".txt.gz",
        ".jsonl.gz",
        ".csv.gz",
        ".html.zst",
        ".warc.gz",
        ".tar.gz",
        ".tar.zst",
        "",
    }
)
PIECES = tuple(
    piece.encode()
    for piece in (
        "Công an xã đã vận động người dân giao nộp 12 khẩu súng tự chế. ", "Ngày 5/6, ", "ệ", "đ", "e\u0323\u0302",
        "\n", "\r\n", "\r", "\t", " ", ",", ";", "|", '"', '""', "'", "\\", "\x00", "\x1a", "\x1f", "\ufeff", "\u2028",
        "{", "}", "[", "]", ":", "null", "true", "1", "-1", "1e999", "NaN", "\\ud800", "\\u0000", '{"id": "a", "text": "',
        '{"id": 1, "text": "', '"}\n', '"id"', '"text"', '"title": ', '"published": "2024-02-30"', '"extra": ',
        "id,text\n", "id;text\n", "id\ttext\ttitle\n", "text,id\n1,", "<", ">", "/>", "</", "&", "&#", "&#xD800;",
        "&#0;", "&nbsp;", "<html>", "<head>", "<body>", "<article>", "</article>", "<p>", "</p>", "<div>", "</div>", "<br>",
        "<h1>", "</h1>", "<title>", "</title>", "<table><tr><td>", "</td></tr></table>", "<ul><li>", "<script>", "<!--", "-->",
        "<![CDATA[", "<!DOCTYPE html>", '<?xml version="1.0" encoding="utf-16"?>', "<figure><figcaption>", "</figcaption>",
        '<p class="sapo">', '<div class="caption">', "<svg>", "<blockquote>", '<meta charset="', '"><p>', "utf-8", "utf-7",
        "utf-16", "idna", "punycode", "hex", "undefined", "unicode_escape", "windows-1258", "mbcs", "rot13", "cp037",
        '<meta property="article:published_time" content="2024-13-45', "WARC/1.0\r\n", "WARC-Type: response\r\n",
        "WARC-Type: revisit\r\n", "WARC-Record-ID: <urn:uuid:1>\r\n", "Content-Length: ", "99999999999\r\n", "-1\r\n",
        "Content-Type: application/http; msgtype=response\r\n", "HTTP/1.1 200 OK\r\n", "Content-Type: text/html\r\n\r\n",
        "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n", "\r\n\r\n",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A file as the fuzzer wants it, and how it is to be read."""

    suffix: str
    data: bytes
    limits: Limits


def made(data: bytes) -> Made:
    """The file that these bytes stand for."""
    choices = Choices(data)
    suffix = choices.one_of(SUFFIXES)
    limits = Limits(2_000, choices.one_of(("off", "auto", "tcvn3", "vni")), choices.number(2) == 0)
    wrappers = [choices.one_of(WRAPPERS) for _ in range(choices.number(4))]
    flips = [(choices.number(65_536), choices.number(256)) for _ in range(choices.number(4))]
    content = choices.rest() if choices.number(3) == 0 else _pieces(choices)
    for wrap in wrappers:
        content = wrap(content)
    damaged = bytearray(content)
    for at, byte in flips:
        if damaged:
            damaged[at % len(damaged)] = byte
    return Made(suffix, bytes(damaged), limits)


def _pieces(choices: Choices) -> bytes:
    parts: list[bytes] = []
    size = 0
    while choices.more and size < 20_000:
        match choices.number(8):
            case 0:
                part = bytes([choices.number(256)])
            case 1:
                part = b"".join(parts[-1 - choices.number(4) :]) * choices.number(32)
            case _:
                part = choices.one_of(PIECES)
        parts.append(part)
        size += len(part)
    return b"".join(parts)[:20_000]


def _zip(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a.jsonl", "b/c.html", "../d.txt", "e.warc", "f.csv"):
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def _tar(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name in ("a.txt", "b/c.html", "d.jsonl", "e.csv"):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def _xlsx(data: bytes) -> bytes:
    book = openpyxl.Workbook()
    cell = "".join(char for char in data.decode("utf-8", "replace") if char >= " ")[:2_500]
    for row in (["id", "text"], [1, cell], ["b", "có 5 người"]):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _parquet(data: bytes) -> bytes:
    buffer = io.BytesIO()
    text = data.decode("utf-8", "replace")
    pq.write_table(pa.table({"id": ["a", "b"], "text": [text, "có 5 người"]}), buffer)
    return buffer.getvalue()


def _warc(data: bytes) -> bytes:
    payload = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + data
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://a.vn/1\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def _recoded(encoding: str, mark: bytes = b"") -> Callable[[bytes], bytes]:
    return lambda data: mark + data.decode("utf-8", "replace").encode(encoding, "replace")


WRAPPERS: tuple[Callable[[bytes], bytes], ...] = (
    gzip.compress,
    zstandard.compress,
    _zip,
    _tar,
    _xlsx,
    _parquet,
    _warc,
    lambda data: b"<html><body><article><p>" + data + b"</p></article></body></html>",
    lambda data: json.dumps({"id": "a", "text": data.decode("utf-8", "replace")}).encode(),
    lambda data: b"id,text\n1," + data + b"\n",
    _recoded("utf-16-le", codecs.BOM_UTF16_LE),
    _recoded("utf-16-be", codecs.BOM_UTF16_BE),
    _recoded("utf-8", codecs.BOM_UTF8),
    _recoded("cp1258"),
    _recoded("latin-1"),
    lambda data: data[: len(data) // 2],
    lambda data: data + data,
)
