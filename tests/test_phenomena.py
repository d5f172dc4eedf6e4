"""Claims about single sentences, one file per phenomenon of guideline section 2.

The claims stand in `gold/phenomena`, the sentences in `corpus/phenomena`. What is known to go wrong
stands in `cases/phenomena_known.toml` with the reason; such a row fails here once it is mended.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.config import Config
from extractor.engine.schema import Vocabulary
from extractor.evaluation.assertions import score_assertions
from extractor.evaluation.corpus import read_corpus
from extractor.evaluation.gold import Row, read_gold
from extractor.evaluation.predictions import Prediction
from extractor.model import Document
from extractor.pipeline import Pipeline
from extractor.schema.convert import Recorder

ROOT = Path(__file__).parents[1]
KNOWN = tomllib.loads((Path(__file__).parent / "cases/phenomena_known.toml").read_text(encoding="utf-8"))


def sentences() -> list[tuple[Document, Row]]:
    found = []
    for texts in sorted((ROOT / "corpus/phenomena").glob("*.jsonl")):
        gold = read_gold(ROOT / "gold/phenomena" / texts.stem, read_corpus(texts))
        found += [(document, gold.assertions[doc_id]) for doc_id, document in gold.documents.items()]
    return found


SENTENCES = sentences()


@pytest.fixture(scope="module")
def predict() -> Pipeline:
    return Pipeline(Config(ner="none"))


@pytest.mark.parametrize(
    ("document", "claims"),
    [
        pytest.param(
            document,
            claims,
            id=document.doc_id,
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN[document.doc_id])]
            if document.doc_id in KNOWN
            else [],
        )
        for document, claims in SENTENCES
    ],
)
def test_claims_hold(predict: Pipeline, document: Document, claims: Row) -> None:
    recorder = Recorder(predict.kit.rules.get(Vocabulary))
    (result,) = predict.stream([document])
    _, broken = score_assertions(claims, Prediction.of(recorder.records(result)).figures)
    assert not broken, [(item.kind, dict(item.claim)) for item in broken]


def test_known_rows_exist() -> None:
    assert KNOWN.keys() <= {document.doc_id for document, _ in SENTENCES}
