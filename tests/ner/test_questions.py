"""Which sentences a recogniser is shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.analysis import Analysis
from extractor.engine.load import load_rules
from extractor.model import Document, PlaceMention, Quantity, Sentence
from extractor.ner import QuestionGate
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
        ("a foreign name after a locative", "Triển lãm tại New York trưng bày 12 bức.", [], False),
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
