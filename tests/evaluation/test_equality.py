"""When two fields are equal (guideline 6.3)."""

from __future__ import annotations

import pytest

from extractor.evaluation.equality import Equality, expand, same_number, same_per, same_period, same_years


@pytest.mark.parametrize(
    ("gold", "gold_type", "other", "other_type", "equal"),
    [
        ("2021", "during", "2021-01-01/2021-12-31", "during", True),
        ("2020-04/2021-04", "during", "2020-04-01/2021-04-30", "during", True),
        ("2016-09", "as_of", "2016-09-30", "as_of", True),  # ruling 57
        ("2016-09", "during", "2016-09-30", "during", False),
        ("2016-09", "as_of", "2016-09-30", "during", False),
        ("2024-02", "as_of", "2024-02-29", "as_of", True),
        ("2021-12-26T21:42", "as_of", "2021-12-26", "as_of", True),
        ("2017/..", "during", "2017-01-01/..", "during", True),
        ("2017/..", "during", "2017", "during", False),
        ("../2018-07-11", "during", "../2018-07-11", "during", True),
        (None, None, None, None, True),
        (None, None, "2021", "during", False),
        ("2021", "during", None, None, False),
        ("2021", "during", "around 2021", "during", False),
    ],
)
def test_periods(gold: str, gold_type: str, other: str, other_type: str, equal: bool) -> None:
    assert same_period(gold, gold_type, other, other_type) is equal


@pytest.mark.parametrize("bad", ["", "21", "2021-13", "2021-02-30", "../..", "2021/2020", "2021/x"])
def test_a_malformed_period_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        expand(bad)


@pytest.mark.parametrize(
    ("gold", "other", "equal"),
    [
        ("2020/2021", "2021", True),  # one year of two
        ("2019/2021", "2021", False),  # one of three
        ("2021-03", "2021-11", True),
        (None, None, True),
        (None, "2021", False),
    ],
)
def test_years_that_overlap_by_half(gold: str, other: str, equal: bool) -> None:
    assert same_years(gold, other) is equal


@pytest.mark.parametrize(
    ("gold", "other", "percent", "equal"),
    [
        (12.6, "12.60", False, True),
        (12.6, 12.601, False, False),
        (57.69, 57.694, True, True),
        (57.69, 57.696, True, False),
        (3678000000, 3.678e9, False, True),
        (None, None, False, True),
        (0, None, False, False),
        (1, "many", False, False),
    ],
)
def test_numbers(gold: object, other: object, percent: bool, equal: bool) -> None:
    assert same_number(gold, other, percent=percent) is equal


def test_rates() -> None:
    assert same_per({"value": 1, "unit": "month"}, {"value": "1.0", "unit": "month"})
    assert not same_per({"value": 1, "unit": "month"}, {"value": 1, "unit": "year"})
    assert not same_per({"value": 1, "unit": "month"}, None)
    assert same_per(None, None)


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ("xã Chí Đám", "Chí Đám", True),
        ("TP.HCM", "thành phố Hồ Chí Minh", True),
        ("Bà Rịa - Vũng Tàu", "tỉnh Bà Rịa – Vũng Tàu", True),
        ("Hoà Bình", "Hòa Bình", True),
        ("Đăk Lăk", "tỉnh Đắk Lắk", True),
        ("Quang Bình", "Quảng Bình", False),
        ("phường 1", "phường 11", False),
        ("huyện Bù Đốp, Lộc Ninh", "Bù Đốp và Lộc Ninh", True),
        ("các xã Ba, Tư", "xã Ba, xã Tư", True),
        ("Thị trấn Phước Long", "TT. Phước Long", True),
        ("xã", "", False),
        (None, None, True),
        (None, "Bạc Liêu", False),
    ],
)
def test_place_names(left: str, right: str, equal: bool) -> None:
    assert Equality.default().same_place(left, right) is equal


def test_a_locality_is_province_level_and_name() -> None:
    same = Equality.default().same_locality
    gold = {"name": "huyện Hòa Bình", "level": "district", "province": "Bạc Liêu", "district": "Hòa Bình"}
    assert same(gold, {"name": "Hòa Bình", "level": "district", "province": "tỉnh Bạc Liêu"})
    assert not same(gold, {**gold, "level": "province"})
    assert not same(gold, {**gold, "province": None})
    assert not same(gold, {**gold, "name": "huyện Phước Long"})
    assert not same(gold, None)
    assert same(None, None)
