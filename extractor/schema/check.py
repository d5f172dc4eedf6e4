"""What must hold between the fields of a figure before it may leave as a record (guideline 6.1).

A figure that breaks a constraint becomes a rejection with the reason; it is never mended here.
"""

from __future__ import annotations

from decimal import Decimal

import regex

from extractor.engine.schema import Vocabulary
from extractor.model import Figure

_PERIOD_SPAN = regex.compile(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|\.\.)")
_WITH_UPPER_END = frozenset({"range", "magnitude", "few"})
_WITH_BASE = frozenset({"change_abs", "change_pct", "multiple"})
_WITH_PER = frozenset({"rate", "change_abs", "change_pct", "multiple"})
_TIME_UNITS = frozenset({"hour", "day", "week", "month", "quarter", "year"})


class Constraints:
    """Checks figures against the closed lists of one set of rules.

    Args:
        vocabulary: of the rules that made the figures; an analyst's rules may have added to it.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._objects = {name: frozenset(entry.objects) for name, entry in vocabulary.indicators.items()}
        self._units = frozenset(vocabulary.units)
        self._per_units = self._units | _TIME_UNITS
        self._lists = (
            ("action", frozenset(vocabulary.actions)),
            ("status", frozenset(vocabulary.status)),
            ("value_kind", frozenset(vocabulary.value_kind)),
            ("approx", frozenset(vocabulary.approx)),
            ("period_source", frozenset(vocabulary.period_source)),
            ("locality_source", frozenset(vocabulary.locality_source)),
            ("region", frozenset(vocabulary.regions)),
            ("unit", self._units),
            ("period_type", frozenset((*vocabulary.period_type, None))),
        )
        self._levels = frozenset(vocabulary.locality_level)
        self._relations = frozenset(vocabulary.rel)

    def violation(self, figure: Figure, text: str, published: str | None = None) -> str | None:
        """Why the figure may not become a record, or None if it may.

        Args:
            figure: in offsets of ``text``.
            text: the document.
            published: publication date, against which an achieved figure may not lie in the future.
        """
        return (
            self._closed_lists(figure)
            or _spans(figure, text)
            or _value(figure)
            or self._rate(figure)
            or _period(figure, published)
        )

    def _closed_lists(self, figure: Figure) -> str | None:
        objects = self._objects.get(figure.indicator)
        if objects is None:
            return f"indicator {figure.indicator!r} is not in the vocabulary"
        if figure.object not in objects:
            return f"object {figure.object!r} does not belong to indicator {figure.indicator!r}"
        for field, allowed in self._lists:
            value = getattr(figure, field)
            if value not in allowed:
                return f"{field} {value!r} is not in the vocabulary"
        if figure.locality is not None and figure.locality.level not in self._levels:
            return f"locality level {figure.locality.level!r} is not in the vocabulary"
        for relation in figure.rel:
            if relation.type not in self._relations:
                return f"relation {relation.type!r} is not in the vocabulary"
        return None

    def _rate(self, figure: Figure) -> str | None:
        if figure.per is None:
            return "a rate needs per" if figure.value_kind == "rate" else None
        if figure.value_kind not in _WITH_PER:
            return f"per goes with value_kind rate, not {figure.value_kind}"
        if not all(unit in self._per_units for unit in figure.per.unit.split("-")):
            return f"per unit {figure.per.unit!r} is not in the vocabulary"
        return None


def _value(figure: Figure) -> str | None:
    value, upper = figure.value, figure.value_max
    if value is None:  # a malformed numeral (guideline 2): kept as written, never repaired
        return "a figure without value has no value_max" if upper is not None else None
    if not value.is_finite():
        return "no finite value"
    if (upper is not None) != (figure.approx in _WITH_UPPER_END):
        return f"value_max goes with approx range, magnitude and few, not {figure.approx}"
    if upper is not None and upper < value:
        return f"value_max {upper} is below value {value}"
    return _denominator(figure)


def _denominator(figure: Figure) -> str | None:
    if (figure.denominator is not None) != (figure.value_kind == "coverage"):
        return f"a denominator goes with value_kind coverage, not {figure.value_kind}"
    if figure.denominator is not None and not _is_count(figure.denominator):
        return f"denominator {figure.denominator} is not a whole number of at least 1"
    return None


def _is_count(value: Decimal) -> bool:
    return value.is_finite() and value >= 1 and value == value.to_integral_value()


def _spans(figure: Figure, text: str) -> str | None:
    if not 0 <= figure.start <= figure.value_start < figure.value_end <= figure.end <= len(text):
        return "the value span is not inside the quote, or the quote not inside the text"
    if figure.head_start >= 0 and not figure.head_start < figure.head_end <= len(text):
        return "the head span is not inside the text"
    return None


def _period(figure: Figure, published: str | None) -> str | None:
    for field, period in (("period", figure.period), ("base_period", figure.base_period)):
        if period is None:
            continue
        ends = period.split("/")
        if len(ends) > 2 or period == ".." or not all(_PERIOD_SPAN.fullmatch(end) for end in ends):
            return f"{field} {period!r} is not an ISO period"
        if len(ends) == 2 and ".." not in ends and _later(ends[0], ends[1]):
            return f"{field} {period!r} ends before it begins"
    if figure.base_period is not None and figure.value_kind not in _WITH_BASE:
        return f"base_period goes with a change, not {figure.value_kind}"
    if published and figure.period and figure.status == "achieved":
        begin = figure.period.split("/")[0]
        if begin != ".." and _later(begin, published[:10]):
            return f"achieved in {figure.period}, after the publication date {published}"
    return None


def _later(first: str, second: str) -> bool:
    """True if the partial date ``first`` surely begins after ``second`` has ended.

    >>> _later("2021-05", "2021"), _later("2021-05", "2021-04")
    (False, True)
    """
    for a, b in zip(first.split("-"), second.split("-"), strict=False):
        if a != b:
            return a > b
    return False
