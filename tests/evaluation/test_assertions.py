"""The cheap tier and the statistics of rules."""

from __future__ import annotations

from pathlib import Path

from extractor.evaluation.corpus import read_corpus
from extractor.evaluation.counts import PRF
from extractor.evaluation.gold import GoldSet, read_gold
from extractor.evaluation.predictions import Prediction
from extractor.evaluation.report import text_report
from extractor.evaluation.report_html import html_report
from extractor.evaluation.rule_statistics import rule_uses
from extractor.evaluation.scores import evaluate

from .conftest import as_predictions, gold_rows, write_lines
from .test_gate import broken, by_rules


def test_claims_by_hand(folder: Path, gold: GoldSet) -> None:
    """Three of four ``with`` hold; one of three ``without`` is broken."""
    predictions = as_predictions(gold)
    for stem in gold_rows():
        (folder / "gold" / f"{stem}.jsonl").unlink()
    claims = {
        "doc": "a",
        "with": [
            {"value": 47, "indicator": "case"},
            {"value": 49, "indicator": "suspect", "unit": "person"},
            {"value": 12, "indicator": "weapon", "object": "gun"},
            {"value": 12, "indicator": "weapon", "object": "blade"},
        ],
        "without": [{"value": 9}, {"indicator": "money"}, {"indicator": "units_covered"}],
    }
    write_lines(folder / "gold" / "assertions.jsonl", [claims])
    cheap = read_gold(folder / "gold", read_corpus(folder / "corpus"))
    scores = evaluate(cheap, predictions)
    assert scores.totals.prf == {"assertions": PRF(3, 4, 4)}
    assert [(broken.kind, broken.claim) for broken in scores.totals.broken] == [
        ("with", claims["with"][3]),
        ("without", claims["without"][2]),
    ]
    assert scores.flat()["assertions.f1"] == 0.75
    assert "assertions" in text_report(scores)
    assert "blade" in text_report(scores)


def test_rules_are_counted_judged_and_missed(gold: GoldSet) -> None:
    predictions = by_rules(gold)
    figures = list(predictions["a"].figures)
    figures[0] = {**figures[0], "unit": "item"}
    figures[1] = {**figures[1], "object": "drug"}
    rejects = ({"doc_id": "a", "rule_id": "weapons.late", "stage": "overlap"},)
    mentions = ({"doc_id": "a", "kind": "time", "start": 23, "end": 33, "rule_id": "dates.day"},)
    given = {**predictions, "a": Prediction("a", tuple(figures), {}, mentions, rejects)}
    known = ["cases.detected", "weapons.late", "weapons.never"]
    rules = {rule.rule_id: rule for rule in rule_uses(given.values(), [evaluate(gold, given)], known)}
    assert (rules["cases.detected"].figures, rules["cases.detected"].precision) == (1, 0.0)
    assert (rules["suspects.arrested"].strict, rules["suspects.arrested"].record) == (1, 0)
    assert rules["weapons.gun"].precision == 1.0
    assert rules["dates.day"].state == "fires"
    assert rules["weapons.late"].state == "shadowed"
    assert (rules["weapons.never"].state, rules["weapons.never"].precision) == ("dead", None)


def test_the_report_names_each_error(gold: GoldSet) -> None:
    predictions = broken(by_rules(gold), "weapons.gun")
    figures = list(predictions["a"].figures)
    figures[0] = {**figures[0], "action": "solve"}
    scores = evaluate(gold, {**predictions, "a": Prediction("a", tuple(figures))})
    text = text_report(scores)
    assert "== wrong action (1)" in text
    assert "phát hiện «47» vụ" in text
    assert "rules cases.detected" in text
    assert "== missed (1)" in text
    page = html_report([scores], rule_uses(predictions.values(), [scores]))
    assert "giao nộp <mark>12</mark> khẩu súng" in page
    assert "<td>action</td><td>detect</td><td>solve</td>" in page
    assert "<code>cases.detected</code>" in page
    assert text_report(scores, errors=["missed"]).count("== ") == 1
    assert "== " not in text_report(scores, errors=[])
