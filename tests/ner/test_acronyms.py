"""Acronyms are written out for the model; offsets find the way back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.ner.acronyms import AcronymExpander

EXPANDER = AcronymExpander({"ANTT": "an ninh trật tự", "UBND": "ủy ban nhân dân", "KT-XH": "kinh tế xã hội"})


def test_whole_words_only():
    assert EXPANDER.expand("UBND xã lo ANTT.").text == "ủy ban nhân dân xã lo an ninh trật tự."
    assert EXPANDER.expand("UBNDX ANTTa 2ANTT").text == "UBNDX ANTTa 2ANTT"


def test_the_way_back():
    text = "UBND xã Châu Kim lo ANTT."
    expanded = EXPANDER.expand(text)
    start = expanded.text.index("xã Châu Kim")
    assert expanded.original(start, start + 11) == (5, 16)
    assert expanded.original(0, start + 11) == (0, 16)
    assert expanded.original(0, 15) is None


@given(
    st.lists(st.sampled_from(["UBND", "ANTT", " ", "xã", ",", "Bình", "KT-XH", "\n"]), max_size=20).map(
        "".join
    )
)
def test_what_was_not_replaced_maps_to_itself(text):
    expanded = EXPANDER.expand(text)
    for at in range(len(expanded.text)):
        span = expanded.original(at, at + 1)
        if span is not None:
            assert text[slice(*span)] == expanded.text[at]
    replaced = sum(end - start for start, end, _, _ in expanded.pieces)
    kept = sum(expanded.original(at, at + 1) is not None for at in range(len(expanded.text)))
    assert kept == len(expanded.text) - replaced
