"""Edges are asked for first, and never say no where the words stand."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import RuleError
from extractor.gazetteer.names import Spelling
from extractor.mentions.place_words import before, behind, last_word

WORDS = st.lists(
    st.sampled_from(["tại", "cửa khẩu", "đ/c", "ông", "t.p", "50%", "a-b", "số 2"]), min_size=1, max_size=4
)
PIECES = [
    "tại",
    "cửa khẩu",
    "khẩu",
    "đ/c",
    "c",
    "(ông",
    "t.p",
    "50%",
    "a-b",
    "số 2",
    "(",
    "\n",
    ",",
    "Hà",
    "",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join)


@given(WORDS, TEXTS)
def test_words_before_are_found_wherever_they_stand(words, text):
    found, plain = before(tuple(words)), regex.compile(rf"(?r)(?<![\p{{L}}\d])(?:{_any(words)})\s+")
    for start in range(len(text) + 1):
        expected = plain.match(text, 0, start)
        match = found.match(text, start, last_word(text, start))
        assert (match and match.span()) == (expected and expected.span())


@given(WORDS, TEXTS, st.booleans())
def test_words_behind_are_found_wherever_they_stand(words, text, bracket):
    found = behind(tuple(words), bracket=bracket, but="|,")
    opening = r" \(?" if bracket else " "
    plain = regex.compile(rf"{opening}(?:{_any(words)})(?!\p{{L}}|,)")
    for end in range(len(text) + 1):
        expected = plain.match(text, end)
        match = found.match(text, end)
        assert (match and match.span()) == (expected and expected.span())


@pytest.mark.parametrize("words", [(), ("tại", "")])
@pytest.mark.parametrize("built", [before, behind])
def test_a_list_without_words_is_refused(built, words):
    with pytest.raises(RuleError, match="empty"):
        built(words)


@given(st.lists(st.sampled_from(["Dak", "Kì", "Kìm", " ", "-", "x", "1", "\n"]), max_size=8).map("".join))
def test_spellings_change_whole_words_only(text):
    spelling = Spelling({"Dak": "Đắk", "Kì": "Kỳ"}, {})
    plain = regex.sub(r"\b(?:Dak|Kì)\b", lambda match: spelling.syllables[match.group()], text)
    assert spelling.canonical(text) == plain


def _any(words):
    return "|".join(map(regex.escape, sorted(words, key=len, reverse=True)))
