"""Pairs gold rows with predicted rows one to one (guideline 6.3).

The pairing that covers the most characters of spans in common wins; among equals the one with more
pairs of the same indicator, then the earliest rows. Spans are half-open: neighbours that only touch
have nothing in common.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

G = TypeVar("G")
P = TypeVar("P")
Spanned = Callable[[Any], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Indices into the two sequences: pairs, and what has no partner on either side."""

    pairs: tuple[tuple[int, int], ...]
    missed: tuple[int, ...]
    spurious: tuple[int, ...]


def overlap(left: tuple[int, int], right: tuple[int, int]) -> int:
    """Number of characters two half-open spans share."""
    return max(0, min(left[1], right[1]) - max(left[0], right[0]))


def align(
    gold: Sequence[G],
    predicted: Sequence[P],
    *,
    span: Spanned,
    same_kind: Callable[[G, P], bool] = lambda _gold, _predicted: True,
    may_align: Callable[[P], bool] = lambda _predicted: True,
) -> Alignment:
    """One-to-one alignment by maximal overlap.

    Args:
        gold: rows of one article.
        predicted: what was found there.
        span: the span of a row, gold or predicted.
        same_kind: prefers among equal overlaps (same indicator).
        may_align: False for predictions that never align (captions, boilerplate).
    """
    weights: dict[tuple[int, int], int] = {}
    size = max(len(gold), len(predicted)) + 1
    rank = {i: at for at, i in enumerate(sorted(range(len(gold)), key=lambda i: span(gold[i])))}
    order = sorted(
        (j for j in range(len(predicted)) if may_align(predicted[j])), key=lambda j: span(predicted[j])
    )
    starts = [span(predicted[j])[0] for j in order]
    longest = max((span(predicted[j])[1] - span(predicted[j])[0] for j in order), default=0)
    for i, row in enumerate(gold):
        start, end = span(row)
        for at in range(bisect_right(starts, start - longest), bisect_left(starts, end)):
            other = predicted[order[at]]
            shared = overlap((start, end), span(other))
            if shared:
                # Weights are compared as (overlap, same kind, earliest) over a whole pairing: each
                # part outweighs any possible sum of the next one.
                earliest = (size - rank[i]) * (size - at)
                weights[i, order[at]] = (shared * size + same_kind(row, other)) * size**3 + earliest
    pairs: list[tuple[int, int]] = []
    for rows, columns in _components(weights):
        pairs += _heaviest(rows, columns, weights)
    pairs.sort()
    with_gold, with_predicted = {i for i, _ in pairs}, {j for _, j in pairs}
    return Alignment(
        tuple(pairs),
        tuple(i for i in range(len(gold)) if i not in with_gold),
        tuple(j for j in range(len(predicted)) if j not in with_predicted),
    )


def _components(weights: dict[tuple[int, int], int]) -> list[tuple[list[int], list[int]]]:
    """Groups of rows that compete with each other; nearly always one gold row and one prediction."""
    rows: dict[int, list[int]] = {}
    columns: dict[int, list[int]] = {}
    for i, j in weights:
        rows.setdefault(i, []).append(j)
        columns.setdefault(j, []).append(i)
    seen: set[int] = set()
    groups = []
    for start in rows:
        if start in seen:
            continue
        group_rows, group_columns, queue = [], dict[int, None](), [start]
        seen.add(start)
        while queue:
            i = queue.pop()
            group_rows.append(i)
            for j in rows[i]:
                group_columns.setdefault(j)
                fresh = [other for other in columns[j] if other not in seen]
                seen.update(fresh)
                queue += fresh
        groups.append((sorted(group_rows), sorted(group_columns)))
    return groups


def _heaviest(
    rows: list[int], columns: list[int], weights: dict[tuple[int, int], int]
) -> list[tuple[int, int]]:
    """Assignment of maximal weight (Hungarian algorithm with potentials, exact integers)."""
    if len(rows) == len(columns) == 1:
        return [(rows[0], columns[0])]
    swapped = len(rows) > len(columns)
    short, long = (columns, rows) if swapped else (rows, columns)
    cost = [[-weights.get((b, a) if swapped else (a, b), 0) for b in long] for a in short]
    assigned = _assign(cost)
    pairs = [(short[a], long[b]) for a, b in enumerate(assigned)]
    if swapped:
        pairs = [(b, a) for a, b in pairs]
    return [pair for pair in pairs if pair in weights]


def _assign(cost: list[list[int]]) -> list[int]:
    """Column for each row at minimal total cost; there are at least as many columns as rows.

    Rows are added one by one along the cheapest augmenting path; index 0 stands for "nothing".
    """
    n, m = len(cost), len(cost[0])
    row_price, column_price = [0] * (n + 1), [0] * (m + 1)
    row_of = [0] * (m + 1)
    for row in range(1, n + 1):
        row_of[0] = row
        column, way = _augmenting_path(cost, row_of, row_price, column_price)
        while column:
            row_of[column] = row_of[way[column]]
            column = way[column]
    return [row_of.index(row, 1) - 1 for row in range(1, n + 1)]


def _augmenting_path(
    cost: list[list[int]], row_of: list[int], row_price: list[int], column_price: list[int]
) -> tuple[int, list[int]]:
    """The free column where the path ends, and for each column the one before it."""
    way = [0] * len(row_of)
    slack: dict[int, int] = {}
    used = [0]
    column = 0
    while row_of[column]:
        row = row_of[column]
        for other in range(1, len(row_of)):
            if other not in used:
                reduced = cost[row - 1][other - 1] - row_price[row] - column_price[other]
                if other not in slack or reduced < slack[other]:
                    slack[other], way[other] = reduced, column
        following = min(slack, key=lambda other: (slack[other], other))
        step = slack.pop(following)
        for other in used:
            row_price[row_of[other]] += step
            column_price[other] -= step
        slack = {other: value - step for other, value in slack.items()}
        used.append(following)
        column = following
    return column, way
