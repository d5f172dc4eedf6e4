"""A noun in front of its amount, and nothing behind: the figure is kept, without a head to show."""

from __future__ import annotations

import pytest

from extractor.model import Document
from tests import grounded
from tests.figures import PIPELINE


@pytest.mark.parametrize(
    "text",
    ["Dư nợ 850 tỷ", "Dư nợ 850 tỷ. Xã có 5 vụ trộm.", "Tổng dư nợ đạt 850 tỷ, tăng 5%."],
    ids=["end of the text", "end of a sentence", "before a comma"],
)
def test_the_record_is_valid(text):
    records = grounded.check(PIPELINE.run(Document("a", text)))
    amount = next(record for record in records.figures if record.unit == "VND")
    assert (amount.value, amount.head) == (850_000_000_000, None)
