"""The cheap tier of gold: claims that some figure is, or is not, in an article.

Up to six ``with`` and six ``without`` claims per article cost minutes instead of hours, so far more
articles can be covered; they say nothing about spans, periods and places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.evaluation.counts import PRF
from extractor.evaluation.equality import same_number
from extractor.evaluation.gold import Row

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Broken:
    """A claim that does not hold: ``with`` and no such figure, or ``without`` and this one.

    For ``with``, ``predicted`` is a figure of the same value that fits in nothing else, if there is one.
    """

    kind: str
    claim: Record
    where: str
    predicted: Record | None = None


def score_assertions(row: Row, figures: Sequence[Record]) -> tuple[PRF, tuple[Broken, ...]]:
    """Count one article: a ``with`` that holds is a hit, a ``without`` that does not a false alarm."""
    hits, alarms = 0, 0
    broken = []
    for claim in row.get("with", ()):
        if any(_fits(claim, figure) for figure in figures):
            hits += 1
        else:
            value = {"value": claim["value"]}
            near = next((figure for figure in figures if _fits(value, figure)), None)
            broken.append(Broken("with", claim, row.where, near))
    for claim in row.get("without", ()):
        found = next((figure for figure in figures if _fits(claim, figure)), None)
        if found is not None:
            alarms += 1
            broken.append(Broken("without", claim, row.where, found))
    return PRF(hits, hits + alarms, len(row.get("with", ()))), tuple(broken)


def _fits(claim: Record, figure: Record) -> bool:
    if claim.get("value") is not None:
        percent = figure.get("unit") == "percent"
        if not same_number(claim["value"], figure.get("value"), percent=percent):
            return False
    asked = (key for key in ("indicator", "object", "unit") if claim.get(key) is not None)
    return all(claim[key] == figure.get(key) for key in asked)
