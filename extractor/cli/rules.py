"""``extractor rules``: do they hold, what are they, a new one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Rules: check, list, new.", no_args_is_help=True)

Overlay = Annotated[
    Path | None,
    typer.Argument(
        metavar="[RULES]", help="Your own rule folder; without it the built-in rules.", show_default=False
    ),
]


@app.command("check")
def check(
    rules: Overlay = None,
    corpus: Annotated[
        list[str] | None,
        typer.Option("--corpus", help="Articles: also report rules that never decide there."),
    ] = None,
) -> None:
    """Schema, ids, every example and counter-example, rules that can never win.

    Exit code 1 if a rule does not hold.
    """
    from extractor.cli.wiring import documents
    from extractor.rulecheck import check_rules, render, rule_usage

    findings = check_rules(rules)
    if corpus and not any(finding.level == "error" for finding in findings):
        findings += rule_usage(documents(corpus), rules)
    typer.echo(render(findings), nl=False)
    raise typer.Exit(int(any(finding.level == "error" for finding in findings)))


@app.command("list")
def list_(rules: Overlay = None) -> None:
    """Every rule, tab-separated: id, file and line, note or first example."""
    from extractor.rulecheck import list_rules

    for listed in list_rules(rules):
        typer.echo(f"{listed.id}\t{listed.where}\t{listed.rule.note or listed.rule.example[0].text}")


@app.command("new")
def new(
    folder: Annotated[Path, typer.Argument(help="Your rule folder; made if need be.", show_default=False)],
    indicator: Annotated[str, typer.Argument(help="Its name, as in stolen_bicycle.", show_default=False)],
    head: Annotated[str, typer.Argument(help="The noun that is counted.", show_default=False)],
    family: Annotated[str, typer.Option(help="Group of indicators it belongs to.")] = "own",
    unit: Annotated[str, typer.Option(help="One of the vocabulary's units.")] = "item",
) -> None:
    """Start an indicator of your own: files with an example to fill in."""
    from extractor.rulecheck import new_indicator

    for path in new_indicator(folder, indicator, head, family=family, unit=unit):
        typer.echo(path)
