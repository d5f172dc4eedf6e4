"""What a pattern can begin with: exact for patterns of every kind, or it says nothing."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.engine.patterns.openings import openings


@pytest.mark.parametrize(
    "pattern, texts",
    [
        (r"(?:sau|trước) năm", {"sau năm", "trước năm"}),
        (r"(?:trong )?năm (?:nay|này)", {"trong năm nay", "trong năm này", "năm nay", "năm này"}),
        (r"(?P<day>0?[1-9]|[12]\d)[/.](?P<month>\d+)", {"0/0", "0.0"}),
        (r"tháng \p{L}+ tới", {"tháng "}),
        (r"(?<!mỗi )tháng (?!sau)(?=\d)\d", {"tháng 0"}),
        (r"(?:gần|hơn)+ năm", {"gần", "hơn"}),
        (r"(?P<sep>[/.])\d(?P=sep)\d", {"/0", ".0"}),
        (r"đến (?=nay|giờ)\p{L}+", {"đến nay", "đến giờ"}),
        (r"(?i)NĂM", {""}),
        (r"(năm)?(?(1)a|b)", {""}),
        (r"(?:năm){e<=1}", {""}),
    ],
)
def test_openings_of_some_patterns(pattern, texts):
    assert {opening.text for opening in openings(pattern)} == texts


@pytest.mark.parametrize(
    "pattern, words",
    [
        (r"các năm(?!\p{L})", {"các năm"}),
        (r"các năm", {"các"}),
        (r"các năm(?!\p{L}h)", {"các"}),
        (r"các năm(?![\d\p{L}%]|,\d)", {"các năm"}),
        (r"các năm \d", {"các năm"}),
        (r"năm\d", {"năm"}),
        (r"\d năm", {""}),
    ],
)
def test_words_end_where_a_word_is_certain_to_end(pattern, words):
    assert {opening.words() for opening in openings(pattern)} == words


_ATOMS = st.sampled_from(
    ["a", "b", "ab ", " ", "a ", "1", r"\d", r"\d{1,2}", "[1-9]", "[./]", r"[a\d]", "[^a]", r"\p{L}", ".",
     r"\.", r"\b", "$", "(?!a)", r"(?!\p{L})", r"(?![\d\p{L}]|/)", "(?=a)", r"(?=b \d)", "(?<!b)", "(?<=a )"]
)  # fmt: skip
_PATTERNS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        inner.map(lambda part: f"(?P<name>{part})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,}", "??", "+?"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=8,
)
_TEXTS = st.lists(st.sampled_from(["a", "b", "ab", " ", "1", "25", ".", "/", "ă"]), max_size=6).map("".join)


@given(_PATTERNS, st.lists(_TEXTS, min_size=5, max_size=20))
def test_every_match_begins_with_an_opening_and_its_words(pattern, texts):
    found = openings(pattern)
    for text in texts:
        if regex.match(pattern, text):
            digits_as_one = regex.sub(r"\d+", "0", text)
            fitting = [opening for opening in found if digits_as_one.startswith(opening.text)]
            assert fitting
            assert any(
                regex.match(regex.escape(opening.words()) + r"(?!\p{L}(?<=\p{L}\p{L}))", text)
                for opening in fitting
            )
