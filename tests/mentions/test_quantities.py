"""Quantities: the table of cases (guideline appendix A among them) and the approximators' examples."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.engine.load import load_rules
from extractor.engine.schema.quantities import ApproximatorRule, Approximators, Units
from extractor.mentions.numerals import NumeralFinder
from extractor.mentions.quantities import QuantityFinder, parse_quantities
from extractor.mentions.units import UnitFinder
from extractor.model import Per, Quantity
from extractor.text.view import MatchView

RULES = load_rules()
NUMERALS, FINDER = NumeralFinder(RULES), QuantityFinder(RULES)
CASES = tomllib.loads(Path("tests/cases/quantities.toml").read_text(encoding="utf-8"))["case"]
DEFAULTS: dict[str, Any] = {
    "value": None, "value_max": None, "denominator": None, "approx": "exact", "kind": "level", "unit": None, "per": None,
}  # fmt: skip


def described(quantity: Quantity, keys: set[str]) -> dict[str, Any]:
    """The fields a case speaks about, Decimals as text, the rate as "1 person"."""
    fields: dict[str, Any] = {"text": quantity.text}
    for key, default in DEFAULTS.items():
        value = getattr(quantity, key)
        if isinstance(value, Per):
            value = f"{value.value} {value.unit}"
        if isinstance(value, Decimal):
            value = str(
                value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1))
            )
        if key in keys or (value != default and key != "unit"):
            fields[key] = value
    return fields


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    expected = [
        {k: str(v) if isinstance(v, int | float) else v for k, v in q.items()} for q in case["quantities"]
    ]
    found = parse_quantities(case["text"])
    keys = [set(q) for q in expected] + [set()] * len(found)
    assert [described(q, k) for q, k in zip(found, keys, strict=False)] == expected, case["why"]


def near(text: str, find: str) -> list[Quantity]:
    view = MatchView.of(text)
    start = text.index(find)
    found = FINDER.find(view, NUMERALS.find(view.folded))
    return [q for q in found if q.start < start + len(find) and q.end > start]


ALL = RULES.get(Approximators).rule


@pytest.mark.parametrize(
    "rule,example", [(r, e) for r in ALL for e in r.example], ids=[r.id for r in ALL for _ in r.example]
)
def test_approximator_speaks_in_its_example(rule: ApproximatorRule, example: Any) -> None:
    (quantity,) = near(example.text, example.find)
    assert rule.id in quantity.rule_ids
    assert quantity.approx == example.expect["approx"] == rule.approx


@pytest.mark.parametrize(
    "rule,example",
    [(r, e) for r in ALL for e in r.counter_example],
    ids=[r.id for r in ALL for _ in r.counter_example],
)
def test_approximator_is_silent_in_its_counter_example(rule: ApproximatorRule, example: Any) -> None:
    (quantity,) = near(example.text, example.find)
    assert rule.id not in quantity.rule_ids


@pytest.mark.parametrize(
    "text,outer,unit",
    [
        ("gồm khoảng hơn 1,2 tạ pháo", "khoảng hơn 1,2 tạ", "tạ"),
        ("chi 500 ngàn đồng/cháu/tháng cho", "500 ngàn đồng/cháu/tháng", "đồng"),
        ("từ 80% khu trở lên", "từ 80%", ""),
        ("đạt 80% trở lên", "80% trở lên", ""),
        ("có 15/15 xã, thị trấn", "15/15 xã, thị trấn", "xã, thị trấn"),
        ("giữ 372m2/1 khẩu nhé", "372m2/1 khẩu", "m2"),
    ],
)
def test_outer_span_holds_approximator_unit_and_rate(text: str, outer: str, unit: str) -> None:
    (quantity,) = parse_quantities(text)
    assert text[quantity.outer_start : quantity.outer_end] == outer
    assert (text[quantity.unit_start : quantity.unit_end] if quantity.unit_start >= 0 else "") == unit


def test_offsets_are_those_of_the_source() -> None:
    text = "thu gio\u031b\u0300 ho\u031bn\u00a03,2\u200b ty\u0309 đồng"
    (quantity,) = parse_quantities(text)
    assert quantity.value == 3_200_000_000
    assert text[quantity.outer_start : quantity.outer_end].endswith("đồng")
    assert quantity.approx == "more_than"


def test_every_number_is_in_one_quantity() -> None:
    view = MatchView.of("từ 2 - 3 vụ, 15/15 xã, 5 khẩu")
    numbers = NUMERALS.find(view.folded)
    found = FINDER.find(view, numbers)
    assert [n for q in found for n in q.numbers] == numbers


UNITS = UnitFinder(RULES.get(Units))
PIECES = [
    *UNITS._units,
    *UNITS._per,
    "1",
    "mỗi",
    "cho",
    "công",
    "abc",
    " ",
    " ",
    " ",
    "/",
    "/",
    " / ",
    ", ",
    "²",
    "\n",
]
BEHIND = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


@given(BEHIND)
def test_a_unit_is_found_by_its_first_word_wherever_its_pattern_fits(text):
    pattern = regex.compile(f" ?({UNITS._words(UNITS._units)})")
    for at in range(len(text)):
        match, found = pattern.match(text, at), UNITS.unit_at(text, at)
        assert (found and (found.start, found.end)) == (match and match.span(1))
        assert match is None or text[at] in UNITS.openings


@given(BEHIND)
def test_no_rate_is_lost_by_looking_for_its_slash_first(text):
    for at in range(len(text)):
        _, slashed = UNITS.next_slash(text, at)
        rate = UNITS.rate_at(text, at, None)
        assert UNITS.rate_at(text, at, None, slashed) == rate
        assert rate is None or at >= slashed or UNITS.distributions(text)
        assert rate is None or text[at] in UNITS.openings
