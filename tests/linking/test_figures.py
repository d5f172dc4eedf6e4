"""Numbers become figures: tables of sentences, one per question that linking has to answer."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.figures import compared, run

FOLDER = Path(__file__).parents[1] / "cases"
TABLES = (
    "identity",
    "actions",
    "relations",
    "changes",
    "percentages",
    "status",
    "negated_counts",
    "noun_phrases",
)
CASES = [
    pytest.param(case, id=f"{name}: {case['why']}")
    for name in TABLES
    for case in tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["case"]
]
RESTATED = tomllib.loads((FOLDER / "restatements.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    found, expected = compared(case["text"], case["figures"], case.get("published"))
    assert found == expected


@pytest.mark.parametrize("case", RESTATED, ids=lambda case: case["why"])
def test_restatements(case):
    figures = run(case["text"]).figures
    position = {figure.key: at for at, figure in enumerate(figures)}
    found = {str(at): position[f.repeat_of] for at, f in enumerate(figures) if f.repeat_of is not None}
    assert found == case["repeats"]
