"""Which sentences a recogniser is shown, and what its answer changes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.analysis import Analysis
from extractor.engine.load import load_rules
from extractor.model import Document, Entity, PlaceMention, Quantity, Sentence
from extractor.ner import QuestionGate, without_persons
from extractor.text.view import MatchView

GATE = QuestionGate(load_rules())
CARRIERS = frozenset({"body"})


def analysis(text, places=(), region="body", number="12"):
    view = MatchView.of(text)
    at = text.find(number)
    quantities = (Quantity(at, at + len(number), number, Decimal(12)),) if at >= 0 else ()
    found = tuple(
        PlaceMention(text.index(name), text.index(name) + len(name), name, "province", name, type_word=word)
        for name, word in places
    )
    sentence = Sentence(0, 0, len(text), region)
    return Analysis(Document("x", text), view, sentences=(sentence,), quantities=quantities, places=found)


@pytest.mark.parametrize(
    "why,text,places,asked",
    [
        ("a title before a place name", "Ông Nguyễn Hòa Bình tặng 12 suất quà.", [("Hòa Bình", None)], True),
        ("a title and the name alone", "Anh Thái Bình nộp 12 khẩu súng.", [("Thái Bình", None)], True),
        ("a capital directly before it", "Gia đình Trần Hòa Bình nộp 12 khẩu.", [("Hòa Bình", None)], True),
        ("a type word settles it", "Tại tỉnh Hòa Bình có 12 vụ.", [("Hòa Bình", "tỉnh")], False),
        ("a bare province after a small word", "Tại Hòa Bình có 12 vụ.", [("Hòa Bình", None)], False),
        ("an unknown name after a locative", "Lực lượng tại Nậm Cài thu hồi 12 khẩu.", [], True),
        ("an institution after a locative", "Học sinh tại Trường Tiểu học nhận 12 suất quà.", [], False),
        ("no number, no question", "Ông Nguyễn Hòa Bình tặng quà tại Nậm Cài.", [("Hòa Bình", None)], False),
    ],
)
def test_open_questions(why, text, places, asked):
    assert bool(GATE.open_questions(analysis(text, places), CARRIERS)) is asked, why


def test_regions_without_figures_raise_no_question():
    text = "Ông Nguyễn Hòa Bình tặng 12 suất quà."
    found = analysis(text, [("Hòa Bình", None)], region="caption")
    assert GATE.open_questions(found, CARRIERS) == []


def test_a_place_inside_a_longer_person_is_no_place():
    text = "Ông Nguyễn Hòa Bình thăm tỉnh Hòa Bình."
    bare = PlaceMention(11, 19, "Hòa Bình", "province", "Hòa Bình")
    typed = PlaceMention(30, 38, "Hòa Bình", "province", "Hòa Bình", type_word="tỉnh")
    person = Entity(4, 19, text[4:19], "PER", "underthesea")
    kept, rejected = without_persons((bare, typed), (person,))
    assert kept == (typed,)
    assert [(r.start, r.stage, r.rule_id) for r in rejected] == [(11, "ner", "ner.person")]


def test_a_recogniser_that_reads_the_place_itself_as_a_person_changes_nothing():
    place = PlaceMention(0, 8, "Toàn Thắng", "commune", "Toàn Thắng")
    person = Entity(0, 8, "Toàn Thắng", "PER", "underthesea")
    assert without_persons((place,), (person,)) == ((place,), ())
