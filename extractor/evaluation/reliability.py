"""How often a record is right at the confidence it claims (reliability diagram as a table).

A record counts as right when it is strictly right; one that meets no gold figure is wrong. Optional
gold rows count neither way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from extractor.evaluation.counts import Accuracy
from extractor.evaluation.document_scores import DocumentScores

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Borders of the bins; a bin holds its lower border, the last one both."""


def reliability(documents: Iterable[DocumentScores]) -> dict[tuple[float, float], Accuracy]:
    """Strictly right records by bin of confidence.

    Args:
        documents: scored articles, with their alignment.

    Returns:
        ``(low, high) -> right of all``, in order, without empty bins. Records without a confidence
        (files of other programs) are left out.

    Example:
        ``{(0.9, 1.0): Accuracy(189, 200)}``: 94.5 % of the records that claim 0.9 or more are right.
    """
    table = dict.fromkeys(pairwise(EDGES), Accuracy())
    for record, right in _judged(documents):
        confidence = record.get("confidence")
        if confidence is not None:
            low = max(edge for edge in EDGES[:-1] if edge <= float(confidence))
            bin_ = next(pair for pair in table if pair[0] == low)
            table[bin_] = table[bin_] + Accuracy(right, 1)
    return {bin_: accuracy for bin_, accuracy in table.items() if accuracy.total}


def _judged(documents: Iterable[DocumentScores]) -> Iterator[tuple[Mapping[str, Any], bool]]:
    for document in documents:
        for pair in document.pairs:
            if not pair.optional:
                yield pair.predicted, pair.level("strict")
        for record in document.spurious:
            yield record, False
