"""Explanations: they tell what the extraction does, number by number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.config import Config
from extractor.explain import Explainer, explain
from extractor.model import Document
from extractor.pipeline import Pipeline

PIPELINE = Pipeline(Config(ner="none"))
EXPLAINER = Explainer(PIPELINE)
SENTENCES = st.sampled_from(
    [
        "Năm 2023, Công an xã Tân Thành vận động thu hồi 12 khẩu súng tự chế và 35 viên đạn.",
        "Dự kiến quý tới sẽ lắp thêm 40 camera.",
        "Huyện không xảy ra vụ cháy nào.",
        "Phạm pháp hình sự giảm 12,5% so với cùng kỳ; trong đó trộm cắp 18 vụ, giảm 3 vụ.",
        "Trao 150 suất quà, mỗi suất 300.000 đồng.",
        "Quyết định số 15/QĐ-UBND ngày 3/4/2022.",
        "9/11 xã đạt chuẩn, chiếm 81,8%.",
        "Dự án dài 4,5 km, rộng 7m, 3 nhịp.",
        "Anh Nam, 34 tuổi, ở tổ 7.",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=5).map(" ".join) | st.text(max_size=80))
def test_an_explanation_has_exactly_the_figures_of_the_extraction(text):
    explained = EXPLAINER.explain(Document("a", text, published="2023-10"))
    extracted = PIPELINE.run(Document("a", text, published="2023-10"))
    assert explained.extraction == extracted
    told = [number.figure for number in explained.numbers if number.figure is not None]
    assert told == sorted(extracted.figures, key=lambda figure: figure.key)
    refused = {(n.start, n.end) for n in explained.numbers if n.rejection is not None}
    assert refused == {(r.start, r.end) for r in extracted.rejections}


def only(text, published=None):
    (number,) = [
        n for n in explain(text, PIPELINE, published=published).numbers if n.tries or n.rejection is not None
    ]
    return number


def test_the_winner_is_a_rule_of_the_figure_and_losers_say_why():
    number = only("Công an xã thu hồi 12 khẩu súng kíp.")
    winner, *losers = number.heads
    assert winner.won
    assert winner.rule_id in number.figure.rule_ids
    assert winner.score == max(one.score for one in number.heads if one.holds)
    assert losers
    assert all(loser.why and not loser.won for loser in losers)


@pytest.mark.parametrize(
    "text,rule_id,why",
    [
        ("Xã đã lắp 40 camera, sẽ sửa đường.", "status.planned", "it speaks forward"),
        ("Dự kiến họp dân; đến nay lắp được 40 camera.", "status.planned", "another word ends its reach"),
        (
            "Đã từ lâu lắm rồi, theo lời bà con trong thôn, có 40 camera.",
            "status.achieved",
            "it must be adjacent",
        ),
    ],
)
def test_a_silent_cue_says_why(text, rule_id, why):
    number = only(text)
    assert number.figure.indicator == "camera"
    assert why in [one.why for one in number.tries if one.kind == "cue" and one.rule_id == rule_id]


def test_a_refused_number_names_stage_and_rule():
    number = only("Căn cứ Quyết định số 15/QĐ-UBND.")
    assert number.figure is None
    assert number.rejection.category == "legal_doc_number"


def test_the_text_form_shows_surroundings_rules_and_outcome():
    text = explain("Xã Tân Thành lắp 40 camera.", PIPELINE, published="2024").render()
    for expected in (
        "published 2024 (metadata)",
        "'40'",
        "camera/public = 40 item",
        "np     'camera'",
        "* verb",
    ):
        assert expected in text


def test_a_pipeline_is_not_changed_by_explaining():
    before = PIPELINE.kit.assembler
    explain("Xã lắp 40 camera.", PIPELINE)
    assert PIPELINE.kit.assembler is before
