"""Quantities: numerals with range, coverage, measure, rate and approximator (guideline 2.3-2.8, 2.13).

The value span holds the numerals (the whole "02 đến 03" and "15/15"), magnitude words and "%";
the outer span also the approximator and the unit. What is counted is for linking to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

import regex

from extractor.engine.load import Rules, load_rules
from extractor.engine.schema.numerals import Numerals
from extractor.engine.schema.quantities import Approximators, Units
from extractor.mentions.approximators import ApproximatorFinder
from extractor.mentions.non_figures import NonFigureFinder
from extractor.mentions.numerals import NumeralFinder
from extractor.mentions.units import Distribution, Unit, UnitFinder
from extractor.model import Number, Quantity
from extractor.text.view import MatchView

_DATE_TAIL = re.compile(r" ?[/.-] ?[0-9]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class QuantityFinder:
    """Builds quantities from numbers; built once from the rules, without state."""

    def __init__(self, rules: Rules) -> None:
        units, numerals = rules.get(Units), rules.get(Numerals)
        self._units = UnitFinder(units)
        self._approximators = ApproximatorFinder(rules.get(Approximators))
        self._magnitudes = {**numerals.magnitudes, **numerals.glued}
        words = [re.escape(word) for word in units.range_words]
        self._between = re.compile(rf" ?(?:{'|'.join(words)}) ?")
        openings = "|".join(units.range_opening)
        self._opening = regex.compile(rf"(?<![\p{{L}}])(?:{openings}) $")
        cues = "|".join(units.date_cues)
        self._date_cue = regex.compile(rf"(?<![\p{{L}}])(?:{cues})(?: {openings})? $")
        changes = "|".join(units.change_words)
        self._changed = regex.compile(rf"\b(?:{changes})\b[^()\n;]{{0,60}}\($")
        heads = "|".join(sorted(units.fraction_heads, key=len, reverse=True))
        self._fraction = regex.compile(rf" (?:{heads})\b")
        self._clock = regex.compile(rf" ?(?:{'|'.join(units.clock)})\b")
        self._money = units.money_unit

    def find(self, view: MatchView, numbers: Sequence[Number]) -> list[Quantity]:
        """One quantity per stated value, in order; the 1 of "/1 khẩu" belongs to its rate."""
        folded = view.folded
        distributions = self._units.distributions(folded)
        found: list[Quantity] = []
        at = 0
        while at < len(numbers):
            first = numbers[at]
            if found and found[-1].per is not None and first.start < found[-1].outer_end:
                at += 1
                continue
            second = numbers[at + 1] if at + 1 < len(numbers) else None
            if second is not None and second.start - first.end <= 24:
                if (pair := self._slash(folded, first, second)) is not None:
                    found.extend(pair)
                    at += 2
                    continue
                if (span := self._range(folded, first, second)) is not None:
                    found.append(self._complete(folded, span, distributions, found))
                    at += 2
                    continue
            found.append(self._complete(folded, _single(first), distributions, found))
            at += 1
        return [replace(q, text=view.cased[q.start : q.end]) for q in found]

    def _slash(self, folded: str, first: Number, second: Number) -> list[Quantity] | None:
        """N/M: coverage, a fraction of a whole, or two periods (guideline 2.5)."""
        if folded[first.end : second.start].strip(" ") != "/" or first.value is None or second.value is None:
            return None
        if not second.value or first.value_max is not None or second.value_max is not None:
            return None
        if first.form != "digits" or second.form != "digits" or folded[first.start - 1 : first.start] == "/":
            return None
        if _DATE_TAIL.match(folded, second.end) or self._clock.match(folded, second.end):
            return None
        if self._date_cue.search(folded[max(0, first.start - 20) : first.start]):
            return None
        if first.value != first.value.to_integral_value() or second.value != second.value.to_integral_value():
            return None
        unit = self._units.unit_at(folded, second.end)
        if unit is not None and unit.measure:
            return None
        if first.value < second.value and second.value <= 20 and self._fraction.match(folded, second.end):
            share = (first.value * 100 / second.value).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
            quantity = self._finish(folded, _joined(first, second, folded), None)
            return [
                replace(quantity, value=share, kind="share", unit="percent", rule_ids=("quantity.fraction",))
            ]
        changed = self._changed.search(folded[max(0, first.start - 80) : first.start])
        if first.value > second.value or changed:
            return [
                replace(self._finish(folded, _single(first), unit), rule_ids=("quantity.two_periods",)),
                replace(self._finish(folded, _single(second), unit), rule_ids=("quantity.two_periods",)),
            ]
        quantity = self._finish(folded, _joined(first, second, folded), unit)
        return [replace(quantity, denominator=second.value, kind="coverage", rule_ids=("quantity.coverage",))]

    def _range(self, folded: str, first: Number, second: Number) -> Quantity | None:
        """A-B, A đến B, with magnitude and unit of B shared by A (guideline 2.4)."""
        low, high = first.value, second.value
        if low is None or high is None or first.value_max is not None or second.value_max is not None:
            return None
        middle = self._units.percent_end(folded, first.end)
        unit = self._units.unit_at(folded, middle)
        if unit is not None and unit.measure:
            middle = unit.end
        between = self._between.fullmatch(folded, middle, second.start)
        if between is None or folded[first.start - 1 : first.start] in ("-", "/", "."):
            return None
        if _DATE_TAIL.match(folded, second.end) or self._clock.match(folded, second.end):
            return None
        if _YEAR.fullmatch(first.text) and _YEAR.fullmatch(second.text):
            return None
        if self._date_cue.search(folded[max(0, first.start - 24) : first.start]):
            return None
        factor = self._magnitudes.get(second.text.split()[-1], 1)
        if first.form in ("digits", "words") and factor > 1 and low < high / factor and middle == first.end:
            low *= factor
        if low >= high:
            return None
        joined = _joined(first, second, folded)
        opening = self._opening.search(folded[max(0, first.start - 8) : first.start])
        outer = first.start - len(opening.group()) if opening else first.start
        return replace(
            joined, value=low, value_max=high, approx="range", outer_start=outer, rule_ids=("quantity.range",)
        )

    def _complete(
        self,
        folded: str,
        quantity: Quantity,
        distributions: Sequence[Distribution],
        before: Sequence[Quantity],
    ) -> Quantity:
        """Adds measure or classifier, rate and approximator; "mỗi" governs the first number behind it."""
        unit = self._units.unit_at(folded, quantity.end) or self._units.money_at(
            folded, quantity.start, quantity.end
        )
        quantity = self._finish(folded, quantity, unit)
        for each in reversed(distributions):
            if (
                each.end <= quantity.outer_start
                and quantity.outer_start - each.end < 90
                and quantity.per is None
            ):
                per = self._units.distributed(folded, each, quantity.outer_start, unit)
                if per is not None:
                    rules = (*quantity.rule_ids, "quantity.distributive")
                    return replace(quantity, per=per, kind="rate", rule_ids=rules)
                break
        return quantity

    def _finish(self, folded: str, quantity: Quantity, unit: Unit | None) -> Quantity:
        end = self._units.percent_end(folded, quantity.end)
        percent = end > quantity.end
        name = "percent" if percent else unit.name if unit else None
        outer_end = end if percent or unit is None else max(end, unit.end)
        value, value_max = quantity.value, quantity.value_max
        if unit is not None and not percent and unit.factor != 1:
            value = value * unit.factor if value is not None else None
            value_max = value_max * unit.factor if value_max is not None else None
        kind, per = "share" if name == "percent" else quantity.kind, None
        if (rate := self._units.rate_at(folded, outer_end, unit)) is not None:
            per, outer_end, kind = rate[0], rate[1], "rate"
        measure = percent or (unit is not None and unit.measure)
        near = self._approximators.find(
            folded, quantity.outer_start, end, unit_end=outer_end, value=value, measure=measure
        )
        approx, outer_start, rules = quantity.approx, quantity.outer_start, quantity.rule_ids
        if near is not None:
            outer_start, outer_end = min(outer_start, near.start), max(outer_end, near.end)
            rules = (*rules, near.rule_id)
            if approx == "exact":
                approx = near.approx
        located = unit is not None and not percent
        return replace(
            quantity,
            end=end,
            value=value,
            value_max=value_max,
            approx=approx,
            kind=kind,
            unit=name,
            unit_start=unit.start if located and unit else -1,
            unit_end=unit.end if located and unit else -1,
            per=per,
            outer_start=outer_start,
            outer_end=outer_end,
            rule_ids=rules,
        )


def _single(number: Number) -> Quantity:
    return Quantity(
        number.start,
        number.end,
        number.text,
        number.value,
        number.value_max,
        approx=number.approx,
        outer_start=number.start,
        outer_end=number.end,
        numbers=(number,),
        rule_ids=(number.rule_id,),
    )


def _joined(first: Number, second: Number, folded: str) -> Quantity:
    return replace(
        _single(first), end=second.end, text=folded[first.start : second.end], numbers=(first, second)
    )


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
