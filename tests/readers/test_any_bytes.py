"""Whatever the bytes and whatever the file calls itself, reading gives documents and failures, never errors."""

from __future__ import annotations

import gzip
import io
import json
import warnings
import zipfile

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.model import Document
from extractor.readers import FORMATS, Limits, read
from extractor.readers.archive import ARCHIVES, COMPRESSED
from extractor.schema import FailureRecord

SUFFIXES = sorted({*FORMATS, *ARCHIVES, *COMPRESSED})
LIMITS = Limits(max_chars=2000)


def make_zip(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.jsonl", data)
    return buffer.getvalue()


def wrecked(make, data: bytes, at: int, byte: int) -> bytes:
    good = bytearray(make(data))
    good[at % len(good)] ^= byte
    return bytes(good)


VALID = [
    lambda data: data,
    gzip.compress,
    zstandard.compress,
    make_zip,
    lambda data: b"<html><body><article><p>" + data + b"</p></article></body></html>",
    lambda data: json.dumps({"id": "a", "text": data.decode("latin-1")}).encode(),
    lambda data: b"id,text\n1," + data + b"\n",
]


def check(path, data):
    path.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the libraries behind the formats
        items = list(read([str(path)], LIMITS))
    for item in items:
        assert isinstance(item, Document | FailureRecord)
        if isinstance(item, Document):
            assert 0 < len(item.text) <= LIMITS.max_chars
            item.text.encode()
        else:
            assert item.error
            assert "\n" not in str(item)


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_any_bytes(tmp_path, suffix, data):
    check(tmp_path / f"a{suffix}", data)


@pytest.mark.parametrize(
    "suffix", [".gz", ".jsonl.gz", ".txt.zst", ".zip", ".html", ".jsonl", ".csv", ".tgz"]
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.text("súng 12\n\"',ệ<>&", max_size=60).map(str.encode),
    make=st.sampled_from(VALID),
    flip=st.tuples(st.integers(0, 500), st.integers(0, 255)),
)
def test_nearly_valid_files(tmp_path, suffix, data, make, flip):
    check(tmp_path / f"a{suffix}", wrecked(make, data + b" ", *flip))
