"""Two runs compared: what was gained, lost, changed, and by which rule."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.evaluation.diff import compare
from extractor.evaluation.diff_report import html_diff, run_diff, text_diff
from extractor.evaluation.gold import GoldSet
from extractor.evaluation.predictions import Prediction

from .conftest import TEXT
from .test_gate import broken, by_rules, write_run


def with_text(predictions: dict[str, Prediction]) -> dict[str, Prediction]:
    document = {**predictions["a"].document, "text": TEXT}
    return {**predictions, "a": replace(predictions["a"], document=document)}


@pytest.fixture
def before(gold: GoldSet) -> dict[str, Prediction]:
    return with_text(by_rules(gold))


def with_action(predictions: dict[str, Prediction], action: str, rule: str) -> dict[str, Prediction]:
    """The second figure with another action, by a further rule."""
    figures = list(predictions["a"].figures)
    figures[1] = {
        **figures[1],
        "action": action,
        "confidence": 0.1,
        "provenance": {"rule_ids": ["suspects.arrested", rule], "ner": "none", "version": "0"},
    }
    return {**predictions, "a": replace(predictions["a"], figures=tuple(figures))}


def test_the_same_run_has_no_changes(before: dict[str, Prediction]) -> None:
    difference = compare(before, before)
    assert difference.counts() == {"gained": 0, "lost": 0, "changed": 0, "same": 4}
    assert text_diff(difference) == "gained 0, lost 0, changed 0, same 4\n"


def test_each_kind_stands_under_its_rule(before: dict[str, Prediction]) -> None:
    after = with_action(broken(before, "weapons.gun"), "prosecute", "actions.prosecute")
    difference = compare(before, after)
    assert difference.counts() == {"gained": 0, "lost": 1, "changed": 1, "same": 2}
    by_rule = difference.by_rule()
    assert [change.sentence for change in by_rule["weapons.gun"]["lost"]] == [
        "người dân giao nộp «12» khẩu súng."
    ]
    (changed,) = by_rule["actions.prosecute"]["changed"]
    assert changed.differences == (("action", "arrest", "prosecute"),)
    assert "suspects.arrested" not in by_rule  # both runs name it
    same = compare(before, with_action(before, "prosecute", "suspects.arrested"))
    assert list(same.by_rule()) == ["(same rules)"]
    back = compare(after, before)
    assert back.counts() == {"gained": 1, "lost": 0, "changed": 1, "same": 2}
    assert back.by_rule()["weapons.gun"]["gained"][0].kind == "gained"


def test_confidence_alone_is_no_change(before: dict[str, Prediction]) -> None:
    assert compare(before, with_action(before, "arrest", "other.rule")).counts()["changed"] == 0


def test_articles_of_one_run_are_named(before: dict[str, Prediction]) -> None:
    one = {"a": before["a"]}
    difference = compare(before, one)
    assert (difference.only_before, difference.only_after) == (("quiet",), ())
    assert "articles only before: 1" in text_diff(difference)


def test_text_html_and_json(before: dict[str, Prediction], tmp_path: Path) -> None:
    write_run(tmp_path / "a", before)
    write_run(tmp_path / "b", with_action(broken(before, "weapons.gun"), "prosecute", "actions.prosecute"))
    out = io.StringIO()
    html, table = tmp_path / "diff.html", tmp_path / "diff.json"
    assert run_diff(tmp_path / "a", tmp_path / "b", html=html, json_file=table, out=out) == 0
    assert "weapons.gun: lost 1" in out.getvalue()
    assert "  ~ a:" in out.getvalue()
    assert "      action: arrest -> prosecute" in out.getvalue()
    page = html.read_text(encoding="utf-8")
    assert 'data-kinds="lost" data-doc="a"' in page
    assert "giao nộp <mark>12</mark> khẩu súng" in page
    stored = json.loads(table.read_text(encoding="utf-8"))
    assert stored["counts"] == {"gained": 0, "lost": 1, "changed": 1, "same": 2}
    assert {change["kind"] for change in stored["changes"]} == {"lost", "changed"}


def test_what_comes_from_articles_is_escaped(before: dict[str, Prediction]) -> None:
    figures = ({**before["a"].figures[0], "quote": "<script>alert(1)</script>"},)
    after = {**before, "a": replace(before["a"], figures=figures)}
    assert "<script>alert" not in html_diff(compare(before, after))


def test_bad_input(tmp_path: Path) -> None:
    err = io.StringIO()
    assert run_diff(tmp_path / "a", tmp_path / "b", err=err) == 2
    assert "not a run folder" in err.getvalue()
