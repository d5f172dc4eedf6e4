"""Links between the figures of two articles, measured on pairs written for it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.api import extract, records
from extractor.reconcile import reconcile

PAIRS = tomllib.loads((Path(__file__).parents[1] / "cases" / "reconcile.toml").read_text(encoding="utf-8"))[
    "pair"
]


def _read(side: str, article: dict[str, str]):
    extraction = extract(
        article["text"], doc_id=side, published=article["published"], outlet=article["outlet"], ner="none"
    )
    return records(extraction)


def _expected(pair) -> set[tuple[str, tuple[int, int], tuple[int, int]]]:
    found = set()
    for kind, left, right in pair.get("links", []):
        spans = []
        for side, stretch in (("left", left), ("right", right)):
            at = pair[side]["text"].index(stretch)
            spans.append((at, at + len(stretch)))
        found.add((kind, *spans))
    return found


def judge(pair):
    """Links that are right, wrong and missing for one pair.

    A restatement inside an article (`repeat_of`) stands for its canonical figure, which is what is linked.
    """
    sides = [_read("left", pair["left"]), _read("right", pair["right"])]
    figures = {f.record_id: f for one in sides for f in one.figures}
    result = reconcile(
        [one.document.model_dump() for one in sides], [f.model_dump() for f in figures.values()]
    )

    def stands(record, span):
        said = [record, *(f for f in figures.values() if f.repeat_of == record.record_id)]
        return any(span[0] <= one.value_start < span[1] for one in said)

    missing, right, wrong = _expected(pair), [], []
    for link in result.links:
        one, other = figures[link.left], figures[link.right]
        newer_first = one.doc_id == "right"
        if newer_first:
            one, other = other, one
        hits = {
            item
            for item in missing
            if item[0] == link.type
            and (link.type != "supersedes" or newer_first)
            and stands(one, item[1])
            and stands(other, item[2])
        }
        missing -= hits
        (right if hits else wrong).append((link, one, other))
    return right, wrong, missing


@pytest.fixture(scope="module")
def judged():
    return [(pair, *judge(pair)) for pair in PAIRS]


def test_there_are_enough_pairs_of_each_sort():
    kinds = [link[0] for pair in PAIRS for link in pair.get("links", [["none"]]) or [["none"]]]
    assert len(PAIRS) >= 60
    assert min(kinds.count(kind) for kind in ("same_as", "supersedes", "conflicts_with", "none")) >= 10


def test_precision_and_recall(judged):
    right = sum(len(item[1]) for item in judged)
    wrong = sum(len(item[2]) for item in judged)
    missing = sum(len(item[3]) for item in judged)
    lines = [
        f"{pair['why']}: wrong {[w[0] for w in bad]}, missing {lost}"
        for pair, _, bad, lost in judged
        if bad or lost
    ]
    assert right / (right + wrong) >= 0.95, "\n".join(lines)
    assert right / (right + missing) >= 0.85, "\n".join(lines)


def test_every_link_says_why(judged):
    assert all(link.reasons for _, right, _, _ in judged for link, *_ in right)
