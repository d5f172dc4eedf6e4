"""The pages in a real browser: search, facets, marks, nothing of an article runs."""

from __future__ import annotations

import shutil

import pytest

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


@pytest.fixture
def page(site):
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.dialogs = []
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(site.first)
        yield page
        browser.close()


def test_search_then_facet_then_figure(page, tmp_path):
    page.get_by_label("Search:").fill("doan hung")
    page.get_by_role("button", name="Apply").click()
    playwright.expect(page.locator("h3").first).to_contain_text("3 rows")
    page.locator(".facet-info").get_by_role("link", name="weapon").click()
    marks = page.locator("td.col-evidence mark")
    playwright.expect(marks).to_have_text(["42 khẩu súng tự chế", "45 khẩu súng tự chế"])
    shown = marks.first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert shown != "rgba(0, 0, 0, 0)"
    page.screenshot(path=tmp_path / "browse.png", full_page=True)
    page.locator("td.col-figure a").first.click()
    playwright.expect(page.locator("td.col-quote")).to_have_text("42 khẩu súng tự chế")


def test_nothing_of_an_article_runs(page):
    page.get_by_role("link", name="Đoan Hùng thu hồi vũ khí").first.click()
    playwright.expect(page.locator("td.col-title")).to_contain_text("alert(1)")
    assert page.locator("td.col-text b").count() == 0
    assert page.dialogs == []
