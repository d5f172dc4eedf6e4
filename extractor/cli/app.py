"""The commands and where they are defined.

Modules of commands import only what it takes to describe them; the work is imported when a command
runs, so ``--help`` and ``--version`` answer at once.
"""

from __future__ import annotations

from typing import Annotated

import typer

from extractor import __version__
from extractor.cli import browse, compare, evaluate, exchange, extract, places, report, rules, text

app = typer.Typer(
    name="extractor",
    help="Vietnamese press articles in, validated and grounded figures out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"extractor {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Vietnamese press articles in, validated and grounded figures out."""


app.command("extract")(extract.extract)
app.command("tokenize")(text.tokenize)
app.command("explain")(text.explain)
app.command("evaluate")(evaluate.evaluate)
app.command("diff")(evaluate.diff)
app.command("agreement")(evaluate.agreement)
app.command("report")(report.report)
app.command("browse")(browse.browse)
app.command("compare")(compare.compare)
app.command("reconcile")(compare.reconcile)
app.add_typer(rules.app, name="rules")
app.add_typer(places.app, name="places")
app.add_typer(exchange.export_app, name="export")
app.add_typer(exchange.import_app, name="import")
