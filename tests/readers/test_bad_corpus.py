"""A folder of everything that archives contain: each file has its line, nothing else is disturbed.

Memory and time stay bounded, and nothing is written outside the output folder.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard

from extractor.batch import Job, run
from extractor.config import Config
from extractor.readers import Limits

GOOD = "Công an xã đã vận động người dân giao nộp 12 khẩu súng tự chế và 35 viên đạn các loại."
ENGLISH = "The police of the commune have collected twelve guns and thirty-five rounds from the people. " * 3


def row(**fields):
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(name, data=b"", **attributes):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        for key, value in attributes.items():
            setattr(info, key, value)
        archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def encrypted():
    data = bytearray(zipped(**{"a.txt": GOOD}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def table(header, *lines):
    return ("\n".join((header, *lines)) + "\n").encode()


HTML = b"<html><head><meta charset='utf-8'></head><body>%s</body></html>"
GOOD_GZ, GOOD_ZST = gzip.compress(GOOD.encode() * 99), zstandard.compress(GOOD.encode() * 99)
DEEP = b'{"id": "deep", "text": ' + b"[" * 60_000 + b"\n"

BAD: dict[str, tuple[bytes, str]] = {
    # text
    "empty.txt": (b"", "empty text"),
    "spaces.txt": (b" \t\r\n\xc2\xa0", "empty text"),
    "mark_only.txt": (b"\xef\xbb\xbf", "empty text"),
    "null_bytes.txt": (b"\x00" * 5000, "binary data"),
    "png.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 50, "binary data"),
    "controls.txt": (bytes(range(1, 9)) * 300, "binary data"),
    "latin1.txt": ("Élève naïf à Noël, déjà vu. ".encode("latin-1") * 20 + b"\xff\xfe\xfd", "not UTF-8"),
    "gb18030.txt": ("宣光省公安工作总结会议".encode("gb18030") * 9, "not UTF-8"),
    "cut_utf8.txt": (GOOD.encode()[:-1] + b"\xe1\xba", "not UTF-8"),
    "mixed_encodings.txt": (GOOD.encode() + "宣光省公安".encode("gb18030") * 30, "not UTF-8"),
    "utf16_no_mark.txt": (GOOD.encode("utf-16-le"), "binary data"),
    "utf16_cut.txt": (GOOD.encode("utf-16")[:-1], "not UTF-16"),
    "utf16_surrogate.txt": (b"\xff\xfe" + b"\x00\xd8" * 9, "not UTF-16"),
    "surrogate_bytes.txt": (b"\xed\xa0\x80" * 30, "not UTF-8"),
    "english.txt": (ENGLISH.encode(), "not Vietnamese"),
    "no_marks.txt": (
        b"Cong an xa da van dong nguoi dan giao nop 12 khau sung tu che. " * 9,
        "not Vietnamese",
    ),
    "chinese.txt": ("宣光省公安工作总结会议".encode() * 30, "not Vietnamese"),
    "mojibake.txt": ((GOOD * 3).encode().decode("latin-1").encode(), "UTF-8 that was read as Latin-1"),
    "one_line.txt": (b"m" * 20_000_000, "a text of 20,000,000 characters"),
    "huge.txt": (GOOD.encode() * 300_000, "more than 20,065,536 bytes"),
    # rows
    "broken.jsonl": (b'{"id": "1", "text": "\n', "broken JSON"),
    "half.jsonl": (row(id="half", text=GOOD)[:-30], "broken JSON"),
    "no_text.jsonl": (row(id="no_text"), 'no "text"'),
    "no_id.jsonl": (row(text=GOOD), 'no "id"'),
    "null_text.jsonl": (row(id="null_text", text=None), 'no "text"'),
    "number_text.jsonl": (row(id="number_text", text=12), '"text" is int'),
    "list_id.jsonl": (row(id=["x"], text=GOOD), '"id" is not'),
    "empty_id.jsonl": (row(id="", text=GOOD), '"id" is not'),
    "bool_id.jsonl": (row(id=True, text=GOOD), '"id" is not'),
    "empty_text.jsonl": (row(id="empty_text", text=""), "empty text"),
    "array.jsonl": (b"[1, 2]\n", "not an object"),
    "word.jsonl": (b"hello\n", "broken JSON"),
    "deep.jsonl": (DEEP, "nested too deeply"),
    "surrogate.jsonl": (b'{"id": "s", "text": "' + b"\\ud800" * 9 + b'"}\n', "lone surrogates"),
    "twice.jsonl": (row(id="once", text=GOOD) + row(id="once", text=GOOD), 'id "once" was already used'),
    "again.jsonl": (row(id="good", text=GOOD), 'id "good" was already used'),
    "binary.jsonl": (b"\x00\x01\x02" * 90, "binary data"),
    "latin1_row.jsonl": (b'{"id": "l", "text": "\xe9\xff"}\n', "not UTF-8"),
    "long_line.jsonl": (b'{"id": "l", "text": "' + b"m" * 21_000_000, "a line of more than"),
    "long_text.jsonl": (row(id="long_text", text="m" * 6_000_000), "a text of 6,000,000 characters"),
    # tables
    "no_columns.csv": (b"", 'no column "id"'),
    "other_columns.csv": (table("name,body", "a,b"), 'no column "id"'),
    "no_text.csv": (table("id,text", "no_text_csv,"), 'no "text"'),
    "no_id.csv": (table("id,text", f',"{GOOD}"'), 'no "id"'),
    "latin1_table.csv": (b"id,text\n1,\xe9\xff\n", "not UTF-8"),
    "open_quote.csv": (table("id,text", f'open_quote,"{GOOD}', "2,x"), "broken CSV"),
    "no_parquet.parquet": (b"PAR1" * 9, "broken Parquet"),
    "empty.parquet": (b"", "broken Parquet"),
    "no_workbook.xlsx": (b"PK" * 99, "no workbook"),
    "zip_no_workbook.xlsx": (zipped(**{"a.txt": GOOD}), "no workbook"),
    # pages
    "empty_page.html": (b"", "empty text"),
    "no_body.html": (b"<html><head><title>x</title></head></html>", "no article"),
    "menu.html": (HTML % b"<nav><a href='/'>Trang ch\xe1\xbb\xa7</a></nav>", "no article"),
    "binary_page.html": (b"\x00\x01\x02" * 90, "binary data"),
    "english_page.html": (HTML % f"<article><p>{ENGLISH}</p></article>".encode(), "not Vietnamese"),
    "markup.html": (HTML % (b"<div>" * 5000), "no article"),
    "no_warc.warc": (b"nothing" * 99, "cannot be read"),
    # compressed files and archives
    "cut.txt.gz": (GOOD_GZ[:-20], "damaged"),
    "checksum.txt.gz": (GOOD_GZ[:-8] + b"\x00" * 8, "cannot be read"),
    "no_gz.txt.gz": (b"no gzip", "cannot be read"),
    "bomb.txt.gz": (gzip.compress(b"m" * 40_000_000), "more than 20,065,536 bytes"),
    "cut.txt.zst": (GOOD_ZST[:-9], "damaged"),
    "no_zst.txt.zst": (b"no zst", "damaged"),
    "no_zip.zip": (b"PK\x03\x04 nothing", "damaged"),
    "cut.zip": (zipped(**{"a.txt": GOOD})[:-30], "damaged"),
    "up.zip": (zipped(**{"../../up.txt": GOOD}), "leads out of the archive"),
    "backslash.zip": (zipped(**{"..\\up.txt": GOOD}), "leads out of the archive"),
    "root.zip": (zipped(**{"/etc/up.txt": GOOD}), "leads out of the archive"),
    "bomb.zip": (zipped(**{"bomb.txt": b"0" * 60_000_000}), "unpacks to 60,000,000 bytes"),
    "nested.zip": (zipped(**{"inner.zip": zipped(**{"a.txt": GOOD})}), "an archive inside an archive"),
    "encrypted.zip": (encrypted(), "encrypted"),
    "photo.zip": (zipped(**{"photo.jpg": b"x"}), ".jpg is no format"),
    "bad_member.zip": (zipped(**{"bad_member.txt": b"\x00\x01" * 90}), "binary data"),
    "no_tar.tar": (b"no tar" * 300, "damaged"),
    "link.tar": (tarred("link.txt", type=tarfile.SYMTYPE, linkname="/etc/passwd"), "a link or device"),
    "device.tar": (tarred("device.txt", type=tarfile.CHRTYPE), "a link or device"),
    "up.tar": (tarred("../up_tar.txt", GOOD.encode()), "leads out of the archive"),
    # not for us
    "program.exe": (b"MZ", ".exe is no format"),
    "picture.jpg": (b"\xff\xd8", ".jpg is no format"),
    "old.doc": (b"\xd0\xcf", ".doc is no format"),
}


def odd_files(folder):
    """Files that no bytes describe; their errors."""
    if os.name == "nt":
        return {}
    os.mkfifo(folder / "fifo.txt")
    (folder / "dangling.txt").symlink_to(folder / "nowhere")
    (folder / "loop").mkdir()
    (folder / "loop" / "back").symlink_to(folder)
    return {
        "fifo.txt": "not a regular file",
        "dangling.txt": "cannot be read: No such file",
        "loop/back": "a symbolic link to a folder above it",
    }


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    root = tmp_path_factory.mktemp("bad")
    folder = root / "in"
    folder.mkdir()
    (folder / "aa").mkdir()
    (folder / "aa" / "good.txt").write_text(GOOD, "utf-8")
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    expected = {name: error for name, (_, error) in BAD.items()} | odd_files(folder)
    before = {path for path in root.rglob("*") if folder not in path.parents}
    summary = run(Job([str(folder)], str(root / "out"), Config(ner="none"), Limits(), workers=2))
    outside = {path for path in root.rglob("*") if not {folder, root / "out"} & {path, *path.parents}}
    lines = (root / "out" / "failures.jsonl").read_text("utf-8").splitlines()
    found: dict[str, list[str]] = {}
    for failure in map(json.loads, lines):
        name = str(Path(failure["path"].split("!")[0]).relative_to(folder))
        found.setdefault(name, []).append(failure["error"])
        assert failure["advice"]
    documents = (root / "out" / "documents.jsonl").read_text("utf-8").splitlines()
    return summary, expected, found, [json.loads(line)["doc_id"] for line in documents], outside - before


@pytest.mark.parametrize("name", BAD)
def test_each_bad_file_has_its_line(done, name):
    _, expected, found, _, _ = done
    assert len(found[name]) == 1
    assert found[name][0].startswith(expected[name]) or expected[name] in found[name][0]


def test_nothing_else_fails_and_the_rest_is_done(done):
    summary, expected, found, documents, outside = done
    assert len(BAD) >= 60
    assert found.keys() == expected.keys()
    assert all(expected[name] in found[name][0] for name in expected)
    assert documents == ["good", "once"]
    assert summary.exit_code == 3
    assert outside == set()
