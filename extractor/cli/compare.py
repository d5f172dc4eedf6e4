"""``extractor compare`` and ``reconcile``: tables and maps across articles, provinces and periods."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.options import Quiet

Runs = Annotated[
    list[Path],
    typer.Argument(metavar="RUN...", help="Folders written by `extractor extract`.", show_default=False),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", help=".csv or .xlsx; without it CSV on standard output.", show_default=False
    ),
]
Only = Annotated[
    list[str] | None, typer.Option(help="Only this one; may be given again.", show_default=False)
]
Picture = Annotated[Path | None, typer.Option(help="Draw it: .png, .svg or .pdf.", show_default=False)]


def compare(
    runs: Runs,
    by: Annotated[str, typer.Option(help="Territory of a cell: province.")] = "province",
    indicator: Only = None,
    object_: Annotated[
        list[str] | None, typer.Option("--object", help="Only this kind.", show_default=False)
    ] = None,
    action: Only = None,
    status: Only = None,
    unit: Only = None,
    province: Only = None,
    period: Annotated[
        str | None, typer.Option(help="Only what lies inside: 2025, 2023/2025.", show_default=False)
    ] = None,
    every: Annotated[str, typer.Option(help="Size of a cell: year, quarter, month, all.")] = "year",
    on: Annotated[str, typer.Option(help="Day of the map: 2025-06-30 has 63 provinces.")] = "2025-07-01",
    population: Annotated[
        Path | None,
        typer.Option(help="CSV: province,population[,year]; gives per 100,000.", show_default=False),
    ] = None,
    output: Out = None,
    chart: Picture = None,
    map_: Annotated[
        Path | None, typer.Option("--map", help="Draw it: .png, .svg or .pdf.", show_default=False)
    ] = None,
    boundaries: Annotated[
        Path | None, typer.Option(help="GeoJSON polygons as the ground of the map.", show_default=False)
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Indicator by province and period, with the articles behind every cell."""
    from extractor.comparison import compare as build
    from extractor.errors import UsageError

    if by != "province":
        raise UsageError(f"--by {by}: cells are provinces; use --by province, and --every for the period")
    result = build(
        runs, indicator=indicator, object=object_, action=action, status=status, unit=unit,
        province=province, period=period, every=every, on=on, population=population,
    )  # fmt: skip
    if chart is not None:
        from extractor.comparison.chart import draw_chart

        draw_chart(result, chart)
    if map_ is not None:
        from extractor.comparison.maps import draw_map

        draw_map(result, map_, boundaries=boundaries)
    elif boundaries is not None:
        raise UsageError("--boundaries is for a map; give --map FILE.png too")
    if output is not None:
        result.save(output)
    elif chart is None and map_ is None:
        from extractor.comparison.export import to_csv

        typer.echo(to_csv(result.table), nl=False)
    if not quiet:
        counts = (len(result.table), len(result.evidence), len(result.omitted))
        typer.echo("{:,} cells, {:,} figures, {:,} left out".format(*counts), err=True)


def reconcile(
    runs: Runs,
    kind: Annotated[
        str | None,
        typer.Option("--type", help="Only same_as, supersedes or conflicts_with.", show_default=False),
    ] = None,
    output: Out = None,
    quiet: Quiet = False,
) -> None:
    """Figures that several articles state: the same, superseded by a later bulletin, contradicting."""
    from extractor.comparison import link_runs
    from extractor.errors import UsageError
    from extractor.reconcile import CONFLICTS, SAME_AS, SUPERSEDES

    kinds = (SAME_AS, SUPERSEDES, CONFLICTS)
    if kind is not None and kind not in kinds:
        raise UsageError(f"--type {kind}: use {', '.join(kinds)}")
    found = link_runs(runs)
    if output is not None:
        found.save(output)
    else:
        from extractor.comparison.export import to_csv

        links = found.links
        typer.echo(to_csv(links if kind is None else links[links["type"] == kind]), nl=False)
    if not quiet:
        counts = ", ".join(f"{int((found.links['type'] == kind).sum())} {kind}" for kind in kinds)
        typer.echo(f"{counts}; {len(found.duplicates)} pairs of near-duplicate articles", err=True)
