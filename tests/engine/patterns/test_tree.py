"""The reader of patterns, and what all that is built on it promises: where it says no, nothing matches."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.engine.patterns.literal_gate import LiteralGate
from extractor.engine.patterns.necessary import beginnings, digits_as_zero, necessary
from extractor.engine.patterns.openings import openings
from extractor.engine.patterns.place_gate import PlaceGate
from extractor.engine.patterns.tree import (
    ANYTHING,
    EMPTY,
    Atomic,
    Border,
    Choice,
    Look,
    OneOf,
    Repeat,
    Sequence,
    Text,
    read,
)
from extractor.engine.patterns.weaker import weaker

A, B = Text("a"), Text("b")


@pytest.mark.parametrize(
    ("pattern", "tree"),
    [
        ("", EMPTY),
        ("a|", Choice((A, EMPTY))),
        ("bài viết", Text("bài viết")),
        ("tin?", Sequence((Text("ti"), Repeat(Text("n"), 0, 1)))),
        (r"\.\x41\n\ ", Text(".A\n ")),
        ("a]b}", Text("a]b}")),
        (".", OneOf(("\n",), negated=True)),
        (r"\d[^\]a-c\p{Lu}-]", Sequence((OneOf((r"\d",)), OneOf(("]", "a-c", r"\p{Lu}", "-"), negated=True)))),
        (r"(?P<n>a)(?P=n)", Sequence((A, ANYTHING))),
        (r"(?>a)b++", Sequence((Atomic(A), Atomic(Repeat(B, 1, None))))),
        ("a{2}", Repeat(A, 2, 2)),
        ("a{,2}?", Repeat(A, 0, 2)),
        ("a{2,}", Repeat(A, 2, None)),
        (r"^\b", Sequence((Border("^"), Border(r"\b")))),
        ("(?<!a)(?=b)", Sequence((Look(A, ahead=False, negated=True), Look(B, ahead=True, negated=False)))),
    ],
)  # fmt: skip
def test_reads(pattern, tree):
    assert regex.compile(pattern)
    assert read(pattern) == tree


@pytest.mark.parametrize(
    "pattern",
    [
        "(?i)a", "(?i:a)", "(?r)ab", "a(?#b)", "(?:a){e<=1}", "(a)?(?(1)b|c)", "(?P<n>a)(?&n)", r"a\Kb", r"\X",
        "[[:alpha:]]", "[]a]", "[^]a]", "[a--b]", r"\N{DIGIT ONE}", r"\u0061", "a{b", "(a", "a)",
    ],
)  # fmt: skip
def test_what_is_not_known_may_be_anything(pattern):
    assert read(pattern) == ANYTHING


ATOMS = st.sampled_from(
    ["a", "b", "ab ", "]", "ố", " ", "1", "25", r"\d", r"\d{1,2}", "[1-9]", "[./]", r"[a\d]", "[^a]", "[^]a]", "[a^]",
     r"[^\d\]]", r"[\-a]", "[a-]", "[+--]", r"\p{L}", r"\P{L}", r"\W", r"\s", ".", r"\.", r"\x61", r"\b", "^", "$",
     r"\A", r"\Z", "(?!a)", r"(?!\p{L})", r"(?![\d\p{L}]|/)", "(?=a)", r"(?=b \d)", "(?<!b)", "(?<=a )", "a++",
     "(?>a|ab)", r"(?P<n>a|b)(?P=n)?", "(?i:A)"]
)  # fmt: skip
QUANTIFIERS = st.sampled_from(
    ["?", "*", "+", "{2}", "{0,2}", "{1,}", "{,1}", "{0}", "??", "+?", "?+", "{1,2}+"]
)
BOUNDED = st.sampled_from(["?", "{2}", "{0,2}", "??", "?+"])
# Repetitions inside repetitions can take a matcher for ever.
PATTERNS = st.recursive(
    st.one_of(ATOMS, st.builds("(?:{}){}".format, ATOMS, QUANTIFIERS)),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map("|".join).map("(?:{})".format),
        st.builds("(?:{}){}".format, inner, BOUNDED),
    ),
    max_leaves=6,
)
TEXTS = st.lists(
    st.sampled_from(["a", "b", "ab", "A", " ", "1", "25", "٣", ".", "/", "ố", "]", "-", ",", "^", "\n"]), max_size=7
).map("".join)  # fmt: skip


def compiled(pattern):
    try:
        return regex.compile(pattern)
    except regex.error:  # one name for two groups
        return None


@given(PATTERNS, st.lists(TEXTS, min_size=5, max_size=20))
def test_no_analysis_denies_a_match(pattern, texts):
    rule = compiled(pattern)
    if rule is None:
        return
    known, begun, tree = necessary(pattern), openings(pattern), read(pattern)
    begins = beginnings([pattern])
    ahead, behind = weaker(tree), weaker(tree, ahead=False)
    anchored, free = LiteralGate([pattern], anchored=True), LiteralGate([pattern], anchored=False)
    right, left = PlaceGate({1: pattern}, reach=50), PlaceGate({1: pattern}, reach=50, ahead=False)
    for text in texts:
        if match := rule.match(text):
            whole = digits_as_zero(match.group())
            assert known.whole is None or whole in known.whole
            assert any(whole.startswith(head) for head in known.heads)
            assert any(part in whole for part in known.parts)
            assert anchored.possible(text, 0, len(text)) == [0]
            assert not text or begins.match(text)
            assert any(regex.sub(r"\d+", "0", text).startswith(opening.text) for opening in begun)
            assert ahead is None or re.match(ahead, text)
            assert right.passing(text, 0) == 1
        if rule.search(text):
            assert free.possible(text, 0, len(text)) == [0]
        if regex.search(f"(?:{pattern})$(?!\n)", text):
            assert behind is None or re.match(behind, text[::-1])
            assert left.passing(text, len(text)) == 1
