"""CSV, Parquet and XLSX: rows are articles, mistakes name the row."""

from __future__ import annotations

import pandas as pd
import pytest

from extractor.batch import Job, run
from extractor.config import Config
from extractor.model import Document
from extractor.readers import read
from extractor.schema import loads

GOOD = "Công an xã đã vận động người dân giao nộp 12 khẩu súng tự chế,\nvà 35 viên đạn; các loại."
FRAME = pd.DataFrame(
    {
        "id": ["01", "02", "03"],
        "text": [GOOD, None, GOOD],
        "published": [pd.Timestamp("2021-11-02T21:41"), None, None],
        "views": [3, 4, 5],
    }
)


def write(frame, path, **options):
    if path.suffix == ".csv":
        frame.to_csv(path, index=False, **options)
    elif path.suffix == ".parquet":
        frame.to_parquet(path, index=False)
    else:
        frame.to_excel(path, index=False)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_rows_are_articles(tmp_path, suffix):
    path = write(FRAME, tmp_path / f"a{suffix}")
    first, failure, last = read([str(path)])
    assert isinstance(first, Document)
    assert (first.doc_id, first.text, first.published) == ("01", GOOD, "2021-11-02T21:41:00")
    assert str(first.extra["views"]) == "3"
    assert last.doc_id == "03"
    assert last.published is None
    assert not isinstance(failure, Document)
    assert (failure.path, failure.doc_id, failure.error) == (str(path), "02", 'no "text"')


def test_columns_of_any_type_can_be_stored(tmp_path):
    """A table of a crawler has times and counts with gaps; none of them may cost the article or the run."""
    odd = FRAME.assign(
        crawled=pd.Timestamp("2024-05-20T07:00"), score=float("nan"), raw=b"x", parts=[[1], [2], [3]]
    )
    path = write(odd, tmp_path / "a.parquet")
    summary = run(Job([str(path)], str(tmp_path / "out"), Config(ner="none")))
    assert (summary.documents, summary.failures) == (2, 1)
    extra = loads((tmp_path / "out" / "documents.jsonl").read_text("utf-8").splitlines()[0])["extra"]
    assert extra["crawled"] == "2024-05-20T07:00:00"
    assert (extra["score"], extra["raw"], extra["parts"]) == (None, "b'x'", [1])


@pytest.mark.parametrize("sep", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_as_it_is_written_in_the_world(tmp_path, sep, encoding):
    path = write(FRAME[["id", "text"]].dropna(), tmp_path / "a.csv", sep=sep, encoding=encoding)
    assert [item.text for item in read([str(path)])] == [GOOD, GOOD]


@pytest.mark.parametrize(
    "name, data, error",
    [
        ("a.csv", b"id,body\n1,x\n", 'no column "text" among id, body'),
        ("a.csv", b"", 'no column "id" among nothing'),
        ("a.csv", b"id,text\n1," + b"\xff\xfe\n", "not UTF-8 (byte 0xFF)"),
        ("a.parquet", b"PAR1 not really", "broken Parquet file"),
        ("a.xlsx", b"PK not really", "no workbook that can be read"),
    ],
)
def test_files_that_are_no_tables(tmp_path, name, data, error):
    (tmp_path / name).write_bytes(data)
    (failure,) = read([str(tmp_path / name)])
    assert error in failure.error


def test_a_table_without_text_says_which_columns_it_has(tmp_path):
    path = write(FRAME[["id", "views"]], tmp_path / "a.parquet")
    (failure,) = read([str(path)])
    assert failure.error == 'no column "text" among id, views'
