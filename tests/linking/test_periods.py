"""Periods of figures: the table of cases and what holds for all of them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.analysis import Analysis
from extractor.engine.load import load_rules
from extractor.engine.schema.periods import PeriodRules
from extractor.linking.periods import PeriodLinker
from extractor.mentions import calendar
from extractor.mentions.dates import DateFinder
from extractor.model import Document, Figure, Per, PlaceMention, Publication
from extractor.text.sections import SectionFinder
from extractor.text.sentences import SentenceSplitter
from extractor.text.view import MatchView

RULES = load_rules()
DATES = DateFinder(RULES)
SECTIONS = SectionFinder(RULES)
SENTENCES = SentenceSplitter(RULES)
LINKER = PeriodLinker(RULES)
CASES = tomllib.loads((Path(__file__).parents[1] / "cases/dates_linking.toml").read_text(encoding="utf-8"))[
    "case"
]
CUES = RULES.get(PeriodRules).cue
KEYS = {
    "period": "period",
    "period_type": "period_type",
    "source": "period_source",
    "confidence": "period_confidence",
    "base": "base_period",
}


def analyse(text, published):
    view = MatchView.of(text)
    document = Document("d", text, published=published)
    sections = SECTIONS.find(document, view)
    return Analysis(
        document,
        view,
        sections=sections,
        sentences=SENTENCES.split(view, sections),
        publication=Publication(date=published),
        times=tuple(DATES.find(view, published)),
    )


def figure(analysis, row):
    home = analysis.view.cased.index(row.get("in", row["value"]))
    start, end = (
        regex.compile(rf"(?<![\p{{L}}\d.,])({regex.escape(row['value'])})(?!\d)")
        .search(analysis.view.cased, home)
        .span(1)
    )
    sentence = next(s for s in analysis.sentences if s.start <= start < s.end)
    number = row.get("number") or int(regex.match(r"\d+", row["value"]).group())
    return Figure(
        start,
        end,
        start,
        end,
        sentence.index,
        sentence.region,
        row.get("indicator", "mass_group"),
        row.get("object", "all"),
        "case",
        Decimal(number),
        value_kind=row.get("kind", "coverage" if "/" in row["value"] else "level"),
        per=Per(Decimal(1), row["per"]) if "per" in row else None,
        action=row["action"],
        status=row.get("status", "achieved"),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:60])
def test_case(case):
    analysis = analyse(case["text"], case.get("published"))
    found = LINKER.assign([figure(analysis, row) for row in case["figure"]], analysis)
    for row, linked in zip(case["figure"], found, strict=True):
        for key, field in KEYS.items():
            if key in row:
                assert (getattr(linked, field) or "none") == row[key], (
                    f"{case['why']}: {row['value']} {field}"
                )
        assert list(linked.notes) == row.get("notes", list(linked.notes))


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_cue_examples(cue):
    pattern = regex.compile(cue.pattern)
    for example in cue.example:
        assert pattern.search((example.find or example.text).lower()), example.text
    for example in cue.counter_example:
        assert not pattern.search(example.text.lower()), example.text


TIMES = st.sampled_from(
    [
        "Năm 2012",
        "Đến nay",
        "Sáng 17/9",
        "Trong 6 tháng đầu năm",
        "Hiện",
        "Thời gian qua",
        "Trong tháng",
        "Dịp này",
        "",
        "Trong đó",
    ]
)
BASES = st.sampled_from(["", " so với cùng kỳ", " so với tháng trước", " (cùng kỳ 3 vụ)", " so với năm 2011"])
ACTIONS = st.sampled_from(["exist", "occur", "hand_over", "manage"])
KINDS = st.sampled_from(["level", "change_pct", "change_abs", "rate", "share"])
PUBLISHED = st.sampled_from([None, "2015", "2015-06", "2015-06-20", "2025-08-01T07:00"])


@given(st.lists(st.tuples(TIMES, ACTIONS, KINDS, BASES), min_size=1, max_size=6), PUBLISHED)
def test_periods_are_on_the_calendar_and_bases_belong_to_changes(rows, published):
    text = ""
    places = []
    for time, action, kind, base in rows:
        text += f"{time}, tổ có " if time else "Tổ có "
        places.append((len(text), action, kind))
        text += f"41 vụ{base}. "
    analysis = analyse(text, published)
    figures = []
    for start, action, kind in places:
        index = next((s.index for s in analysis.sentences if s.start <= start < s.end), -1)
        figures.append(
            Figure(
                start,
                start + 2,
                start,
                start + 5,
                index,
                "body",
                "case",
                "all",
                "case",
                Decimal(41),
                value_kind=kind,
                action=action,
            )
        )
    linked = LINKER.assign(figures, analysis)
    assert [item.key for item in linked] == [item.key for item in figures]
    for item in linked:
        first, last = calendar.expand(item.period)
        assert item.period is None or first or last
        assert first is None or last is None or first <= last
        assert item.base_period is None or item.value_kind in ("change_pct", "change_abs")
        if item.period is not None:
            assert item.period_type in ("as_of", "during")
            assert item.period_source != "none"
    assert LINKER.assign(figures, analysis) == linked


def test_figures_keep_their_order_whatever_order_they_come_in():
    analysis = analyse("Năm 2012, có 41 vụ và 52 đối tượng.", "2015-01-01")
    rows = [{"value": "52", "action": "occur"}, {"value": "41", "action": "occur"}]
    linked = LINKER.assign([figure(analysis, row) for row in rows], analysis)
    assert [item.value for item in linked] == [Decimal(52), Decimal(41)]
    assert {item.period for item in linked} == {"2012"}


def test_a_paragraph_about_another_place_leaves_the_year_of_the_one_before():
    text = (
        "Mô hình tự quản ở vùng cao\n\nPhong trào được bà con giữ vững trong nhiều năm liền.\n\n"
        "Năm 2019, xã Bản Vược thu 3 khẩu súng.\n\n{} bắt 5 đối tượng."
    )

    def period(opening):
        analysis = analyse(text.format(opening), "2021-06-10")
        places = tuple(
            PlaceMention(m.start(), m.end(), m[0], "commune", m[0].removeprefix("xã "))
            for m in regex.finditer("xã (?:Bản Vược|Quang Kim)", analysis.view.cased)
        )
        analysis = replace(analysis, places=places)
        rows = [{"value": "3", "action": "recover"}, {"value": "5", "action": "arrest"}]
        return LINKER.assign([figure(analysis, row) for row in rows], analysis)[1].period

    assert period("Tại xã Quang Kim, công an") is None
    assert period("Tại xã Bản Vược, công an") == "2019"
