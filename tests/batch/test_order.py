"""Rows of a cluster: any order in, the order of the articles out, and exactly one row for each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.engines import order
from extractor.engines.order import in_order
from extractor.errors import InputError


def rows(*names):
    return [{"doc_id": name, "figures": f"of {name}"} for name in names]


@given(st.permutations(range(60)), st.integers(1, 70), st.integers(1, 70))
def test_any_order_in_any_buckets(tmp_path_factory, shuffled, bucket, at_once):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(order, "_BUCKET", bucket)
        patch.setattr(order, "_AT_ONCE", at_once)
        scratch = tmp_path_factory.mktemp("order")
        found = list(in_order(rows(*map(str, shuffled)), range(60), scratch))
    assert found == rows(*map(str, range(60)))
    assert not list(scratch.iterdir())


@pytest.mark.parametrize(
    "names, message",
    [
        (["a", "c"], "b: 1 of 3 articles have no row"),
        ([], "a: 3 of 3 articles have no row"),
        (["a", "b", "c", "b"], "b: a second row of this article"),
        (["a", "b", "c", "d"], "d: a row of no article"),
    ],
)
def test_not_one_row_for_each_article(tmp_path, names, message):
    with pytest.raises(InputError, match=message):
        list(in_order(rows(*names), ["a", "b", "c"], tmp_path))
    assert not list(tmp_path.iterdir())
