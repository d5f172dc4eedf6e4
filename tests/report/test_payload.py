"""What goes into the page, and that it cannot get out of its place there."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from extractor.cli.app import app
from extractor.engine.load import load_rules
from extractor.engine.schema import Vocabulary
from extractor.errors import GoldError, OutputError, RunError, UsageError
from extractor.report import write_report
from extractor.report.page import SCRIPTS, asset, json_block, render
from extractor.report.payload import payload
from extractor.report.run import Run
from tests.report.conftest import HOSTILE, WINDOWS

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@given(ANY_TEXT)
def test_no_text_ends_its_block(text):
    block = json_block({"text": text})
    assert not re.search(r"[<>&]", block)
    assert json.loads(block) == {"text": text}


@given(ANY_TEXT)
def test_a_title_is_only_text(title):
    page = render({"articles": []}, title)
    (shown,) = re.findall(r"<title>(.*?)</title>", page, re.DOTALL)
    assert not re.search("[<>]", shown)


def blocks(page):
    return re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)


def test_only_its_own_style_and_script_are_allowed(report):
    page = report.read_text(encoding="utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="(.*?)"', page)
    policy = policy.replace("&#x27;", "'")
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    scripts = [content for attributes, content in blocks(page) if "application/json" not in attributes]
    assert len(scripts) == 1
    for kind, content in (("style", style), ("script", scripts[0])):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(
        r"https?://", re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL)
    )


def test_the_data_is_complete_and_exact(run):
    articles = {article["id"]: article for article in payload(Run.read(run), {}, {})["articles"]}
    assert list(articles) == ["nested", "hostile", "windows", "nfd:1", "empty"]
    assert articles["windows"]["text"] == WINDOWS
    assert articles["windows"]["figures"][0]["value"] == "1234.50"
    assert "quote" not in articles["windows"]["figures"][0]
    assert articles["nested"]["url"] == "https://example.org/a?b=1&c=2"
    assert "url" not in articles["hostile"]


def test_equal_runs_give_equal_pages(run, tmp_path):
    pages = []
    for name in ("a.html", "b.html"):
        write_report(run, tmp_path / name)
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.html"]


def test_the_hostile_article_is_in_the_data_only(report):
    page = report.read_text(encoding="utf-8")
    assert page.count("</script>") == len(blocks(page)) == 3
    data = json.loads(blocks(page)[1][1])
    assert next(article["text"] for article in data["articles"] if article["id"] == "hostile") == HOSTILE


def broken_run(run, tmp_path, change):
    folder = tmp_path / "run"
    shutil.copytree(run, folder)
    change(folder)
    return folder


def rewrite(name, change):
    def apply(folder):
        path = folder / name
        rows = (
            [json.loads(line) for line in path.read_bytes().splitlines()]
            if name.endswith("jsonl")
            else [json.loads(path.read_text(encoding="utf-8"))]
        )
        path.write_text("\n".join(json.dumps(change(row)) for row in rows), encoding="utf-8")

    return apply


BROKEN = {
    "other version": (rewrite("run.json", lambda row: row | {"schema_version": "0.1"}), "made by version 0"),
    "no run.json": (lambda folder: (folder / "run.json").unlink(), "run.json is missing"),
    "no figures": (lambda folder: (folder / "figures.jsonl").unlink(), "figures.jsonl is missing"),
    "not JSON": (lambda folder: (folder / "run.json").write_text("[]"), "not the description of a run"),
    "half a line": (lambda folder: (folder / "figures.jsonl").write_text('{"doc'), "not a JSON object"),
    "no texts": (
        rewrite("documents.jsonl", lambda row: {k: v for k, v in row.items() if k != "text"}),
        "no text",
    ),
    "other texts": (
        rewrite("documents.jsonl", lambda row: row | {"text": "x" * 500}),
        "not the figure's quote",
    ),
}


@pytest.mark.parametrize("change, message", BROKEN.values(), ids=BROKEN)
def test_a_run_that_cannot_be_shown(run, tmp_path, change, message):
    folder = broken_run(run, tmp_path, change)
    result = CliRunner().invoke(app, ["report", str(folder), "-o", str(tmp_path / "r.html")])
    error = result.exception
    assert isinstance(error, RunError | GoldError)
    assert error.exit_code == 2
    assert message in str(error)
    assert "\n" not in str(error)
    assert not (tmp_path / "r.html").exists()


def test_places_where_nothing_can_be_read_or_written(run, gold, tmp_path):
    with pytest.raises(RunError, match="no such run folder"):
        write_report(tmp_path / "nothing", tmp_path / "r.html")
    (tmp_path / "figures.db").write_bytes(b"")
    with pytest.raises(RunError, match="not from a file"):
        write_report(tmp_path / "figures.db", tmp_path / "r.html")
    with pytest.raises(UsageError, match=r"report\.html"):
        write_report(run, tmp_path / "report.pdf")
    with pytest.raises(OutputError, match="cannot be written"):
        write_report(run, tmp_path / "figures.db" / "r.html")
    row = json.loads((gold / "figures.jsonl").read_text(encoding="utf-8").splitlines()[0])
    (tmp_path / "figures.jsonl").write_text(json.dumps(row | {"doc": "elsewhere"}), encoding="utf-8")
    with pytest.raises(GoldError, match='the run has no article "elsewhere"'):
        write_report(run, tmp_path / "r.html", gold=tmp_path)


def test_the_command(run, gold, tmp_path):
    target = tmp_path / "new" / "r.html"
    result = CliRunner().invoke(
        app,
        ["report", str(run), "-o", str(target), "--gold", str(gold / "figures.jsonl"), "--language", "vi"],
    )
    assert result.exit_code == 0
    assert "8 figures in 5 articles" in result.output
    assert '<html lang="vi">' in target.read_text(encoding="utf-8")


def words(language):
    return json.loads(asset(f"words.{language}.json"))


def test_both_languages_have_the_same_words():
    assert words("en")["ui"].keys() == words("vi")["ui"].keys()
    for name, message in words("en")["ui"].items():
        assert re.findall(r"\{\w+\}", message) == re.findall(r"\{\w+\}", words("vi")["ui"][name]), name


def test_every_word_the_page_asks_for_is_there():
    scripts = "".join(map(asset, SCRIPTS))
    asked = set(re.findall(r'\b(?:t|row|section)\("(\w+)"', scripts))
    assert len(asked) > 50
    assert asked <= words("en")["ui"].keys()


VOCABULARY = load_rules().get(Vocabulary)
SYMBOLS = {"USD", "kg", "g", "m", "km", "ha", "percent"}


@pytest.mark.parametrize(
    "name, codes",
    [
        ("indicator", VOCABULARY.indicators), ("action", VOCABULARY.actions), ("status", VOCABULARY.status),
        ("value_kind", VOCABULARY.value_kind), ("approx", VOCABULARY.approx), ("unit", set(VOCABULARY.units) - SYMBOLS),
        ("period_source", VOCABULARY.period_source), ("locality_source", VOCABULARY.locality_source),
        ("locality_level", VOCABULARY.locality_level), ("rel", VOCABULARY.rel), ("rel_back", VOCABULARY.rel),
        ("category", VOCABULARY.negative_categories), ("region", VOCABULARY.regions),
    ],
)  # fmt: skip
def test_vietnamese_readers_see_no_codes(name, codes):
    assert set(codes) - words("vi")["terms"][name].keys() == set()
