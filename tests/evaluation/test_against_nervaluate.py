"""Where nervaluate measures the same thing (spans and one label), it must agree with us."""

from __future__ import annotations

import random
import warnings
from dataclasses import replace
from typing import Any

import pytest

from extractor.evaluation.corpus import read_corpus
from extractor.evaluation.counts import PRF
from extractor.evaluation.gold import GoldSet, read_gold
from extractor.evaluation.scores import Scores, evaluate

from .conftest import ROOT, as_predictions

nervaluate = pytest.importorskip("nervaluate")

Spans = list[list[dict[str, Any]]]


def disturbed(gold: GoldSet, seed: int) -> tuple[Scores, Spans, Spans]:
    """Gold with rows dropped, relabelled and shortened: our scores and nervaluate's input."""
    chance = random.Random(seed)
    predictions = as_predictions(gold)
    for doc_id, prediction in predictions.items():
        figures = []
        for figure in prediction.figures:
            draw = chance.random()
            if draw < 0.15:
                continue
            fresh = {**figure}
            if draw < 0.3:
                fresh["indicator"] = "other_count"
            if draw > 0.85 and fresh["value_end"] - fresh["value_start"] > 1:
                fresh["value_end"] -= 1
            figures.append(fresh)
        predictions[doc_id] = replace(prediction, figures=tuple(figures))
    true, found = [], []
    for doc_id in gold.documents:
        optional = [row for row in gold.figures[doc_id] if row["optional"]]
        spans = {(row["value_start"], row["value_end"]) for row in optional}
        true.append([entity(row) for row in gold.figures[doc_id] if not row["optional"]])
        kept = [
            f for f in predictions[doc_id].figures if not any(a <= f["value_start"] < b for a, b in spans)
        ]
        found.append([entity(figure) for figure in kept])
    return evaluate(gold, predictions), true, found


def entity(row: Any) -> dict[str, Any]:
    """nervaluate's spans include their last character."""
    return {"label": row["indicator"], "start": row["value_start"], "end": row["value_end"] - 1}


def rates(counts: PRF) -> tuple[float, float]:
    return pytest.approx(counts.precision), pytest.approx(counts.recall)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_rates(seed: int) -> None:
    gold = read_gold(ROOT / "gold" / "genre", read_corpus(ROOT / "corpus" / "articles"))
    scores, true, found = disturbed(gold, seed)
    labels = sorted({item["label"] for rows in (*true, *found) for item in rows})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = nervaluate.Evaluator(true, found, tags=labels, loader="dict").evaluate()["overall"]
    pairs = [pair for document in scores.documents for pair in document.pairs if not pair.optional]
    sums = scores.totals.prf["detection"]

    def ours(*wrong: str) -> PRF:
        return PRF(sum(not set(wrong) & set(pair.wrong) for pair in pairs), sums.predicted, sums.gold)

    assert rates(ours("span", "indicator")) == (theirs["strict"].precision, theirs["strict"].recall)
    assert rates(ours("span")) == (theirs["exact"].precision, theirs["exact"].recall)
    assert rates(ours("indicator")) == (theirs["ent_type"].precision, theirs["ent_type"].recall)
    assert sums.hits == theirs["partial"].correct + theirs["partial"].partial
