"""Reading: what comes in as it is, what is refused, and that refusals never stop the rest."""

from __future__ import annotations

import io
import json
import os
import sys

import pytest

from extractor.errors import UsageError
from extractor.model import Document
from extractor.readers import Limits, read
from extractor.readers.rows import iso_date
from extractor.schema import FailureRecord

GOOD = "Công an xã đã vận động người dân giao nộp 12 khẩu súng tự chế và 35 viên đạn các loại."


def documents(*inputs, limits=None):
    return [item for item in read([str(name) for name in inputs], limits) if isinstance(item, Document)]


def failures(*inputs, limits=None):
    return [item for item in read([str(name) for name in inputs], limits) if isinstance(item, FailureRecord)]


def jsonl(path, *rows):
    path.write_text("".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_plain_text_is_not_altered(tmp_path):
    text = f"  {GOOD}\r\n\r\nDòng hai.\t\n"
    (tmp_path / "001_bài.txt").write_bytes(text.encode())
    (document,) = documents(tmp_path)
    assert document.text == text
    assert document.doc_id == "001_bài"
    assert document.source_path == str(tmp_path / "001_bài.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_are_no_text(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes(GOOD.encode(encoding))
    assert documents(tmp_path)[0].text == GOOD


def test_jsonl_fields(tmp_path):
    row = {
        "id": 7, "text": GOOD, "title": "T", "published": "2021-11-02 21:41", "url": "u", "outlet": "BHG",
        "tags": ["a"], "views": 3,
    }  # fmt: skip
    (document,) = documents(jsonl(tmp_path / "a.jsonl", row))
    assert (document.doc_id, document.title, document.url, document.outlet) == ("7", "T", "u", "BHG")
    assert document.published == "2021-11-02T21:41"
    assert document.extra == {"tags": ["a"], "views": 3}
    assert document.source_path == f"{tmp_path / 'a.jsonl'}:1"


def test_a_date_that_is_none_is_kept_but_not_believed(tmp_path):
    (document,) = documents(jsonl(tmp_path / "a.jsonl", {"id": "1", "text": GOOD, "published": "02/11/2021"}))
    assert document.published is None
    assert document.extra == {"published": "02/11/2021"}


@pytest.mark.parametrize(
    "value, iso",
    [
        ("2017", "2017"),
        (2017, "2017"),
        ("2017-05", "2017-05"),
        ("2017-05-09T10:20:30+07:00", "2017-05-09T10:20:30+07:00"),
        ("2017-05-09 10:20", "2017-05-09T10:20"),
        ("2017-13", None),
        ("2017-02-30", None),
        ("2017-05 10:20", None),
        ("2017-05-09 25:20", None),
        ("hôm nay", None),
        (20170509, None),
        (None, None),
    ],
)
def test_iso_date(value, iso):
    assert iso_date(value) == iso


def test_folders_and_globs_come_in_order(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a/9.txt", ".hidden/0.txt", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(GOOD, "utf-8")
    assert [document.doc_id for document in documents(tmp_path)] == ["9", "1", "2"]
    assert [document.doc_id for document in documents(tmp_path / "b" / "*.txt")] == ["1", "2"]


def test_what_does_not_exist_is_a_usage_error_before_anything_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    reading = read([str(tmp_path / "a.txt"), str(tmp_path / "missing")])
    with pytest.raises(UsageError, match="missing"):
        next(reading)


@pytest.mark.parametrize(
    "data, doc_id", [(GOOD, "stdin"), (json.dumps({"id": "x", "text": GOOD}), "x")], ids=["text", "jsonl"]
)
def test_standard_input(monkeypatch, data, doc_id):
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(data.encode()))

    monkeypatch.setattr(sys, "stdin", Stdin)
    (document,) = documents("-")
    assert (document.doc_id, document.text) == (doc_id, GOOD)


BAD_FILES = {
    "empty file": (b"", "empty text"),
    "white space": (b" \n\n", "empty text"),
    "binary file": (bytes(range(256)) * 40, "binary data"),
    "wrong encoding": ("宣光省公安工作总结会议 2021".encode("gb18030"), "not UTF-8 (byte 0x"),
    "20 MB single line": (b"a" * 20_000_000, "a text of 20,000,000 characters"),
    "another language": (b"The quick brown fox jumps over the lazy dog. " * 9, "not Vietnamese"),
    "no diacritics": (b"Cong an huyen da van dong nguoi dan giao nop sung " * 9, "not Vietnamese"),
}


@pytest.mark.parametrize("data, error", BAD_FILES.values(), ids=BAD_FILES)
def test_bad_files(tmp_path, data, error):
    (tmp_path / "bad.txt").write_bytes(data)
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    (failure,) = failures(tmp_path)
    assert failure.path == str(tmp_path / "bad.txt")
    assert error in failure.error
    assert failure.advice
    assert [document.doc_id for document in documents(tmp_path)] == ["good"]


BAD_FILES["30 MB file"] = (b"a" * 30_000_000, "more than 20,065,536 bytes")

BAD_LINES = {
    "broken JSON": ('{"id": "1", "text": \n', "broken JSON"),
    "nested too deeply": ("[" * 50_000 + "\n", "nested too deeply"),
    "not an object": ("[1]\n", "not an object"),
    "missing text": ({"id": "1"}, 'no "text"'),
    "missing id": ({"text": GOOD}, 'no "id"'),
    "text is no string": ({"id": "1", "text": 5}, '"text" is int'),
    "id is a list": ({"id": [1], "text": GOOD}, '"id" is not'),
    "empty text": ({"id": "1", "text": ""}, "empty text"),
    "duplicate id": ({"id": "good", "text": GOOD}, 'id "good" was already used'),
    "lone surrogate": ('{"id": "1", "text": "s\\ud800"}\n', "lone surrogates"),
    "too long": ({"id": "1", "text": GOOD * 100}, "the limit is 1,000"),
    "a line without end": ({"id": "1", "text": GOOD * 2000}, "a line of more than"),
}


@pytest.mark.parametrize("row, error", BAD_LINES.values(), ids=BAD_LINES)
def test_bad_lines(tmp_path, row, error):
    rows = ({"id": "good", "text": GOOD}, row, "\n", {"id": "after", "text": GOOD})
    path = jsonl(tmp_path / "a.jsonl", *rows)
    limits = Limits(max_chars=1000)
    (failure,) = failures(path, limits=limits)
    assert (failure.path, failure.line) == (str(path), 2)
    assert error in failure.error
    assert [document.doc_id for document in documents(path, limits=limits)] == ["good", "after"]


def test_other_languages_can_be_kept(tmp_path):
    (tmp_path / "a.txt").write_text("The quick brown fox jumps over the lazy dog. " * 9, "utf-8")
    assert len(documents(tmp_path, limits=Limits(any_language=True))) == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_unreadable_file(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    (tmp_path / "a.txt").chmod(0)
    (failure,) = failures(tmp_path)
    assert "Permission denied" in failure.error


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("extractor.readers.source._Measured.__init__", refuse)
    (failure,) = failures(tmp_path)
    assert failure.error == "cannot be read: Permission denied"


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
def test_odd_files(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "d.exe").write_bytes(b"MZ")
    errors = [failure.error for failure in failures(tmp_path)]
    assert errors == [
        "not a regular file",
        "a symbolic link to a folder above it",
        "cannot be read: No such file or directory",
        ".exe is no format that can be read",
    ]
