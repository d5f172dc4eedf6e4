"""Names that several units bear."""

from __future__ import annotations

import pytest

from extractor.gazetteer import Gazetteer
from extractor.gazetteer.ambiguity import ambiguous

GAZETTEER = Gazetteer.default()


@pytest.mark.parametrize(
    ("on", "level", "names", "units"),
    [
        ("2025-06-30", "commune", 1066, 3531),
        ("2025-07-01", "commune", 248, 580),
        ("2025-06-30", "province", 0, 0),
    ],
)
def test_counts(on, level, names, units):
    found = ambiguous(GAZETTEER, on, level)
    assert (len(found), sum(map(len, found.values()))) == (names, units)


def test_after_the_reform_province_and_name_are_a_key():
    for group in ambiguous(GAZETTEER, "2025-07-01").values():
        assert len({unit.parent for unit in group}) == len(group)


def test_worst_name_of_a_district():
    assert len(ambiguous(GAZETTEER, "2025-06-30", "district")["huyện châu thành"]) == 10
