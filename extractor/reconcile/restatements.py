"""The same figure said twice in one article: title, lead and body, exact and rounded (guideline 2.12)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor.model import Figure, changed

_DIGITS_KEPT = (1, 2, 3)
"""A rounded restatement keeps this many leading digits ("hơn 1.300" for 1.399)."""
_REACH = 200
"""How many figures of a kind are compared with a new one."""
_VAGUE = frozenset({"about", "more_than", "nearly", "at_least"})
_COUNTS = frozenset({"level", "coverage", "share"})


def mark_restatements(figures: Sequence[Figure]) -> list[Figure]:
    """Figures with ``repeat_of`` set on every restatement; the most specific body mention is canonical.

    Two figures are the same when indicator, object, period and locality agree and the values are
    equal or one rounds the other (ruling 36: the action is ignored). Equal numbers inside one
    sentence or under different relations are different facts.
    """
    result = list(figures)
    by_kind: dict[tuple[str, str, str], list[int]] = {}
    for at, figure in enumerate(result):
        kind = (figure.indicator, figure.unit, figure.value_kind)
        earlier_ones = by_kind.setdefault(kind, [])
        for back in earlier_ones[-_REACH:]:
            earlier = result[back]
            if earlier.repeat_of is not None or not _same(earlier, figure):
                continue
            if _canonical_first(earlier, figure):
                result[at] = changed(figure, repeat_of=earlier.key)
            else:
                result[back] = changed(earlier, repeat_of=figure.key)
            break
        earlier_ones.append(at)
    return result


def _same(left: Figure, right: Figure) -> bool:
    if left.sentence == right.sentence or left.value is None or right.value is None:
        return False
    if (left.indicator, left.unit, left.value_kind) != (right.indicator, right.unit, right.value_kind):
        return False
    if (
        left.value_kind not in _COUNTS
        or left.denominator != right.denominator
        or left.value_max != right.value_max
    ):
        return False
    headline = left.region in ("title", "lead")
    if not headline and (
        left.object != right.object or left.locality != right.locality or left.period != right.period
    ):
        return False
    if left.value == right.value:
        return headline or left.value >= 10
    return headline and (_rounds(left, right.value) or _rounds(right, left.value))


def _rounds(rounded: Figure, exact: Decimal) -> bool:
    value = rounded.value
    if value is None or rounded.approx not in _VAGUE or exact <= 0 or value < 20:
        return False
    digits = len(value.normalize().as_tuple().digits)
    if digits not in _DIGITS_KEPT:
        return False
    ratio = exact / value
    if rounded.approx in ("more_than", "at_least"):
        return Decimal(1) <= ratio < Decimal("1.1")
    if rounded.approx == "nearly":
        return Decimal("0.9") < ratio <= Decimal(1)
    return Decimal("0.95") < ratio < Decimal("1.05")


def _canonical_first(earlier: Figure, later: Figure) -> bool:
    """Body before headline, exact before rounded, then the earlier one."""
    if (earlier.region in ("title", "lead")) != (later.region in ("title", "lead")):
        return later.region in ("title", "lead")
    return earlier.approx == "exact" or later.approx != "exact"
