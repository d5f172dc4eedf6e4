"""``extractor browse``: a database of figures in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def browse(
    database: Annotated[
        Path,
        typer.Argument(metavar="FIGURES.db", help="Written by extract -o figures.db.", show_default=False),
    ],
    port: Annotated[int, typer.Option(min=0, max=65535, help="To listen on; 0 takes a free one.")] = 8001,
    window: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Search and filter figures in the browser, with their sentences (extra: browse).

    The pages are served to this machine alone until Ctrl+C.
    """
    from extractor.browse import serve

    def ready(address: str) -> None:
        typer.echo(f"{database} is at {address} (Ctrl+C stops it)", err=True)
        if window:
            typer.launch(address)

    serve(database, port, ready)
