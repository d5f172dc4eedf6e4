"""Every format holds the same figures, appears only when complete, and keeps digits and codes."""

from __future__ import annotations

import csv
import json
import sqlite3
from decimal import Decimal

import pandas as pd
import pytest

from extractor.engine.load import load_rules
from extractor.engine.schema import Vocabulary
from extractor.errors import OutputError, UsageError
from extractor.model import (
    Document,
    DocumentScope,
    Extraction,
    Figure,
    Locality,
    Number,
    Publication,
    Rejection,
)
from extractor.schema import FailureRecord, Recorder, loads
from extractor.writers import FILES, Entry, is_folder, open_writer
from extractor.writers.columns import COLUMNS
from extractor.writers.dataset import DatasetReader

TEXT = "-42 mô hình, 1.234,50 ha, xã Đoan Hùng"
RUN = {
    "version": "0", "rules": "r", "settings": {"ner": "none"}, "inputs": ["a"], "counts": {"figures": 2},
    "finished": "2026-01-01T00:00:00Z",
}  # fmt: skip


def entry_of(doc_id: str, *values: str) -> Entry:
    figures = tuple(
        Figure(
            value_start=1, value_end=3, start=0, end=11, sentence=0, region="body", indicator="model",
            object="all", unit="model", value=Decimal(value), k=k, locality=Locality("Đoan Hùng", "commune",
            province="Phú Thọ", code="00691"), rule_ids=("a.b", "c.d"),
        )
        for k, value in enumerate(values)
    )  # fmt: skip
    extraction = Extraction(
        Document(doc_id, TEXT, title="T", extra={"views": 3}), Publication("2021"), DocumentScope(), (), (),
        figures, (Number(1, 3, "42", Decimal(42)),), (), (), (), (Rejection(1, 3, "42", "s", "why"),),
    )  # fmt: skip
    return Entry.of(Recorder(load_rules().get(Vocabulary), version="0").records(extraction), key="ab" * 16)


@pytest.fixture(scope="module")
def entries():
    failure = Entry.failed(FailureRecord(path="x.txt", error="broken", advice="mend it"))
    return [entry_of("d1", "1234.50", "-7"), failure, entry_of("d2", "99999999999999999999")]


def write(path, entries, tmp_path):
    with open_writer(str(path), tmp_path / "scratch") as writer:
        for entry in entries:
            writer.write(entry)
        writer.finish(RUN)


def test_dataset_folder(tmp_path, entries):
    write(tmp_path / "out", entries, tmp_path)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {*(f"{name}.jsonl" for name in FILES), "journal.jsonl", "run.json"}
    figures = (tmp_path / "out" / "figures.jsonl").read_bytes()
    assert figures == b"".join(entry.lines["figures"] for entry in entries)
    assert b'"value": 1234.50' in figures
    assert b'"value": 99999999999999999999' in figures
    assert json.loads((tmp_path / "out" / "run.json").read_text("utf-8")) == RUN


def test_dataset_folder_gives_its_entries_back(tmp_path, entries):
    write(tmp_path / "out", entries, tmp_path)
    reader = DatasetReader(tmp_path / "out")
    assert list(reader.entries()) == entries
    assert reader.entry(2) == entries[2]
    assert reader.take_keys() == ["ab" * 16, "", "ab" * 16]
    reader.close()


@pytest.mark.parametrize("name", ["out", "out.jsonl", "out.csv", "out.db", "out.xlsx", "out.parquet"])
def test_an_unfinished_run_leaves_nothing(tmp_path, entries, name):
    with open_writer(str(tmp_path / name), tmp_path / "scratch") as writer:
        writer.write(entries[0])
    left = [path for path in tmp_path.rglob("*") if path.is_file() and "scratch" not in path.parts]
    assert left == []


@pytest.mark.parametrize("name", ["out", "out.jsonl", "out.csv", "out.db", "out.xlsx", "out.parquet"])
def test_an_unfinished_run_keeps_the_old_output(tmp_path, entries, name):
    write(tmp_path / name, entries, tmp_path)

    def files():
        return {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and "scratch" not in p.parts}

    before = files()
    with open_writer(str(tmp_path / name), tmp_path / "scratch") as writer:
        writer.write(entry_of("d3", "5"))
    assert files() == before


def test_jsonl_on_standard_output(tmp_path, entries, capfdbinary):
    write("-", entries, tmp_path)
    assert capfdbinary.readouterr().out == b"".join(entry.lines["figures"] for entry in entries)


def test_csv(tmp_path, entries):
    write(tmp_path / "out.csv", entries, tmp_path)
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    header, first, second, _ = csv.reader(data.decode("utf-8-sig").splitlines())
    row = dict(zip(header, first, strict=True))
    assert header == [column.name for column in COLUMNS]
    assert row["value"] == "1234.50"
    assert row["locality_code"] == "00691"
    assert row["quote"] == "'-42 mô hình"  # a spreadsheet would compute it
    assert row["rule_ids"] == '["a.b", "c.d"]'
    assert dict(zip(header, second, strict=True))["value"] == "-7"
    assert b'"00691"' in data
    assert b",1234.50," in data


def rows(path, query):
    base = sqlite3.connect(path)
    found = base.execute(query).fetchall()
    base.close()
    return found


def test_sqlite(tmp_path, entries):
    path = tmp_path / "out.db"
    write(path, entries, tmp_path)
    assert rows(path, "SELECT doc_id, title, extra FROM documents") == [
        ("d1", "T", '{"views": 3}'), ("d2", "T", '{"views": 3}'),
    ]  # fmt: skip
    assert rows(path, "SELECT value, locality_code, quote FROM figures ORDER BY record_id LIMIT 1") == [
        (1234.5, "00691", "-42 mô hình")
    ]
    assert rows(path, "SELECT kind, value FROM mentions WHERE doc_id = 'd1'") == [("number", "42")]
    assert rows(path, "SELECT stage, reason FROM rejects WHERE doc_id = 'd1'") == [("s", "why")]
    assert rows(path, "SELECT path, line, error FROM failures") == [("x.txt", None, "broken")]
    assert [loads(settings) for (settings,) in rows(path, "SELECT settings FROM runs")] == [{"ner": "none"}]


@pytest.mark.parametrize("words", ["doan hung", "Đoan Hùng", "mo hinh"])
def test_sqlite_finds_words_without_marks(tmp_path, entries, words):
    path = tmp_path / "out.db"
    write(path, entries, tmp_path)
    query = f"SELECT count(*) FROM figures_fts WHERE figures_fts MATCH '\"{words}\"'"
    assert rows(path, query) == [(3,)]


def test_sqlite_can_be_written_again(tmp_path, entries):
    path = tmp_path / "out.db"
    tables = ("documents", "figures", "mentions", "rejects", "failures", "runs", "figures_fts")
    write(path, entries, tmp_path)
    once = [rows(path, f"SELECT count(*) FROM {table}") for table in tables]
    write(path, entries, tmp_path)
    assert [rows(path, f"SELECT count(*) FROM {table}") for table in tables] == once


def test_sqlite_forgets_figures_that_are_gone(tmp_path, entries):
    path = tmp_path / "out.db"
    write(path, entries, tmp_path)
    write(path, [entry_of("d1", "5")], tmp_path)
    assert rows(path, "SELECT doc_id, count(*) FROM figures GROUP BY doc_id") == [("d1", 1), ("d2", 1)]


def test_sqlite_lets_readers_in_while_it_writes(tmp_path, entries):
    path = tmp_path / "out.db"
    write(path, entries, tmp_path)
    with open_writer(str(path), tmp_path) as writer:
        writer.write(entry_of("d9", "5"))
        assert rows(path, "SELECT count(*) FROM figures") == [(3,)]


@pytest.mark.parametrize(
    "output, folder", [("out", True), ("out/", True), ("v1.2/", True), ("a.csv", False), ("-", False)]
)
def test_is_folder(output, folder):
    assert is_folder(output) is folder


def test_unknown_formats_are_named(tmp_path):
    with pytest.raises(UsageError, match=r"\.docx.*\.csv"):
        open_writer(str(tmp_path / "a.docx"), tmp_path)


def test_entry_counts_by_indicator(entries):
    assert entries[0].found == {"model": 2}


def test_xlsx(tmp_path, entries):
    write(tmp_path / "out.xlsx", entries, tmp_path)
    figures = pd.read_excel(tmp_path / "out.xlsx", dtype=object)
    assert list(figures.columns) == [*(column.name for column in COLUMNS), "evidence"]
    assert figures["value"].tolist() == [1234.5, -7, 1e20]
    assert figures["locality_code"].tolist() == ["00691"] * 3
    assert figures["quote"].tolist() == ["-42 mô hình"] * 3
    documents = pd.read_excel(tmp_path / "out.xlsx", sheet_name="documents", dtype=object)
    assert documents["doc_id"].tolist() == ["d1", "d2"]


def test_parquet(tmp_path, entries):
    write(tmp_path / "out.parquet", entries, tmp_path)
    figures = pd.read_parquet(tmp_path / "out.parquet")
    assert list(figures.columns) == [column.name for column in COLUMNS]
    assert figures["value"].tolist() == [1234.5, -7, 1e20]
    assert figures["locality_code"].tolist() == ["00691"] * 3
    assert figures["start"].dtype == "int64"
    assert pd.isna(figures["value_max"]).all()


def test_a_sheet_that_is_full_says_so(tmp_path, entries, monkeypatch):
    monkeypatch.setattr("extractor.writers.xlsx._MOST_ROWS", 2)
    with pytest.raises(OutputError, match="a sheet holds 2 rows"):
        write(tmp_path / "out.xlsx", entries, tmp_path)
    assert not list(tmp_path.glob("out.xlsx*"))
