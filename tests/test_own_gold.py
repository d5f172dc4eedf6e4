"""The gold of this repository is whole: it loads, and no number of its articles was passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from extractor.evaluation.corpus import read_corpus
from extractor.evaluation.gold import read_gold

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("folder", ["press"])
def test_every_number_is_a_figure_or_a_negative(folder: str) -> None:
    gold = read_gold(ROOT / "gold" / folder, read_corpus(ROOT / "corpus" / folder))
    passed_over = []
    for doc_id, document in gold.documents.items():
        spans = [(row["value_start"], row["value_end"]) for row in gold.figures[doc_id]]
        spans += [(row["start"], row["end"]) for row in gold.negatives[doc_id]]
        passed_over += [
            (doc_id, document.text[max(0, digits.start() - 15) : digits.end() + 15])
            for digits in regex.finditer(r"\d+", document.text)
            if not any(start <= digits.start() and digits.end() <= end for start, end in spans)
        ]
    assert not passed_over


@pytest.mark.parametrize("folder", ["press"])
def test_no_figure_is_a_negative(folder: str) -> None:
    gold = read_gold(ROOT / "gold" / folder, read_corpus(ROOT / "corpus" / folder))
    both = [
        (row["id"], negative["quote"])
        for doc_id in gold.documents
        for row in gold.figures[doc_id]
        for negative in gold.negatives[doc_id]
        if row["value_start"] < negative["end"] and negative["start"] < row["value_end"]
    ]
    assert not both
