"""Sentences and words on standard output, as JSONL or CoNLL-U."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from extractor.engine.load import load_rules
from extractor.model import Document, Sentence
from extractor.readers import Limits, read
from extractor.schema import FailureRecord, dumps
from extractor.text.tokens import UndertheseaTokenizer, tokenize


def print_sentences(inputs: Sequence[str], *, conllu: bool, rules: Path | None) -> int:
    """Write the sentences of all inputs; returns the exit code."""
    loaded, tokenizer, code = load_rules(rules), UndertheseaTokenizer(), 0
    for item in read(inputs, Limits(any_language=True)):
        if isinstance(item, FailureRecord):
            typer.echo(f"failed: {item}", err=True)
            code = 3
            continue
        for sentence in tokenize(item.text, rules=loaded, tokenizer=tokenizer):
            lines = _conllu(item, sentence) if conllu else _json(item, sentence)
            typer.echo("\n".join(lines))
    return code


def _json(document: Document, sentence: Sentence) -> Iterator[str]:
    tokens = [{"start": token.start, "end": token.end, "text": token.text} for token in sentence.tokens]
    yield dumps(
        {
            "doc_id": document.doc_id,
            "sentence_id": sentence.index,
            "start": sentence.start,
            "end": sentence.end,
            "region": sentence.region,
            "text": document.text[sentence.start : sentence.end],
            "tokens": tokens,
        }
    )


def _conllu(document: Document, sentence: Sentence) -> Iterator[str]:
    """Ten columns; offsets stand in the last as the format's own convention has it."""
    if sentence.index == 0:
        yield f"# newdoc id = {document.doc_id}"
    yield f"# sent_id = {document.doc_id}:{sentence.index}"
    yield "# text = " + " ".join(document.text[sentence.start : sentence.end].split())
    for number, token in enumerate(sentence.tokens, start=1):
        form = " ".join(token.text.split())
        misc = f"TokenRange={token.start}:{token.end}"
        if document.text[token.end : token.end + 1].strip():
            misc = f"SpaceAfter=No|{misc}"
        yield "\t".join((str(number), form, *["_"] * 7, misc))
    yield ""
