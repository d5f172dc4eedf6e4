"""The match view: whatever the form of the text, rules see the same and offsets lead home."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Section
from extractor.text.view import MatchView

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyÀàảãạắằẵệễịỏốộớợụứửữỳỹ .,-0123456789“”\n", max_size=80
)


def crlf(text):
    return text.replace("\n", "\r\n")


def nbsp(text):
    return text.replace(" ", "\u00a0")


def soft_hyphens(text):
    return "\u00ad".join(text)


def decomposed(text):
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("variant", [nbsp, soft_hyphens, decomposed])
@given(text=VIETNAMESE)
def test_variants_look_the_same(variant, text):
    plain, other = MatchView.of(text), MatchView.of(variant(text))
    assert other.cased == plain.cased
    assert other.folded == plain.folded


@given(text=VIETNAMESE)
def test_line_ends_look_the_same(text):
    plain, other = MatchView.of(text), MatchView.of(crlf(text))
    assert [line.rstrip() for line in other.folded.split("\n")] == [
        line.rstrip() for line in plain.folded.split("\n")
    ]


@given(st.text())
def test_views_have_equal_length_and_lead_home(text):
    view = MatchView.of(text)
    assert len(view.cased) == len(view.folded)
    previous = 0
    for at in range(len(view.cased)):
        start, end = view.source(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert previous <= start
        previous = end


@given(text=VIETNAMESE, at=st.integers(0, 80), length=st.integers(1, 20))
def test_locate_undoes_source(text, at, length):
    view = MatchView.of(decomposed(soft_hyphens(text)))
    end = min(at + length, len(view.cased))
    if at < end:
        assert view.locate(*view.source(at, end)) == (at, end)


@pytest.mark.parametrize(
    "old,new",
    [
        ("Hoà Bình", "Hòa Bình"),
        ("khoẻ", "khỏe"),
        ("Thuỷ", "Thủy"),
        ("HOÀ", "HÒA"),
        ("quý", "quý"),
        ("toàn", "toàn"),
        ("hoàn", "hoàn"),
    ],
)
def test_tone_marks_stand_in_the_modern_place(old, new):
    assert MatchView.of(old).cased == new


def test_dashes_and_full_width_forms():
    assert MatchView.of("20–25 −5 １２").cased == "20-25 -5 12"


def test_to_source_takes_the_written_text():
    text = decomposed("Toàn huyện Hoà Bình")
    view = MatchView.of(text)
    start = view.folded.index("hòa bình")
    moved = view.to_source(Section("body", start, start + 8))
    assert unicodedata.normalize("NFC", text[moved.start : moved.end]) == "Hoà Bình"


def test_letters_that_change_length_in_lower_case_keep_their_place():
    view = MatchView.of("İstanbul 12")
    assert view.folded.endswith("stanbul 12")
    assert view.source(len(view.folded) - 2, len(view.folded)) == (9, 11)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("12&nbsp;v\u1ee5 ch&aacute;y", "12 v\u1ee5 ch\u00e1y"),
        ("AT&T; R&D; 5 < 7 <b>12</b> xe", "at&t; r&d; 5 < 7 12 xe"),
        ("m\u1ed9t<br>\nhai<br/><br>ba", "m\u1ed9t\nhai\nba"),
        ("v&shy;\u1ee5 &#8220;x&#x201d;", "v\u1ee5 \u201cx\u201d"),
    ],
)
def test_markup_is_read_through(text: str, folded: str) -> None:
    """Entities are the characters they stand for; tags are line breaks or nothing."""
    view = MatchView.of(text)
    assert view.folded == folded
    for at in range(len(view.folded)):
        start, end = view.source(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert view.locate(start, end) == (at, at + 1)
