"""Counts that add up to a total named before them."""

import pytest

from extractor import extract

CASES = [
    (
        "Công an thành phố thụ lý điều tra 26 vụ án tham nhũng. Trong kỳ đề nghị truy tố 9 vụ án; đang điều tra 17 vụ án.",
        [("9", "26"), ("17", "26")],
        "two counts close a total of the sentence before",
    ),
    (
        "Toàn tỉnh xảy ra 7 vụ cháy. Ba vụ cháy ở chợ. Hai vụ cháy ở nhà dân. Hai vụ cháy ở kho hàng.",
        [("Ba", "7"), ("Hai", "7"), ("Hai", "7")],
        "three parts close even a small total",
    ),
    (
        "Trong tháng xảy ra 3 vụ cháy. Thành phố có 1 vụ cháy, huyện có 2 vụ cháy.",
        [],
        "two parts of a small total may add up by chance",
    ),
    (
        "Công an thu hồi 30 khẩu súng. Huyện A thu hồi hơn 10 khẩu súng, huyện B thu hồi 20 khẩu súng.",
        [],
        "rounded counts prove nothing",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[why for *_, why in CASES])
def test_breakdown(text: str, expected: list[tuple[str, str]], why: str) -> None:
    figures = extract(text, ner="none").figures
    found = [
        (text[figure.value_start : figure.value_end], text[slice(*link.target[:2])])
        for figure in figures
        for link in figure.rel
        if link.type == "breakdown_of"
    ]
    assert found == expected, why
