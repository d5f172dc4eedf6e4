"""``extractor tokenize`` and ``explain``: what the extractor sees in a text, and why it decides."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from extractor.cli.options import Inputs, Ner, OneInput, Published, Rules


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


def explain(
    source: OneInput, published: Published = None, ner: Ner = "underthesea", rules: Rules = None
) -> None:
    """What fired, what lost and why, number by number, for one article."""
    from extractor.cli.wiring import one_document
    from extractor.config import Config
    from extractor.explain import Explainer
    from extractor.pipeline import Pipeline

    config = Config.of(ner=ner, rules=rules, published=published)
    explanation = Explainer(Pipeline(config)).explain(one_document(source))
    typer.echo(explanation.render(), nl=False)
