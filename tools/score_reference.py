"""Write the table of scores: docs/reference/scores.md, from gold/baseline.json.

python tools/score_reference.py            # writes the page
python tools/score_reference.py --check    # exit 1 if the one in place differs
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pages import REFERENCE, ROOT, code, write_or_check

INTRODUCTION = """\
# Scores

F1 of the rules without a statistical recogniser (`--ner none`), as pinned in `gold/baseline.json`. A change
that falls more than 0.005 below one of these numbers does not pass. What each score asks for is told in
[Evaluation](../evaluation.md), what it allows to conclude in
[Methodology](../methodology.md#what-the-scores-mean).

Only sets whose texts are in this repository can be measured by everybody; the texts of `archive`, `dev_real`
and `seeds` are other people's. The rules were developed with the errors of all sets in view: read these
numbers as what is held, not as what an unknown article will give.

This page is written by `tools/score_reference.py`.
"""
SETS = {
    "genre": "12 articles written for this project, every number annotated",
    "seeds": "5 real articles of local police press, annotated in full with times and places",
    "dev_real": "real articles of the general press, every number annotated",
    "press": "20 articles written for this project, annotated before anything was extracted",
    "archive": "54 real articles, up to twelve claims on each, written before anything was extracted",
}


def files() -> Iterator[tuple[Path, str]]:
    """The page with its content."""
    yield REFERENCE / "scores.md", "\n".join(page()) + "\n"


def page() -> Iterator[str]:
    """The lines of scores.md."""
    pinned = json.loads((ROOT / "gold/baseline.json").read_text(encoding="utf-8"))["sets"]
    yield INTRODUCTION
    yield "| set | what it is | figures held |"
    yield "|---|---|---|"
    for name, one in pinned.items():
        yield f"| {code(name)} | {SETS.get(name, '')} | {len(one['figures']) or ''} |"
    for name, one in pinned.items():
        yield f"\n## {name}\n"
        general = {key: value for key, value in one["floors"].items() if not key.startswith("indicator.")}
        yield from _table("score", {key.removesuffix(".f1"): value for key, value in general.items()})
        indicators = {
            key.removeprefix("indicator.").removesuffix(".recall"): value
            for key, value in one["floors"].items()
            if key.startswith("indicator.")
        }
        if indicators:
            yield "\nRecall of indicators with enough rows:\n"
            yield from _table("indicator", indicators)


def _table(title: str, values: dict[str, float]) -> Iterator[str]:
    yield f"| {title} | |"
    yield "|---|---|"
    for name, value in values.items():
        yield f"| {code(name)} | {value:.3f} |"


if __name__ == "__main__":
    sys.exit(write_or_check(files(), __doc__))
