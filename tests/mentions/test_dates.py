"""Time expressions: the examples of `dates.toml`, the table of cases, and properties."""

from __future__ import annotations

import tomllib
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.engine.load import load_rules
from extractor.engine.schema.dates import DateRules
from extractor.mentions import calendar
from extractor.mentions.dates import DateFinder, parse_dates
from extractor.text.view import MatchView

RULES = load_rules()
FINDER = DateFinder(RULES)
CASES = tomllib.loads((Path(__file__).parents[1] / "cases/dates.toml").read_text(encoding="utf-8"))["case"]
EXAMPLES = [(rule, example) for rule in RULES.get(DateRules).rule for example in rule.example]
COUNTER_EXAMPLES = [(rule, example) for rule in RULES.get(DateRules).rule for example in rule.counter_example]

FRAGMENTS = st.sampled_from(
    [
        "ngày",
        "tháng",
        "năm",
        "quý",
        "từ",
        "đến",
        "nay",
        "qua",
        "hiện",
        "sáng",
        "17/9",
        "31/2",
        "2017",
        "12.2016",
        "6",
        "đầu",
        "cuối",
        "hết",
        "so",
        "với",
        "cùng",
        "kỳ",
        "hai",
        "tính",
        "sau",
        "trước",
        "đó",
        "thực",
        "tuần",
        "đêm",
        "29",
        "30-5",
        "(",
        ")",
        ",",
        ".",
        "-",
        "/",
        "24/24",
        "24:99",
        "999999",
        "giai",
        "đoạn",
        "hôm",
        "Tết",
        "mùng",
    ]
)
PUBLISHED = st.sampled_from([None, "2017", "2021-02", "2020-02-29", "2025-12-31T23:59", "nonsense"])


def time_fields(time, keys):
    return {key: getattr(time, key) or "none" for key in keys}


@pytest.mark.parametrize("rule,example", EXAMPLES, ids=lambda value: getattr(value, "id", ""))
def test_rule_fires_in_its_example(rule, example):
    found = [t for t in FINDER.find(MatchView.of(example.text), example.published) if t.rule_id == rule.id]
    start = example.text.find(example.find or example.text)
    end = start + len(example.find or example.text)
    inside = [time for time in found if start <= time.start and time.end <= end]
    assert inside, f"{rule.id} does not fire in {example.text!r}"
    for key, value in example.expect.items():
        assert str(value) in {getattr(time, key) or "none" for time in inside}


@pytest.mark.parametrize("rule,example", COUNTER_EXAMPLES, ids=lambda value: getattr(value, "id", ""))
def test_rule_is_silent_in_its_counter_example(rule, example):
    found = FINDER.find(MatchView.of(example.text), example.published)
    assert [time.text for time in found if time.rule_id == rule.id] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_case(case):
    found = parse_dates(case["text"], case.get("published"))
    keys = [key for key in ("value", "period", "period_type", "role") if any(key in t for t in case["times"])]
    expected = [{"text": time["text"]} | {k: time[k] for k in keys if k in time} for time in case["times"]]
    actual = [
        {"text": time.text} | {k: v for k, v in time_fields(time, keys).items() if k in wanted}
        for time, wanted in zip(found, case["times"], strict=False)
    ]
    assert actual == expected, case["why"]
    assert len(found) == len(case["times"]), f"{case['why']}: {[time.text for time in found]}"


@given(st.lists(FRAGMENTS, max_size=14), PUBLISHED)
def test_what_is_found_is_on_the_calendar(words, published):
    for time in parse_dates(" ".join(words), published):
        for end in (time.begin, time.finish):
            assert end is None or calendar.parse(end) is not None
        begin, finish = calendar.first_day(time.begin), calendar.last_day(time.finish)
        assert begin is None or finish is None or begin <= finish
        if time.period:
            first, last = calendar.expand(time.period)
            assert first or last
            assert first is None or last is None or first <= last


@given(st.text(max_size=200), PUBLISHED)
def test_never_raises_and_quotes_are_exact(text, published):
    for time in parse_dates(text, published):
        assert text[time.start : time.end] == time.text


@given(st.lists(FRAGMENTS, max_size=14), PUBLISHED)
def test_decomposed_letters_change_nothing(words, published):
    composed = unicodedata.normalize("NFC", " ".join(words))
    decomposed = unicodedata.normalize("NFD", composed)
    meaning = [
        [
            (time.value, time.period, unicodedata.normalize("NFC", time.text))
            for time in parse_dates(text, published)
        ]
        for text in (composed, decomposed)
    ]
    assert meaning[0] == meaning[1]


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_full_date_is_read_back(day):
    written = f"ngày {day.day}/{day.month}/{day.year}"
    assert [time.begin for time in parse_dates(written)] == [day.isoformat()]


def test_reference_is_an_argument_and_never_the_clock():
    assert [time.begin for time in parse_dates("Sáng 17/9, hội nghị khai mạc.")] == [None]
