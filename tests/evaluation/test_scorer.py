"""Scores worked out by hand on a small set, and which scores depend on which field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from extractor.evaluation.bootstrap import interval
from extractor.evaluation.counts import PRF, Accuracy
from extractor.evaluation.gold import GoldSet, Row
from extractor.evaluation.predictions import Prediction
from extractor.evaluation.scores import Scores, evaluate

from .conftest import TEXT, as_predictions, shared_sets

Predictions = dict[str, Prediction]


def changed(predictions: Predictions, at: int, **fields: Any) -> Predictions:
    """Predictions with fields of one figure of article "a" replaced; None at ``at`` for all."""
    figures = list(predictions["a"].figures)
    figures[at] = {**figures[at], **fields}
    return {**predictions, "a": replace(predictions["a"], figures=tuple(figures))}


def without(predictions: Predictions, *at: int) -> Predictions:
    figures = [figure for i, figure in enumerate(predictions["a"].figures) if i not in at]
    return {**predictions, "a": replace(predictions["a"], figures=tuple(figures))}


def extra(predictions: Predictions, quote: str, doc_id: str = "a", **fields: Any) -> Predictions:
    start = TEXT.index(quote) if doc_id == "a" else 0
    figure = {
        **predictions["a"].figures[0],
        "record_id": "x",
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "value_start": start,
        "value_end": start + len(quote),
        **fields,
    }
    prediction = predictions[doc_id]
    return {**predictions, doc_id: replace(prediction, figures=(*prediction.figures, figure))}


def test_gold_fed_back_is_perfect(gold: GoldSet) -> None:
    flat = evaluate(gold, as_predictions(gold)).flat()
    assert {name for name, score in flat.items() if score not in {1.0, None}} == set()
    assert flat["strict.f1"] == flat["record.f1"] == flat["relations.f1"] == 1.0


def test_nothing_predicted(gold: GoldSet) -> None:
    scores = evaluate(gold, {})
    assert scores.totals.prf["strict"] == PRF(0, 0, 4)
    flat = scores.flat()
    assert (flat["strict.precision"], flat["strict.recall"], flat["strict.f1"]) == (0.0, 0.0, 0.0)
    assert flat["field.unit"] is None
    assert flat["macro.document.strict.f1"] == 0.5  # the quiet article is right


def test_an_error_of_each_kind(gold: GoldSet) -> None:
    """Four gold rows: one whole, one with a wrong unit, one missed, one with half its span; one invented."""
    end = as_predictions(gold)["a"].figures[3]["value_start"] + 2
    predictions = changed(as_predictions(gold), 1, unit="item")
    predictions = changed(predictions, 3, value_end=end, value_text="15")
    predictions = without(predictions, 2)
    predictions = extra(predictions, "2018")
    scores = evaluate(gold, predictions)
    prf = scores.totals.prf
    assert prf["detection"] == PRF(3, 4, 4)
    assert prf["strict"] == PRF(1, 4, 4)
    assert prf["relaxed"] == PRF(3, 4, 4)
    assert prf["record"] == PRF(1, 4, 4)
    assert prf["strict"].precision == prf["strict"].recall == prf["strict"].f1 == 0.25
    assert scores.totals.fields["unit"] == Accuracy(2, 3)
    assert scores.totals.fields["denominator"] == Accuracy(1, 1)
    indicators = scores.by_indicator()
    assert indicators["weapon"]["strict"] == PRF(0, 0, 1)
    assert indicators["case"]["strict"] == PRF(1, 2, 1)
    assert scores.confusion() == {
        ("-", "case"): 1,
        ("case", "case"): 1,
        ("suspect", "suspect"): 1,
        ("units_covered", "units_covered"): 1,
        ("weapon", "-"): 1,
    }
    # macro over indicators: case F1 2/3, suspect 0, units_covered 0, weapon 0
    assert scores.flat()["macro.indicator.strict.f1"] == pytest.approx((2 / 3) / 4)


def test_a_wrong_indicator_costs_precision_of_one_and_recall_of_the_other(gold: GoldSet) -> None:
    scores = evaluate(gold, changed(as_predictions(gold), 0, indicator="incident"))
    indicators = scores.by_indicator()
    assert indicators["incident"]["strict"] == PRF(0, 1, 0)
    assert indicators["case"]["strict"] == PRF(0, 0, 1)


def test_optional_rows_count_neither_way(gold: GoldSet) -> None:
    rows = [Row(row) for row in gold.figures["a"]]
    rows[2]["optional"] = True
    optional = replace(gold, figures={**gold.figures, "a": tuple(rows)})
    predictions = as_predictions(gold)
    for given in (predictions, without(predictions, 2), changed(predictions, 2, value=99)):
        assert evaluate(optional, given).totals.prf["record"] == PRF(3, 3, 3)


def test_captions_and_boilerplate_never_align(gold: GoldSet) -> None:
    scores = evaluate(gold, changed(as_predictions(gold), 0, region="caption"))
    assert scores.totals.prf["detection"] == PRF(3, 4, 4)


def test_an_article_without_figures(gold: GoldSet) -> None:
    quiet = evaluate(gold, as_predictions(gold)).documents[1]
    assert quiet.prf["strict"].f1 == 1.0
    alarmed = evaluate(gold, extra(as_predictions(gold), "Không", doc_id="quiet")).documents[1]
    assert alarmed.prf["strict"] == PRF(0, 1, 0)
    assert (alarmed.prf["strict"].f1, alarmed.prf["strict"].recall) == (0.0, 0.0)


def test_predictions_on_negatives(gold: GoldSet) -> None:
    predictions = extra(extra(as_predictions(gold), "09-CT"), "2018")
    scores = evaluate(gold, predictions, hard_categories=frozenset({"legal_doc_number"}))
    hits = [hit.negative["category"] for hit in scores.documents[0].negative_hits]
    assert sorted(hits) == ["date", "legal_doc_number"]
    assert [hit.negative["category"] for hit in scores.hard_hits] == ["legal_doc_number"]


def test_links_by_hand(gold: GoldSet) -> None:
    predictions = as_predictions(gold)
    reverse = changed(changed(predictions, 1, rel=[]), 0, rel=[{"type": "pair_with", "target": "record a-2"}])
    assert evaluate(gold, reverse).totals.prf["relations"] == PRF(1, 1, 1)  # pairs have no direction
    typed = changed(predictions, 1, rel=[{"type": "subset_of", "target": "record a-1"}])
    assert evaluate(gold, typed).totals.prf["relations"] == PRF(0, 1, 1)
    half = evaluate(gold, without(predictions, 0)).totals.prf
    assert half["relations"] == PRF(0, 0, 0)
    assert half["relations_all"] == PRF(0, 1, 1)
    repeated = changed(predictions, 1, repeat_of="record a-1")
    assert evaluate(gold, repeated).totals.fields["repeat_of"] == Accuracy(3, 4)


def test_mentions_by_hand(gold: GoldSet) -> None:
    predictions = as_predictions(gold)
    time, place = predictions["a"].mentions
    mentions = (
        {**time, "value": "2018"},
        {**time, "start": 0, "end": 8},
        {**place, "end": place["end"] - 5},
        {**place, "kind": "entity"},
    )
    given = {**predictions, "a": replace(predictions["a"], mentions=mentions)}
    prf = evaluate(gold, given).totals.prf
    assert prf["times.span"] == PRF(1, 2, 1)
    assert prf["times.value"] == PRF(0, 2, 1)
    assert prf["times.bounds"] == PRF(1, 2, 1)
    assert prf["places.overlap"] == PRF(1, 1, 1)
    assert prf["places.span"] == prf["places.resolved"] == PRF(0, 1, 1)


FIELD_SCORES = {
    "indicator": {"strict", "relaxed", "record"},
    "value": {"strict", "relaxed", "record"},
    "value_max": {"strict", "record"},
    "denominator": {"strict", "record"},
    "per": {"strict", "record"},
    "unit": {"strict", "record"},
    "value_kind": {"strict", "record"},
    "object": {"record"},
    "action": {"record"},
    "approx": {"record"},
    "status": {"record"},
    "period": {"record"},
    "locality": {"record"},
    "name": set(),
    "period_type": set(),
    "period_source": set(),
    "period_confidence": set(),
    "base_period": set(),
    "locality_source": set(),
    "repeat_of": set(),
    "rel": {"relations", "relations_all"},
    "quote": set(),
}
"""Which P/R/F1 depend on a field; accuracies of the field itself come on top."""

PARTS = {
    "indicator": {"field.indicator", "field.indicator_macro"},
    "locality": {f"field.{part}" for part in ("locality", "province", "level", "locality_name")},
    "period": {"field.period", "field.period_years"},
    "rel": set(),
}

BAD: dict[str, Any] = {
    "value": 987654,
    "value_max": 10**12,
    "denominator": 9999,
    "per": {"value": 7, "unit": "parsec"},
    "period": "1901",
    "base_period": "1901",
    "locality": {"name": "Atlantis", "level": "planet", "province": "Ocean"},
    "rel": [],
    "repeat_of": "nobody",
    "name": "Nemo",
}


def corrupted(predictions: Predictions, field: str) -> Predictions:
    """The field of every figure that has a say about it made wrong."""
    result = {}
    for doc_id, prediction in predictions.items():
        figures = []
        for figure in prediction.figures:
            fresh: dict[str, Any] = {**figure}
            if field == "quote":
                fresh["end"] = figure["value_end"]
            elif field == "locality":
                fresh["locality"] = {**(figure["locality"] or {}), **BAD["locality"]}
            else:
                fresh[field] = BAD.get(field, "wrong")
            figures.append(fresh)
        result[doc_id] = replace(prediction, figures=tuple(figures))
    return result


def fallen(before: Scores, after: Scores) -> set[str]:
    old, new = before.flat(), after.flat()
    return {name for name in new if new[name] != old.get(name)}


def dependants(field: str) -> set[str]:
    levels = FIELD_SCORES[field]
    names = {f"{level}.{rate}" for level in levels for rate in ("precision", "recall", "f1")}
    names |= PARTS.get(field, {f"field.{field}"})
    if "strict" in levels:
        names |= {f"macro.{group}.strict.f1" for group in ("document", "indicator", "province")}
    return names


def check_corruption(gold: GoldSet, field: str) -> None:
    perfect = as_predictions(gold)
    lowered = fallen(evaluate(gold, perfect), evaluate(gold, corrupted(perfect, field)))
    assert lowered == dependants(field)


@pytest.mark.parametrize("field", FIELD_SCORES)
def test_a_corrupted_field_lowers_exactly_what_depends_on_it(field: str, gold: GoldSet) -> None:
    check_corruption(gold, field)


@pytest.mark.skipif(not shared_sets(), reason="no gold beside the repository")
@pytest.mark.parametrize("field", FIELD_SCORES)
def test_the_same_on_every_gold_set(field: str) -> None:
    for gold in shared_sets():
        check_corruption(gold, field)


@pytest.mark.skipif(not shared_sets(), reason="no gold beside the repository")
def test_every_gold_set_fed_back_is_perfect() -> None:
    for gold in shared_sets():
        flat = evaluate(gold, as_predictions(gold)).flat()
        assert {name for name, score in flat.items() if score not in {1.0, None}} == set()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"publication_date": "2018-07-12"}, {"meta.date", "meta.date_day"}),
        ({"publication_date": "2018-07-11T08:00"}, {"meta.date"}),
        ({"province": "Cà Mau"}, {"meta.province"}),
        ({"byline": "An"}, {"meta.byline"}),
        ({"title": None}, {"meta.title"}),
        ({"scope": {"level": "district", "name": "Giá Rai"}}, {"meta.scope_name"}),
        ({"scope": {"level": "commune", "name": "Hòa Bình"}}, {"meta.scope_level"}),
    ],
)
def test_facts_about_the_article(fields: Mapping[str, Any], name: set[str], gold: GoldSet) -> None:
    perfect = as_predictions(gold)
    document = {**perfect["a"].document, **fields}
    after = evaluate(gold, {**perfect, "a": replace(perfect["a"], document=document)})
    assert fallen(evaluate(gold, perfect), after) == name


def test_rates_of_nothing() -> None:
    assert (PRF().precision, PRF().recall, PRF().f1) == (1.0, 1.0, 1.0)
    assert (PRF(0, 3, 0).precision, PRF(0, 3, 0).recall, PRF(0, 3, 0).f1) == (0.0, 0.0, 0.0)
    assert (PRF(0, 0, 3).precision, PRF(0, 0, 3).recall, PRF(0, 0, 3).f1) == (0.0, 0.0, 0.0)
    assert Accuracy().value is None


def test_the_bootstrap_is_deterministic_and_holds_the_score() -> None:
    counts = [PRF(9, 10, 10), PRF(2, 10, 10), PRF(7, 10, 10), PRF(0, 0, 0)]
    low, high = interval(counts)
    assert (low, high) == interval(counts)
    assert 0.2 <= low <= 18 / 30 <= high <= 0.9
    assert interval([PRF(1, 2, 2)] * 5) == (0.5, 0.5)
    assert interval([]) == (0.0, 1.0)


def test_the_order_of_predictions_does_not_matter(gold: GoldSet) -> None:
    predictions = extra(changed(as_predictions(gold), 1, unit="item"), "2018")
    reverse = {
        doc_id: replace(prediction, figures=prediction.figures[::-1], mentions=prediction.mentions[::-1])
        for doc_id, prediction in predictions.items()
    }
    assert evaluate(gold, reverse).flat() == evaluate(gold, predictions).flat()


def test_a_false_alarm_costs_precision_alone(gold: GoldSet) -> None:
    before = evaluate(gold, as_predictions(gold)).flat()
    after = evaluate(gold, extra(as_predictions(gold), "2018")).flat()
    lowered = {name for name in after if after[name] != before[name]}
    levels = ("detection", "strict", "relaxed", "record")
    expected = {f"{level}.{rate}" for level in levels for rate in ("precision", "f1")}
    expected |= {f"macro.{group}.strict.f1" for group in ("document", "indicator", "province")}
    assert lowered == expected
