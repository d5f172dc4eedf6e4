"""``extractor report``: the figures of a run in their sentences, as one HTML file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    """Languages of the page's own words."""

    EN = "en"
    VI = "vi"


def report(
    run: Annotated[
        Path, typer.Argument(help="A run folder, made with extract -o FOLDER.", show_default=False)
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The .html file.", show_default=False)],
    gold: Annotated[
        Path | None, typer.Option(help="A gold folder for these articles, shown beside what was found.")
    ] = None,
    language: Annotated[Language, typer.Option(help="Of the page's own words.")] = Language.EN,
) -> None:
    """Show every figure in its article: one HTML file that opens in a browser, offline."""
    from extractor.report import write_report

    made = write_report(run, output, gold=gold, language=language)
    typer.echo(
        f"{made.figures:,} figures in {made.articles:,} articles, {made.size / 1e6:.1f} MB: {output}",
        err=True,
    )
    if not made.linked:
        typer.echo("to link figures across articles: pip install 'vn-press-extractor[compare]'", err=True)
