"""``extractor evaluate``, ``diff``, ``agreement``, ``export labelstudio``, ``import labelstudio``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.options import Ner, Rules

if TYPE_CHECKING:
    from extractor.engine.load import Rules as LoadedRules
    from extractor.model import Document
    from extractor.schema.convert import Records

Corpora = Annotated[
    list[Path], typer.Option("--corpus", help="The articles: a folder of .txt files or JSONL. Repeatable.")
]
OneCorpus = Annotated[Path, typer.Option("--corpus", help="The articles: a folder of .txt files or JSONL.")]
Html = Annotated[Path | None, typer.Option("--html", help="Also write a page.", show_default=False)]

export_app = typer.Typer(
    help="Hand articles, gold or a run over to an annotation tool.", no_args_is_help=True
)
import_app = typer.Typer(help="Bring annotations back as gold.", no_args_is_help=True)


def evaluate(
    gold: Annotated[list[Path], typer.Option(help="A gold folder. Repeatable.")],
    corpus: Corpora,
    run: Annotated[
        Path | None, typer.Option(help="Score this run folder instead of extracting.", show_default=False)
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="Hold the scores against this file.", show_default=False)
    ] = None,
    min_f1: Annotated[
        float | None, typer.Option(help="Fail below this strict F1.", show_default=False)
    ] = None,
    max_drop: Annotated[float, typer.Option(help="How far a score may fall below its floor.")] = 0.005,
    update: Annotated[bool, typer.Option(help="Pin the baseline on these scores.")] = False,
    allow_regression: Annotated[bool, typer.Option(help="With --update: floors may fall.")] = False,
    html: Html = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write all scores.", show_default=False)
    ] = None,
    junit: Annotated[Path | None, typer.Option(help="Write JUnit XML.", show_default=False)] = None,
    errors: Annotated[
        list[str] | None,
        typer.Option(help='Class of errors to list: missed, "wrong period"; none. Repeatable.'),
    ] = None,
    limit: Annotated[int | None, typer.Option(help="Errors listed per class.", show_default=False)] = None,
    ner: Ner = "underthesea",
    rules: Rules = None,
) -> None:
    """Score extraction against gold, and hold the bar if one is given."""
    from extractor.evaluation.command import GateOptions, Outputs, run_evaluation

    extract, loaded = (None, None) if run is not None else _pipeline(ner, rules)
    code = run_evaluation(
        gold,
        corpus,
        extract=extract,
        run=run,
        rules=loaded,
        gate=GateOptions(baseline, max_drop, min_f1, update, allow_regression),
        outputs=Outputs(html, json_file, junit),
        errors=errors or None,
        limit=limit,
    )
    raise typer.Exit(code)


def _pipeline(
    ner: str, overlay: Path | None
) -> tuple[Callable[[Iterable[Document]], Iterator[Records]], LoadedRules]:
    """The pipeline as evaluation wants it, and the rules it runs on."""
    from extractor.config import Config
    from extractor.engine.schema import Vocabulary
    from extractor.pipeline import Pipeline
    from extractor.schema.convert import Recorder

    pipeline = Pipeline(Config.of(ner=ner, rules=overlay))
    recorder = Recorder(pipeline.kit.rules.get(Vocabulary))
    return lambda documents: map(recorder.records, pipeline.stream(documents)), pipeline.kit.rules


def diff(
    before: Annotated[Path, typer.Argument(metavar="RUN_A", help="A run folder.")],
    after: Annotated[Path, typer.Argument(metavar="RUN_B", help="A run folder on the same articles.")],
    html: Html = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write every change.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(help="Changes shown per rule and kind.")] = 5,
) -> None:
    """Compare two runs: figures gained, lost and changed, by rule."""
    from extractor.evaluation.diff_report import run_diff

    raise typer.Exit(run_diff(before, after, html=html, json_file=json_file, limit=limit))


def agreement(
    first: Annotated[Path, typer.Argument(metavar="A", help="A gold folder.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Another annotation of the same articles.")],
    corpus: Corpora,
    limit: Annotated[int | None, typer.Option(help="Disagreements listed.", show_default=False)] = None,
) -> None:
    """Compare two annotators: F1, kappa of each field, every disagreement."""
    from extractor.evaluation.agreement import run_agreement

    raise typer.Exit(run_agreement(first, second, corpus, limit=limit))


@export_app.callback()
def _export() -> None:
    """Hand articles, gold or a run over to an annotation tool."""


@import_app.callback()
def _import() -> None:
    """Bring annotations back as gold."""


@export_app.command("labelstudio")
def export_labelstudio(
    corpus: OneCorpus,
    output: Annotated[Path, typer.Option("--output", "-o", help="File of tasks (JSON).")],
    gold: Annotated[
        Path | None, typer.Option(help="Export this gold set as annotations.", show_default=False)
    ] = None,
    run: Annotated[
        Path | None, typer.Option(help="Export this run as pre-annotations.", show_default=False)
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="Also write the project's configuration (XML).", show_default=False)
    ] = None,
) -> None:
    """Write tasks to import into a Label Studio project."""
    from extractor.evaluation.labelstudio.command import run_export

    raise typer.Exit(run_export(corpus, output, gold=gold, run=run, config=config))


@import_app.command("labelstudio")
def import_labelstudio(
    export: Annotated[Path, typer.Argument(metavar="EXPORT", help="A JSON export of a project.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the gold set.")],
    corpus: Annotated[
        Path | None,
        typer.Option(help="The articles as they are now; regions are re-anchored.", show_default=False),
    ] = None,
) -> None:
    """Turn a Label Studio export into a gold set."""
    from extractor.evaluation.labelstudio.command import run_import

    raise typer.Exit(run_import(export, output, corpus=corpus))
