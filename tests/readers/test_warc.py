"""WARC: responses with HTML are pages, everything else is passed over."""

from __future__ import annotations

import gzip
import uuid

import pytest

from extractor.model import Document
from extractor.readers import read

ARTICLE = (
    "<html><head><title>Giao nộp vũ khí</title></head><body><article><h1>Giao nộp vũ khí</h1><p>Công an xã đã vận "
    "động người dân tự nguyện giao nộp 12 khẩu súng tự chế, 35 viên đạn các loại trong 6 tháng đầu năm.</p>"
    "</article></body></html>"
)


def record(kind, body, content_type="text/html", uri="https://example.vn/1"):
    payload = body.encode()
    if kind == "response":
        payload = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode() + payload
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, uri)}>\r\n"
        f"WARC-Target-URI: {uri}\r\nWARC-Date: 2024-03-14T08:30:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


RECORDS = (
    record("request", "GET / HTTP/1.1\r\n\r\n")
    + record("response", ARTICLE)
    + record("response", "x" * 100, "image/png", "https://example.vn/2.png")
    + record("response", "<html></html>", uri="https://example.vn/3")
)


@pytest.mark.parametrize("packed", [False, True])
def test_pages(tmp_path, packed):
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(gzip.compress(RECORDS) if packed else RECORDS)
    article, failure = read([str(path)])
    assert isinstance(article, Document)
    assert (article.url, article.title) == ("https://example.vn/1", "Giao nộp vũ khí")
    assert "12 khẩu súng" in article.text
    assert not isinstance(failure, Document)
    assert (failure.path, failure.line, failure.error) == (str(path), 3, "no article on the page")


def test_no_warc(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"no warc at all" * 10)
    (failure,) = read([str(tmp_path / "a.warc")])
    assert not isinstance(failure, Document)
