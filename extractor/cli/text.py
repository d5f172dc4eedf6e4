"""``extractor tokenize``: sentences and words with offsets."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from extractor.cli.options import Inputs, Rules


class Form(StrEnum):
    """How sentences are written."""

    JSONL = "jsonl"
    CONLLU = "conllu"


def tokenize(
    inputs: Inputs,
    form: Annotated[Form, typer.Option("--format", help="One JSON object per sentence, or CoNLL-U.")] = (
        Form.JSONL
    ),
    rules: Rules = None,
) -> None:
    """Split articles into sentences and words; offsets count characters of the article."""
    from extractor.cli.text_output import print_sentences

    raise typer.Exit(print_sentences(inputs, conllu=form is Form.CONLLU, rules=rules))
