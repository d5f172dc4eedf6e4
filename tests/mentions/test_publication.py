"""The publication date of an article (guideline 3.1)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.engine.load import load_rules
from extractor.engine.schema.dates import DateRules
from extractor.mentions.dates import DateFinder
from extractor.mentions.publication import PublicationFinder
from extractor.model import Document
from extractor.text.view import MatchView

RULES = load_rules()
FINDER = PublicationFinder(RULES, DateFinder(RULES))
CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases/dates_publication.toml").read_text(encoding="utf-8")
)
HEADERS = [(rule, example) for rule in RULES.get(DateRules).header for example in rule.example]
NO_HEADERS = [(rule, example) for rule in RULES.get(DateRules).header for example in rule.counter_example]


def publication(text, published=None):
    return FINDER.find(Document("d", text, published=published), MatchView.of(text))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["why"][:50])
def test_case(case):
    found = publication(case["text"], case.get("published"))
    expected = case["expect"]
    actual = {key: getattr(found, key) for key in expected}
    actual = {
        key: list(value) if isinstance(value, tuple) else value or "none" for key, value in actual.items()
    }
    assert actual == expected, case["why"]


@pytest.mark.parametrize("rule,example", HEADERS, ids=lambda value: getattr(value, "id", ""))
def test_header_forms(rule, example):
    assert publication(example.text).date == example.expect["date"]


@pytest.mark.parametrize("rule,example", NO_HEADERS, ids=lambda value: getattr(value, "id", ""))
def test_no_header(rule, example):
    assert publication(example.text).source != "header"


def test_the_quote_is_where_the_date_stands():
    text = "Tiêu đề bài viết\n\nChủ nhật - 26/12/2021 21:42 297 0\nNội dung."
    found = publication(text)
    assert text[found.start : found.end] == "Chủ nhật - 26/12/2021 21:42"
