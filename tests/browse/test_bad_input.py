"""What cannot be browsed is said in one line with what to do, and the exit code is 2."""

from __future__ import annotations

import shutil
import socket
import sqlite3
import subprocess
import sys

import pytest

from extractor.browse import site_of
from extractor.errors import UsageError


def browse(path, *options):
    command = [sys.executable, "-m", "extractor", "browse", str(path), *options]
    ended = subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert ended.stdout == ""
    return ended.returncode, ended.stderr


def refused(path, *options):
    code, told = browse(path, *options)
    assert code == 2
    assert told.count("\n") == 1
    assert told.startswith("error: ")
    return told


def test_no_such_file(tmp_path):
    told = refused(tmp_path / "none.db")
    assert "no such file; write one with: extractor extract ARTICLES -o figures.db" in told
    assert not (tmp_path / "none.db").exists()


def test_a_dataset_folder(tmp_path):
    assert "is a folder" in refused(tmp_path)


def test_no_database(tmp_path):
    path = tmp_path / "figures.db"
    path.write_text("record_id,doc_id\n" * 100)
    assert "not a figures database" in refused(path)


@pytest.mark.parametrize("table", ["films", "figures"])
def test_another_database(tmp_path, table):
    path = tmp_path / "figures.db"
    with sqlite3.connect(path) as base:
        base.execute(f"CREATE TABLE {table} (title)")
    base.close()
    assert "not a figures database" in refused(path)


def test_a_database_of_another_version(tmp_path, database):
    path = shutil.copy(database, tmp_path / "figures.db")
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA user_version = 99")
    base.close()
    assert "written by another version (layout 99, this is 1)" in refused(path)


def test_a_database_that_is_locked(tmp_path, database):
    path = shutil.copy(database, tmp_path / "figures.db")
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA journal_mode = DELETE")
    base.execute("BEGIN EXCLUSIVE")
    assert "another program has the database open and locked; close it there" in refused(path)
    base.close()


def test_a_port_that_is_taken(database):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port {port} cannot be used" in refused(database, "--port", str(port))


def test_a_missing_extra(database, monkeypatch):
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    with pytest.raises(
        UsageError, match=r"browse needs datasette\.app; pip install 'vn-press-extractor\[browse\]'"
    ):
        site_of(database)
