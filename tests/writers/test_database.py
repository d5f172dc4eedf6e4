"""A database knows what it is, refuses what it cannot use in one line, and finds words without marks."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest

from extractor.errors import RunError
from extractor.writers import open_writer
from extractor.writers.columns import COLUMNS, flatten, plain_number, restore
from extractor.writers.layout import APPLICATION, LAYOUT

RUN = {"version": "0", "rules": "r", "settings": {}, "inputs": [], "counts": {}, "finished": "2026-01-01"}


def write(path):
    with open_writer(str(path), path.parent) as writer:
        writer.finish(RUN)
    return path


def test_the_header_says_what_it_is(tmp_path):
    with closing(sqlite3.connect(write(tmp_path / "figures.db"))) as base:
        assert base.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
        assert base.execute("PRAGMA user_version").fetchone() == (LAYOUT,)


def test_rows_become_records_again():
    row = {
        "value": Decimal("2.5"),
        "locality": {"name": "x", "code": None},
        "per": None,
        "quote": "q",
        "rel": [],
    }
    record = dict.fromkeys(column.path[0] for column in COLUMNS) | row
    record["locality"] = (
        dict.fromkeys(c.path[1] for c in COLUMNS if c.path[0] == "locality") | row["locality"]
    )
    again = restore({name: plain_number(value) for name, value in flatten(record).items()})
    assert again == {**record, "rel": None}


def test_it_is_one_file(tmp_path):
    write(tmp_path / "figures.db")
    assert [path.name for path in tmp_path.iterdir()] == ["figures.db"]


@pytest.mark.parametrize("rows_exist", [True, False])
def test_another_database_is_left_as_it_was(tmp_path, rows_exist):
    path = tmp_path / "films.db"
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE films (title)")
        if rows_exist:
            base.execute("INSERT INTO films VALUES ('x')")
        base.commit()
    before = path.read_bytes()
    with pytest.raises(RunError, match="not a figures database"):
        open_writer(str(path), tmp_path)
    assert path.read_bytes() == before


def test_another_layout_is_not_written_into(tmp_path):
    path = write(tmp_path / "figures.db")
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA user_version = 99")
    with pytest.raises(RunError, match=r"written by another version \(layout 99, this is 1\)"):
        open_writer(str(path), tmp_path)


def test_a_file_that_is_no_database(tmp_path):
    path = tmp_path / "figures.db"
    path.write_text("record_id,doc_id\n" * 100)
    with pytest.raises(RunError, match="cannot be written as a database"):
        open_writer(str(path), tmp_path)
    assert path.read_text().startswith("record_id,doc_id")


def test_a_database_that_another_program_writes_to(tmp_path, monkeypatch):
    connect = sqlite3.connect
    path = write(tmp_path / "figures.db")
    with closing(connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: connect(*given, **named, timeout=0.1))
        with pytest.raises(RunError, match="open in another program that writes to it; close it there"):
            open_writer(str(path), tmp_path)
