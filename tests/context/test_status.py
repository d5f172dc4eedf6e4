"""ConText: which cues reach a figure, and why others do not."""

from __future__ import annotations

import pytest

from extractor.context.status import StatusCue, StatusFinder
from extractor.engine.load import load_rules
from extractor.engine.schema import Cues
from extractor.mentions.phrases import PhraseScanner

RULES = load_rules()
FINDER = StatusFinder(RULES)
SCANNER = PhraseScanner(FINDER.phrases)


def status(text, number):
    """The cue for a number whose clause is bounded by semicolons."""
    folded = text.lower()
    start = folded.index(number)
    end = start + len(number)
    clause = folded.rfind(";", 0, start) + 1, (folded + ";").index(";", end)
    return FINDER.find(start, end, (0, len(folded)), clause, SCANNER.scan(folded))


@pytest.mark.parametrize(
    "text,expected",
    [
        ("Huyện dự kiến lắp 40 camera", "planned"),
        ("Huyện phấn đấu lắp 40 camera", "target"),
        ("Theo quy định phải có 40 camera", "norm"),
        ("Huyện sẽ mở rộng, đã lắp 40 camera", "achieved"),
        ("Huyện lắp 40 camera", None),
        ("Huyện lắp 40 camera, dự kiến còn mở rộng", None),
        ("Theo quy định của làng; nay có 40 camera", None),
    ],
)
def test_the_strongest_cue_in_reach(text, expected):
    cue = status(text, "40")
    assert (cue.status if cue else None) == expected


def test_the_cue_is_located():
    cue = status("Huyện dự kiến lắp 40 camera", "40")
    assert (cue.rule_id, cue.start, cue.end) == ("status.planned", 6, 13)


@pytest.mark.parametrize("rule", RULES.get(Cues).rule, ids=lambda rule: rule.id)
def test_a_cue_outside_its_scope_is_silent(rule):
    cue = StatusCue(rule.status, rule.id, 0, 5)
    index = SCANNER.scan("")
    if rule.scope != "sentence" and rule.direction != "backward":
        assert "reaches as far" in FINDER.silenced(rule, cue, (50, 52), (0, 60), (10, 60), index)
    if rule.direction == "backward":
        assert "speaks backward" in FINDER.silenced(rule, cue, (50, 52), (0, 60), (0, 60), index)
    if rule.direction == "forward":
        behind = StatusCue(rule.status, rule.id, 54, 58)
        assert "speaks forward" in FINDER.silenced(rule, behind, (50, 52), (0, 60), (0, 60), index)
