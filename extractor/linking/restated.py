"""Figures without a time of their own that restate a dated one (guideline 2.12).

A headline, a lead or a closing sentence repeats or rounds the figure of the body; it has the period
of the figure it repeats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import islice

from extractor.linking.time_topics import Timing
from extractor.model import Figure, FigureKey

_ROUNDING = Decimal("0.05")
_DISTINCTIVE = 10
_WHOLE = "all"
_REACH = 400
"""So many figures of an article, from its first, can be what others restate."""


def dated_twin(
    figure: Figure, figures: Sequence[Figure], timings: Mapping[FigureKey, Timing], *, rounded: bool
) -> Figure | None:
    """The dated figure that ``figure`` repeats: the same value, or (``rounded``) one that it rounds."""
    same = [
        other for other in islice(figures, _REACH) if _is_kin(figure, other) and timings[other.key].period
    ]
    distinctive = rounded or (figure.value is not None and figure.value >= _DISTINCTIVE)
    for other in same:
        if other.value == figure.value and distinctive:
            return other
    if not rounded:
        return None
    return next((other for other in same if _rounds(figure.value, other.value)), None)


def earlier_twin(
    figure: Figure, figures: Sequence[Figure], timings: Mapping[FigureKey, Timing]
) -> Figure | None:
    """An earlier dated figure with the same distinctive value, kind and action."""
    if figure.value is None or figure.value < _DISTINCTIVE:
        return None
    for other in islice(figures, _REACH):
        if other.value_start >= figure.value_start:
            return None
        timing = timings.get(other.key)
        equal = other.value == figure.value and other.action == figure.action
        equal = equal and (other.object == figure.object or _WHOLE in (other.object, figure.object))
        if equal and _is_kin(figure, other) and timing and timing.period and timing.source == "explicit":
            return other
    return None


def dated_part(
    figure: Figure, figures: Sequence[Figure], timings: Mapping[FigureKey, Timing]
) -> Figure | None:
    """A dated figure that is a part of ``figure``."""
    for other in islice(figures, _REACH):
        if any(relation.target == figure.key for relation in other.rel) and timings[other.key].period:
            return other
    return None


def _is_kin(figure: Figure, other: Figure) -> bool:
    same_kind = other.indicator == figure.indicator and other.value_kind == figure.value_kind
    return same_kind and other.key != figure.key


def _rounds(value: Decimal | None, other: Decimal | None) -> bool:
    if value is None or other is None or max(abs(value), abs(other)) < _DISTINCTIVE:
        return False
    return abs(value - other) <= _ROUNDING * max(abs(value), abs(other))
