"""The annotator's guide names what an annotator can choose."""

from __future__ import annotations

import json
import re

import pytest

from extractor.evaluation.gold import builtin_vocabulary
from extractor.evaluation.gold_format import FILES

from .conftest import ROOT

GUIDE = ROOT / "gold" / "guide"
VOCABULARY = builtin_vocabulary()


def named(page: str) -> list[str]:
    """Everything in backticks; ``*_counter`` stands for all that end so."""
    return re.findall(r"`([^`\n]+)`", (GUIDE / page).read_text(encoding="utf-8"))


def covered(value: str, names: list[str]) -> bool:
    return any(
        re.fullmatch(name.replace("*", ".*"), value) for name in names if re.fullmatch(r"[\w*]+", name)
    )


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("status.md", VOCABULARY.status),
        ("value.md", (*VOCABULARY.approx, *VOCABULARY.value_kind)),
        ("relations.md", VOCABULARY.rel),
        ("period.md", (*VOCABULARY.period_type, *VOCABULARY.period_source)),
        ("mentions.md", (*VOCABULARY.locality_roles, *VOCABULARY.timex_roles)),
    ],
)
def test_every_choice_is_explained(page: str, values: tuple[str, ...]) -> None:
    names = named(page)
    assert [value for value in values if not covered(value, names)] == []


def test_hard_categories_are_marked_as_hard() -> None:
    lines = (GUIDE / "negatives.md").read_text(encoding="utf-8").splitlines()
    hard = re.findall(r"`([^`]+)`", " ".join(line for line in lines if "(hard)" in line))
    marked = {value for value in VOCABULARY.negative_categories if covered(value, hard)}
    assert marked == set(VOCABULARY.hard_negative_categories)


def test_the_readme_lists_the_files_and_pages() -> None:
    text = (ROOT / "gold" / "README.md").read_text(encoding="utf-8")
    assert all(f"`{stem}.jsonl`" in text for stem in FILES)
    assert all(f"guide/{page.name}" in text for page in GUIDE.glob("*.md"))


def test_the_row_in_the_readme_is_a_row_of_the_set() -> None:
    text = (ROOT / "gold" / "README.md").read_text(encoding="utf-8")
    shown = json.loads(text.partition("```json\n")[2].partition("\n{")[0].replace("\n", ""))
    del shown["..."]
    rows = (ROOT / "gold" / "genre" / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    row = next(row for row in map(json.loads, rows) if row["id"] == shown["id"])
    assert shown == {key: row[key] for key in shown}
