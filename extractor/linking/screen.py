"""Which quantities may become figures at all: region, time expressions, numbers that count nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Generic, TypeVar

from extractor.analysis import Analysis
from extractor.mentions.non_figures import NonFigureFinder
from extractor.model import PlaceMention, Quantity, Rejection, TimeExpression, changed
from extractor.text.view import MatchView

M = TypeVar("M", TimeExpression, PlaceMention)

FIGURE_REGIONS = frozenset({"title", "lead", "body", "quote", "list"})
"""Only these regions carry figures (guideline 5)."""

_REGION_CATEGORY = {
    "date_header": "header_date",
    "caption": "caption_number",
    "boilerplate": "session_boilerplate",
}


class FigureScreen:
    """Splits quantities into candidates and rejections."""

    def __init__(self, non_figures: NonFigureFinder) -> None:
        self._non_figures = non_figures

    def split(self, analysis: Analysis) -> tuple[list[Quantity], list[Rejection]]:
        """``(candidates, rejections)``, both in text order; nothing is dropped without a reason."""
        kept: list[Quantity] = []
        rejections: list[Rejection] = []
        view, sentences = analysis.view, analysis.sentences
        times, places = _Near(analysis.times), _Near(analysis.places)
        classify = self._non_figures.classify
        at = 0
        for quantity in analysis.quantities:
            start = quantity.start
            while at < len(sentences) and sentences[at].end <= start:
                at += 1
            region = sentences[at].region if at < len(sentences) and sentences[at].start <= start else ""
            if region not in FIGURE_REGIONS:
                reason = f"a {region or 'bare line'} carries no figures"
                category = _REGION_CATEGORY.get(region)
                rejections.append(Rejection(start, quantity.end, quantity.text, "sections", reason, category))
                continue
            for number in quantity.numbers:
                first, last = number.start, number.end
                rejection = classify(view, number, times.around(first, last), places.around(first, last))
                if rejection is not None:
                    rejections.extend(_of_all(quantity, rejection, view))
                    break
            else:
                kept.append(quantity)
        return kept, rejections


def _of_all(quantity: Quantity, rejection: Rejection, view: MatchView) -> list[Rejection]:
    """What speaks against one number of a quantity ("19/2017") speaks against the others."""
    return [
        rejection
        if rejection.start < number.end and number.start < rejection.end
        else changed(
            rejection, start=number.start, end=number.end, text=view.cased[number.start : number.end]
        )
        for number in quantity.numbers
    ]


class _Near(Generic[M]):
    """Mentions that touch a span, by binary search over their starts."""

    def __init__(self, mentions: Sequence[M]) -> None:
        self._mentions: Sequence[M] = mentions
        self._starts = [mention.start for mention in mentions]
        self._longest = max((mention.end - mention.start for mention in mentions), default=0)

    def around(self, start: int, end: int) -> Sequence[M]:
        """Mentions that overlap ``[start, end)``, and perhaps some that end before it."""
        starts = self._starts
        low = bisect_left(starts, start - self._longest)
        if low == len(starts) or starts[low] >= end:
            return ()
        return self._mentions[low : bisect_left(starts, end, low)]
