"""What one numeral, or two together, state: ranges, coverage, two periods (guideline 2.4, 2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

import regex

from extractor.engine.schema.numerals import Numerals
from extractor.engine.schema.quantities import Units
from extractor.mentions.units import UnitFinder
from extractor.model import Number

_DATE_TAIL = re.compile(r" ?[/.-] ?[0-9]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_FARTHEST = 24
"""Characters between the numerals of one range: a unit and a connecting word."""


class Stated(NamedTuple):
    """A value before its surroundings are read. ``unit_at`` is where its unit would begin."""

    start: int
    end: int
    value: Decimal | None
    numbers: tuple[Number, ...]
    rule_id: str
    unit_at: int
    outer_start: int
    value_max: Decimal | None = None
    denominator: Decimal | None = None
    approx: str = "exact"
    kind: str = "level"
    unit: str | None = None


class NumberCombiner:
    """Joins neighbouring numbers into stated values; built once from the rules."""

    def __init__(self, units: Units, numerals: Numerals, finder: UnitFinder) -> None:
        self._units = finder
        self._magnitudes = {**numerals.magnitudes, **numerals.glued}
        connectors = "|".join(re.escape(word) for word in units.range_words)
        self._connectors = tuple(word + space for word in units.range_words for space in ("", " "))
        self._out_of = tuple(f" {word} " for word in units.out_of)
        self._between = re.compile(rf" ?(?:{connectors}) ?")
        openings = "|".join(units.range_opening)
        self._opening = regex.compile(rf"(?<=(?<![\p{{L}}])(?P<word>(?:{openings}) ))")
        cues = "|".join(units.date_cues)
        self._date_cue = regex.compile(rf"(?<=(?<![\p{{L}}])(?:{cues})(?: {openings})? )")
        changes = "|".join(units.change_words)
        self._changed = regex.compile(rf"(?<=\b(?:{changes})\b[^()\n;]{{0,60}}\()")
        heads = "|".join(sorted(units.fraction_heads, key=len, reverse=True))
        self._fraction = regex.compile(rf" (?:{heads})\b")
        self._clock = re.compile(rf" ?(?:{'|'.join(units.clock)})\b")

    def combine(self, folded: str, numbers: Sequence[Number]) -> Iterator[Stated]:
        """Stated values in order; each number goes into exactly one."""
        at, last = 0, len(numbers) - 1
        while at <= last:
            first = numbers[at]
            if at < last and numbers[at + 1].start - first.end <= _FARTHEST:
                joined = self._together(folded, first, numbers[at + 1])
                if joined:
                    yield from joined
                    at += 2
                    continue
            yield _single(first, first.end)
            at += 1

    def _together(self, folded: str, first: Number, second: Number) -> tuple[Stated, ...]:
        """What two neighbours state as one; empty if each speaks for itself."""
        if first.value is None or second.value is None:
            return ()
        if first.value_max is not None or second.value_max is not None:
            return ()
        between = folded[first.end : second.start]
        if between.strip(" ") == "/":
            joined = self._slash(folded, first, second)
            if joined:
                return joined
        if between in self._out_of:
            return self._part(folded, first, second)
        if between.endswith(self._connectors):
            return self._range(folded, first, second)
        return ()

    def _part_of_date(self, folded: str, first: Number, second: Number) -> bool:
        """Behind "ngày", "nhiệm kỳ", in front of "/2024" or an hour: no quantity."""
        return bool(
            _DATE_TAIL.match(folded, second.end)
            or self._clock.match(folded, second.end)
            or self._date_cue.match(folded, first.start)
        )

    def _slash(self, folded: str, first: Number, second: Number) -> tuple[Stated, ...]:
        """N/M: coverage, a fraction of a named whole, or two periods."""
        if folded[first.start - 1 : first.start] == "/":
            return ()
        low, high = first.value, second.value
        assert low is not None
        assert high is not None
        whole = low == low.to_integral_value() and high == high.to_integral_value() and high > 0
        if not (whole and first.form == second.form == "digits") or self._part_of_date(folded, first, second):
            return ()
        unit = self._units.unit_at(folded, second.end)
        if (unit is not None and unit.measure) or self._units.percent_end(folded, second.end) > second.end:
            return ()
        if low < high <= 20 and self._fraction.match(folded, second.end):
            share = (low * 100 / high).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
            return (_joined(first, second, share, "quantity.fraction", kind="share", unit="percent"),)
        if low > high or self._changed.match(folded, first.start):
            return (
                _single(first, second.end, "quantity.two_periods"),
                _single(second, second.end, "quantity.two_periods"),
            )
        return (_joined(first, second, low, "quantity.coverage", denominator=high, kind="coverage"),)

    def _part(self, folded: str, first: Number, second: Number) -> tuple[Stated, ...]:
        """N trong số M: a count of what stands behind M, the size of the set (guideline 8, ruling 27)."""
        assert first.value is not None
        assert second.value is not None
        if first.value > second.value or self._part_of_date(folded, first, second):
            return ()
        return _single(first, second.end, "quantity.out_of"), _single(second, second.end)

    def _range(self, folded: str, first: Number, second: Number) -> tuple[Stated, ...]:
        """A-B, A đến B; A shares magnitude and unit of B."""
        middle = self._units.percent_end(folded, first.end)
        unit = self._units.unit_at(folded, middle)
        if unit is not None and unit.measure:
            middle = unit.end
        if not self._between.fullmatch(folded, middle, second.start) or self._part_of_date(
            folded, first, second
        ):
            return ()
        if folded[first.start - 1 : first.start] in ("-", "/", "."):
            return ()
        if _YEAR.fullmatch(first.text) and _YEAR.fullmatch(second.text):
            return ()
        low, high = first.value, second.value
        assert low is not None
        assert high is not None
        factor = self._magnitudes.get(second.text.split()[-1], 1)
        if first.form in ("digits", "words") and factor > 1 and low < high / factor and middle == first.end:
            low *= factor
        if low >= high:
            return ()
        opening = self._opening.match(folded, first.start)
        outer = first.start - len(opening["word"]) if opening else first.start
        return (
            _joined(first, second, low, "quantity.range", value_max=high, approx="range", outer_start=outer),
        )


def _single(number: Number, unit_at: int, rule_id: str = "") -> Stated:
    start = number.start
    return Stated(
        start, number.end, number.value, (number,), rule_id or number.rule_id, unit_at, start,
        number.value_max, None, number.approx,
    )  # fmt: skip


def _joined(
    first: Number,
    second: Number,
    value: Decimal,
    rule_id: str,
    *,
    outer_start: int | None = None,
    value_max: Decimal | None = None,
    denominator: Decimal | None = None,
    approx: str = "exact",
    kind: str = "level",
    unit: str | None = None,
) -> Stated:
    return Stated(
        first.start,
        second.end,
        value,
        (first, second),
        rule_id,
        second.end,
        first.start if outer_start is None else outer_start,
        value_max=value_max,
        denominator=denominator,
        approx=approx,
        kind=kind,
        unit=unit,
    )
