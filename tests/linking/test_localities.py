"""The territory of figures: rule examples, the table of cases, properties, and the annotated sets."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.engine.load import load_rules
from extractor.engine.schema.localities import LocalityRules
from extractor.gazetteer import Gazetteer
from extractor.linking.localities import LocalityLinker
from extractor.linking.place_roles import PlaceRoles
from extractor.text.sentences import SentenceSplitter
from extractor.text.view import MatchView
from tests.linking.marked import read

RULES = load_rules()
WORDS = RULES.get(LocalityRules)
ROLES = PlaceRoles(WORDS)
SPLITTER = SentenceSplitter(RULES)
LINKER = LocalityLinker(RULES, Gazetteer.default())
CASES = tomllib.loads((Path(__file__).parents[1] / "cases/localities.toml").read_text(encoding="utf-8"))[
    "case"
]
EXAMPLES = [(rule, example) for rule in WORDS.rule for example in rule.example]
COUNTER_EXAMPLES = [(rule, example) for rule in WORDS.rule for example in rule.counter_example]


def role_at(example):
    view = MatchView.of(example.text)
    start = view.cased.find(example.find)
    assert start >= 0
    rule = ROLES.role(view.folded, view.cased, start, start + len(example.find), 0)
    return rule.id if rule is not None else None


@pytest.mark.parametrize("rule,example", EXAMPLES, ids=lambda value: getattr(value, "id", ""))
def test_rule_fires_in_its_example(rule, example):
    assert role_at(example) == rule.id


@pytest.mark.parametrize("rule,example", COUNTER_EXAMPLES, ids=lambda value: getattr(value, "id", ""))
def test_rule_is_silent_in_its_counter_example(rule, example):
    assert role_at(example) != rule.id


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case):
    analysis, figures = read(case["text"], SPLITTER, case.get("published"))
    placed = LINKER.assign(figures, analysis)
    names = [figure.locality.name if figure.locality else "none" for figure in placed]
    assert names == case["expect"]
    if "source" in case:
        assert [figure.locality_source for figure in placed] == case["source"]
    for field in ("level", "province", "province_2025", "district"):
        if field in case:
            assert [getattr(figure.locality, field) or "none" for figure in placed] == case[field]


@given(
    st.lists(st.sampled_from([case["text"].replace("# ", "") for case in CASES]), max_size=4), st.booleans()
)
def test_any_mixture_of_texts_is_read_without_loss(texts, reverse):
    analysis, figures = read("\n".join(texts), SPLITTER)
    placed = LINKER.assign(figures[::-1] if reverse else figures, analysis)
    assert [figure.key for figure in placed] == [
        figure.key for figure in (figures[::-1] if reverse else figures)
    ]
    for figure in placed:
        assert (figure.locality is None) == (figure.locality_source == "none")
    again = LINKER.assign(figures, analysis)
    assert sorted(again, key=lambda f: f.key) == sorted(placed, key=lambda f: f.key)


def test_a_headline_takes_the_place_of_the_figure_it_announces():
    text = "# Sạt lở {6} căn nhà\nTại [ấp 17](Cà Mau/Năm Căn/Tam Giang/17), sạt lở {6} căn nhà."
    analysis, (headline, body) = read(text, SPLITTER)
    placed = LINKER.assign([replace(headline, repeat_of=body.key), body], analysis)
    assert [figure.locality.name for figure in placed] == ["ấp 17", "ấp 17"]


def test_places_in_captions_are_no_scope():
    analysis, figures = read(
        "Công an [xã Ba](Quảng Nam/-/Ba) mở cao điểm.\nẢnh ở [xã Tư](Quảng Nam/-/Tư).\nThu {5} súng.",
        SPLITTER,
    )
    first, caption, last = analysis.sentences
    analysis = replace(analysis, sentences=(first, replace(caption, region="caption"), last))
    assert LINKER.assign(figures, analysis)[0].locality.name == "xã Ba"


def test_no_figures_no_work():
    analysis, _ = read("Không có gì.", SPLITTER)
    assert LINKER.assign([], analysis) == []
