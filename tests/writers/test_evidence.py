"""Sentences around quotes: whole, marked, in one line, and never across a section."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.engine.load import load_rules
from extractor.writers.columns import COLUMNS
from extractor.writers.evidence import CLOSE, OPEN, Evidence
from extractor.writers.explain import explanations
from extractor.writers.sqlite import bare

EVIDENCE = Evidence(load_rules())


def marked(text, quote, borders=()):
    start = text.index(quote)
    return EVIDENCE.marked(text, start, start + len(quote), borders)


@pytest.mark.parametrize(
    "text, quote, expected",
    [
        ("Mở đầu. Xã có 42 mô hình. Hết.", "42 mô hình", "Xã có ⟦42 mô hình⟧."),
        ("Tin vui\nXã có 42 mô hình\nHết", "42 mô hình", "Xã có ⟦42 mô hình⟧"),
        ("TP. Huế có 2.250 hộ. Hết.", "2.250 hộ", "TP. Huế có ⟦2.250 hộ⟧."),
        ("A có 1 vụ. B có 2 vụ. C.", "1 vụ. B có 2 vụ", "A có ⟦1 vụ. B có 2 vụ⟧."),
        ("Có\u00a0 ⟦5⟧ vụ", "5", "Có [⟦5⟧] vụ"),
    ],
)
def test_sentences(text, quote, expected):
    assert marked(text, quote) == expected


def test_sections_end_sentences():
    text = "12/07/2024 Xã có 42 mô hình Ảnh: An"
    assert marked(text, "42 mô hình", borders=[0, 11, 28, len(text)]) == "Xã có ⟦42 mô hình⟧"


def test_endless_sentences_are_shortened():
    text = "từ " * 1000 + "42 vụ" + " và" * 1000
    found = marked(text, "42 vụ")
    assert found.startswith("…từ")
    assert found.endswith("và…")
    assert len(found) < 900


@given(st.text(), st.integers(0, 50), st.integers(1, 50))
def test_the_quote_stands_between_the_marks_whatever_the_text(text, start, length):
    start = min(start, len(text))
    end = min(start + length, len(text))
    found = EVIDENCE.marked(text, start, end)
    assert found.count(OPEN) == found.count(CLOSE) == 1
    quote = found.partition(OPEN)[2].partition(CLOSE)[0]
    assert quote.split() == text[start:end].replace(OPEN, "[").replace(CLOSE, "]").split()


@pytest.mark.parametrize("text", ["Đoan Hùng", "ĐOAN HÙNG", normalize("NFD", "Đoan Hùng")])
def test_bare(text):
    assert bare(text) == "doan hung"


def test_every_column_is_explained_in_two_languages():
    told = explanations()
    assert list(told) == [column.name for column in COLUMNS]
    assert all(english.endswith(".") and vietnamese.endswith(".") for english, vietnamese in told.values())
