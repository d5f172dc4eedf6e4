"""Tables in, tables out: the same figures as a run, in any engine that can send a function."""

from __future__ import annotations

import pickle
from pathlib import Path

import pandas as pd
import pytest

from extractor import extract_batch
from extractor.batch import Job, run
from extractor.config import Config
from extractor.engines.frame import DTYPES
from extractor.errors import UsageError

ARTICLES = sorted((Path(__file__).parents[2] / "corpus" / "articles").glob("*.txt"))
CONFIG = Config(ner="none")


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
            "text": [None, "English text, and quite enough of it to tell that it is none." * 3, ""],
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


def test_a_frame_without_text_is_refused():
    with pytest.raises(UsageError, match="no column text"):
        extract_batch(pd.DataFrame({"id": ["a"]}))
