"""A cue finds what its pattern finds, wherever it does not look at all."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.engine.cue import Cue
from extractor.engine.load import load_rules
from extractor.engine.schema.dates import DateRules
from extractor.engine.schema.periods import PeriodRules
from extractor.mentions.date_grammar import DateGrammar

_RULES = load_rules()
_GRAMMAR = DateGrammar(_RULES.get(DateRules))
_PATTERNS = [
    *(regex.compile(cue.pattern) for cue in _RULES.get(PeriodRules).cue),
    *(_GRAMMAR.compile(text, name) for name, text in _GRAMMAR.file.context.items()),
]
_PIECES = sorted(
    {word for pattern in _PATTERNS for word in regex.findall(r"\p{L}+|[.;:,()]", pattern.pattern)}
)
_TEXTS = st.lists(st.sampled_from([*_PIECES, " ", " ", " ", "1", "số 5"]), max_size=14).map("".join)


@pytest.mark.parametrize("pattern", _PATTERNS)
@given(text=_TEXTS, start=st.integers(0, 20), end=st.integers(0, 40))
def test_nothing_is_overlooked(pattern, text, start, end):
    cue = Cue(pattern)
    assert cue.stands(text, start, end) == (pattern.search(text[start:end]) is not None)
    assert cue.may_stand(text, start, end) or pattern.search(text, start, end) is None


def test_most_stretches_are_not_searched():
    assert not Cue(regex.compile("(?:dịp|lễ) này$")).may_stand("công an xã thu 3 khẩu súng", 0, 26)
    assert Cue(regex.compile(r"^\p{L}+")).may_stand("công an", 0, 7)
