"""Tables in, tables out: the same figures as a run, in any engine that can send a function."""

from __future__ import annotations

import datetime as dt
import pickle
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from extractor import extract_batch, extract_lines
from extractor.batch import Job, gather, run
from extractor.config import Config
from extractor.engines.frame import DTYPES, LINE_DTYPES, arrow_schema, ddl
from extractor.errors import UsageError
from extractor.report.run import Run
from extractor.schema import dumps, loads

ARTICLES = sorted((Path(__file__).parents[2] / "corpus" / "articles").glob("*.txt"))
CONFIG = Config(ner="none")
ENGLISH = "English text, and quite enough of it to tell that it is none." * 3


@pytest.fixture(scope="module")
def frame():
    return pd.DataFrame([{"id": path.stem, "text": path.read_bytes().decode()} for path in ARTICLES])


def test_same_figures_as_a_run(frame, tmp_path):
    run(Job([str(ARTICLES[0].parent)], str(tmp_path / "out.parquet"), CONFIG))
    expected = pd.read_parquet(tmp_path / "out.parquet")
    found = extract_batch(frame, ner="none")
    assert found["failure"].isna().all()
    assert found["record_id"].tolist() == expected["record_id"].tolist()
    assert found["value"].astype("float64").equals(expected["value"])
    assert found["quote"].tolist() == expected["quote"].tolist()


def test_columns_and_types_never_change(frame):
    for part in (frame, frame.head(0), frame.head(1)):
        found = extract_batch(part, ner="none")
        assert {name: str(dtype) for name, dtype in found.dtypes.items()} == DTYPES


def test_failures_are_rows():
    frame = pd.DataFrame(
        {
            "id": ["a", "b", "c"],
            "text": [None, ENGLISH, ""],
        }
    )
    found = extract_batch(frame, ner="none")
    assert found["doc_id"].tolist() == ["a", "b", "c"]
    assert found["failure"].str.split(";").str[0].tolist() == [
        'no "text"', "not Vietnamese, or written without diacritics", "empty text",
    ]  # fmt: skip


def test_dates_of_the_table_are_used():
    text = "Trong năm 2020, Công an xã đã vận động người dân giao nộp 12 khẩu súng tự chế."
    frame = pd.DataFrame({"id": ["a"], "text": [text], "published": [pd.Timestamp("2021-03-04")]})
    (row,) = extract_batch(frame, ner="none").to_dict("records")
    assert (row["value"], row["period"]) == (12, "2020")


def test_it_can_be_sent():
    assert pickle.loads(pickle.dumps(extract_batch)) is extract_batch
    assert pickle.loads(pickle.dumps(extract_lines)) is extract_lines


def test_a_frame_without_text_is_refused():
    with pytest.raises(UsageError, match="no column text"):
        extract_batch(pd.DataFrame({"id": ["a"]}))


ODD = {
    "crawled": pd.Timestamp("2024-05-20"), "none": pd.NA, "nan": float("nan"), "price": Decimal("Infinity"), "raw": b"x",
    "vector": np.array([1.5, 2]), "tags": ["a"], "nested": {"at": dt.time(7)}, "count": np.int64(3), "far": float("inf"),
}  # fmt: skip


def test_other_columns_cost_no_article():
    frame = pd.DataFrame([{"id": "a", "text": ARTICLES[0].read_text("utf-8"), **ODD}])
    (row,) = extract_lines(frame, ner="none").to_dict("records")
    assert row["failures"] == ""
    assert loads(row["documents"])["extra"] == {
        "crawled": "2024-05-20T00:00:00", "price": "Infinity", "raw": "b'x'", "vector": [1.5, 2], "tags": ["a"],
        "nested": {"at": "07:00:00"}, "count": 3, "far": "inf",
    }  # fmt: skip


def test_missing_texts_are_missing_in_every_type():
    empty = pd.DataFrame({"id": ["a"], "text": ["Xã lắp 40 camera."]})
    expected = extract_lines(empty, ner="none", files=["documents"])
    for nothing in (None, pd.NA, float("nan"), pd.NaT):
        columns = {
            name: pd.Series([nothing], dtype=object) for name in ("title", "published", "url", "outlet")
        }
        found = extract_lines(empty.assign(**columns), ner="none", files=["documents"])
        assert found.equals(expected), nothing


def test_ids_that_are_no_texts():
    frame = pd.DataFrame({"id": [7, 8], "text": ["Xã lắp 40 camera.", None]})
    assert extract_batch(frame, ner="none")["doc_id"].tolist() == ["7", "8"]
    failed = extract_batch(frame.assign(id=[1.5, None]), ner="none")
    assert failed["doc_id"].fillna("").tolist() == ["1.5", ""]
    assert failed["failure"].str.contains('"id"').all()


def test_types_hold_where_all_is_missing(frame):
    """A part in which no article failed must not say that `failure` is of no type: parts are read together."""
    pyarrow = pytest.importorskip("pyarrow")
    for part in (frame, frame.head(0)):
        found = extract_batch(part, ner="none")
        table = pyarrow.Table.from_pandas(found, arrow_schema(), preserve_index=False)
        assert table.schema.equals(arrow_schema())
        assert not [
            field.name
            for field in pyarrow.Table.from_pandas(found).schema
            if pyarrow.types.is_null(field.type)
        ]


def test_the_schema_is_that_of_the_parquet_writer():
    parquet = pytest.importorskip("extractor.writers.parquet", reason="needs the extra parquet")
    assert arrow_schema().remove(arrow_schema().get_field_index("failure")).equals(parquet.SCHEMA)


def test_spark_is_told_every_column():
    assert ddl().split(", ")[:8:7] == ["`record_id` string", "`value` double"]
    assert [part.split("`")[1] for part in ddl().split(", ")] == list(DTYPES)
    assert ddl(LINE_DTYPES).count("string") == len(LINE_DTYPES)


def test_edited_rules_are_used(tmp_path):
    """A worker stays between two jobs, and so does its pipeline."""
    frame = pd.DataFrame({"id": ["a"], "text": ["Xã lắp 40 camera."]})
    before = extract_batch(frame, ner="none", rules=str(tmp_path))
    assert before["indicator"].tolist() == ["camera"]
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "off.toml").write_text('disable = ["facility.camera"]', "utf-8")
    after = extract_batch(frame, ner="none", rules=str(tmp_path))
    assert after["indicator"].tolist() == ["other_count"]


def test_lines_put_together_are_the_files_of_a_run(tmp_path):
    source = tmp_path / "articles.jsonl"
    rows = [{"id": path.stem, "text": path.read_bytes().decode()} for path in ARTICLES] + [
        {"id": "en", "text": ENGLISH}
    ]
    source.write_text("".join(dumps(row) + "\n" for row in rows), "utf-8")
    run(Job([str(source)], str(tmp_path / "run"), CONFIG))
    lines = pd.concat(extract_lines(pd.DataFrame(part), ner="none") for part in (rows[7:], rows[:7]))
    ids = [row["id"] for row in rows]
    summary = gather(lines.to_dict("records"), str(tmp_path / "gathered"), CONFIG, ids)
    assert not (tmp_path / "gathered" / ".work").exists()
    for name in ("figures", "mentions", "rejects"):
        assert (tmp_path / "gathered" / f"{name}.jsonl").read_bytes() == (
            tmp_path / "run" / f"{name}.jsonl"
        ).read_bytes()
    descriptions = [loads((tmp_path / name / "run.json").read_bytes()) for name in ("run", "gathered")]
    for field in ("counts", "figures_by_indicator", "rules", "settings"):
        assert descriptions[0][field] == descriptions[1][field]
    assert summary.failures == 1
    articles = [Run.read(tmp_path / name).documents() for name in ("run", "gathered")]
    assert articles[0].keys() == articles[1].keys()


def test_lines_of_some_files_only(frame):
    found = extract_lines(frame, ner="none", files=["rejects"])
    assert found["rejects"].str.len().sum() > 0
    assert (found["documents"] == "").all()
    with pytest.raises(UsageError, match="no file reject; choose from documents"):
        extract_lines(frame, files=["reject"])
