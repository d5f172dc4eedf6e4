"""Regions: the examples of the rules, layouts of the press, gold, and properties."""

from __future__ import annotations

import json
import pickle
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.engine.load import load_rules
from extractor.engine.schema.sections import SectionRules
from extractor.engine.schema.vocabulary import Vocabulary
from extractor.model import Document, Section
from extractor.text.sections import SectionFinder
from extractor.text.view import MatchView

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
RULES = load_rules()
FINDER = SectionFinder(RULES)
TABLE = RULES.get(SectionRules)
CASES = tomllib.loads((Path(__file__).parents[1] / "cases/sections.toml").read_text(encoding="utf-8"))["case"]
EXAMPLES = [(rule, example) for rule in TABLE.rule for example in rule.example]
COUNTER_EXAMPLES = [(rule, example) for rule in TABLE.rule for example in rule.counter_example]
CARRIERS = {"title", "lead", "body", "quote", "list"}


def find(text, **about):
    view = MatchView.of(text)
    return view, FINDER.find(Document("x", text, **about), view)


def overlapping(text, part):
    view, sections = find(text)
    start = text.find(part or text)
    start, end = view.locate(start, start + len(part or text))
    return [s for s in sections if s.start < end and start < s.end]


@pytest.mark.parametrize("rule,example", EXAMPLES, ids=lambda value: getattr(value, "id", ""))
def test_rule_fires_in_its_example(rule, example):
    sections = overlapping(example.text, example.find)
    assert [(s.rule_id, s.kind) for s in sections] == [(rule.id, rule.region)]


@pytest.mark.parametrize("rule,example", COUNTER_EXAMPLES, ids=lambda value: getattr(value, "id", ""))
def test_rule_is_silent_in_its_counter_example(rule, example):
    sections = overlapping(example.text, example.find)
    assert rule.id not in {section.rule_id for section in sections}


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_layouts(case):
    text = "\n".join("".join(line[1::2]) for line in case["lines"])
    view, sections = find(text)
    expected = [
        (region, part.strip().replace("–", "-"))
        for line in case["lines"]
        for region, part in zip(line[::2], line[1::2], strict=True)
    ]
    found = [
        (section.kind, line.strip())
        for section in sections
        for line in view.cased[section.start : section.end].split("\n")
        if line.strip()
    ]
    assert found == expected


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
@pytest.mark.parametrize("form", ["NFD", "CRLF", "NBSP"])
def test_layouts_do_not_depend_on_the_form_of_the_text(case, form):
    text = "\n".join("".join(line[1::2]) for line in case["lines"])
    other = {
        "NFD": unicodedata.normalize("NFD", text),
        "CRLF": text.replace("\n", "\r\n"),
        "NBSP": text.replace(" ", "\u00a0"),
    }[form]
    kinds = [(section.kind, section.rule_id) for section in find(text)[1]]
    assert [(section.kind, section.rule_id) for section in find(other)[1]] == kinds


def test_a_known_headline_is_found_although_a_menu_stands_above():
    text = "Thời sự\nHiến máu cứu người\nCông an tỉnh hiến 300 đơn vị máu trong ngày hội vừa được tổ chức."
    _, sections = find(text, title="Hiến máu cứu người - Báo tỉnh")
    assert [s.kind for s in sections][:2] == ["boilerplate", "title"]


@pytest.mark.parametrize(
    "above",
    [
        "AN NINH TRẬT TỰ",
        "Phóng sự\n",
        "Tòa soạn kính báo: mục này được biên tập lại từ các bản tin trong tuần.\n",
    ],
    ids=["kicker", "kicker and blank line", "unrelated paragraph"],
)
def test_a_headline_with_a_number_stays_one_whatever_stands_above(above):
    paragraph = "Công an tỉnh đã phát hiện, xử lý 1.877 vụ vi phạm trong sáu tháng đầu năm. " * 3
    _, sections = find(f"{above}\nBắt giữ và xử lý 1.877 vụ vi phạm\n{paragraph}\n{paragraph}Hết.")
    titles = [section for section in sections if section.kind == "title"]
    assert titles[-1].end == len(above) + 1 + len("Bắt giữ và xử lý 1.877 vụ vi phạm")


def test_a_caption_below_a_short_headline_stays_a_caption():
    paragraph = "Công an tỉnh đã phát hiện, xử lý 1.877 vụ vi phạm trong sáu tháng đầu năm. " * 3
    _, sections = find(
        f"Thu hồi vũ khí\nLãnh đạo Công an tỉnh trao thưởng cho 3 tập thể tại buổi lễ\n{paragraph}"
    )
    assert [section.kind for section in sections] == ["title", "caption", "lead"]


def test_a_text_that_was_cut_off_ends_in_running_text():
    paragraph = "Công an tỉnh đã phát hiện, xử lý 1.877 vụ vi phạm trong sáu tháng đầu năm. " * 3
    _, sections = find(f"Thu hồi vũ khí\n{paragraph}\nCác tổ tự quản đã giao nộp 15 khẩu súng và 20")
    assert [section.kind for section in sections] == ["title", "lead", "body"]


def test_regions_that_the_reader_knows_are_kept():
    text = "Ra quân\nCông an tỉnh ra quân.\nCông an kiểm tra 12 cơ sở và xử phạt 3 cơ sở."
    known = Section("caption", text.index("Công an kiểm"), len(text))
    _, sections = find(text, sections=(known,))
    assert sections[-1].kind == "caption"


def test_a_repeated_paragraph_counts_once():
    paragraph = (
        "Trong năm, công an xã đã thu hồi 12 khẩu súng tự chế, 30 viên đạn và "
        + "vận động " * 12
        + "nhân dân."
    )
    _, sections = find(f"Thu hồi súng\n{paragraph}\n{paragraph}")
    assert [(s.kind, s.rule_id) for s in sections][-1] == ("boilerplate", "sections.repeated_paragraph")


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ["Văn Linh", "\n", "Ảnh: T.N ", "(Ảnh: Hà/TTXVN)", "Công an xã ra quân. ", "BHG - ", "(GLO)- ", "date 2021-04 ",
             "1. ", "XEM THÊM", "Lượt xem: 5", "Nguồn: ", "Theo TTXVN", "x" * 160, "Thứ Ba, 30/12/2025 07:15 ", " ", "“"]
        ),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_sections_cover_every_visible_character_once_and_in_order(text):
    view, sections = find(text)
    border = 0
    for section in sections:
        assert border <= section.start < section.end <= len(view.cased)
        assert not view.cased[border : section.start].strip()
        border = section.end
    assert not view.cased[border:].strip()
    assert {section.kind for section in sections} <= set(RULES.get(Vocabulary).regions)


@pytest.mark.parametrize(
    "line", ["“" * 10000, "1" * 100000, "Ảnh: " * 20000, "A " * 20000, "(" * 290, "1, " * 90]
)
def test_pathological_lines_end(line):
    assert find(f"{line}\n{line}\n{line}")[1]


def test_picklable():
    assert pickle.loads(pickle.dumps(FINDER)).find(Document("x", "a"), MatchView.of("a"))


def gold(name):
    folder = SHARED / "gold" / name
    if name == "dev_real":
        lines = (SHARED / "corpus/dev_real.jsonl").read_text(encoding="utf-8").splitlines()
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    else:
        texts = {p.stem: p.read_bytes().decode() for p in (SHARED / "corpus" / name).glob("*.txt")}
    rows = {
        kind: [
            json.loads(line) for line in (folder / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        for kind in ("figures", "negatives")
    }
    return texts, rows


def region_at(text, start):
    view, sections = find(text)
    at = view.locate(start, start + 1)[0]
    return next((section.kind for section in sections if section.start <= at < section.end), None)


@pytest.mark.skipif(not SHARED.is_dir(), reason="annotated press articles are not here")
@pytest.mark.parametrize("name", ["seeds", "dev_genre", "dev_real"])
def test_no_annotated_figure_stands_in_a_region_without_figures(name):
    texts, rows = gold(name)
    lost = [
        row["quote"]
        for row in rows["figures"]
        if not row.get("optional") and region_at(texts[row["doc"]], row["value_start"]) not in CARRIERS
    ]
    assert not lost


@pytest.mark.skipif(not SHARED.is_dir(), reason="annotated press articles are not here")
@pytest.mark.parametrize("name", ["seeds", "dev_genre", "dev_real"])
def test_headers_counters_and_boilerplate_carry_no_figures(name):
    texts, rows = gold(name)
    layout = ("header_", "_counter", "_boilerplate", "image_label", "related_headline", "weather_bar")
    leaks = [
        (row["category"], row["quote"])
        for row in rows["negatives"]
        if any(part in row["category"] for part in layout)
        and region_at(texts[row["doc"]], row["start"]) in CARRIERS
    ]
    assert not leaks
