"""``extractor evaluate``, ``diff``, ``agreement``: how good, what changed, do annotators agree."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.options import Ner, Rules

Gold = Annotated[
    list[Path], typer.Option("--gold", help="A gold folder; may be given again.", show_default=False)
]
Corpus = Annotated[
    list[Path],
    typer.Option("--corpus", help="Its articles: a folder or JSONL; may be given again.", show_default=False),
]
Errors = Annotated[
    list[str] | None,
    typer.Option("--errors", help='Class of errors to list: "missed", "wrong period", ...; default all.'),
]
Limit = Annotated[int | None, typer.Option(help="How many errors or changes of each kind to list.")]


def evaluate(
    gold: Gold,
    corpus: Corpus,
    run: Annotated[Path | None, typer.Option(help="Score this run instead of extracting now.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="Scores and figures to hold: JSON.")] = None,
    min_f1: Annotated[float | None, typer.Option(help="Lowest strict F1 that passes.")] = None,
    max_drop: Annotated[float, typer.Option(help="Largest drop against the baseline.")] = 0.005,
    update: Annotated[bool, typer.Option(help="Write the baseline, which never gets worse.")] = False,
    allow_regression: Annotated[bool, typer.Option(help="With --update: it may get worse.")] = False,
    html: Annotated[Path | None, typer.Option(help="Also write a page with every error.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Also write the scores as JSON.")] = None,
    junit: Annotated[Path | None, typer.Option(help="Also write JUnit XML.")] = None,
    errors: Errors = None,
    limit: Limit = None,
    ner: Ner = "underthesea",
    rules: Rules = None,
) -> None:
    """Score figures against gold: detection, strict, relaxed, record, and every field.

    Exit code 1 means below the bar (--min-f1, --baseline), 2 invalid gold or input.
    """
    from extractor.cli.wiring import extract_with
    from extractor.evaluation.command import GateOptions, Outputs, run_evaluation

    gate = GateOptions(baseline, max_drop, min_f1, update, allow_regression)
    extract, loaded = extract_with(ner, rules, wanted=run is None)
    outputs = Outputs(html, json_file, junit)
    code = run_evaluation(
        gold, corpus, extract=extract, run=run, rules=loaded, gate=gate, outputs=outputs,
        errors=errors, limit=limit,
    )  # fmt: skip
    raise typer.Exit(code)


def diff(
    before: Annotated[Path, typer.Argument(metavar="RUN_A", show_default=False)],
    after: Annotated[Path, typer.Argument(metavar="RUN_B", show_default=False)],
    html: Annotated[Path | None, typer.Option(help="Also write a page with every change.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Also write the changes as JSON.")] = None,
    limit: Annotated[int, typer.Option(help="How many changes of each kind to show per rule.")] = 5,
) -> None:
    """Gained, lost and changed figures between two runs over the same articles."""
    from extractor.evaluation.diff_report import run_diff

    raise typer.Exit(run_diff(before, after, html=html, json_file=json_file, limit=limit))


def agreement(
    first: Annotated[Path, typer.Argument(metavar="GOLD_A", show_default=False)],
    second: Annotated[Path, typer.Argument(metavar="GOLD_B", show_default=False)],
    corpus: Corpus,
    limit: Limit = None,
) -> None:
    """Do two annotators agree: F1 and kappa per field, and where they differ."""
    from extractor.evaluation.agreement import run_agreement

    raise typer.Exit(run_agreement(first, second, corpus, limit=limit))
