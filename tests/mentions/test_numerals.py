"""Numerals in digits and words: the table of cases and every rule's own examples."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.engine.load import Rules, load_rules
from extractor.engine.schema.numerals import NumeralRule, Numerals
from extractor.mentions.literals import literal_value
from extractor.mentions.numerals import NumeralFinder, parse_numbers
from extractor.model import Number

RULES: Rules = load_rules()
FINDER = NumeralFinder(RULES)
CASES = tomllib.loads(Path("tests/cases/numerals.toml").read_text(encoding="utf-8"))["case"]


def decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = [(n.text, n.value, n.value_max, n.approx) for n in parse_numbers(case["text"])]
    expected = [
        (n["text"], decimal(n.get("value")), decimal(n.get("value_max")), n.get("approx", "exact"))
        for n in case["numbers"]
    ]
    assert found == expected, case["why"]


def at(text: str, find: str | None) -> tuple[list[Number], int, int]:
    start = text.index(find) if find else 0
    end = start + len(find or text)
    return [n for n in FINDER.find(text.lower()) if n.start < end and n.end > start], start, end


RULE_EXAMPLES = [(r, e) for r in RULES.get(Numerals).rule for e in r.example]
RULE_COUNTERS = [(r, e) for r in RULES.get(Numerals).rule for e in r.counter_example]


@pytest.mark.parametrize("rule,example", RULE_EXAMPLES, ids=[r.id for r, _ in RULE_EXAMPLES])
def test_rule_decides_its_example(rule: NumeralRule, example: Any) -> None:
    found, _, _ = at(example.text, example.find)
    assert [n.rule_id for n in found] == ([rule.id] if rule.numeral else [])


@pytest.mark.parametrize("rule,example", RULE_COUNTERS, ids=[r.id for r, _ in RULE_COUNTERS])
def test_rule_leaves_its_counter_example(rule: NumeralRule, example: Any) -> None:
    found, _, _ = at(example.text, example.find)
    if rule.numeral:
        assert rule.id not in [n.rule_id for n in found]
    else:
        assert found, "the word counts here"


@pytest.mark.parametrize(
    "literal,value,convention",
    [
        ("2220", "2220", "numeral.plain"),
        ("2.220", "2220", "numeral.grouped"),
        ("05", "5", "numeral.plain"),
        ("3.146,80", "3146.80", "numeral.grouped"),
        ("277,889", "277.889", "numeral.decimal"),
        ("1,398,431", "1398431", "numeral.foreign_grouping"),
        ("2.5", "2.5", "numeral.decimal_point"),
        ("500 000", "500000", "numeral.spaced"),
        ("7.810.4", None, "numeral.malformed"),
        ("5.033.2", None, "numeral.malformed"),
        ("1,2.3", None, "numeral.malformed"),
    ],
)
def test_literals_follow_one_convention_or_are_malformed(
    literal: str, value: str | None, convention: str
) -> None:
    assert literal_value(literal) == (decimal(value), convention)


def test_a_window_of_the_text_still_sees_its_context() -> None:
    text = "vào tháng ba, thu ba khẩu"
    assert [n.start for n in FINDER.find(text, start=10)] == [18]
    assert FINDER.find(text, start=10, end=17) == []


def test_offsets_are_those_of_the_source() -> None:
    text = "Công an thu\u00a0giữ hai\u200b khẩu su\u0301ng và 1.200\u00a0viên đạn"
    assert [text[n.start : n.end] for n in parse_numbers(text)] == ["hai", "1.200"]
