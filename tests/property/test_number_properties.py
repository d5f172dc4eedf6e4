"""What must hold of every number and every string."""

from __future__ import annotations

import random
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from extractor.mentions.numerals import parse_numbers
from extractor.mentions.quantities import parse_quantities

VARIANTS = (
    ("lẻ", "linh"),
    ("bảy", "bẩy"),
    ("nghìn", "ngàn"),
    ("tỷ", "tỉ"),
    ("mươi bốn", "mươi tư"),
    ("mươi lăm", "mươi nhăm"),
)


def spellings(number: int) -> list[str]:
    """The written form and each of its accepted variants."""
    plain = num2words(number, lang="vi")
    return [plain, *(plain.replace(*variant) for variant in VARIANTS if variant[0] in plain)]


def value(text: str) -> Decimal | None:
    found = parse_numbers(text)
    assert len(found) == 1, (text, found)
    assert found[0].text == text
    return found[0].value


@settings(deadline=None)
@given(st.integers(1, 10**15 - 1))
def test_words_are_read_as_the_number_they_spell(number: int) -> None:
    for text in spellings(number):
        assert value(text) == number


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 999_999))
def test_words_inside_prose_keep_their_value(number: int) -> None:
    text = num2words(number, lang="vi")
    found = parse_numbers(f"đã thu {text} kg pháo nổ")
    assert [(n.text, n.value) for n in found] == [(text, number)]


def test_every_number_below_a_thousand_and_a_sample_above() -> None:
    chosen = random.Random(20_250_701).sample(range(1000, 1_000_000), 4000)
    for number in [*range(1, 1000), *chosen]:
        assert value(num2words(number, lang="vi")) == number


def test_the_formal_zero_hundred_is_read() -> None:
    assert value("hai nghìn không trăm linh năm") == 2005
    assert value("một triệu không trăm linh hai nghìn không trăm mười") == 1_002_010


@settings(deadline=None)
@given(st.integers(0, 10**15 - 1))
def test_grouped_digits_are_read_as_their_number(number: int) -> None:
    grouped = f"{number:,}".replace(",", ".")
    assert value(grouped) == number
    assert value(str(number)) == number


@given(st.integers(0, 10**9), st.integers(0, 99_999))
def test_the_comma_separates_decimals(whole: int, fraction: int) -> None:
    assert value(f"{whole},{fraction:05d}") == Decimal(f"{whole}.{fraction:05d}")


LETTERS = st.sampled_from(
    [*list("năm một hai mươi trăm nghìn triệu tỷ rưỡi linh -/.,%()đ0123456789\n “”từđến"), "\xa0", "́"]
)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=80), st.lists(LETTERS, max_size=60).map("".join)))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    border = 0
    for number in parse_numbers(text):
        assert border <= number.start < number.end <= len(text)
        assert number.text == text[number.start : number.end]
        assert number.value_max is None or number.value is None or number.value <= number.value_max
        border = number.end
    border = 0
    for quantity in parse_quantities(text):
        assert border <= quantity.start < quantity.end <= len(text)
        assert quantity.outer_start <= quantity.start
        assert quantity.end <= quantity.outer_end <= len(text)
        border = quantity.end


@pytest.mark.parametrize(
    "text", ["", " ", "\u0301", "0", "một", "%", "1/0 xã", "9" * 400, "1/" * 50, "năm " * 200]
)
def test_odd_texts_are_harmless(text: str) -> None:
    parse_quantities(text)
    for number in parse_numbers(text):
        assert re.search(r"\S", number.text)
