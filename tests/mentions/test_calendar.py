"""Partial-date arithmetic."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.mentions import calendar


@pytest.mark.parametrize(
    "period,begin,finish",
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2017/2018-07-11", date(2017, 1, 1), date(2018, 7, 11)),
        ("../2021-01", None, date(2021, 1, 31)),
        ("2020-08-15/..", date(2020, 8, 15), None),
        (None, None, None),
    ],
)
def test_expand(period, begin, finish):
    assert calendar.expand(period) == (begin, finish)


@pytest.mark.parametrize(
    "period,change,expected",
    [
        ("2013-01-01/2013-05-31", {"years": -1}, "2012-01-01/2012-05-31"),
        ("2020-02-29", {"years": -1}, "2019-02-28"),
        ("2013-05", {"months": -5}, "2012-12"),
        ("2020-01-01/2020-01-31", {"months": 1}, "2020-02-01/2020-02-29"),
        ("2021-11-03/2021-11-04", {"days": -1}, "2021-11-02/2021-11-03"),
    ],
)
def test_shift(period, change, expected):
    assert calendar.shift(period, **change) == expected


@pytest.mark.parametrize(
    "period,expected",
    [
        ("2013", "2012"),
        ("2013-01", "2012-12"),
        ("2021-11-04", "2021-11-03"),
        ("2021-04-01/2021-06-30", "2021-01-01/2021-03-31"),
        ("2021-04-08/2021-04-14", "2021-04-01/2021-04-07"),
    ],
)
def test_preceding_window_has_equal_length(period, expected):
    assert calendar.preceding(period) == expected


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-40, 40), st.integers(-40, 40))
def test_shift_stays_on_the_calendar(day, years, months):
    assert calendar.parse(calendar.shift(day.isoformat(), years=years, months=months)) is not None


@pytest.mark.parametrize("unknown", ["0001-01-01", "9999-12-31", "0001", "9999-12-31T23:59"])
def test_dates_that_stand_for_unknown_are_none(unknown):
    assert calendar.parse(unknown) is None


@given(
    st.dates().map(str) | st.dates().map(lambda day: str(day)[:7]) | st.dates().map(lambda day: str(day)[:4]),
    st.dates().map(str) | st.dates().map(lambda day: str(day)[:7]),
    st.integers(-(10**12), 10**12),
)
def test_no_step_leaves_the_calendar(begin, finish, step):
    for period in (begin, f"{begin}/{finish}", f"{min(begin, finish)}/{max(begin, finish)}"):
        calendar.preceding(period)
        for change in ({"years": step}, {"months": step}, {"days": step}):
            calendar.shift(period, **change)


@given(st.text(max_size=12))
def test_parse_never_raises(text):
    parts = calendar.parse(text)
    assert parts is None or calendar.is_valid(*parts)
