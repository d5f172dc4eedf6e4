"""What several commands build before they call the function that does the work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import typer

from extractor.config import Config
from extractor.engine.load import Rules, load_rules
from extractor.engines.process import Processor
from extractor.errors import UsageError
from extractor.model import Document
from extractor.readers import Limits, read
from extractor.schema import FailureRecord, Records


def extract_with(
    ner: str, rules: Path | None, *, wanted: bool = True
) -> tuple[Callable[[Iterable[Document]], Iterable[Records]] | None, Rules]:
    """The extraction that evaluation calls (None unless wanted), and the rules it uses."""
    if not wanted:
        return None, load_rules(rules)
    processor = Processor(Config.of(ner=ner, rules=rules))
    return processor.records, processor.rules


def documents(inputs: Iterable[str]) -> Iterator[Document]:
    """The articles of the inputs; what is none is said on standard error and left out."""
    for item in read(inputs):
        if isinstance(item, FailureRecord):
            typer.echo(f"failed: {item}", err=True)
        else:
            yield item


def one_document(name: str) -> Document:
    """The only document of an input, of whatever language.

    Raises:
        UsageError: if there is none, more than one, or it cannot be read.
    """
    items = list(read([name], Limits(any_language=True)))
    if not items:
        raise UsageError("no document there; give one article", name)
    if isinstance(items[0], FailureRecord):
        raise UsageError(f"{items[0].error}; {items[0].advice}", name)
    if len(items) > 1 or not isinstance(items[0], Document):
        raise UsageError("more than one document; give one article", name)
    return items[0]
