"""A small gold set, its files on disk, and gold turned into predictions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor.evaluation.corpus import read_corpus
from extractor.evaluation.gold import GoldSet, read_gold
from extractor.evaluation.predictions import Prediction

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"

TEXT = (
    "Bạc Liêu: Giữ bình yên\n"
    "11/07/2018\n"
    "Công an huyện Hòa Bình phát hiện 47 vụ, bắt 49 đối tượng; người dân giao nộp 12 khẩu súng.\n"
    "Xã có 15/15 ấp ký cam kết theo Chỉ thị số 09-CT/TW.\n"
)
QUIET = "Không có con số nào ở đây cả.\n"

LOCALITY = {
    "name": "huyện Hòa Bình",
    "level": "district",
    "province": "Bạc Liêu",
    "district": "Hòa Bình",
    "commune": None,
}


def gold_figure(row_id: str, value_text: str, quote: str, **fields: Any) -> dict[str, Any]:
    """A gold row of ``TEXT`` with plausible values."""
    start = TEXT.index(quote)
    value_start = TEXT.index(value_text, start)
    return {
        "id": row_id,
        "doc": "a",
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "value_start": value_start,
        "value_end": value_start + len(value_text),
        "value_text": value_text,
        "indicator": "case",
        "object": "all",
        "name": None,
        "action": "detect",
        "status": "achieved",
        "value_kind": "level",
        "value": int(value_text.partition("/")[0]),
        "value_max": None,
        "denominator": None,
        "per": None,
        "unit": "case",
        "approx": "exact",
        "period": "2018",
        "period_type": "during",
        "period_source": "inherited",
        "period_confidence": "low",
        "period_text": None,
        "base_period": None,
        "locality": LOCALITY,
        "locality_source": "explicit",
        "rel": [],
        "repeat_of": None,
        "optional": False,
        "notes": "",
        **fields,
    }


def gold_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of every file of the small set."""
    legal, place = TEXT.index("09-CT"), TEXT.index("huyện Hòa Bình")
    return {
        "figures": [
            gold_figure("a-1", "47", "47 vụ"),
            gold_figure(
                "a-2",
                "49",
                "49 đối tượng",
                indicator="suspect",
                action="arrest",
                unit="person",
                rel=[{"type": "pair_with", "target": "a-1"}],
            ),
            gold_figure(
                "a-3",
                "12",
                "12 khẩu súng",
                indicator="weapon",
                object="gun",
                action="hand_over",
                unit="piece",
            ),
            gold_figure(
                "a-4",
                "15/15",
                "15/15 ấp",
                indicator="units_covered",
                object="commitment",
                action="sign",
                unit="hamlet",
                value_kind="coverage",
                denominator=15,
                period="2018-07-11",
                period_type="as_of",
            ),
        ],
        "negatives": [
            {
                "doc": "a",
                "start": legal,
                "end": legal + 5,
                "quote": "09-CT",
                "category": "legal_doc_number",
                "reason": "directive",
            },
            {"doc": "a", "start": 23, "end": 33, "quote": "11/07/2018", "category": "date", "reason": ""},
        ],
        "timex": [
            {
                "doc": "a",
                "start": 23,
                "end": 33,
                "quote": "11/07/2018",
                "timex_type": "DATE",
                "value": "2018-07-11",
                "begin": "2018-07-11",
                "end_date": "2018-07-11",
                "role": "publication",
                "anchor": "none",
            }
        ],
        "localities": [
            {
                "doc": "a",
                "start": place,
                "end": place + 14,
                "quote": "huyện Hòa Bình",
                "level": "district",
                "province": "Bạc Liêu",
                "district": "Hòa Bình",
                "commune": None,
                "role": "reporting_unit",
            }
        ],
        "meta": [
            {
                "doc": "a",
                "title": "Bạc Liêu: Giữ bình yên",
                "publication_date": "2018-07-11",
                "publication_precision": "day",
                "province": "Bạc Liêu",
                "scope": {"level": "district", "name": "huyện Hòa Bình"},
                "byline": None,
            },
            {"doc": "quiet", "title": None, "province": None, "scope_level": "country"},
        ],
    }


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    """Write a JSONL file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def as_predictions(gold: GoldSet) -> dict[str, Prediction]:
    """Gold fed back as if a run had said it."""
    predictions = {}
    for doc_id in gold.documents:
        figures = []
        for row in gold.figures[doc_id]:
            figure = {key: row[key] for key in row if key not in {"id", "doc", "optional", "notes"}}
            figures.append({**figure, "doc_id": doc_id, "record_id": f"record {row['id']}", "region": "body"})
        for figure in figures:
            figure["rel"] = [{**link, "target": f"record {link['target']}"} for link in figure["rel"]]
            if figure["repeat_of"]:
                figure["repeat_of"] = f"record {figure['repeat_of']}"
        meta = gold.meta.get(doc_id, {})
        mentions = [{**row, "kind": "time"} for row in gold.times[doc_id]]
        mentions += [{**row, "kind": "place"} for row in gold.places[doc_id]]
        document = {**meta, "scope": meta.get("scope") or {"level": meta.get("scope_level")}}
        predictions[doc_id] = Prediction(doc_id, tuple(figures), document, tuple(mentions))
    return predictions


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """``gold/`` and ``corpus/`` of the small set."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(TEXT, encoding="utf-8", newline="")
    (corpus / "quiet.txt").write_text(QUIET, encoding="utf-8", newline="")
    for stem, rows in gold_rows().items():
        write_lines(tmp_path / "gold" / f"{stem}.jsonl", rows)
    return tmp_path


@pytest.fixture
def gold(folder: Path) -> GoldSet:
    """The small gold set, read."""
    return read_gold(folder / "gold", read_corpus(folder / "corpus"))


@pytest.fixture
def rewrite(folder: Path) -> Callable[..., None]:
    """Change one row of one gold file on disk."""

    def change(stem: str, at: int, **fields: Any) -> None:
        rows = gold_rows()[stem]
        rows[at] = {**rows[at], **fields}
        write_lines(folder / "gold" / f"{stem}.jsonl", rows)

    return change


@cache
def shared_sets() -> list[GoldSet]:
    """The gold sets beside the repository; an empty list where there are none."""
    sources = {"seeds": "seeds", "dev_genre": "dev_genre", "dev_real": "dev_real.jsonl"}
    return [
        read_gold(SHARED / "gold" / name, read_corpus(SHARED / "corpus" / corpus))
        for name, corpus in sources.items()
        if (SHARED / "gold" / name).is_dir()
    ]
