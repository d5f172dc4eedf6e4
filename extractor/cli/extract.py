"""``extractor extract``: articles in, figures out."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from extractor.cli.options import Inputs, Ner, Published, Quiet, Rules


class Engine(StrEnum):
    """What runs the workers."""

    LOCAL = "local"
    INLINE = "inline"
    DASK = "dask"


class Legacy(StrEnum):
    """Encodings of old Vietnamese fonts."""

    OFF = "off"
    AUTO = "auto"
    TCVN3 = "tcvn3"
    VNI = "vni"


def extract(
    inputs: Inputs,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            help="A folder, or a file: .jsonl, .csv, .xlsx, .parquet, .db; - is standard output (JSONL).",
        ),
    ] = "-",
    ner: Ner = "underthesea",
    rules: Rules = None,
    published: Published = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that work at the same time.")] = 1,
    engine: Annotated[
        Engine, typer.Option(help="Worker processes on this machine, this process alone, or Dask.")
    ] = Engine.LOCAL,
    scheduler: Annotated[
        str | None, typer.Option(help="A running Dask scheduler, tcp://host:8786.", show_default=False)
    ] = None,
    resume: Annotated[bool, typer.Option(help="Go on where an earlier run stopped.")] = False,
    time_limit: Annotated[float, typer.Option(help="Seconds that one article may take.")] = 60.0,
    max_chars: Annotated[int, typer.Option(help="Longer texts are not articles.")] = 5_000_000,
    legacy: Annotated[Legacy, typer.Option(help="Convert texts made for old fonts.")] = Legacy.OFF,
    any_language: Annotated[bool, typer.Option(help="Keep texts that are not Vietnamese.")] = False,
    quiet: Quiet = False,
) -> None:
    """Extract figures from articles.

    Articles are plain text (one file each) or JSONL (id, text; title, published, url, outlet).
    What cannot be read is named in failures.jsonl and on standard error, and the rest is processed.
    """
    from extractor.batch import Job, run
    from extractor.cli.display import Display
    from extractor.config import Config
    from extractor.readers import Limits

    config = Config.of(ner=ner, rules=rules, published=published, time_limit=time_limit)
    limits = Limits(max_chars, legacy, any_language)
    job = Job(inputs, output, config, limits, workers, engine, scheduler, resume)
    with Display(output, quiet=quiet) as display:
        summary = run(job, display.watch)
        display.show(summary)
    raise typer.Exit(summary.exit_code)
