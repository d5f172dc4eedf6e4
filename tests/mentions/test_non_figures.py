"""Numbers that state no figure: every rule's own examples, the table, and the gold when present."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.engine.load import load_rules
from extractor.engine.schema.non_figures import NonFigureRule, NonFigures
from extractor.engine.schema.vocabulary import Vocabulary
from extractor.mentions.non_figures import NonFigureFinder
from extractor.mentions.numerals import NumeralFinder
from extractor.model import PlaceMention, Rejection, TimeExpression
from extractor.text.view import MatchView

RULES = load_rules()
NUMERALS, FINDER = NumeralFinder(RULES), NonFigureFinder(RULES)
TABLE = tomllib.loads(Path("tests/cases/non_figures.toml").read_text(encoding="utf-8"))["case"]
SHARED = Path("../shared")


def classified(text: str, find: str | None = None) -> list[Rejection | None]:
    view = MatchView.of(text)
    start = text.index(find) if find else 0
    end = start + len(find or text)
    numbers = [n for n in NUMERALS.find(view.folded) if n.start < end and n.end > start]
    assert numbers, f"no number in {find or text!r}"
    return [FINDER.classify(view, number) for number in numbers]


ALL = RULES.get(NonFigures).rule


@pytest.mark.parametrize(
    "rule,example", [(r, e) for r in ALL for e in r.example], ids=[r.id for r in ALL for _ in r.example]
)
def test_rule_fires_in_its_example(rule: NonFigureRule, example: Any) -> None:
    found = classified(example.text, example.find)
    assert found[0] is not None
    assert found[0].rule_id == rule.id


@pytest.mark.parametrize(
    "rule,example",
    [(r, e) for r in ALL for e in r.counter_example],
    ids=[r.id for r in ALL for _ in r.counter_example],
)
def test_rule_is_silent_in_its_counter_example(rule: NonFigureRule, example: Any) -> None:
    for rejection in classified(example.text, example.find):
        assert rejection is None or rejection.rule_id != rule.id


@pytest.mark.parametrize("case", TABLE, ids=[c["why"] for c in TABLE])
def test_case(case: dict[str, Any]) -> None:
    view = MatchView.of(case["text"])
    found = [
        (view.cased[n.start : n.end], r.category if r else "figure")
        for n in NUMERALS.find(view.folded)
        for r in [FINDER.classify(view, n)]
    ]
    assert found == [tuple(pair) for pair in case["numbers"]], case["why"]


def test_numbers_inside_times_and_places_take_their_category() -> None:
    view = MatchView.of("Sáng 10 ra quân ở Vĩnh 7")
    numbers = NUMERALS.find(view.folded)
    time = TimeExpression(0, 7, "Sáng 10", "DATE", "XXXX-XX-10", role="publication")
    place = PlaceMention(18, 24, "Vĩnh 7", "hamlet", "Vĩnh 7")
    found = FINDER.find(view, numbers, [time], [place])
    assert [r.category for r in found] == ["header_date", "proper_name_number"]


def gold() -> Iterator[tuple[str, dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]]:
    """Texts of the development sets with their figures and negatives."""
    for name in ("seeds", "dev_genre", "dev_real"):
        folder = SHARED / "gold" / name
        rows: dict[str, dict[str, list[dict[str, Any]]]] = {}
        for kind in ("figures", "negatives"):
            for line in (folder / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                rows.setdefault(row["doc"], {"figures": [], "negatives": []})[kind].append(row)
        texts = {}
        if (SHARED / "corpus" / name).is_dir():
            for path in (SHARED / "corpus" / name).glob("*.txt"):
                texts[path.stem] = path.read_bytes().decode("utf-8")
        else:
            for line in (SHARED / "corpus" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
                document = json.loads(line)
                texts[document["id"]] = document["text"]
        for doc, kinds in rows.items():
            yield doc, {"text": texts[doc]}, kinds["figures"], kinds["negatives"]


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="development sets are not here")
def test_development_sets() -> None:
    """Figures are not refused; hard negatives are (a hit on one fails the release gate)."""
    hard = RULES.get(Vocabulary).hard_negative_categories
    refused, missed, caught, negatives = [], [], 0, 0
    for doc, document, figures, wrong in gold():
        view = MatchView.of(document["text"])
        for number in NUMERALS.find(view.folded):
            start, end = view.source(number.start, number.end)
            rejection = FINDER.classify(view, number)
            if any(f["value_start"] < end and start < f["value_end"] for f in figures):
                if rejection is not None:
                    refused.append((doc, number.text, rejection.rule_id))
                continue
            touching = [n for n in wrong if n["start"] < end and start < n["end"]]
            if touching:
                negatives += 1
                caught += rejection is not None
                if rejection is None and touching[0]["category"] in hard:
                    missed.append((doc, number.text, touching[0]["category"]))
    assert refused == []
    assert missed == []
    assert caught >= 0.94 * negatives
