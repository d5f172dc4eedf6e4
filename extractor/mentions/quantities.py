"""Quantities: stated values with measure, rate and approximator (guideline 2.3-2.8, 2.13).

The value span holds the numerals (the whole "02 đến 03" and "15/15"), magnitude words and "%";
the outer span also the approximator and the unit. What is counted is for linking to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from extractor.engine.load import Rules, load_rules
from extractor.engine.schema.numerals import Numerals
from extractor.engine.schema.quantities import Approximators, Units
from extractor.mentions.approximators import ApproximatorFinder, Measured
from extractor.mentions.combinations import NumberCombiner, Stated
from extractor.mentions.non_figures import NonFigureFinder
from extractor.mentions.numerals import NumeralFinder
from extractor.mentions.units import Distribution, Unit, UnitFinder
from extractor.model import Number, Per, Quantity
from extractor.text.view import MatchView


class QuantityFinder:
    """Builds quantities from numbers; built once from the rules, without state."""

    def __init__(self, rules: Rules) -> None:
        units = rules.get(Units)
        self._units = UnitFinder(units)
        self._approximators = ApproximatorFinder(rules.get(Approximators))
        self._combiner = NumberCombiner(units, rules.get(Numerals), self._units)

    def find(self, view: MatchView, numbers: Sequence[Number]) -> list[Quantity]:
        """One quantity per stated value, in order; the 1 of "/1 khẩu" belongs to its rate.

        Args:
            view: the text; spans of ``numbers`` and of the result index it.
            numbers: what `NumeralFinder` found in it, in order.
        """
        folded = view.folded
        distributions, framing = self._units.distributions(folded), self._approximators.framing(folded)
        found: list[Quantity] = []
        border, in_rate, slash, slashed = 0, False, -1, 0
        for stated in self._combiner.combine(folded, numbers):
            if in_rate and stated.start < border:
                continue
            if slash < stated.end:
                slash, slashed = self._units.next_slash(folded, stated.end)
            quantity = self._quantity(view, stated, distributions, framing, border, slashed)
            found.append(quantity)
            border, in_rate = quantity.outer_end, quantity.per is not None
        return found

    def _quantity(
        self, view: MatchView, stated: Stated, distributions: Sequence[Distribution],
        framing: Sequence[str], since: int, slashed: int,
    ) -> Quantity:  # fmt: skip
        """Reads unit, rate and approximator around a value.

        ``since`` is where the last one ended, ``slashed`` where the words in front of the next slash
        begin; ``distributions`` and ``framing`` are what the whole text has of them.
        """
        (start, end, value, numbers, rule_id, unit_at, outer_start, value_max, denominator, approx, kind,
         name) = stated  # fmt: skip
        folded, units = view.folded, self._units
        rules: tuple[str, ...] = (rule_id,)
        unit = per = rate = None
        percent, more = False, folded[end : end + 1] in units.openings
        if more and (end := units.percent_end(folded, end)) > stated.end:
            percent, name = True, "percent"
        elif name is None:
            unit = units.unit_at(folded, unit_at) if more else None
            unit = unit or units.money_at(folded, start, end)
        outer_end = end
        if unit is not None:
            name, outer_end = unit.name, max(end, unit.end)
            if unit.factor != 1:
                value, value_max = _converted(value, unit.factor), _converted(value_max, unit.factor)
        if name == "percent":
            kind = "share"
        alone = denominator is None  # N of M is a share of what there is, not a rate
        if alone and more and (outer_end >= slashed or unit is not None or distributions):
            rate = units.rate_at(folded, outer_end, unit, slashed)
        if rate is not None:
            (per, outer_end), kind = rate, "rate"
        near, beside = self._approximators.near(folded, outer_start)
        if near or framing:
            number = Measured(end, outer_end, value, percent or (unit is not None and unit.measure))
            found = self._approximators.find(folded, outer_start, number, near, beside, framing)
            if found is not None:
                outer_start, outer_end = min(outer_start, found.start), max(outer_end, found.end)
                rules = (*rules, found.rule_id)
                approx = found.approx if approx == "exact" else approx
        if alone and per is None and distributions:
            per = self._each(folded, distributions, outer_start, unit, since)
            if per is not None:
                kind, rules = "rate", (*rules, "quantity.distributive")
        return Quantity(
            start, end, view.cased[start:end], value, value_max, denominator, approx, kind, name,
            unit.start if unit else -1, unit.end if unit else -1, per, outer_start, outer_end, numbers, rules,
            unit_at if unit_at > stated.end else -1,
        )  # fmt: skip

    def _each(
        self, folded: str, distributions: Sequence[Distribution], start: int, unit: Unit | None, since: int
    ) -> Per | None:
        """A distributive governs the first value behind it: "mỗi suất 500 ngàn"."""
        nearest = None
        for each in distributions:
            if since < each.end <= start:
                nearest = each
        return self._units.distributed(folded, nearest, start, unit) if nearest else None


def _converted(value: Decimal | None, factor: int) -> Decimal | None:
    if value is None:
        return None
    converted = value * factor
    return converted.to_integral_value() if converted == converted.to_integral_value() else converted


def parse_quantities(text: str, rules: Rules | None = None) -> list[Quantity]:
    """Quantities of any text: counts, money, mass, length, area, percentages, with source offsets.

    Numbers that state no quantity by themselves are left out: document numbers, names, dates, ages,
    durations, phones (see `extractor.mentions.non_figures`).

    Args:
        text: a phrase, a sentence, an article.
        rules: rule files to use; the built-in ones if left out.

    Returns:
        Quantities in order; ``value`` in ``unit`` (VND, kg, km2, percent, a classifier's unit or None
        when only a head noun decides), with ``value_max``, ``approx``, ``denominator`` and ``per``.

    >>> [(q.text, int(q.value), q.unit, q.approx) for q in parse_quantities("hơn 1 tạ pháo, 3,2 tỷ đồng")]
    [('1', 100, 'kg', 'more_than'), ('3,2 tỷ', 3200000000, 'VND', 'exact')]
    """
    numerals, quantities, non_figures = _default_finders() if rules is None else _finders(rules)
    view = MatchView.of(text)
    numbers = numerals.find(view.folded)
    refused = {(r.start, r.end) for r in non_figures.find(view, numbers)}
    found = []
    for quantity in quantities.find(view, numbers):
        if any((number.start, number.end) in refused for number in quantity.numbers):
            continue
        mapped = view.to_source(quantity)
        outer = view.source(quantity.outer_start, quantity.outer_end)
        unit = (-1, -1)
        if quantity.unit_start >= 0:
            unit = view.source(quantity.unit_start, quantity.unit_end)
        found.append(
            replace(
                mapped,
                outer_start=outer[0],
                outer_end=outer[1],
                unit_start=unit[0],
                unit_end=unit[1],
                numbers=tuple(view.to_source(number) for number in quantity.numbers),
            )
        )
    return found


def _finders(rules: Rules) -> tuple[NumeralFinder, QuantityFinder, NonFigureFinder]:
    return NumeralFinder(rules), QuantityFinder(rules), NonFigureFinder(rules)


@cache
def _default_finders() -> tuple[NumeralFinder, QuantityFinder, NonFigureFinder]:
    return _finders(load_rules())
