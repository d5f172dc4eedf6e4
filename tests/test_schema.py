"""Records: JSON that keeps digits, constraints of guideline 6.1, conversion from an extraction."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.engine.load import load_rules
from extractor.engine.schema import Vocabulary
from extractor.model import (
    Document,
    DocumentScope,
    Extraction,
    Figure,
    Locality,
    Number,
    Per,
    Publication,
    Relation,
)
from extractor.schema import Constraints, FigureRecord, Recorder, dumps, json_schema, loads
from extractor.schema.export import RECORDS

SHARED = Path(__file__).parents[2] / "shared"
TEXT = "Toàn huyện có 42 mô hình và 1.234,50 ha rừng."


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_rules().get(Vocabulary)


@pytest.fixture
def figure() -> Figure:
    return Figure(
        value_start=14, value_end=16, start=14, end=24, sentence=0, region="body",
        indicator="model", object="all", unit="model", value=Decimal(42), action="exist",
    )  # fmt: skip


def extraction(*figures: Figure, published: str | None = None) -> Extraction:
    return Extraction(
        Document("d1", TEXT), Publication(published), DocumentScope(), (), (), figures,
        (Number(14, 16, "42", Decimal(42)),), (), (), (), (),
    )  # fmt: skip


@pytest.mark.parametrize(
    "value, line",
    [
        (Decimal("1E+3"), "1000"),
        (Decimal("3146.80"), "3146.80"),
        (Decimal("0.1"), "0.1"),
        (Decimal("-19.76"), "-19.76"),
        (Decimal("2.00"), "2"),
        (Decimal("123456789012345678901.5"), "123456789012345678901.5"),
        ("đồng \u2028", '"đồng \u2028"'),
        ("\ud800", '"\\ud800"'),
        ({"a": [Decimal("1.50"), None, True, ("x",)]}, '{"a": [1.50, null, true, ["x"]]}'),
    ],
)
def test_dumps(value, line):
    assert dumps(value) == line


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_decimals_survive(value):
    assert Decimal(loads(dumps(value))) == value


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=8))
def test_dumps_is_json(value):
    line = dumps(value)
    assert json.loads(line) == json.loads(json.dumps(value))
    assert "\n" not in line
    line.encode()


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), float("nan")])
def test_dumps_refuses_what_json_lacks(value):
    with pytest.raises(ValueError, match="JSON"):
        dumps(value)


CHANGES = [
    ({}, None),
    ({"indicator": "ghost"}, "indicator 'ghost'"),
    ({"object": "gun"}, "object 'gun' does not belong"),
    ({"unit": "gallon"}, "unit 'gallon'"),
    ({"status": "maybe"}, "status 'maybe'"),
    ({"period_type": "when"}, "period_type 'when'"),
    ({"locality": Locality("x", "planet")}, "locality level 'planet'"),
    ({"rel": (Relation("likes", (0, 1, 0)),)}, "relation 'likes'"),
    ({"value": Decimal("Infinity")}, "no finite value"),
    ({"value": None}, None),
    ({"value": None, "value_max": Decimal(9), "approx": "range"}, "no value_max"),
    ({"approx": "range"}, "value_max"),
    ({"value_max": Decimal(50)}, "value_max"),
    ({"approx": "range", "value_max": Decimal(41)}, "below value"),
    ({"approx": "range", "value_max": Decimal(50)}, None),
    ({"value_kind": "coverage"}, "denominator"),
    ({"denominator": Decimal(50)}, "denominator"),
    ({"value_kind": "coverage", "denominator": Decimal(50)}, None),
    ({"value_kind": "coverage", "denominator": Decimal(0)}, "whole number"),
    ({"value_kind": "rate"}, "needs per"),
    ({"value_kind": "rate", "per": Per(Decimal(1), "month")}, None),
    ({"value_kind": "rate", "per": Per(Decimal(1), "person-month")}, None),
    ({"value_kind": "rate", "per": Per(Decimal(1), "moon")}, "per unit 'moon'"),
    ({"per": Per(Decimal(1), "month")}, "per goes with"),
    ({"value_kind": "change_abs", "per": Per(Decimal(1), "kg")}, None),
    ({"value_end": 30}, "value span"),
    ({"head_start": 40, "head_end": 400}, "head span"),
    ({"period": "2021-05"}, None),
    ({"period": "2021-05/2020"}, "ends before"),
    ({"period": "../2020"}, None),
    ({"period": "2017/.."}, None),
    ({"period": "tháng 5"}, "ISO period"),
    ({"period": "2021/2022/2023"}, "ISO period"),
    ({"period": "2025"}, "after the publication date"),
    ({"period": "2025", "status": "planned"}, None),
    ({"period": "2024"}, None),
    ({"base_period": "2020"}, "goes with a change"),
    ({"base_period": "2020", "value_kind": "change_pct"}, None),
]


@pytest.mark.parametrize("change, reason", CHANGES)
def test_constraints(vocabulary, figure, change, reason):
    found = Constraints(vocabulary).violation(replace(figure, **change), TEXT, published="2024-03-01")
    assert found is None if reason is None else reason in (found or "")


def test_invalid_figures_become_rejects(vocabulary, figure):
    wrong = replace(figure, value_start=28, value_end=36, start=28, end=39, unit="gallon")
    records = Recorder(vocabulary).records(extraction(figure, wrong))
    assert [record.record_id for record in records.figures] == ["d1:14-16:0"]
    (reject,) = records.rejects
    assert (reject.stage, reject.quote, reject.reason) == (
        "validation", "1.234,50", "unit 'gallon' is not in the vocabulary",
    )  # fmt: skip


def test_relations_to_rejected_figures_are_named(vocabulary, figure):
    wrong = replace(figure, value_start=28, value_end=36, start=28, end=39, unit="gallon")
    linked = replace(figure, rel=(Relation("subset_of", wrong.key),), repeat_of=wrong.key)
    (record,) = Recorder(vocabulary).records(extraction(linked, wrong)).figures
    assert record.rel == ()
    assert record.repeat_of is None
    assert record.notes == (
        "subset_of points at a rejected figure", "repeat_of points at a rejected figure",
    )  # fmt: skip


def test_coverage_above_its_whole_is_kept_with_a_note(vocabulary, figure):
    odd = replace(figure, value_kind="coverage", denominator=Decimal(40))
    (record,) = Recorder(vocabulary).records(extraction(odd)).figures
    assert record.notes == ("value exceeds denominator",)


def test_malformed_numerals_are_kept_as_written(vocabulary, figure):
    (record,) = Recorder(vocabulary).records(extraction(replace(figure, value=None))).figures
    assert record.value is None
    assert record.notes == ("malformed",)


def test_records_round_trip(vocabulary, figure):
    whole = replace(
        figure, head_start=17, head_end=24, per=Per(Decimal(1), "month"), value_kind="rate",
        locality=Locality("Hà Giang", "province", code="02"), period="2021", value=Decimal("4.20"),
    )  # fmt: skip
    (record,) = Recorder(vocabulary).records(extraction(whole)).figures
    assert TEXT[record.start : record.end] == record.quote
    assert record.head is not None
    assert record.head.text == "mô hình"
    assert FigureRecord.model_validate(loads(dumps(record))) == record


def test_order_of_records_does_not_depend_on_the_pipeline(vocabulary, figure):
    other = replace(figure, value_start=28, value_end=36, start=28, end=39)
    recorder = Recorder(vocabulary)
    assert recorder.records(extraction(figure, other)) == recorder.records(extraction(other, figure))


@pytest.mark.parametrize("file", RECORDS)
def test_json_schema_names_every_field(vocabulary, file):
    schema = json_schema(vocabulary, file)
    assert "2020-12" in schema["$schema"]
    if file == "figures":
        assert schema["properties"]["unit"]["enum"] == list(vocabulary.units)
        assert schema["properties"]["value"]["anyOf"] == [{"type": "number"}, {"type": "null"}]
        assert set(schema["required"]) == set(FigureRecord.model_fields)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared gold is not here")
@pytest.mark.parametrize("gold", ["seeds", "dev_genre", "dev_real"])
def test_gold_keeps_the_constraints(vocabulary, gold):
    constraints = Constraints(vocabulary)
    rows = (SHARED / "gold" / gold / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(loads, rows):
        per = row["per"]
        figure = Figure(
            **{name: row[name] for name in ("value_start", "value_end", "start", "end", "indicator", "object",
               "unit", "action", "status", "value_kind", "approx", "period", "period_type", "period_source",
               "base_period", "locality_source")},
            sentence=0, region="body", value=None if row["value"] is None else Decimal(row["value"]),
            value_max=None if row["value_max"] is None else Decimal(row["value_max"]),
            denominator=None if row["denominator"] is None else Decimal(row["denominator"]),
            per=Per(Decimal(per["value"]), per["unit"]) if per else None,
        )  # fmt: skip
        assert constraints.violation(figure, " " * (figure.end + 1)) is None, row["id"]
