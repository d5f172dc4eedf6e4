"""Compressed files and archives are read in place, and refuse what could harm."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile

import pytest
import zstandard

from extractor.model import Document
from extractor.readers import Limits, read

GOOD = "Công an xã đã vận động người dân giao nộp 12 khẩu súng tự chế."
LINES = "".join(json.dumps({"id": str(number), "text": GOOD}) + "\n" for number in range(3)).encode()


def outcome(path, limits=None):
    items = list(read([str(path)], limits))
    return [item.doc_id if isinstance(item, Document) else item.error for item in items]


def make_zip(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def make_tar(path, mode, members):
    with tarfile.open(path, mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def test_gz_and_zst(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINES))
    (tmp_path / "b.txt.zst").write_bytes(zstandard.compress(GOOD.encode()) * 2)
    assert outcome(tmp_path) == ["0", "1", "2", "b"]


@pytest.mark.parametrize("mode", ["w:gz", "w"])
def test_tar(tmp_path, mode):
    path = tmp_path / ("a.tar" if mode == "w" else "a.tgz")
    make_tar(path, mode, {"x/b.txt": GOOD.encode(), "c.jsonl": LINES, "README.md": b"#"})
    assert outcome(path) == ["b", "0", "1", "2"]


def test_zip(tmp_path):
    members = {"2021/b.txt": GOOD, "c.jsonl": LINES, "__MACOSX/b.txt": GOOD, "README.md": "#"}
    path = make_zip(tmp_path / "a.zip", **members)
    assert outcome(path) == ["b", "0", "1", "2"]
    first = next(iter(read([str(path)])))
    assert first.source_path == f"{path}!2021/b.txt"


def test_archive_members_that_are_refused(tmp_path):
    inner = io.BytesIO()
    make_zip(inner, **{"a.txt": GOOD})
    members = {
        "../../up.txt": GOOD, "/root.txt": GOOD, "inner.zip": inner.getvalue(), "photo.jpg": b"x",
        "broken.txt": b"\x00\x01" * 40, "bomb.txt": b"0" * 60_000_000, "good.txt": GOOD,
    }  # fmt: skip
    found = outcome(make_zip(tmp_path / "a.zip", **members))
    assert found[:4] == [
        "its name leads out of the archive", "its name leads out of the archive",
        "an archive inside an archive", ".jpg is no format that can be read",
    ]  # fmt: skip
    assert found[4] == "binary data, not text"
    assert found[5].startswith("unpacks to 60,000,000 bytes")
    assert found[6] == "good"
    assert not (tmp_path.parent / "up.txt").exists()


def test_links_in_a_tar_are_refused(tmp_path):
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        info = tarfile.TarInfo("passwd.txt")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    assert outcome(path) == ["a link or device, not a file"]


@pytest.mark.parametrize(
    "name, data",
    [
        ("a.jsonl.gz", gzip.compress(LINES * 2000)[:-2000]),
        ("a.jsonl.gz", gzip.compress(LINES)[:-1] + b"x"),
        ("a.txt.zst", zstandard.compress(GOOD.encode() * 100)[:-5]),
        ("a.txt.zst", b"no zst at all"),
        ("a.zip", b"PK\x03\x04 no zip at all"),
        ("a.tar", b"no tar at all" * 100),
        ("a.tgz", gzip.compress(b"no tar at all" * 100)),
    ],
    ids=["gz cut", "gz checksum", "zst cut", "no zst", "no zip", "no tar", "no tar in gz"],
)
def test_damaged_archives(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    found = outcome(tmp_path)
    assert found[-1] == "good"
    assert any(error.startswith(("damaged", "cannot be read")) for error in found), found


def test_a_gzip_bomb_is_bounded(tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"0" * 50_000_000, 9))
    assert outcome(tmp_path / "a.txt.gz", Limits(max_chars=1000)) == ["more than 69,536 bytes"]
