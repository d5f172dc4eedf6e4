"""Figures of different articles in a database: a fact counts once, and what was not compared is told."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from importlib import resources

import pytest

from tests.browse.conftest import write_database

SENTENCE = "Năm 2023, Công an huyện Lộc Ninh (Bình Phước) đã vận động nhân dân giao nộp 23 khẩu súng tự chế."
TWICE = {
    "a": ("Lộc Ninh thu hồi vũ khí", "2024-01-10", SENTENCE),
    "b": ("Vận động giao nộp vũ khí ở Lộc Ninh", "2024-01-12", SENTENCE + " Người dân đồng tình ủng hộ."),
}


def ask(path, query):
    with closing(sqlite3.connect(path)) as base:
        return base.execute(query).fetchall()


def saved(name):
    return resources.files("extractor.browse").joinpath(f"queries/{name}.sql").read_text("utf-8")


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    pytest.importorskip("datasketch")
    return write_database(tmp_path_factory.mktemp("links") / "figures.db", TWICE)


def test_a_fact_in_two_articles_counts_once(twice):
    assert ask(twice, "SELECT doc_id, same_as IS NULL FROM figures ORDER BY doc_id") == [("a", 1), ("b", 0)]
    assert [row[:3] for row in ask(twice, saved("top_indicators"))] == [("weapon", "gun_homemade", 1)]


def test_links_say_what_and_why(twice):
    ((kind, one, other, reasons),) = ask(twice, "SELECT type, one, other, reasons FROM links")
    assert kind == "same_as"
    assert reasons
    assert ask(twice, f"SELECT doc_id FROM figures WHERE id IN ({one}, {other}) ORDER BY 1") == [
        ("a",),
        ("b",),
    ]


def test_writing_again_finds_the_same_links(twice):
    before = ask(twice, "SELECT count(*), count(DISTINCT one) FROM links")
    write_database(twice, TWICE)
    assert ask(twice, "SELECT count(*), count(DISTINCT one) FROM links") == before


def test_what_was_not_compared_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "datasketch", None)
    path = write_database(tmp_path / "figures.db", TWICE)
    assert ask(path, "SELECT linked FROM runs") == [("no, datasketch was not installed",)]
    (row,) = ask(path, saved("contradictions"))
    assert "Articles were not compared: no, datasketch was not installed. Install the extra" in row[8]


def test_no_contradiction_is_no_row(twice):
    assert ask(twice, saved("contradictions")) == []
