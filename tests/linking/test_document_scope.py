"""Main province and scope of an article (guideline 6.1, ruling 14)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.engine.load import load_rules
from extractor.gazetteer import Gazetteer
from extractor.linking.document_scope import PlaceScopeFinder, find_document_scope
from extractor.linking.localities import LocalityLinker
from extractor.model import DocumentScope
from extractor.text.sentences import SentenceSplitter
from tests.linking.marked import read

RULES = load_rules()
GAZETTEER = Gazetteer.default()
SPLITTER = SentenceSplitter(RULES)
LINKER = LocalityLinker(RULES, GAZETTEER)
FINDER = PlaceScopeFinder(RULES, GAZETTEER)


def scope_of(text, published=None, **known):
    analysis, figures = read(text, SPLITTER, published)
    analysis = replace(analysis, scope=DocumentScope(**known))
    return FINDER.find(analysis, LINKER.assign(figures, analysis))


@pytest.mark.parametrize(
    "why,text,province,level",
    [
        ("the kicker", "# [Bạc Liêu](Bạc Liêu): Mô hình\nCó {5} mô hình.", "Bạc Liêu", "province"),
        (
            "the office of the lead",
            "Công an [huyện Vị Xuyên](Hà Giang/Vị Xuyên) thu {5} súng.",
            "Hà Giang",
            "district",
        ),
        ("the outlet", "[BHG](outlet:Hà Giang) - Hội nghị trao {5} bằng khen.", "Hà Giang", "province"),
        ("a national body", "Theo báo cáo của Tổng cục Hải quan, bắt giữ {5} vụ.", None, "country"),
        (
            "'toàn quốc' in the lead",
            "Năm nay, toàn quốc xảy ra {5} vụ; tại [Huế](Huế) {2} vụ.",
            None,
            "country",
        ),
        (
            "the province of most figures",
            "Ở [Điện Biên](Điện Biên) có {1} súng.\nỞ [Phú Thọ](Phú Thọ) có {2} súng, {3} dao.\nỞ [Lào Cai](Lào Cai) có {1} súng.",
            "Phú Thọ",
            "province",
        ),
        (
            "the country, if only that is named",
            "Có {5} mô hình. Nay cả nước có {9} mô hình.",
            None,
            "country",
        ),
    ],
    ids=lambda value: None,
)
def test_scope(why, text, province, level):
    found = scope_of(text)
    assert (found.province, found.scope.level) == (province, level), why


def test_nothing_is_guessed():
    found = scope_of("Có {5} mô hình ra đời.")
    assert (found.province, found.scope) == (None, None)


def test_of_equal_provinces_the_one_named_first():
    text = "Ở [Hà Nam](Hà Nam) có {1} súng.\nỞ [Nam Định](Nam Định) có {2} súng."
    assert scope_of(text).province == "Hà Nam"


def test_the_province_of_today_is_derived():
    found = scope_of("Công an [huyện Vị Xuyên](Hà Giang/Vị Xuyên) thu {5} súng.", "2021-04-01")
    assert (found.province, found.province_2025) == ("Hà Giang", "Tuyên Quang")


def test_the_outlet_of_the_metadata_counts():
    found = scope_of("Hội nghị trao {5} bằng khen.", outlet="Báo Hà Giang", title="Hội nghị")
    assert (found.province, found.province_source, found.title) == ("Hà Giang", "outlet", "Hội nghị")


def test_a_place_in_the_headline_gives_way_to_the_larger_one_of_the_lead():
    text = "# Yên bình phố núi [Vũ Quang](Hà Tĩnh/Vũ Quang)\nNhiều xã ở [Hà Tĩnh](Hà Tĩnh) lắp {13} camera."
    assert scope_of(text).scope.name == "tỉnh Hà Tĩnh"


def test_the_function_is_the_finder():
    analysis, _ = read("Công an [huyện Vị Xuyên](Hà Giang/Vị Xuyên) thu {5} súng.", SPLITTER)
    assert find_document_scope(analysis, GAZETTEER, RULES) == FINDER.find(analysis)
