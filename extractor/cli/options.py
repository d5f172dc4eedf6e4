"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...", help="Files, folders, glob patterns; - is standard input.", show_default=False
    ),
]
OneInput = Annotated[
    str, typer.Argument(metavar="INPUT", help="A file; - is standard input.", show_default=False)
]
Ner = Annotated[str, typer.Option(help="Recogniser of names: underthesea or none.")]
Rules = Annotated[
    Path | None, typer.Option(help="Your own rule folder, laid over the built-in rules.", show_default=False)
]
Published = Annotated[
    str | None,
    typer.Option(help="Date of articles that carry none: 2024, 2024-03, 2024-03-14.", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
On = Annotated[
    str | None,
    typer.Option("--on", help="Date at which the unit is looked up: 2024, 2024-06-01.", show_default=False),
]
