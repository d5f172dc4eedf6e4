"""Phrases in the surroundings of a number: the index, the zones, the conditions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.mentions.phrases import PhraseScanner
from extractor.mentions.zones import WEIGHT, Conditions, Zones

TEXT = "công an thu hồi 23 khẩu súng kíp tại huyện"
INDEX = PhraseScanner(["khẩu súng", "súng", "súng kíp", "thu hồi", "huyện", "thu", "hồi 2"]).scan(TEXT)
ZONES = Zones(
    INDEX,
    {"np": (19, 32), "pre": (0, 15), "clause": (0, len(TEXT)), "post": (33, len(TEXT))},
    "level",
    "tip",
)


def test_all_phrases_are_found_also_inside_others_longest_first():
    at = TEXT.index("khẩu")
    assert INDEX.starting[at] == [(at + 9, "khẩu súng")]
    at = TEXT.index("súng")
    assert [phrase for _, phrase in INDEX.starting[at]] == ["súng kíp", "súng"]
    assert [phrase for _, phrase in INDEX.ending[at + 4]] == ["khẩu súng", "súng"]


def test_phrases_are_whole_words():
    assert "hồi 2" not in INDEX.phrases
    assert list(PhraseScanner(["ma"]).scan("ma túy, mai").phrases) == ["ma"]


@pytest.mark.parametrize(
    "zone,inside",
    [
        ("np", {"khẩu súng", "súng", "súng kíp"}),
        ("pre", {"thu hồi", "thu"}),
        ("post", {"huyện"}),
        ("previous", {"tip"}),
        ("document", set()),
    ],
)
def test_a_zone_holds_what_lies_completely_inside(zone, inside):
    assert ZONES[zone] == inside


def condition(needed=None, barred=None):
    freeze = lambda zones: {zone: frozenset(words) for zone, words in (zones or {}).items()}  # noqa: E731
    return Conditions(freeze(needed), freeze(barred))


@pytest.mark.parametrize(
    "needed,barred,holds",
    [
        ({"np": ["súng"]}, {}, True),
        ({"np": ["dao", "súng"]}, {}, True),
        ({"np": ["dao"]}, {}, False),
        ({"np": ["súng"], "pre": ["thu hồi"]}, {}, True),
        ({"np": ["súng"], "pre": ["súng"]}, {}, False),
        ({}, {"np": ["súng kíp"]}, False),
        ({}, {"pre": ["súng kíp"]}, True),
        ({"previous": ["tip"]}, {}, True),
    ],
    ids=["one", "any", "none", "all zones", "one zone fails", "barred", "barred elsewhere", "figure before"],
)
def test_conditions(needed, barred, holds):
    assert condition(needed, barred).hold(ZONES) is holds


def test_near_conditions_weigh_more():
    order = ["np", "pre", "post", "previous", "clause", "sentence", "document"]
    assert sorted(WEIGHT, key=WEIGHT.__getitem__, reverse=True) == order
    assert condition({"np": ["a"], "clause": ["b"]}, {"pre": ["c"]}).weight == WEIGHT["np"] + WEIGHT["clause"]


@given(st.lists(st.sampled_from(["súng", "khẩu súng", "kíp", "thu hồi", "an"]), max_size=8).map(" ".join))
def test_an_index_agrees_with_a_plain_search(text):
    phrases = ["súng", "khẩu súng", "thu hồi"]
    found = PhraseScanner(phrases).scan(text)
    padded = f" {text} "
    for phrase in phrases:
        starts = [at for at in range(len(padded)) if padded.startswith(f" {phrase} ", at)]
        mine = [start for start, name in zip(found.starts, found.phrases, strict=True) if name == phrase]
        assert mine == starts
