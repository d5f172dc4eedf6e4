"""``extractor export`` and ``extractor import``: to annotation tools and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

export_app = typer.Typer(help="Hand articles and figures to an annotation tool.", no_args_is_help=True)
import_app = typer.Typer(help="Take a corrected annotation back as gold.", no_args_is_help=True)

Output = Annotated[Path, typer.Option("--output", "-o", help="Where to write.", show_default=False)]


@export_app.callback()
def _export() -> None:
    """Hand articles and figures to an annotation tool."""


@import_app.callback()
def _import() -> None:
    """Take a corrected annotation back as gold."""


@export_app.command("labelstudio")
def export_labelstudio(
    corpus: Annotated[Path, typer.Argument(help="Articles: a folder or JSONL.", show_default=False)],
    output: Output,
    gold: Annotated[Path | None, typer.Option(help="Their gold, as finished annotations.")] = None,
    run: Annotated[Path | None, typer.Option(help="A run, as suggestions to correct.")] = None,
    config: Annotated[Path | None, typer.Option(help="Also write the labelling configuration (XML).")] = None,
) -> None:
    """Tasks for Label Studio, with gold or figures of a run in them."""
    from extractor.evaluation.labelstudio.command import run_export

    raise typer.Exit(run_export(corpus, output, gold=gold, run=run, config=config))


@import_app.command("labelstudio")
def import_labelstudio(
    export: Annotated[Path, typer.Argument(help="The JSON export of a project.", show_default=False)],
    output: Output,
    corpus: Annotated[Path | None, typer.Option(help="The articles as they are now.")] = None,
) -> None:
    """A Label Studio export as a gold folder."""
    from extractor.evaluation.labelstudio.command import run_import

    raise typer.Exit(run_import(export, output, corpus=corpus))
