"""What the command line calls: each function takes all options and returns the exit code.

0 done, 1 below the bar, 2 usage or invalid input. Reports go to ``out``, complaints to ``err``.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from extractor.engine.load import Rules
from extractor.errors import ExtractorError, UsageError
from extractor.evaluation.annotations import error_lines, markdown_summary
from extractor.evaluation.baseline import read_baseline, write_baseline
from extractor.evaluation.gate import GateResult, check, update
from extractor.evaluation.inputs import Extract, predict, read_sets, score_sets
from extractor.evaluation.junit import junit_xml
from extractor.evaluation.predictions import Prediction, run_fingerprint
from extractor.evaluation.report import text_report
from extractor.evaluation.report_html import html_report
from extractor.evaluation.rule_statistics import known_rules, rule_uses
from extractor.evaluation.scores import Scores


@dataclass(frozen=True, slots=True)
class GateOptions:
    """The bar of ``extractor evaluate``: see `extractor.evaluation.gate`."""

    baseline: Path | None = None
    max_drop: float = 0.005
    min_f1: float | None = None
    update: bool = False
    allow_regression: bool = False


@dataclass(frozen=True, slots=True)
class Outputs:
    """Files to write besides the text report."""

    html: Path | None = None
    json: Path | None = None
    junit: Path | None = None


def run_evaluation(
    gold: Sequence[Path],
    corpus: Sequence[Path],
    *,
    extract: Extract | None = None,
    run: Path | None = None,
    rules: Rules | None = None,
    gate: GateOptions | None = None,
    outputs: Outputs | None = None,
    errors: Sequence[str] | None = None,
    limit: int | None = None,
    environ: Mapping[str, str] | None = None,
    out: TextIO | None = None,
    err: TextIO | None = None,
) -> int:
    """``extractor evaluate``: report, and hold the bar if ``gate`` sets one.

    Args:
        gold: gold folders.
        corpus: folders of ``.txt`` or JSONL files that together hold their articles.
        extract: makes the predictions, unless ``run`` is given.
        run: a run folder with predictions.
        rules: the rules in use: their fingerprint is pinned, their ids show which are dead.
        gate: baseline and limits; without it the exit code is 0.
        outputs: further files.
        errors: classes of errors to list in the text report; None for all.
        limit: how many errors of each class.
        environ: environment variables; ``GITHUB_STEP_SUMMARY`` and ``GITHUB_ACTIONS`` are heeded.
        out: where the report goes, stdout if left out.
        err: where complaints go, stderr if left out.
    """
    out, err = out or sys.stdout, err or sys.stderr
    gate, outputs = gate or GateOptions(), outputs or Outputs()
    environ = os.environ if environ is None else environ
    try:
        if gate.update and gate.baseline is None:
            raise UsageError("--update needs --baseline")
        sets = read_sets(gold, corpus)
        predictions = predict(sets, extract=extract, run=run)
        scored = score_sets(sets, predictions)
        for scores in scored:
            out.write(text_report(scores, errors=errors, limit=limit))
        fingerprint = run_fingerprint(run) if run else rules.fingerprint if rules else ""
        results = _hold(scored, gate, fingerprint)
        _write(scored, results, predictions, outputs, known_rules(rules) if rules else ())
    except ExtractorError as error:
        err.write(f"error: {error}\n")
        return 2
    _announce(results, environ, out, err)
    return 0 if all(result.passed for result in results) else 1


def _hold(scored: Sequence[Scores], gate: GateOptions, fingerprint: str) -> list[GateResult]:
    names = [scores.gold.name for scores in scored]
    if len(set(names)) < len(names):
        raise UsageError(f"two gold sets have the same folder name: {', '.join(names)}")
    baseline = read_baseline(gate.baseline) if gate.baseline else {}
    results = [
        check(
            scores,
            baseline.get(scores.gold.name),
            rules=fingerprint,
            max_drop=gate.max_drop,
            min_f1=gate.min_f1,
            repinning=gate.update or gate.baseline is None,
        )
        for scores in scored
    ]
    if gate.baseline is None:
        # Without a baseline only an absolute minimum is a bar; a hard hit stays in the report.
        return [result if gate.min_f1 is not None else replace(result, failures=()) for result in results]
    if gate.update:
        by_name = {result.scores.gold.name: result for result in results}
        pinned = update(by_name, baseline, rules=fingerprint, allow_regression=gate.allow_regression)
        write_baseline(gate.baseline, pinned)
        if gate.allow_regression:
            return [_without_drops(result) for result in results]
    return results


def _without_drops(result: GateResult) -> GateResult:
    """What still fails once the lower floors have been accepted: hits on hard negatives."""
    return replace(result, failures=tuple(failure for failure in result.failures if failure.doc_id))


def _write(
    scored: Sequence[Scores],
    results: Sequence[GateResult],
    predictions: Mapping[str, Prediction],
    outputs: Outputs,
    known: Sequence[str],
) -> None:
    contents = []
    if outputs.html:
        statistics = rule_uses(predictions.values(), scored, known)
        contents.append((outputs.html, html_report(scored, statistics)))
    if outputs.json:
        table = {scores.gold.name: scores.flat() for scores in scored}
        contents.append((outputs.json, json.dumps(table, ensure_ascii=False, indent=1) + "\n"))
    if outputs.junit:
        contents.append((outputs.junit, junit_xml(results)))
    for path, text in contents:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise UsageError(f"cannot be written: {error.strerror}", str(path)) from error


def _announce(results: Sequence[GateResult], environ: Mapping[str, str], out: TextIO, err: TextIO) -> None:
    summary = environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        try:
            with Path(summary).open("a", encoding="utf-8") as file:
                file.write(markdown_summary(results))
        except OSError as error:
            err.write(f"the step summary cannot be written: {error.strerror} ({summary})\n")
    if environ.get("GITHUB_ACTIONS") == "true":
        out.writelines(f"{line}\n" for line in error_lines(results))
    for result in results:
        err.writelines(
            f"{failure.where or result.scores.gold.name}: {failure.message}\n" for failure in result.failures
        )
        err.writelines(f"{loss.where}: {loss}\n" for loss in (result.losses if not result.passed else ()))
