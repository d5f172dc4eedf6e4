"""The reliability table: what a claimed confidence is worth."""

from __future__ import annotations

from dataclasses import replace

from extractor.evaluation.counts import Accuracy
from extractor.evaluation.gold import GoldSet
from extractor.evaluation.reliability import reliability
from extractor.evaluation.report import text_report
from extractor.evaluation.scores import evaluate

from .conftest import as_predictions


def test_bins_count_right_and_wrong_records(gold: GoldSet) -> None:
    predictions = as_predictions(gold)
    figures = [dict(figure) for figure in predictions["a"].figures]
    for figure, confidence in zip(figures, (0.95, 0.9, 0.55), strict=False):
        figure["confidence"] = confidence
    for figure in figures[3:]:
        figure["confidence"] = None
    figures[1]["unit"] = "item" if figures[1]["unit"] != "item" else "site"
    changed = {**predictions, "a": replace(predictions["a"], figures=tuple(figures))}
    others = {doc_id: replace(p, figures=()) for doc_id, p in changed.items() if doc_id != "a"}

    scores = evaluate(gold, {**others, "a": changed["a"]})

    assert reliability(scores.documents) == {(0.5, 0.6): Accuracy(1, 1), (0.9, 1.0): Accuracy(1, 2)}
    assert "  0.9-1.0" in text_report(scores, errors=())


def test_a_spurious_record_is_wrong(gold: GoldSet) -> None:
    predictions = as_predictions(gold)
    lone = {**predictions["a"].figures[0], "confidence": 0.7}
    spare = {**lone, "value_start": lone["value_end"], "value_end": lone["value_end"] + 1}
    scores = evaluate(gold, {"a": replace(predictions["a"], figures=(spare,))})
    assert reliability(scores.documents) == {(0.7, 0.8): Accuracy(0, 1)}
