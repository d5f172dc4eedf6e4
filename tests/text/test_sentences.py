"""Sentence borders: a table of cases, and properties."""

from __future__ import annotations

import pickle
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.engine.load import load_rules
from extractor.model import Document, Section
from extractor.text.sections import SectionFinder
from extractor.text.sentences import SentenceSplitter
from extractor.text.view import MatchView

RULES = load_rules()
SPLITTER = SentenceSplitter(RULES)
FINDER = SectionFinder(RULES)
CASES = tomllib.loads((Path(__file__).parents[1] / "cases/sentences.toml").read_text(encoding="utf-8"))[
    "case"
]
PIECES = st.lists(
    st.sampled_from(
        ["Công an", " ", " ", ".", "...", "…", "!", "?", "”", "“", ")", "(", "TP.", "12", "3.456", ",5", "\n", "\r\n",
         "đồng", "Ngoài ra", "Trước đó", ";", ":", "V.", "v.v.", "\u00a0", "\u0301", "a", "Ảnh: T.N", "./."]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_cases(case):
    parts = [part.strip() for part in case["text"].split("|")]
    text = case["text"].replace("|", "")
    assert [text[start:end] for start, end in SPLITTER.cut(text, 0, len(text))] == parts


def sentences_of(text):
    view = MatchView.of(text)
    sections = FINDER.find(Document("x", text), view)
    return view, sections, SPLITTER.split(view, sections)


def test_region_and_paragraph_come_from_the_section_and_the_line():
    text = "Giữ bình yên\n11/07/2018\nXã có 5 tổ. Các tổ tuần tra đêm.\nCông an xã thu hồi 12 khẩu súng kíp."
    _, _, sentences = sentences_of(text)
    assert [(s.region, s.paragraph) for s in sentences] == [
        ("title", 0), ("date_header", 1), ("body", 2), ("body", 2), ("body", 3),
    ]  # fmt: skip
    assert [s.index for s in sentences] == [0, 1, 2, 3, 4]


def test_one_line_in_two_sections_is_one_paragraph():
    text = "BHG - Xã có 5 tổ tự quản."
    view = MatchView.of(text)
    parts = (Section("outlet_tag", 0, 5), Section("lead", 6, len(text)))
    assert [s.paragraph for s in SPLITTER.split(view, parts)] == [0, 0]


@given(PIECES | st.text())
def test_sentences_are_ordered_trimmed_and_lose_no_letter(text):
    view, _, sentences = sentences_of(text)
    border = 0
    covered = []
    for sentence in sentences:
        part = view.cased[sentence.start : sentence.end]
        assert border <= sentence.start < sentence.end
        assert part == part.strip()
        assert "\n" not in part
        border = sentence.end
        covered.append(part)
    assert sum(map(letters, covered)) == letters(view.cased)


def letters(text):
    return sum(map(str.isalnum, text))


def test_linear_in_pathological_text():
    text = "a. " * 20000 + "“" * 10000 + "." * 10000
    assert SPLITTER.cut(text, 0, len(text))[-1][1] == len(text)


def test_picklable():
    copy = pickle.loads(pickle.dumps(SPLITTER))
    assert copy.cut("A b. C d.", 0, 9) == SPLITTER.cut("A b. C d.", 0, 9)
