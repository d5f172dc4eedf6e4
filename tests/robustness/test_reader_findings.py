"""What fuzzing the readers has found: each of these once ended a whole run."""

from __future__ import annotations

import gzip
import io
import json
import tarfile

import pytest

from extractor.model import Document
from extractor.readers import Limits, compressed, read
from extractor.readers.source import Source

GOOD = "Công an xã đã vận động người dân giao nộp 12 khẩu súng tự chế và 35 viên đạn các loại."
PAGE = f"<article><h1>Giao nộp vũ khí</h1><p>{GOOD}</p><p>{GOOD}</p></article>"


def outcome(path, limits=None):
    return [
        item.doc_id if isinstance(item, Document) else item.error
        for item in read([str(path)], limits or Limits())
    ]


def tarred(name, data):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_a_table_inside_a_tar_is_read(tmp_path, pack):
    path = tmp_path / ("a.tar" if pack is bytes else "a.tar.gz")
    path.write_bytes(pack(tarred("news.csv", f"id,text\n1,{GOOD}\n2,{GOOD}\n".encode())))
    assert outcome(path) == ["1", "2"]


@pytest.mark.parametrize("field", ["id", "views"])
def test_a_number_of_thousands_of_digits_costs_its_line_only(tmp_path, field):
    row = {"id": "a", "text": GOOD, field: 0}
    line = json.dumps(row).replace(f'"{field}": 0', f'"{field}": {"9" * 5_000}')
    path = tmp_path / "a.jsonl"
    path.write_text(line + "\n" + json.dumps({"id": "b", "text": GOOD}) + "\n", "utf-8")
    assert outcome(path) == ["broken JSON: a number of thousands of digits", "b"]


@pytest.mark.parametrize("depth", [300, 600, 900, 100_000])
def test_deeply_nested_extra_fields_cost_their_line_at_most(tmp_path, depth):
    nested = "[" * depth + "]" * depth
    path = tmp_path / "a.jsonl"
    path.write_text(
        f'{{"id": "a", "text": "Xã có 5 người", "extra": {nested}}}\n{{"id": "b", "text": "Xã có 5 người"}}\n',
        "utf-8",
    )
    first, second = outcome(path)
    assert first in ("a", "broken JSON: nested too deeply")
    assert second == "b"


def test_a_web_page_without_a_record_id_has_a_number(tmp_path):
    payload = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>{PAGE}</body></html>".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(payload)}\r\n\r\n"
    )
    path = tmp_path / "a.warc"
    path.write_bytes((head.encode() + payload + b"\r\n\r\n") * 2)
    assert outcome(path) == ["a:1", "a:2"]


@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "hex", "no-such-charset"])
def test_a_page_that_declares_a_codec_which_is_no_charset(tmp_path, charset):
    path = tmp_path / "a.html"
    path.write_text(f'<html><head><meta charset="{charset}"></head><body>{PAGE}</body></html>', "utf-8")
    assert outcome(path) == ["a"]


@pytest.mark.parametrize(
    "table",
    ["x" * 300_000, f"id,text\n1,{GOOD}\n2," + "x" * 300_000 + f"\n3,{GOOD}\n"],
    ids=["header", "row"],
)
def test_no_line_of_a_table_is_read_beyond_the_limit(tmp_path, table):
    path = tmp_path / "a.csv"
    path.write_text(table, "utf-8")
    assert outcome(path, Limits(max_chars=500))[-1] == "a line of more than 67,536 characters"


@pytest.mark.parametrize("name", ["a.zip.gz", "a.xlsx.gz", "a.parquet.gz"])
def test_what_must_be_in_memory_is_bounded(tmp_path, monkeypatch, name):
    monkeypatch.setattr(compressed, "_LARGEST", 100_000)
    path = tmp_path / name
    path.write_bytes(gzip.compress(bytes(200_000)))
    assert outcome(path) == ["unpacks to more than 100,000 bytes"]


def test_what_is_small_enough_comes_whole():
    data = bytes(range(256))
    source = Source("a", lambda: io.BytesIO(data), "a", seekable=False)
    assert compressed.whole(source, source.open()).read() == data
