"""The targets of the fuzzer on a few inputs of its kind, so that they hold wherever the tests run."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.articles import article
from tests.fuzz.files import made
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=8, max_size=400))
def test_any_input(target, data):
    TARGETS[target](data)


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_equal_bytes_make_equal_inputs(data):
    assert article(data) == article(data)
    assert made(data).suffix == made(data).suffix
