"""When two stated values can be one value: equal, one a rounding of the other, or overlapping."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

_TENTH = Decimal("0.1")
_TWENTIETH = Decimal("0.05")
VAGUE = frozenset({"magnitude", "few"})
"""Approximations that only give an order ("hundreds", "a few")."""


class Fit(Enum):
    """How two values agree."""

    EQUAL = "equal"
    ROUNDED = "rounded"
    OVERLAP = "overlap"
    DIFFER = "differ"


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as stated; ``low`` and ``high`` are what the words allow it to be."""

    value: Decimal
    approx: str
    low: Decimal
    high: Decimal

    @staticmethod
    def of(value: Decimal, value_max: Decimal | None = None, approx: str = "exact") -> Stated:
        """From the fields of a record.

        >>> stated = Stated.of(Decimal(1300), approx="more_than")
        >>> int(stated.low), int(stated.high)
        (1300, 1430)
        """
        size = abs(value)
        low = high = value
        if value_max is not None:
            high = value_max
        elif approx == "about":
            low, high = value - size * _TWENTIETH, value + size * _TWENTIETH
        elif approx in {"more_than", "at_least"}:
            high = value + size * _TENTH
        elif approx in {"nearly", "at_most"}:
            low = value - size * _TENTH
        return Stated(value, approx, low, high)

    @property
    def exact(self) -> bool:
        """True for a value stated without any approximation."""
        return self.approx == "exact"

    @property
    def digits(self) -> int:
        """Significant digits: 1,399 has four, 1,400 two."""
        return len(self.value.normalize().as_tuple().digits) if self.value else 0


def fit(left: Stated, right: Stated, *, measure: bool) -> Fit:
    """How two values agree; ``measure`` is True for money, mass, length, which are rounded without a word.

    >>> more, exact = Stated.of(Decimal(1300), approx="more_than"), Stated.of(Decimal(1399))
    >>> fit(more, exact, measure=False)
    <Fit.ROUNDED: 'rounded'>
    """
    if left.low == right.low and left.high == right.high:
        return Fit.EQUAL
    if left.exact and right.exact:
        return Fit.ROUNDED if _rounds(left, right, measure) or _rounds(right, left, measure) else Fit.DIFFER
    if left.value == right.value and not {left.approx, right.approx} & VAGUE:
        return Fit.EQUAL if left.approx == right.approx else Fit.ROUNDED
    if left.low <= right.high and right.low <= left.high:
        return Fit.ROUNDED if left.exact or right.exact else Fit.OVERLAP
    return Fit.DIFFER


def _rounds(rounded: Stated, exact: Stated, measure: bool) -> bool:
    """A measure keeps two or three digits; a count is only rounded silently from a thousand up."""
    kept = rounded.digits
    if not 2 <= kept < exact.digits or kept > 3:
        return False
    if not measure and (kept > 2 or abs(rounded.value) < 1000):
        return False
    if abs(exact.value - rounded.value) * 20 > abs(exact.value):
        return False
    step = Decimal((0, (1,), exact.value.adjusted() - kept + 1))
    nearest = (exact.value / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    return nearest == rounded.value
