"""Borders: where clauses and the words beside a number begin and end."""

from __future__ import annotations

import pytest

from extractor.mentions.borders import Borders


def borders(text):
    return Borders(text, 0, len(text))


def around(text, number):
    start = text.index(number)
    return start, start + len(number)


@pytest.mark.parametrize(
    "text,number,clause",
    [
        ("xã lắp 40 camera; tặng 25 suất quà", "40", "xã lắp 40 camera"),
        ("xã lắp 40 camera; tặng 25 suất quà", "25", " tặng 25 suất quà"),
        ("đoàn trao: 12 tấn gạo; 51 suất học bổng", "51", " 12 tấn gạo; 51 suất học bổng"),
        ("gồm 3 tổ, 5 đội", "5", "gồm 3 tổ, 5 đội"),
    ],
    ids=["to a semicolon", "from a semicolon", "a list item keeps its list", "commas do not end a clause"],
)
def test_clauses(text, number, clause):
    start, end = around(text, number)
    low, high = borders(text).clause(start, end, 0, len(text))
    assert text[low:high].strip() == clause.strip()


@pytest.mark.parametrize(
    "text,number,words",
    [
        ("năm 2024, công an thu 3 khẩu", "3", " công an thu "),
        ("đạt 3,5 tấn", "tấn", "đạt 3,5 "),
        ("tổng 1.200 hộ", "hộ", "tổng 1.200 "),
        ("họp dân. thu 3 khẩu", "3", " thu "),
        ("thu (3 khẩu", "3", ""),
    ],
    ids=["comma", "decimal comma is no border", "grouping dot is no border", "full stop", "bracket"],
)
def test_words_in_front(text, number, words):
    start, _ = around(text, number)
    assert text[borders(text).left(start, 0) : start] == words


def test_words_behind_end_at_a_comma_and_not_far_away():
    text = "3 người bị thương nặng, được đưa đi"
    assert text[: borders(text).right(7, len(text))] == "3 người bị thương nặng"
    endless = "3 người " + "rất " * 40
    assert borders(endless).right(7, len(endless)) < len(endless)
    assert borders(text).right(7, 12) == 12
