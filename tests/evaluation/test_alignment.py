"""One-to-one alignment of spans, worked out by hand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.evaluation.matching import Alignment, align, overlap

Row = tuple[int, int, str]


def aligned(gold: list[Row], predicted: list[Row]) -> Alignment:
    return align(gold, predicted, span=lambda row: row[:2], same_kind=lambda a, b: a[2] == b[2])


@pytest.mark.parametrize(
    ("why", "gold", "predicted", "pairs"),
    [
        ("equal spans", [(0, 2, "a")], [(0, 2, "b")], ((0, 0),)),
        ("neighbours that touch share nothing", [(0, 2, "a")], [(2, 4, "a")], ()),
        ("one character is enough", [(0, 2, "a")], [(1, 9, "a")], ((0, 0),)),
        ("the longer overlap wins", [(0, 10, "a")], [(0, 3, "a"), (3, 10, "b")], ((0, 1),)),
        ("equal overlap: same indicator", [(0, 4, "a")], [(0, 2, "b"), (2, 4, "a")], ((0, 1),)),
        ("equal overlap and indicator: the earliest", [(0, 4, "a")], [(2, 4, "a"), (0, 2, "a")], ((0, 1),)),
        ("a prediction is used once", [(0, 2, "a"), (0, 2, "b")], [(0, 2, "b")], ((1, 0),)),
        ("same span twice on both sides: in order", [(0, 2, "a")] * 2, [(0, 2, "a")] * 2, ((0, 0), (1, 1))),
        (
            "same span, indicators crossed",
            [(0, 2, "a"), (0, 2, "b")],
            [(0, 2, "b"), (0, 2, "a")],
            ((0, 1), (1, 0)),
        ),
        (
            "the whole pairing counts: 2 + 3 characters beat 4",
            [(0, 6, "a"), (6, 10, "a")],
            [(2, 9, "a"), (0, 2, "a")],
            ((0, 1), (1, 0)),
        ),
        ("nothing there", [], [], ()),
    ],
)
def test_pairs(why: str, gold: list[Row], predicted: list[Row], pairs: tuple) -> None:
    assert aligned(gold, predicted).pairs == pairs, why


def test_what_has_no_partner_is_reported() -> None:
    result = aligned([(0, 2, "a"), (5, 6, "a")], [(0, 2, "a"), (8, 9, "a")])
    assert (result.missed, result.spurious) == ((1,), (1,))


def test_predictions_may_be_barred() -> None:
    result = align([(0, 2)], [(0, 2)], span=lambda row: row, may_align=lambda _row: False)
    assert (result.pairs, result.missed, result.spurious) == ((), (0,), (0,))


spans = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 5), st.sampled_from("ab")).map(
        lambda row: (row[0], row[0] + row[1], row[2])
    ),
    max_size=5,
)


@given(spans, spans)
def test_no_other_pairing_covers_more(gold: list[Row], predicted: list[Row]) -> None:
    """Against brute force: the largest overlap, then the most pairs of one indicator."""
    found = aligned(gold, predicted).pairs
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
    assert all(overlap(gold[i][:2], predicted[j][:2]) for i, j in found)

    def worth(pairs: list[tuple[int, int]]) -> tuple[int, int]:
        kept = [(i, j) for i, j in pairs if overlap(gold[i][:2], predicted[j][:2])]
        return (
            sum(overlap(gold[i][:2], predicted[j][:2]) for i, j in kept),
            sum(gold[i][2] == predicted[j][2] for i, j in kept),
        )

    short, long = sorted((len(gold), len(predicted)))
    best = max(
        worth([(a, b) if len(gold) == short else (b, a) for a, b in zip(range(short), choice, strict=True)])
        for choice in itertools.permutations(range(long), short)
    )
    assert worth(list(found)) == best
