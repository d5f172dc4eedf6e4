"""The aligner finds every word, however the tool rewrote the text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.align import align, skeleton

WORDS = st.lists(
    st.sampled_from(["Hòa Bình", "thủy", "Công an", "12", "1.250 khẩu", "“", ".", "Đắk Lắk", "ANTT", "uỷ", "H'Mông", "xã"]),
    min_size=1,
    max_size=20,
)  # fmt: skip


@pytest.mark.parametrize(
    "text,words,expected",
    [
        ("xã  Hoà\tBình.", ["xã", "Hòa Bình", "."], ["xã", "Hoà\tBình", "."]),
        (unicodedata.normalize("NFD", "thị xã Thuỷ"), ["thị xã", "Thủy"], ["thị xã", "Thuỷ"]),
        ("Ðắk Lắk", ["Đắk Lắk"], ["Ðắk Lắk"]),
        ("ngành nghành dọc", ["ngành", "ngành", "dọc"], ["ngành", "nghành", "dọc"]),
        ("a b a", ["a", "b", "a"], ["a", "b", "a"]),
    ],
    ids=["blanks", "decomposed", "foreign d", "respelt word", "repeated words"],
)
def test_words_are_found_where_they_stand(text, words, expected):
    found = [text[start:end] for start, end in align(text, words)]
    assert [unicodedata.normalize("NFC", part) for part in found] == expected


def test_a_word_that_is_not_there_gets_an_empty_span():
    assert align("ab", ["a", "xyz", "b"]) == [(0, 1), (1, 1), (1, 2)]


@given(WORDS, st.sampled_from(["NFC", "NFD"]), st.sampled_from([" ", "  ", "\u00a0", "\n"]))
def test_no_word_is_lost(words, form, gap):
    text = gap.join(unicodedata.normalize(form, word) for word in words)
    spans = align(text, words)
    assert [skeleton(text[start:end])[0] for start, end in spans] == [skeleton(word)[0] for word in words]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(st.text(), st.lists(st.text(max_size=5)))
def test_any_words_in_any_text_give_ordered_spans(text, words):
    spans = align(text, words)
    assert len(spans) == len(words)
    border = 0
    for start, end in spans:
        assert border <= start <= end <= len(text)
        border = end
