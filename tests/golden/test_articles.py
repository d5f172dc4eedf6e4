"""Whole articles, read figure by figure: nothing missed, nothing invented, every indicator at least once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.engine.schema import IndicatorRules, Vocabulary
from tests.figures import PIPELINE, compared

ARTICLES = tomllib.loads((Path(__file__).parent / "articles.toml").read_text(encoding="utf-8"))["article"]


@pytest.mark.parametrize("article", ARTICLES, ids=[article["name"] for article in ARTICLES])
def test_article(article):
    found, expected = compared(article["text"], article["figures"], article["published"])
    assert found == expected


def test_every_indicator_of_the_vocabulary_occurs():
    seen = {row["indicator"] for article in ARTICLES for row in article["figures"]}
    assert set(PIPELINE.kit.rules.get(Vocabulary).indicators) - seen == set()


def test_no_row_repeats_the_example_of_a_rule():
    examples = [e.text for rule in PIPELINE.kit.rules.get(IndicatorRules).rule for e in rule.example]
    for article in ARTICLES:
        assert [example for example in examples if example.rstrip(".") in article["text"]] == []
