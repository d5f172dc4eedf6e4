"""Texts that are no prose cost linear time. No clock is asserted: where work grew with the square of the
length, these took minutes to hours."""

from __future__ import annotations

import pytest

from extractor.config import Config
from extractor.model import Document
from extractor.pipeline import Pipeline

TEXTS = {
    "dots": "." * 300_000,
    "ellipses": "…" * 100_000 + "." * 100_000,
    "digits": "1234567890" * 30_000,
    "letters": "abcđ" * 50_000,
    "brackets": "(" * 100_000 + "5 người" + ")" * 100_000,
    "quotes": "“" * 100_000 + "5 người" + "”" * 100_000,
    "marks": "e\u0301\u0302" * 5_000,
    "numbers": "1 23 456 7 " * 900,
    "numbers with commas": "1, 2, 3, " * 1_100,
    "slashes": "5/6/" * 1_500,
    "pairs": "28/34 " * 1_500,
    "dashes": "12-" * 2_000,
    "telephone numbers": "điện thoại: " + "0912.345.678/0987.654.321 - " * 300,
    "figures in one sentence": "có 5 người và 3 khẩu súng, " * 600,
    "figures with semicolons": "5 khẩu súng; " * 1_200,
    "list items": "Gồm:\n" + "- 5 khẩu súng.\n" * 1_000,
    "percentages": "tăng 5% so với cùng kỳ, " * 500,
}


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Config(ner="none"))


@pytest.mark.parametrize("name", TEXTS)
def test_is_read_to_its_end(pipeline: Pipeline, name: str) -> None:
    text = TEXTS[name]
    extraction = pipeline.run(Document(name, text))
    for figure in extraction.figures:
        assert 0 <= figure.start <= figure.value_start < figure.value_end <= len(text)
    seen = max((sentence.end for sentence in extraction.sentences), default=0)
    assert seen == len(text.rstrip())
