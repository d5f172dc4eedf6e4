"""Agreement of two annotators, worked out by hand."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.errors import GoldError
from extractor.evaluation.agreement import compare_annotators, kappa, run_agreement
from extractor.evaluation.corpus import read_corpus
from extractor.evaluation.counts import PRF
from extractor.evaluation.gold import GoldSet, read_gold

from .conftest import gold_rows, write_lines


def second(folder: Path, change: Callable[[list[dict]], list[dict]]) -> GoldSet:
    """Another annotation of the small corpus."""
    for stem, rows in gold_rows().items():
        kept = change(rows) if stem == "figures" else rows
        write_lines(folder / "other" / f"{stem}.jsonl", kept)
    return read_gold(folder / "other", read_corpus(folder / "corpus"))


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        # observed 0.7; expected 0.6 * 0.5 + 0.4 * 0.5 = 0.5
        ([("y", "y")] * 4 + [("y", "n")] * 2 + [("n", "y")] * 1 + [("n", "n")] * 3, 0.4),
        ([("a", "a")] * 5, None),
        ([], None),
    ],
)
def test_kappa(pairs: list, expected: float | None) -> None:
    assert kappa(pairs) == (None if expected is None else pytest.approx(expected))


def test_identical_annotations_agree(gold: GoldSet, folder: Path) -> None:
    found = compare_annotators(gold, second(folder, lambda rows: rows))
    assert found.scores.totals.prf["record"] == PRF(4, 4, 4)
    assert found.disagreements() == []
    assert {item.observed for item in found.fields} == {1.0}


def test_one_missing_and_one_relabelled(gold: GoldSet, folder: Path) -> None:
    other = second(folder, lambda rows: [{**rows[0], "action": "solve"}, *rows[1:3]])
    found = compare_annotators(gold, other)
    assert found.scores.totals.prf["detection"] == PRF(3, 3, 4)
    assert found.scores.totals.prf["record"] == PRF(2, 3, 4)
    fields = {item.name: item for item in found.fields}
    assert fields["action"].pairs == 3
    # detect/arrest/hand_over against solve/arrest/hand_over: observed 2/3, by chance 2/9
    assert fields["action"].kappa == pytest.approx((2 / 3 - 2 / 9) / (1 - 2 / 9))
    assert [mistake.kinds for mistake in found.disagreements()] == [("wrong action",), ("missed",)]


def test_the_order_of_annotators_does_not_matter(gold: GoldSet, folder: Path) -> None:
    other = second(folder, lambda rows: [{**rows[0], "unit": "item"}, *rows[2:]])
    there, back = compare_annotators(gold, other), compare_annotators(other, gold)
    for level in ("detection", "strict", "record"):
        assert there.scores.totals.prf[level].f1 == back.scores.totals.prf[level].f1
    assert [item.kappa for item in there.fields] == [item.kappa for item in back.fields]


def test_what_one_calls_optional_is_no_disagreement(gold: GoldSet, folder: Path) -> None:
    fewer = second(folder, lambda rows: rows[:2] + rows[3:])
    optional = second(folder, lambda rows: [*rows[:2], {**rows[2], "optional": True}, rows[3]])
    assert compare_annotators(fewer, optional).disagreements() == []
    assert compare_annotators(optional, fewer).disagreements() == []


def test_the_command(folder: Path, gold: GoldSet) -> None:
    second(folder, lambda rows: [{**rows[0], "action": "solve"}, *rows[1:3]])
    out, err = io.StringIO(), io.StringIO()
    assert run_agreement(folder / "gold", folder / "other", [folder / "corpus"], out=out, err=err) == 0
    assert "detection F1 0.857" in out.getvalue()
    assert "[action]" in out.getvalue()
    assert "action: detect | solve" in out.getvalue()
    assert "[only the first]" in out.getvalue()
    assert run_agreement(folder / "gold", folder / "none", [folder / "corpus"], out=out, err=err) == 2


def test_nothing_in_common(gold: GoldSet, folder: Path) -> None:
    other = second(folder, lambda rows: rows)
    alone = type(other)(**{name: getattr(other, name) for name in other.__slots__} | {"documents": {}})
    with pytest.raises(GoldError, match="no article in common"):
        compare_annotators(gold, alone)
