"""The page in Chromium: what a reader sees and does. Screenshots are kept in ``out/screenshots``."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.report.page import asset, render
from extractor.report.payload import payload
from extractor.report.run import Run
from tests.report.conftest import DECOMPOSED, HOSTILE, NESTED, WINDOWS, records, write_run

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = pytest.mark.xdist_group("chromium")
SCREENSHOTS = Path(__file__).parents[2] / "out" / "screenshots"
TEXTS = {"nested": NESTED, "hostile": HOSTILE, "windows": WINDOWS, "nfd:1": DECOMPOSED, "empty": ""}


def keep(page, name):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def fragment(record_id):
    """As the workbook writes it."""
    return "#" + quote(record_id, safe="!~*'()")


def listed(page):
    return page.locator("#list a").evaluate_all(
        "links => links.map(a => a.dataset.article ?? a.dataset.figure)"
    )


def card(page):
    return page.locator("aside.card")


@pytest.mark.parametrize("doc_id", TEXTS)
def test_the_text_is_the_source_character_for_character(open_page, report, doc_id):
    page = open_page(report, fragment(doc_id))
    for layer in ("shown", "rejects too", "figures only"):
        assert page.locator(".text").evaluate("node => node.textContent") == TEXTS[doc_id], layer
        page.keyboard.press("r")
        if layer == "rejects too":
            page.locator("[data-layer=times]").click()
            page.locator("[data-layer=places]").click()


def test_text_of_articles_runs_nothing(open_page, report):
    page = open_page(report, fragment("hostile"))
    page.keyboard.press("j")
    page.get_by_role("button", name="Figures", exact=True).click()
    page.locator("input[type=search]").fill("onerror")
    page.locator(".hit").first.wait_for()
    assert page.evaluate("window.broken") is None
    assert page.locator("main img, main svg, aside img, .text script, h2 b, .head a").count() == 0
    assert page.locator("h2").first.inner_text() == "<b onclick=1>T</b>"
    assert "</style><script>" in page.locator(".head .meta").inner_text()


def test_the_policy_stops_what_is_not_the_page(browser, report):
    page = browser.new_page()
    stopped = []
    page.on("console", lambda message: stopped.append(message.text))
    page.goto(report.as_uri())
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.broken = 1";
        document.body.append(script);
        const image = document.createElement("img");
        image.src = "https://example.org/x.png";
        document.body.append(image);
    }""")
    page.wait_for_timeout(100)
    assert page.evaluate("window.broken") is None
    assert len(stopped) == 2
    assert all("Content Security Policy" in text for text in stopped)
    page.close()


def test_overlapping_figures_are_cut_where_they_begin_and_end(open_page, report):
    page = open_page(report, fragment("nested"))
    pieces = page.locator(".text .figure").evaluate_all(
        "nodes => nodes.map(node => [node.textContent, node.classList.contains('deep')])"
    )
    body = [piece for piece in pieces if piece[0] not in {"26", " khẩu súng"} or piece[1]]
    assert body == [
        ["hơn ", True],
        ["26", True],
        [" khẩu súng", True],
        [", trong đó có ", False],
        ["21", True],
        [" khẩu", True],
        [" súng kíp", False],
    ]


def test_a_click_opens_the_card_and_a_second_one_the_figure_beneath(open_page, report):
    page = open_page(report, fragment("nested"))
    value = page.locator(".text .value.deep", has_text="26")
    value.click()
    first = card(page).inner_text()
    value.click()
    second = card(page).inner_text()
    assert {"> 26" in first, "> 26" in second} == {True, False}
    whole = first + second
    for shown in ("weapon", "recover", "xã Hữu Sản, Bắc Quang, Hà Giang", "01009", "2024-03", "“ngày 15/3/2024”", "95%", "numeral.plain",
                  "nested:", "target", "straddles 1 July 2025", "the sentence says when", "Tuyên Quang"):  # fmt: skip
        assert shown in whole, shown


def test_linked_figures_lead_to_each_other(open_page, report):
    page = open_page(report, fragment("nested"))
    page.get_by_role("button", name="Figures", exact=True).click()
    page.locator("#list a", has_text="21 khẩu súng kíp").click()
    related = card(page).locator(".related li")
    assert related.all_inner_texts() == ["among\n> 26 piece hơn 26 khẩu súng"]
    assert page.locator(".text .linked").count() > 0
    related.locator("a").click()
    assert sorted(text.split("\n")[0] for text in related.all_inner_texts()) == ["of which", "restated as"]


@pytest.mark.parametrize("number", range(8))
def test_every_figure_has_an_address(open_page, report, run, number):
    row = json.loads((run / "figures.jsonl").read_bytes().splitlines()[number])
    page = open_page(report, fragment(row["record_id"]))
    assert row["record_id"] in card(page).inner_text()
    assert page.locator(".on-value").inner_text() == row["value_text"]
    page.get_by_label("Close").first.click()
    page.evaluate("hash => { location.hash = hash }", fragment(row["record_id"]))
    card(page).get_by_text(row["record_id"], exact=True).wait_for()


def test_filters_narrow_lists_and_fade_the_rest(open_page, report):
    page = open_page(report)
    assert listed(page) == list(TEXTS)
    page.get_by_label("Indicator").select_option("weapon")
    assert listed(page) == ["nested", "hostile"]
    assert page.locator("output").inner_text() == "2 articles, 4 figures"
    page.get_by_label("Status", exact=True).select_option("target")
    assert page.locator("#list").inner_text() == "Nothing passes these filters."
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Status", exact=True).select_option("target")
    assert listed(page) == ["nested"]
    assert page.locator(".text .value.faint").count() > 0
    page.get_by_role("button", name="Clear").click()
    for name, option, found in (
        ("Place", "province:Hà Giang", ["nested"]),
        ("Place", "province_2025:Hà Nội", ["windows"]),
        ("Year", "2018", ["nfd:1"]),
        ("Year", "none", ["nested"]),
        ("Confidence", "0.5-0.7", ["nested"]),
    ):
        page.get_by_label(name, exact=True).select_option(option)
        assert listed(page) == found, (name, option)
        page.get_by_role("button", name="Clear").click()
    assert listed(page) == list(TEXTS)


@pytest.mark.parametrize("query", ["doan hung", "ĐOAN  HÙNG", "Đoan Hu\u0300ng"])
def test_search_needs_no_diacritics(open_page, report, query):
    page = open_page(report)
    page.locator("input[type=search]").fill(query)
    expect(page.locator("#list a")).to_have_count(2)
    assert listed(page) == ["windows", "nfd:1"]
    page.locator("#list a").nth(1).click()
    assert page.locator(".hit").all_inner_texts() == ["\u0110oan Hu\u0300ng"]


def test_the_keyboard_reaches_everything(open_page, report):
    page = open_page(report)
    opened = []
    for key in "jjjk":
        page.keyboard.press(key)
        opened.append(card(page).locator("code", has_text="nested:").inner_text())
    assert opened[1] == opened[3] != opened[2]
    page.keyboard.press("Escape")
    assert page.locator(".on").count() == 0
    page.keyboard.press("ArrowRight")
    assert page.locator("h2").first.inner_text() == "<b onclick=1>T</b>"
    page.keyboard.press("ArrowLeft")
    assert page.locator("h2").first.inner_text() == "Giao nộp súng"
    page.keyboard.press("/")
    page.keyboard.type("jk?")
    assert page.locator("input[type=search]").input_value() == "jk?"
    page.locator("#list .empty").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("#list a")).to_have_count(5)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    keep(page, "help")
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    page.locator("#list a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h2").first).to_have_text("<b onclick=1>T</b>")
    page.locator(".text [tabindex]").focus()
    page.keyboard.press("Enter")
    assert "hostile:" in card(page).inner_text()


def test_the_focus_can_be_seen(open_page, report):
    page = open_page(report, fragment("nested"))
    names = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "() => [document.activeElement.className, getComputedStyle(document.activeElement).outlineStyle]"
        )
        names.add(name.split(" ")[0])
        assert outline == "solid" or not name.strip(), name
    assert {"skip", "help", "value"} <= names


def test_rejected_candidates_come_on_demand(open_page, report):
    page = open_page(report, fragment("nested"))
    assert page.locator(".text .reject").count() == 0
    page.get_by_role("button", name="Rejected").click()
    page.locator(".text .reject").click()
    shown = card(page).inner_text()
    assert "duration" in shown
    assert "dates.duration" in shown
    page.locator(".text .time").click()
    assert "2024-03-15" in card(page).inner_text()
    page.locator(".text .place").click()
    assert "xã Hữu Sản" in card(page).inner_text()


def test_gold_stands_beside_what_was_found(open_page, gold_report):
    page = open_page(gold_report, fragment("nested"))
    assert page.locator("#list a[data-article=nested] .outcome").all_inner_texts() == ["✓1", "≠1", "+2", "−1"]
    page.locator(".text .g-differs").click()
    rows = card(page).locator(".gold tr").all_inner_texts()
    assert rows[1:] == ["status\tplanned\tachieved"]
    page.locator(".text .missed").first.click()
    assert "ngày 15" in card(page).inner_text()
    keep(page, "gold")
    page.get_by_label("Against gold").select_option("spurious")
    assert page.locator("output").inner_text() == "1 articles, 2 figures"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_colour_schemes_can_be_read(open_page, report, scheme):
    page = open_page(report, fragment("nested"), color_scheme=scheme)
    page.keyboard.press("j")
    page.keyboard.press("j")
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 100
    assert [item for item in contrasts if item[0] < 4.5] == []
    keep(page, scheme)


CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const channels = colours => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = rgb => {
    const [r, g, b] = rgb.map(v => v / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  for (const node of document.querySelectorAll("body *")) {
    const text = [...node.childNodes].filter(child => child.nodeType === 3).map(child => child.data.trim()).join("");
    if (!text || !node.checkVisibility() || node.closest("script, dialog, option")) continue;
    const layers = [];
    for (let up = node; up; up = up.parentElement) layers.unshift(getComputedStyle(up).backgroundColor);
    const paper = channels(layers);
    const ink = channels([...layers, getComputedStyle(node).color]);
    const [light, dark] = [luminance(paper), luminance(ink)].sort((a, b) => b - a);
    found.push([(light + 0.05) / (dark + 0.05), node.className, text.slice(0, 30)]);
  }
  return found;
}"""


def test_a_phone_shows_one_thing_at_a_time(open_page, report):
    page = open_page(
        report, viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, device_scale_factor=2
    )
    keep(page, "phone-list")
    page.locator("#list a").first.tap()
    assert not page.locator("#list").is_visible()
    page.locator(".text .value").last.tap()
    assert card(page).is_visible()
    page.wait_for_timeout(400)
    value, sheet = page.locator(".on-value").last.bounding_box(), card(page).bounding_box()
    assert 0 <= value["y"] < value["y"] + value["height"] <= sheet["y"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    keep(page, "phone")
    page.get_by_label("Close").first.tap()
    page.locator(".back").tap()
    assert page.locator("#list").is_visible()
    page.get_by_role("button", name="Search and filters").tap()
    page.get_by_label("Indicator").select_option("household")
    assert listed(page) == ["windows"]


def test_many_articles_are_listed_as_they_come_into_sight(open_page, tmp_path):
    from extractor.report import write_report  # noqa: PLC0415

    run = write_run(tmp_path / "many", [records(f"d{number:03}", f"Bài {number}") for number in range(500)])
    write_report(run, tmp_path / "many.html")
    page = open_page(tmp_path / "many.html", "#d499")
    assert page.locator("h2").first.inner_text() == "Bài 499"
    page = open_page(tmp_path / "many.html")
    assert page.locator("#list a").count() < 300
    for _ in range(30):
        page.locator("#list").evaluate("list => { list.scrollTop = list.scrollHeight }")
        page.wait_for_timeout(20)
    assert page.locator("#list a").count() == 500


def test_vietnamese_readers_get_their_own_words(open_page, run, tmp_path):
    from extractor.report import write_report  # noqa: PLC0415

    write_report(run, tmp_path / "vi.html", language="vi")
    page = open_page(tmp_path / "vi.html", fragment("windows"))
    page.keyboard.press("j")
    shown = card(page).inner_text()
    assert "1.234,50 ha" in shown
    assert "diện tích" in shown
    assert page.locator("output").inner_text() == "5 bài, 8 số liệu"


@pytest.fixture(scope="module")
def plain_page(browser):
    page = browser.new_page()
    page.evaluate(
        f"() => {{ {asset('spans.js')}; Object.assign(window, {{ segments, occurrences, characters, lineStarts, fold, cut }}) }}"
    )
    yield page
    page.close()


SPAN = st.tuples(st.integers(-3, 25), st.integers(-3, 25))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 20), st.lists(SPAN, max_size=8), st.lists(st.integers(0, 25), max_size=4))
def test_segments_cover_the_text_once_and_know_their_marks(plain_page, length, spans, cuts):
    marks = [{"start": start, "end": end, "n": number} for number, (start, end) in enumerate(spans)]
    pieces = plain_page.evaluate(
        "([length, marks, cuts]) => segments(length, marks, cuts)", [length, marks, cuts]
    )
    covered = [at for piece in pieces for at in range(piece["start"], piece["end"])]
    assert covered == list(range(length))
    for piece in pieces:
        for at in range(piece["start"], piece["end"]):
            inside = [mark["n"] for mark in marks if mark["start"] <= at < mark["end"]]
            assert [mark["n"] for mark in piece["marks"]] == inside
    edges = {piece["start"] for piece in pieces}
    assert {cut for cut in cuts if 0 < cut < length} <= edges


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.sampled_from("aAđĐàa\u0300 \n\u00a0😀ế"), max_size=25), st.integers(0, 25), st.integers(1, 6)
)
def test_what_is_found_reads_like_the_query(plain_page, text, start, size):
    query = plain_page.evaluate("text => fold(text)", text[start : start + size])
    found = plain_page.evaluate("([text, query]) => occurrences(characters(text), query)", [text, query])
    for span in found:
        assert plain_page.evaluate("text => fold(text)", text[span["start"] : span["end"]]) == query
    if query and start < len(text):
        assert found


def test_other_articles_that_contradict_are_one_click_away(open_page, run, tmp_path):
    found = Run.read(run)
    left, right = (found.articles[name].figures[0]["record_id"] for name in ("hostile", "windows"))
    links = [{"type": "conflicts_with", "from": left, "to": right, "reasons": ["same place", "other value"]}]
    (tmp_path / "r.html").write_text(render(payload(found, {}, {}, links), "r"), encoding="utf-8")
    page = open_page(tmp_path / "r.html", fragment(right))
    assert "contradicted elsewhere" in card(page).inner_text()
    page.get_by_label("Across articles").select_option("conflicts_with")
    assert listed(page) == ["hostile", "windows"]
    related = card(page).locator(".related li", has_text="same place; other value")
    related.locator("a").click()
    assert left in card(page).inner_text()


def test_an_address_of_another_run_is_said_to_be_unknown(open_page, report):
    page = open_page(report, fragment("elsewhere:1-2:0"))
    assert "elsewhere:1-2:0 is not in this report" in page.get_by_role("alert").inner_text()
    page.keyboard.press("j")
    assert page.locator(".on-value").count() == 1
