"""The gate: floors, pinned hashes, hard negatives, what it says about a broken rule, exit codes."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from extractor.evaluation.annotations import SUMMARY_BYTES, error_lines, markdown_summary
from extractor.evaluation.baseline import PinnedSet, pin, read_baseline
from extractor.evaluation.command import GateOptions, Outputs, run_evaluation
from extractor.evaluation.gate import check
from extractor.evaluation.gold import GoldSet
from extractor.evaluation.predictions import Prediction
from extractor.evaluation.scores import evaluate
from extractor.schema.records import FigureRecord

from .conftest import as_predictions, write_lines

RULES = {"a-1": "cases.detected", "a-2": "suspects.arrested", "a-3": "weapons.gun", "a-4": "units.signed"}


def by_rules(gold: GoldSet) -> dict[str, Prediction]:
    """Gold fed back, each figure made by a rule of its own."""
    predictions = as_predictions(gold)
    figures = tuple(
        {
            **figure,
            "provenance": {"rule_ids": [RULES[figure["record_id"][7:]]], "ner": "none", "version": "0"},
        }
        for figure in predictions["a"].figures
    )
    return {**predictions, "a": replace(predictions["a"], figures=figures)}


def broken(predictions: dict[str, Prediction], rule: str) -> dict[str, Prediction]:
    """The predictions of a run in which one rule does not fire."""
    kept = tuple(f for f in predictions["a"].figures if f["provenance"]["rule_ids"] != [rule])
    return {**predictions, "a": replace(predictions["a"], figures=kept)}


def write_run(path: Path, predictions: Mapping[str, Prediction], rules: str = "r1") -> Path:
    """A run folder as `extract` writes it."""
    fields = FigureRecord.model_fields
    figures: list[dict[str, Any]] = []
    for prediction in predictions.values():
        figures += ({key: row[key] for key in row if key in fields} for row in prediction.figures)
    write_lines(path / "figures.jsonl", figures)
    documents = ({"doc_id": doc_id, **dict(p.document)} for doc_id, p in predictions.items())
    write_lines(path / "documents.jsonl", documents)
    mentions = ({"doc_id": doc_id, **dict(m)} for doc_id, p in predictions.items() for m in p.mentions)
    write_lines(path / "mentions.jsonl", mentions)
    (path / "run.json").write_text(json.dumps({"rules": rules}), encoding="utf-8")
    return path


class Job:
    """`run_evaluation` on the small set, with its streams caught."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out, self.err = io.StringIO(), io.StringIO()

    def __call__(self, run: Path, environ: Mapping[str, str] | None = None, **options: Any) -> int:
        outputs = options.pop("outputs", None)
        if "baseline" not in options and options:
            options["baseline"] = self.folder / "baseline.json"
        self.out, self.err = io.StringIO(), io.StringIO()
        return run_evaluation(
            [self.folder / "gold"],
            [self.folder / "corpus"],
            run=run,
            gate=GateOptions(**options),
            outputs=outputs,
            environ=environ or {},
            out=self.out,
            err=self.err,
        )


@pytest.fixture
def job(folder: Path) -> Job:
    return Job(folder)


@pytest.fixture
def good(folder: Path, gold: GoldSet) -> Path:
    return write_run(folder / "good", by_rules(gold))


@pytest.fixture
def bad(folder: Path, gold: GoldSet) -> Path:
    return write_run(folder / "bad", broken(by_rules(gold), "weapons.gun"))


def test_a_broken_rule_is_named_with_its_article_and_figure(job: Job, good: Path, bad: Path) -> None:
    assert job(good, update=True) == 0
    assert job(good, max_drop=0.0) == 0
    junit, html = job.folder / "out" / "junit.xml", job.folder / "out" / "report.html"
    assert job(bad, max_drop=0.005, outputs=Outputs(junit=junit, html=html)) == 1
    complaint = job.err.getvalue()
    assert "strict.f1 is 0.8571, its floor is 1.0000" in complaint
    lost = "a-3 «12 khẩu súng» in a: not found any more; rules that no longer fire: weapons.gun"
    assert f"figures.jsonl:3: {lost}" in complaint
    cases = {case.get("name"): case for case in ET.parse(junit).getroot().iter("testcase")}
    assert set(cases) == {"floors", "a", "quiet"}
    assert cases["a"].find("failure").get("message") == lost
    assert cases["quiet"].find("failure") is None
    properties = {p.get("name"): p.get("value") for p in ET.parse(junit).getroot().iter("property")}
    assert properties["strict.f1"] == "0.8571"
    assert "12 khẩu súng" in html.read_text(encoding="utf-8")


def test_ci_sees_a_summary_and_annotations(job: Job, good: Path, bad: Path) -> None:
    job(good, update=True)
    summary = job.folder / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    environ = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTIONS": "true"}
    assert job(bad, environ, max_drop=0.005) == 1
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n### Gold set `gold`: **failed**")
    assert "| strict.f1 | 0.8571 | 1.0000 | -0.1429 |" in text
    lines = [line for line in job.out.getvalue().splitlines() if line.startswith("::error")]
    assert any("figures.jsonl,line=3::a-3 «12 khẩu súng»" in line for line in lines)


def test_a_small_drop_is_allowed(gold: GoldSet) -> None:
    now = evaluate(gold, as_predictions(gold))
    pinned = pin(now, "r1")
    raised = replace(pinned, floors={**pinned.floors, "strict.f1": 1.004})
    assert check(now, raised, rules="r1", max_drop=0.005).passed
    assert not check(now, raised, rules="r1", max_drop=0.003).passed


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda folder: (folder / "corpus" / "quiet.txt").write_text("Khác.\n"), "other articles"),
        (lambda folder: (folder / "gold" / "negatives.jsonl").write_text(""), "other gold"),
    ],
)
def test_changed_ground_needs_a_new_pin(
    change: Callable[[Path], Any], message: str, job: Job, good: Path
) -> None:
    job(good, update=True)
    change(job.folder)
    assert job(good, max_drop=0.005) == 1
    assert f"pinned on {message}; re-pin with --update" in job.err.getvalue()
    assert job(good, update=True) == 0
    assert job(good, max_drop=0.005) == 0


def test_changed_rules_need_a_new_pin(job: Job, good: Path, gold: GoldSet) -> None:
    job(good, update=True)
    other = write_run(job.folder / "other", by_rules(gold), rules="r2")
    assert job(other, max_drop=0.005) == 1
    assert "pinned on other rules" in job.err.getvalue()


def test_a_set_that_was_never_pinned(job: Job, good: Path) -> None:
    assert job(good, max_drop=0.005) == 1
    assert "not in the baseline; pin it with --update" in job.err.getvalue()


def test_update_never_lowers_a_floor_unasked(job: Job, good: Path, bad: Path) -> None:
    baseline = job.folder / "baseline.json"
    job(bad, update=True)
    assert read_baseline(baseline)["gold"].floors["strict.f1"] == pytest.approx(0.8571)
    assert job(good, update=True) == 0
    assert read_baseline(baseline)["gold"].floors["strict.f1"] == 1.0
    assert job(bad, update=True) == 1
    assert read_baseline(baseline)["gold"].floors["strict.f1"] == 1.0
    assert job(bad, update=True, allow_regression=True) == 0
    assert read_baseline(baseline)["gold"].floors["strict.f1"] == pytest.approx(0.8571)


def test_a_hit_on_a_hard_negative_fails_whatever_the_floors(job: Job, gold: GoldSet) -> None:
    predictions = by_rules(gold)
    legal = gold.negatives["a"][0]
    figure = {
        **predictions["a"].figures[0],
        "record_id": "x",
        "start": legal["start"],
        "end": legal["end"],
        "quote": legal["quote"],
        "value_start": legal["start"],
        "value_end": legal["start"] + 2,
    }
    hit = {**predictions, "a": replace(predictions["a"], figures=(*predictions["a"].figures, figure))}
    run = write_run(job.folder / "hit", hit)
    assert job(run, update=True, allow_regression=True) == 1
    assert "legal_doc_number: «09-CT» was taken for case «09-CT» by cases.detected" in job.err.getvalue()
    assert "negatives.jsonl:1" in job.err.getvalue()


def test_a_minimum(job: Job, bad: Path) -> None:
    assert job(bad) == 0
    assert job(bad, baseline=None, min_f1=0.85) == 0
    assert job(bad, baseline=None, min_f1=0.86) == 1
    assert "the minimum is 0.8600" in job.err.getvalue()


def bad_input(name: str, folder: Path, run: Path) -> Path:
    """One way in which the input can be wrong."""
    figures = run / "figures.jsonl"
    rows = figures.read_text(encoding="utf-8").splitlines()
    match name:
        case "empty gold":
            (folder / "gold" / "figures.jsonl").write_text("", encoding="utf-8")
        case "wrong offset":
            gold_rows = (folder / "gold" / "figures.jsonl").read_text(encoding="utf-8").splitlines()
            row = json.loads(gold_rows[1])
            gold_rows[1] = json.dumps({**row, "start": row["start"] + 1})
            (folder / "gold" / "figures.jsonl").write_text("\n".join(gold_rows), encoding="utf-8")
        case "unknown field":
            rows[2] = json.dumps({**json.loads(rows[2]), "colour": "red"})
        case "missing field":
            rows[2] = json.dumps({k: v for k, v in json.loads(rows[2]).items() if k != "unit"})
        case "not json":
            rows[2] = rows[2][:-5]
        case "wrong quote":
            rows[2] = json.dumps({**json.loads(rows[2]), "quote": "13 khẩu súng"})
        case "missing article":
            (folder / "corpus" / "a.txt").unlink()
        case "article not in run":
            write_lines(run / "documents.jsonl", [{"doc_id": "a"}])
        case "no run":
            return folder
    figures.write_text("\n".join(rows), encoding="utf-8")
    return run


@pytest.mark.parametrize(
    ("name", "messages"),
    [
        ("empty gold", ["gold: the gold set is empty"]),
        ("wrong offset", ["figures.jsonl:2: offset mismatch", "Mend start and end"]),
        ("unknown field", ["figures.jsonl:3: unknown field colour; allowed are"]),
        ("missing field", ["figures.jsonl:3: a figure needs unit", "write the file with this version"]),
        ("not json", ["figures.jsonl:3: not a JSON object"]),
        ("wrong quote", ["figures.jsonl:3: offset mismatch", "extract the corpus again"]),
        ("missing article", ["figures.jsonl:1: the corpus has no article", "give --corpus"]),
        ("article not in run", ['the run has no article "quiet"; extract the whole corpus again']),
        ("no run", ["not a run folder", "make one with extract -o"]),
    ],
)
def test_bad_input(name: str, messages: list[str], job: Job, good: Path) -> None:
    assert job(bad_input(name, job.folder, good)) == 2
    complaint = job.err.getvalue()
    assert all(message in complaint for message in messages), complaint
    assert len(complaint.splitlines()) == 1


def test_bad_options(job: Job, good: Path) -> None:
    assert job(good, baseline=None, update=True) == 2
    assert "--update needs --baseline" in job.err.getvalue()
    (job.folder / "baseline.json").write_text("[]", encoding="utf-8")
    assert job(good, max_drop=0.005) == 2
    assert "not a baseline" in job.err.getvalue()


def results_with(gold: GoldSet, message: str, where: str) -> Any:
    now = evaluate(gold, as_predictions(gold))
    result = check(now, PinnedSet("", "", "", {}), rules="")
    return replace(result, failures=(replace(result.failures[0], message=message, where=where),))


def test_annotations_escape_what_the_runner_would_read(gold: GoldSet) -> None:
    result = results_with(gold, "100% of it\nis wrong", "gold/a,b:c/figures.jsonl:7")
    assert list(error_lines([result])) == [
        "::error file=gold/a%2Cb%3Ac/figures.jsonl,line=7::100%25 of it%0Ais wrong"
    ]


def test_the_summary_stays_below_what_ci_shows(gold: GoldSet) -> None:
    result = results_with(gold, "ế" * 2_000_000, "")
    text = markdown_summary([result])
    assert len(text.encode()) <= SUMMARY_BYTES
    assert "cut off here" in text


def test_a_crash_names_the_article(folder: Path) -> None:
    def extract(_documents: object) -> list:
        raise ZeroDivisionError("by zero")

    err = io.StringIO()
    assert run_evaluation([folder / "gold"], [folder / "corpus"], extract=extract, err=err) == 2
    assert err.getvalue().startswith("error: a: extraction failed with ZeroDivisionError: by zero")
