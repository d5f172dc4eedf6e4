"""A shared pass gives every matcher what it would find alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.engine.match import PhraseMatcher
from extractor.engine.shared_pass import SharedPass

_WORDS = st.sampled_from(["xã", "khẩu", "súng", "khẩu súng", "3", "tháng 3", "tp.", "m2", "ấp"])
_TEXTS = st.lists(st.one_of(_WORDS, st.sampled_from([" ", "", "c", "-", "."])), max_size=30).map("".join)
_PHRASES = st.lists(st.tuples(_WORDS, st.integers(0, 3)), max_size=12)


@given(st.lists(_PHRASES, min_size=1, max_size=4), _TEXTS)
def test_each_matcher_gets_its_own_hits_in_its_own_order(phrases, text):
    matchers = [PhraseMatcher(mine) for mine in phrases]
    hits = SharedPass(matchers).hits(text)
    for matcher in matchers:
        assert matcher.triples(text, hits) == matcher.triples(text)
        assert matcher.find(text, hits) == matcher.find(text)


def test_a_matcher_outside_the_pass_looks_for_itself():
    inside, outside = PhraseMatcher([("xã", 1)]), PhraseMatcher([("súng", 2)])
    hits = SharedPass([inside]).hits("xã có súng")
    assert outside.triples("xã có súng", hits) == [(6, 10, 2)]
