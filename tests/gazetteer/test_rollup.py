"""Figures of provinces brought to one map: upward always, downward never."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.gazetteer import Gazetteer
from extractor.gazetteer.rollup import ProvinceFigure, province_on, roll_up

GAZETTEER = Gazetteer.default()


def figures(*rows):
    return [ProvinceFigure(name, on, Decimal(value)) for name, on, value in rows]


def sums(result):
    return {total.province.name: int(total.value) for total in result.totals}


def test_old_provinces_add_up_to_the_new_one():
    rows = figures(("Hà Giang", "2024", 3), ("Tuyên Quang", "2024", 4), ("Tuyên Quang", "2025-09", 5))
    result = roll_up(GAZETTEER, rows, "2025-07-01")
    assert sums(result) == {"Tuyên Quang": 12}
    assert result.totals[0].parts == ("Hà Giang", "Tuyên Quang")
    assert result.left_out == ()


def test_a_new_province_is_never_split():
    rows = figures(("Hà Giang", "2024", 3), ("Tuyên Quang", "2025-09", 5))
    result = roll_up(GAZETTEER, rows, "2025-06-30")
    assert sums(result) == {"Hà Giang": 3}
    ((left, reason),) = result.left_out
    assert left.value == 5
    assert "split" in reason


@pytest.mark.parametrize("name", ["Cao Bằng", "Nghệ An", "Hà Nội"])
def test_provinces_that_did_not_change_go_both_ways(name):
    assert province_on(GAZETTEER, name, "2026-01-01", "2024-01-01")[0].name == name
    assert province_on(GAZETTEER, name, "2024-01-01", "2026-01-01")[0].name == name


def test_renamed_and_upgraded_provinces_keep_their_territory():
    rows = figures(("Thừa Thiên Huế", "2024", 2), ("Huế", "2025-08", 1), ("Đồng Nai", "2026-06", 7))
    assert sums(roll_up(GAZETTEER, rows, "2026-05-01")) == {"Huế": 3, "Đồng Nai": 7}
    assert sums(roll_up(GAZETTEER, rows[:2], "2023-01-01")) == {"Thừa Thiên Huế": 3}
    assert sums(roll_up(GAZETTEER, rows[2:], "2025-08-01")) == {"Đồng Nai": 7}


def test_without_a_date_only_names_that_meant_one_territory_are_used():
    rows = figures(("Hà Giang", None, 1), ("Tuyên Quang", None, 1))
    result = roll_up(GAZETTEER, rows, "2024-01-01")
    assert sums(result) == {"Hà Giang": 1}
    assert "ambiguous" in result.left_out[0][1]


def test_unknown_names_are_left_out_with_the_reason():
    result = roll_up(GAZETTEER, figures(("Nowhere", "2024", 1), ("Hà Giang", "2026", 1)), "2025-07-01")
    assert result.totals == ()
    assert [reason for _, reason in result.left_out] == ["no province of this name at that date"] * 2


def test_totals_are_in_the_order_of_codes():
    rows = figures(("Cà Mau", "2024", 1), ("Hà Nội", "2024", 1), ("Hà Tây", "2007", 1))
    assert [t.province.code for t in roll_up(GAZETTEER, rows, "2024-01-01").totals] == ["01", "96"]
