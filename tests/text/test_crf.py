"""Feature columns: the templates by hand, and against the slow definition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.crf import FeatureColumns

WORDS = st.lists(st.sampled_from(["Công", "an", "Hà", "12", "-", "xã"]), min_size=1, max_size=8)
TEMPLATES = [
    "T[0]",
    "T[-2]",
    "T[2]",
    "T[-1,0]",
    "T[0,2]",
    "T[-2,0].lower",
    "T[1].lower",
    "T[-1][1]",
    "T[-3,-2][1]",
    "T[1,2]",
]


def slow(template, words, tags, at):
    """The definition, one feature of one word."""
    inner = template[2:].split("]")[0].split(",")
    first, last = int(inner[0]), int(inner[-1])
    column = tags if "][1]" in template else words
    if at + first < 0:
        value = "BOS"
    elif at + last >= len(words) or at + first >= len(words):
        value = "EOS"
    else:
        value = " ".join(column[at + first : at + last + 1])
        value = value.lower() if template.endswith(".lower") else value
    return f"{template}={value}"


def test_by_hand():
    columns = FeatureColumns(["T[0]", "T[-1,0].lower", "T[1]"], {"lower": str.lower})
    assert columns.rows([["Công", "An"]]) == [
        ("T[0]=Công", "T[-1,0].lower=BOS", "T[1]=An"),
        ("T[0]=An", "T[-1,0].lower=công an", "T[1]=EOS"),
    ]


@given(WORDS)
def test_columns_are_the_definition(words):
    tags = [f"t{number}" for number in range(len(words))]
    rows = FeatureColumns(TEMPLATES, {"lower": str.lower}).rows([words, tags])
    assert rows == [tuple(slow(t, words, tags, at) for t in TEMPLATES) for at in range(len(words))]


def test_a_wrong_template_is_named():
    with pytest.raises(ValueError, match="U00"):
        FeatureColumns(["U00:%x[0,0]"], {})
