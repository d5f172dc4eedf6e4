"""What every match holds is read off a pattern; a gate never closes before a text that matches."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.engine.load import load_rules
from extractor.engine.patterns.literal_gate import LiteralGate
from extractor.engine.patterns.necessary import beginnings, digits_as_zero, necessary
from extractor.engine.schema.sections import SectionRules, SentenceRules

PIECES = st.sampled_from(
    [
        "a",
        "tin",
        "bài viết",
        " ",
        "ố",
        "[ab]",
        r"[\d:]",
        "[^a]",
        "[a-c]",
        "[.-]",
        r"\d",
        r"\s",
        r"\.",
        r"\w",
        ".",
    ]
)
ZERO_WIDTH = st.sampled_from([r"\b", "^", "$", "(?=t)", "(?!tin)", "(?<=a)", "(?<!a)"])
QUANTIFIERS = st.sampled_from(["", "", "?", "*", "+", "{2}", "{1,3}", "{0,2}", "{2,}", "??", "+?"])
# Repetitions inside repetitions can take a matcher for ever.
BOUNDED = st.sampled_from(["", "", "?", "{2}", "{1,3}", "{0,2}"])


# No pattern is compiled while one is drawn: `regex` empties its cache at random, and randomness that is not
# its own makes a test flaky in the eyes of hypothesis.
def grown(leaves):
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=4).map("".join),
            st.builds("(?:{}){}".format, st.lists(inner, min_size=1, max_size=3).map("|".join), BOUNDED),
        ),
        max_leaves=6,
    )


CONSUMING = grown(st.builds(str.__add__, PIECES, QUANTIFIERS))
PATTERNS = grown(st.builds(str.__add__, PIECES, QUANTIFIERS) | ZERO_WIDTH)
TEXTS = st.text(alphabet="atinbàố v.:-09 \n", max_size=8)


@pytest.mark.parametrize(
    ("pattern", "heads", "parts"),
    [
        (r"(?:tin|bài)\s+liên quan.*", {"tin", "bài"}, {"liên quan"}),
        (r"\d{1,2}[:h]\d{2}", {"0"}, {"0:00", "0h00"}),
        (
            r"(?:số )?(?:lượt|lần) xem",
            {"số ", "lượ", "lần"},
            {"lượt xem", "lần xem", "số lượt xem", "số lần xem"},
        ),
        (r"(?:tổng \d+)?lượt+ xem", {"tổn", "lượ"}, {"t xem"}),
        (r"[(]*[)]?(?:ảnh\s?)?", {""}, {""}),
        (r"[(]*[)]?(?:ảnh\s?)?:", {"(", ")ản", "):", "ảnh", ":"}, {":"}),
        (r"(?P<n>tin)(?>bài)", {"tin"}, {"tinbài"}),
        (r"[\s>]*(?:xem|đọc) thêm", {""}, {"xem thêm", "đọc thêm"}),
        (r"(?=\d)\p{L}+", {""}, {""}),
        (r"(?i)tin", {""}, {""}),
        (r"(?P<n>a)(?P=n)", {"a"}, {"a"}),
        (r"tin|\w+", {""}, {""}),
        (r"", {""}, {""}),
    ],
)
def test_reads_off(pattern, heads, parts):
    found = necessary(pattern)
    assert found.heads == heads
    assert found.parts == parts


@given(st.data())
def test_what_matches_holds_it(data):
    pattern = data.draw(CONSUMING)
    matched = data.draw(st.from_regex(re.compile(pattern), fullmatch=True))
    known = necessary(pattern)
    whole = digits_as_zero(matched)
    assert any(whole.startswith(head) for head in known.heads)
    assert any(part in whole for part in known.parts)
    assert known.whole is None or whole in known.whole


@given(st.data())
def test_a_gate_never_closes_before_a_match(data):
    patterns = data.draw(st.lists(PATTERNS, min_size=1, max_size=3))
    text = data.draw(TEXTS)
    for anchored in (False, True):
        gate = LiteralGate(patterns, anchored=anchored)
        admitted = gate.admitted(text, 0, len(text)).union(gate.unguarded)
        for number, pattern in enumerate(patterns):
            compiled = regex.compile(pattern)
            find = compiled.match if anchored else compiled.search
            try:
                matched = find(text, timeout=0.05) is not None
            except TimeoutError:
                matched = False  # repeated repetitions can take for ever; nothing is known then
            assert number in admitted or not matched


@given(st.data())
def test_every_match_begins_at_a_beginning(data):
    pattern = data.draw(CONSUMING)
    before = data.draw(TEXTS)
    text = before + data.draw(st.from_regex(re.compile(pattern), fullmatch=True))
    places = {place.start() for place in beginnings([pattern]).finditer(text)}
    assert len(before) in places or len(before) == len(text)


def test_the_costly_rules_are_guarded():
    rules = load_rules(None)
    lines = [rule.pattern for rule in rules.get(SectionRules).rule if rule.at == "line" and not rule.cased]
    assert len(LiteralGate(lines, anchored=True).unguarded) < len(lines) / 3
    assert not LiteralGate(rules.get(SentenceRules).openers, anchored=True).unguarded
