"""Export to Label Studio and back: nothing moves, nothing is lost, what cannot be known is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import GoldError
from extractor.evaluation.anchor import Anchor
from extractor.evaluation.corpus import read_corpus
from extractor.evaluation.gold import builtin_vocabulary, read_gold
from extractor.evaluation.labelstudio.command import run_export, run_import
from extractor.evaluation.labelstudio.config import config_xml
from extractor.evaluation.labelstudio.export import empty_task, gold_tasks, results, run_tasks
from extractor.evaluation.labelstudio.layers import LAYERS
from extractor.evaluation.labelstudio.load import rows_of_task
from extractor.evaluation.labelstudio.offsets import Utf16
from extractor.model import Document
from extractor.text.view import MatchView

from .conftest import ROOT, TEXT, gold_rows, shared_sets
from .test_gate import by_rules

PIECES = [
    "12 vụ",
    "😀",
    "\r\n",
    "\u00a0",
    "  ",
    "hoa\u0300",
    "Đắk Lắk",
    "a",
    "7",
    "\n",
    "👩‍👩‍👧",
    "“",
    "\t",
    "\u200b",
]
texts = st.lists(st.sampled_from(PIECES), min_size=3, max_size=25).map("".join)
numbers = st.one_of(st.integers(-(10**12), 10**12), st.decimals("0.001", "9999", places=3)).map(
    lambda value: int(value) if value == int(value) else value
)
words = st.one_of(st.none(), st.sampled_from(["năm qua", "2021-01/2021-06", "a  b", "x\ny", "😀"]))


def spans(text: str) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12)).map(
        lambda pair: (pair[0], min(len(text), pair[0] + pair[1]))
    )


@st.composite
def annotated(draw: st.DrawFn) -> tuple[Document, dict[str, list[dict[str, Any]]]]:
    """A nasty text with rows of every kind, in the form that an import gives."""
    text = draw(texts)
    lists = builtin_vocabulary()
    figures = []
    for at in range(draw(st.integers(0, 4))):
        start, end = draw(spans(text))
        value_start = draw(st.integers(start, end - 1))
        value_end = draw(st.integers(value_start + 1, end))
        indicator = draw(st.sampled_from(sorted(lists.indicators)))
        locality = {
            "level": "commune",
            "name": "xã A",
            "province": draw(words),
            "district": None,
            "commune": "A",
        }
        figures.append(
            {
                "id": f"x-{at}",
                "doc": "x",
                "start": start,
                "end": end,
                "quote": text[start:end],
                "value_start": value_start,
                "value_end": value_end,
                "value_text": text[value_start:value_end],
                "indicator": indicator,
                "object": draw(st.sampled_from(lists.indicators[indicator].objects)),
                "name": draw(words),
                "action": draw(st.sampled_from(lists.actions)),
                "status": "achieved",
                "value_kind": "level",
                "value": draw(st.one_of(st.none(), numbers)),
                "value_max": draw(st.one_of(st.none(), numbers)),
                "denominator": None,
                "per": draw(st.sampled_from([None, {"value": 1, "unit": "month"}])),
                "unit": draw(st.sampled_from(lists.units)),
                "approx": "exact",
                "period": draw(words),
                "period_type": draw(st.sampled_from([None, *lists.period_type])),
                "period_source": "none",
                "period_confidence": "high",
                "period_text": draw(words),
                "base_period": None,
                "locality": draw(st.sampled_from([None, locality])),
                "locality_source": "none",
                "rel": [],
                "repeat_of": None,
                "optional": draw(st.booleans()),
                "notes": draw(words),
            }
        )
    for at, row in enumerate(figures):
        if at:
            row["rel"] = [
                {"type": kind, "target": "x-0"} for kind in draw(st.sets(st.sampled_from(lists.rel)))
            ]
            row["repeat_of"] = draw(st.sampled_from([None, "x-0"]))
    start, end = draw(spans(text))
    span = {"doc": "x", "start": start, "end": end, "quote": text[start:end]}
    rows = {
        "figure": figures,
        "negative": [{**span, "category": "duration", "reason": draw(words)}],
        "time": [
            {
                **span,
                "timex_type": "DATE",
                "value": "2021",
                "begin": None,
                "end_date": "2021",
                "role": "term",
                "anchor": None,
                "notes": draw(words),
            }
        ],
        "place": [
            {
                **span,
                "level": "commune",
                "province": draw(words),
                "district": None,
                "commune": "A",
                "hamlet": None,
                "role": "site",
                "notes": None,
            }
        ],
    }
    return Document(doc_id="x", text=text), rows


def task_of(document: Document, rows: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """A task as it comes out of an export file."""
    task = empty_task(document)
    task["annotations"] = [{"id": 3, "was_cancelled": False, "result": results(document.text, rows)}]
    return json.loads(json.dumps(task, default=str), parse_float=Decimal)


def by_file(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {stem: rows[label] for label, (stem, _) in LAYERS.items()} | {"meta": []}


@given(annotated())
def test_import_of_export_is_identity(given_rows: tuple) -> None:
    document, rows = given_rows
    assert rows_of_task(task_of(document, rows), "t") == by_file(rows)


@given(annotated())
def test_offsets_counted_in_characters_are_understood(given_rows: tuple) -> None:
    """What goes through the API may count characters instead of UTF-16 units."""
    document, rows = given_rows
    task = task_of(document, rows)
    units = Utf16.of(document.text)
    for item in task["annotations"][0]["result"]:
        if "value" in item:
            for key in ("start", "end"):
                item["value"][key] = units.characters(item["value"][key])
    for stem, found in rows_of_task(task, "t").items():
        for row in found:
            assert document.text[row["start"] : row["end"]] == row["quote"], stem


@given(texts, st.data())
def test_utf16_units(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    units = Utf16.of(text).units(at)
    assert units == len(text[:at].encode("utf-16-le")) // 2
    assert Utf16.of(text).characters(units) == at


@given(texts, texts, st.data())
def test_an_anchor_finds_its_place_or_refuses(text: str, more: str, data: st.DataObject) -> None:
    """Text put in front moves everything; a place that is found has the same words around it."""
    start, end = data.draw(spans(text))
    anchor = Anchor.of(text, start, end)
    try:
        found = anchor.locate(more + text)
    except LookupError:
        return
    quote = (more + text)[slice(*found)]
    assert MatchView.of(quote).cased == MatchView.of(text[start:end]).cased


def test_anchors_by_hand() -> None:
    old = "Công an xã thu 12 khẩu súng, dân nộp 12 viên đạn."
    second = old.rindex("12")
    anchor = Anchor.of(old, second, second + 2)
    new = "Cập nhật: " + old
    assert anchor.locate(new) == (second + 10, second + 12)
    assert anchor.locate(old.replace(" ", "\u00a0")) == (second, second + 2)
    with pytest.raises(LookupError, match="other surroundings"):
        anchor.locate("Năm nay có 12 tháng.")
    with pytest.raises(LookupError, match="not in the text"):
        anchor.locate("Không có gì.")
    with pytest.raises(LookupError, match="look alike"):
        Anchor.of("a 12 b", 2, 4).locate("a 12 b\na 12 b")
    assert Anchor.of(old, 11, 27).locate("Mới: thu 12 khẩu súng.") == (5, 21)


@pytest.fixture
def task(folder: Path) -> dict[str, Any]:
    gold = read_gold(folder / "gold", read_corpus(folder / "corpus"))
    return json.loads(json.dumps(gold_tasks(gold)[0]))


def test_a_moved_article_is_reanchored(task: dict[str, Any]) -> None:
    rows = rows_of_task(task, "t", text="Tin mới 😀\r\n" + TEXT)
    shift = len("Tin mới 😀\r\n")
    assert [row["start"] - shift for row in rows["figures"]] == [
        row["start"] for row in gold_rows()["figures"]
    ]


def test_a_rewritten_article_is_refused(task: dict[str, Any]) -> None:
    with pytest.raises(GoldError, match=r"the article has changed and '47 vụ' is not in the text"):
        rows_of_task(task, "t", text=TEXT.replace("47 vụ", "bốn bảy vụ"))


def region(task: dict[str, Any], region_id: str) -> dict[str, Any]:
    result = task["annotations"][0]["result"]
    return next(item for item in result if item.get("id") == region_id and item["type"] == "labels")


@pytest.mark.parametrize(
    ("why", "change", "message"),
    [
        (
            "a span that fits nowhere",
            lambda task: region(task, "figure:a-1")["value"].update(start=0, end=3, text="47 vụ án"),
            "does not fit the text; mark it again",
        ),
        (
            "a figure whose numeral was deleted",
            lambda task: task["annotations"][0]["result"].remove(region(task, "value_span:a-2")),
            "a-2 needs one value_span region inside its quote, it has 0",
        ),
        (
            "a numeral without figure",
            lambda task: region(task, "value_span:a-2").update(id="new"),
            None,
        ),
        (
            "a label of another project",
            lambda task: region(task, "place:0")["value"].update(labels=["LOC"]),
            'the label "LOC"',
        ),
        (
            "two annotations",
            lambda task: task["annotations"].append(task["annotations"][0]),
            "2 annotations of one task",
        ),
        (
            "a value that is no number",
            lambda task: next(
                item for item in task["annotations"][0]["result"] if item.get("from_name") == "value"
            )["value"].update(text=["many"]),
            "'many' is not a number",
        ),
        (
            "a relation to nothing",
            lambda task: next(
                item for item in task["annotations"][0]["result"] if item["type"] == "relation"
            ).update(to_id="place:0"),
            "ends at no figure",
        ),
        ("no text", lambda task: task["data"].pop("text"), "needs data.text"),
    ],
)
def test_what_cannot_be_known_is_refused(why: str, change: Any, message: str | None, task: dict) -> None:
    change(task)
    if message is None:
        assert len(rows_of_task(task, "t")["figures"]) == 4, why  # the free numeral inside the quote
        return
    with pytest.raises(GoldError) as error:
        rows_of_task(task, "export.json: task 1")
    assert message in str(error.value), why
    assert "export.json: task 1" in str(error.value)


def test_a_figure_drawn_by_hand_gets_an_id(task: dict[str, Any]) -> None:
    result = task["annotations"][0]["result"]
    for item in result:
        for key in ("id", "from_id", "to_id"):
            if item.get(key) in {"figure:a-1", "value_span:a-1"}:
                item[key] = f"drawn {item[key]}"
    rows = rows_of_task(task, "t")["figures"]
    assert [row["id"] for row in rows] == ["a-01", "a-2", "a-3", "a-4"]
    assert rows[1]["rel"] == [{"type": "pair_with", "target": "a-01"}]


def test_a_whole_set_through_files(folder: Path) -> None:
    tasks, config = folder / "tasks.json", folder / "config.xml"
    corpus = folder / "corpus"
    assert run_export(corpus, tasks, gold=folder / "gold", config=config) == 0
    assert run_import(tasks, folder / "again", corpus=corpus) == 0
    again = read_gold(folder / "again", read_corpus(corpus))
    gold = read_gold(folder / "gold", read_corpus(corpus))
    for before, after in zip(gold.figures["a"], again.figures["a"], strict=True):
        assert {**after, "notes": after["notes"] or ""} == before
    assert again.meta == gold.meta
    assert ET.parse(config).getroot().tag == "View"


@pytest.mark.parametrize(
    "gold",
    [read_gold(ROOT / "gold" / "genre", read_corpus(ROOT / "corpus" / "articles")), *shared_sets()],
    ids=lambda gold: gold.name,
)
def test_every_gold_set_survives(gold: Any) -> None:
    for task in gold_tasks(gold):
        doc_id = task["data"]["doc_id"]
        back = rows_of_task(json.loads(json.dumps(task, default=str)), "t")
        for stem, rows in (
            ("figures", gold.figures),
            ("negatives", gold.negatives),
            ("timex", gold.times),
            ("localities", gold.places),
        ):
            pairs = zip(rows[doc_id], back[stem], strict=True)
            assert all(said(before) == said(after) for before, after in pairs), stem


def said(row: Any) -> dict[str, Any]:
    """A row without fields that say nothing; decimals as printed."""
    kept = {key: value for key, value in row.items() if value not in (None, "", [], (), False)}
    return json.loads(json.dumps(kept, default=str, sort_keys=True), parse_float=str)


def test_a_run_becomes_pre_annotations(folder: Path) -> None:
    gold = read_gold(folder / "gold", read_corpus(folder / "corpus"))
    tasks = run_tasks(gold.documents.values(), by_rules(gold))
    assert [len(task["predictions"][0]["result"]) > 0 for task in tasks] == [True, False]
    accepted = {"data": tasks[0]["data"], "annotations": tasks[0]["predictions"]}
    rows = rows_of_task(json.loads(json.dumps(accepted)), "t")
    assert [row["value"] for row in rows["figures"]] == [47, 49, 12, 15]
    assert rows["figures"][1]["rel"] == [{"type": "pair_with", "target": "record a-1"}]


def test_the_configuration_offers_every_control_and_choice() -> None:
    root = ET.fromstring(config_xml(builtin_vocabulary()))
    names = {element.get("name") for element in root.iter() if element.get("perRegion")}
    assert names == {control.name for _, controls in LAYERS.values() for control in controls}
    units = next(element for element in root.iter("Choices") if element.get("name") == "unit")
    assert [choice.get("value") for choice in units] == list(builtin_vocabulary().units)
    assert {relation.get("value") for relation in root.iter("Relation")} > {"breakdown_of", "repeat_of"}


@pytest.mark.parametrize("content", ["", "{}", "[3]", '[{"data": {}}]'])
def test_not_an_export(content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "export.json"
    file.write_text(content, encoding="utf-8")
    assert run_import(file, tmp_path / "gold") == 2
    assert "export the project as JSON" in capsys.readouterr().err
