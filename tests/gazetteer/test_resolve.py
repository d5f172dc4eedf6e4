"""From names with parents to units: the table of look-ups, and every unit of both systems."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.gazetteer import Gazetteer, resolve_address
from extractor.gazetteer.resolve import resolve_parts
from extractor.gazetteer.validity import days, is_valid

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "places_addresses.toml").read_text("utf-8"))[
    "case"
]
GAZETTEER = Gazetteer.default()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']} {case['on'][:4]}")
def test_look_ups(case):
    result = resolve_address(GAZETTEER, case["text"], case["on"])
    if "unit" in case:
        assert result.unit is not None, result
        assert [result.unit.code, result.unit.name] == case["unit"], case["why"]
    else:
        assert result.unit is None, case["why"]
        best = max((c.score for c in result.candidates), default=0)
        top = {c.unit.code for c in result.candidates if c.score == best}
        assert len(top) == (0 if case.get("unknown") else case["among"])


def _named(unit):
    return f"{unit.type} {unit.name}"


@pytest.mark.parametrize(
    ("on", "communes"), [("2025-06-30", 10035), ("2025-07-01", 3321), ("2026-06-01", 3321)]
)
def test_every_unit_is_found_by_its_type_name_and_parents(on, communes):
    units = [u for u in GAZETTEER.units if is_valid(u, days(on))]
    assert sum(u.level == "commune" for u in units) == communes
    wrong = []
    for unit in units:
        chain = [unit, *GAZETTEER.ancestors(unit, on)]
        found = resolve_parts(GAZETTEER, [_named(u) for u in chain], on).unit
        if found != unit:
            wrong.append((_named(unit), found))
    assert wrong == []


@pytest.mark.parametrize("on", ["2025-06-30", "2025-07-01"])
def test_commune_and_province_are_never_answered_wrongly(on):
    answered = 0
    for unit in GAZETTEER.units:
        if unit.level == "commune" and is_valid(unit, days(on)):
            province = GAZETTEER.province(unit, on)
            result = resolve_parts(GAZETTEER, [_named(unit), _named(province)], on)
            assert result.unit in (None, unit)
            assert unit in [c.unit for c in result.candidates]
            answered += result.unit is not None
    assert answered >= (9600 if on < "2025-07" else 3321)


def test_without_a_date_versions_of_one_unit_are_one_answer():
    assert resolve_address(GAZETTEER, "tỉnh Cao Bằng").unit.id == "04@2025-07-01"


def test_reasons_are_given():
    result = resolve_address(GAZETTEER, "xã Vĩnh Thịnh, huyện Hòa Bình", "2024-01-01")
    assert result.status == "resolved"
    assert "in:huyện Hòa Bình" in result.candidates[0].reasons


@pytest.mark.parametrize("on", ["1975-01-01", "1945", "0001-01-01"])
def test_there_are_no_units_before_1976(on):
    assert resolve_address(GAZETTEER, "tỉnh Hà Giang", on).status == "unknown"


@pytest.mark.parametrize("on", ["", "   ", "soon", "2025-13-45", "2025-02-30"])
def test_what_is_no_date_is_an_unknown_date(on):
    assert (
        resolve_address(GAZETTEER, "tỉnh Cao Bằng", on).unit
        == resolve_address(GAZETTEER, "tỉnh Cao Bằng").unit
    )


@given(st.text(), st.one_of(st.none(), st.text(max_size=12)))
@settings(max_examples=200, deadline=None)
def test_any_text_has_an_answer(text, on):
    result = resolve_address(GAZETTEER, text, on)
    assert result.status in ("resolved", "ambiguous", "unknown")
