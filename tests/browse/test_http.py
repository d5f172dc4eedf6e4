"""What the pages say, asked over HTTP from the running command."""

from __future__ import annotations

import json
from unicodedata import normalize
from urllib.parse import urlencode

import pytest


def rows(site, path, **asked):
    return json.loads(site.get(f"{path}.json?{urlencode({'_shape': 'objects', **asked})}"))["rows"]


def test_the_first_page_shows_figures_in_their_sentences(site):
    page = site.get(site.first.removeprefix(site.address))
    assert "Figures and their sentences" in page
    assert "giao nộp <mark>42 khẩu súng tự chế</mark>." in page


def test_text_of_articles_is_escaped(site):
    page = site.get("/figures/evidence")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>" not in page
    assert "&lt;b&gt;<mark>15 mô hình" in page


@pytest.mark.parametrize(
    "words", ["doan hung", "Đoan Hùng", "đoan hung", "ĐOAN HÙNG", normalize("NFD", "Đoan Hùng")]
)
def test_search_needs_no_marks(site, words):
    found = rows(site, "/figures/evidence", _search=words)
    assert {row["doc_id"] for row in found} == {"phu-tho", "phu-tho-2"}
    assert {row["doc_id"] for row in rows(site, "/figures/figures", _search=words)} == {
        "phu-tho",
        "phu-tho-2",
    }


def test_search_finds_nothing_that_is_not_there(site):
    assert rows(site, "/figures/evidence", _search="doan hong") == []


def test_facets_are_province_indicator_period(site):
    facets = json.loads(site.get("/figures/evidence.json"))["facet_results"]
    assert list(facets) == ["province", "indicator", "period"]
    counted = {item["value"]: item["count"] for item in facets["province"]["results"]}
    assert counted == {"Phú Thọ": 3, "Bình Phước": 2}
    assert len(rows(site, "/figures/evidence", province="Bình Phước")) == 2


def test_figures_and_articles_can_be_followed(site):
    figure = rows(site, "/figures/evidence", doc_id="loc-ninh", indicator="weapon")[0]
    page = site.get("/figures/evidence?" + urlencode({"doc_id": "loc-ninh"}))
    assert f'<a href="/figures/figures/{figure["figure"]}">' in page
    assert '<a href="/figures/documents/loc-ninh">' in page
    assert "hơn 23 khẩu súng tự chế" in site.get(f"/figures/figures/{figure['figure']}")
    assert "Năm qua, huyện thu được" in site.get("/figures/documents/loc-ninh")


def test_columns_are_explained(site):
    assert "Leave out rows that have it when you count." in site.get("/figures/figures")


@pytest.mark.parametrize("name", ["top_indicators", "province_series", "contradictions", "low_confidence"])
def test_saved_queries_are_listed(site, name):
    assert f'href="/figures/{name}"' in site.get("/figures")


def test_top_indicators(site):
    best = rows(site, "/figures/top_indicators")[0]
    assert (best["indicator"], best["figures"], best["articles"]) == ("weapon", 3, 3)


@pytest.mark.parametrize("province", ["dong nai", "Đồng Nai", "binh phuoc", "Bình Phước"])
def test_a_series_takes_the_old_provinces_along(site, province):
    found = rows(site, "/figures/province_series", province=province, indicator="weapon")
    assert [(row["period"], row["value"], row["province"]) for row in found] == [
        ("2024-01-01/2024-06-30", 23, "Bình Phước")
    ]


def test_a_contradiction_shows_both_sentences(site):
    (found,) = rows(site, "/figures/contradictions")
    assert (found["one_value"], found["other_value"], found["locality"]) == (42, 45, "huyện Đoan Hùng")
    page = site.get("/figures/contradictions")
    assert "<mark>42 khẩu súng tự chế</mark>" in page
    assert "<mark>45 khẩu súng tự chế</mark>" in page


def test_low_confidence_lists_what_should_be_read(site):
    found = rows(site, "/figures/low_confidence")
    assert [row["evidence"] for row in found] == ["Năm qua, huyện thu được ⟦hàng chục tin báo⟧."]


def test_what_is_shown_can_be_downloaded(site):
    table = site.get("/figures/evidence.csv?" + urlencode({"province": "Phú Thọ"}))
    assert "⟦42 khẩu súng tự chế⟧" in table
