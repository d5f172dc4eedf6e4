"""Title, byline and outlet of an article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.engine.load import load_rules
from extractor.model import Document
from extractor.text.document_scope import DocumentScopeFinder
from extractor.text.sections import SectionFinder
from extractor.text.view import MatchView

SHARED = Path(__file__).parents[3] / "shared"
RULES = load_rules()
SECTIONS = SectionFinder(RULES)
FINDER = DocumentScopeFinder(RULES)
BODY = (
    "Công an xã vừa ra mắt mô hình tự quản tại các thôn vùng cao trong tỉnh nhằm giữ gìn an ninh trật tự. "
    * 2
)


def scope_of(text, **about):
    document, view = Document("x", text, **about), MatchView.of(text)
    return FINDER.find(document, view, SECTIONS.find(document, view))


@pytest.mark.parametrize(
    "end,byline",
    [
        ("\nVăn Linh", "Văn Linh"),
        ("\nHUỲNH ĐỨC\nLượt xem: 11057", "HUỲNH ĐỨC"),
        ("\nBài, ảnh: Sin Hải (Ban Dân vận Huyện ủy)", "Sin Hải (Ban Dân vận Huyện ủy)"),
        ("\nTác giả bài viết: Quốc Việt", "Quốc Việt"),
        ("\nNguồn tin: Trần Đức Mậu - BDVTU", "Trần Đức Mậu - BDVTU"),
        (" Tin, ảnh: Thế Lập (TTXVN)", "Thế Lập (TTXVN)"),
        ("Chu Thanh Vân (TTXVN)", "Chu Thanh Vân (TTXVN)"),
        ("\nĐảo Lê- Hoàng Liệu", "Đảo Lê- Hoàng Liệu"),
        ("\nNguồn tin: Phòng Chính trị BĐBP tỉnh", None),
        ("\nTheo Tổng cục Hải quan", None),
        ("", None),
    ],
)
def test_byline(end, byline):
    assert scope_of("Giữ bình yên bản làng\n" + BODY.strip() + end).byline == byline


def test_title_of_the_text_or_of_the_metadata():
    assert scope_of(f"Giữ bình yên\n{BODY}").title == "Giữ bình yên"
    assert (
        scope_of(f"Giữ bình yên\n{BODY}", title="Giữ bình yên - Báo tỉnh").title == "Giữ bình yên - Báo tỉnh"
    )
    assert scope_of(f"BHG - {BODY}\n{BODY}.").title is None


@pytest.mark.parametrize(
    "tag,code,outlet",
    [
        ("BHG - ", "BHG", "Báo Hà Giang"),
        ("(GLO)- ", "GLO", "Báo Gia Lai"),
        ("(Baohatinh.vn) - ", "Baohatinh.vn", "Báo Hà Tĩnh"),
        ("(XYZ) - ", "XYZ", None),
        ("", None, None),
    ],
)
def test_outlet_by_its_tag(tag, code, outlet):
    scope = scope_of(f"Giữ bình yên\n{tag}{BODY}")
    assert (scope.outlet_code, scope.outlet) == (code, outlet)


def test_outlet_by_its_address_and_by_metadata():
    assert scope_of(BODY, url="https://www.baolamdong.vn/an-ninh/1.html").outlet == "Báo Lâm Đồng"
    assert scope_of(BODY, url="https://example.org/").outlet is None
    assert scope_of(BODY, outlet="Báo của tôi").outlet == "Báo của tôi"


@pytest.mark.skipif(not SHARED.is_dir(), reason="annotated press articles are not here")
@pytest.mark.parametrize("name", ["seeds", "dev_genre", "dev_real"])
def test_title_and_byline_as_annotated(name):
    if name == "dev_real":
        rows = map(json.loads, (SHARED / "corpus/dev_real.jsonl").read_text(encoding="utf-8").splitlines())
        texts = {row["id"]: row["text"] for row in rows}
    else:
        texts = {p.stem: p.read_bytes().decode() for p in (SHARED / "corpus" / name).glob("*.txt")}
    wrong = []
    for line in (SHARED / f"gold/{name}/meta.jsonl").read_text(encoding="utf-8").splitlines():
        meta = json.loads(line)
        scope = scope_of(texts[meta["doc"]])
        if (scope.title, scope.byline) != (meta["title"], meta["byline"]):
            wrong.append((meta["doc"], scope.title, scope.byline))
    assert not wrong
