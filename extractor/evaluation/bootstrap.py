"""95 % intervals by resampling whole articles: rows of one article are not independent."""

from __future__ import annotations

import random
from collections.abc import Sequence

from extractor.evaluation.counts import PRF
from extractor.evaluation.scores import Scores

RESAMPLES = 1000
SEED = 20250701


def interval(counts: Sequence[PRF], *, resamples: int = RESAMPLES, seed: int = SEED) -> tuple[float, float]:
    """The middle 95 % of F1 over resampled articles; the same seed gives the same interval."""
    generator = random.Random(seed)  # noqa: S311  # resampling, not secrets
    n = len(counts)
    if not n:
        return 0.0, 1.0
    values = []
    for _ in range(resamples):
        drawn = [counts[int(generator.random() * n)] for _ in range(n)]
        hits = sum(count.hits for count in drawn)
        rows = sum(count.predicted + count.gold for count in drawn)
        values.append(2 * hits / rows if rows else 1.0)
    values.sort()
    return values[int(0.025 * resamples)], values[int(0.975 * resamples) - 1]


def intervals(
    scores: Scores, *, resamples: int = RESAMPLES, seed: int = SEED
) -> dict[str, tuple[float, float]]:
    """The interval of every F1 of a gold set, by name."""
    names = scores.totals.prf
    return {
        name: interval(
            [document.prf.get(name, PRF()) for document in scores.documents], resamples=resamples, seed=seed
        )
        for name in names
    }
