"""The grammar of numbers in words, or in digits with magnitude words (guideline 2.1, 2.2).

It reads one *run*: number words and digits with single spaces between them. A run may hold several
numbers, or none, and may begin and end with words that are no part of one ("... hai mươi năm").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.engine.schema.numerals import Numerals

_EXACT = Decimal(10) ** 27


@dataclass(frozen=True, slots=True)
class Reading:
    """The words up to ``end`` (exclusive) read as one value; bounds if the number is vague."""

    end: int
    value: Decimal
    value_max: Decimal | None = None
    approx: str = "exact"


class NumberGrammar:
    """Built once from the rules; ``read`` has no state."""

    def __init__(self, rules: Numerals) -> None:
        self.rules = rules
        self.positive = {word: value for word, value in rules.units.items() if value}
        self.after_link = {**self.positive, **rules.after_link}
        self.contracted = {w: v for w, v in rules.after_ten.items() if w not in rules.units and v != 4}
        self.multipliers = {**rules.tens, **rules.hundred, **rules.round, **rules.magnitudes}
        self.vague_words = frozenset(phrase.split()[0] for phrase in rules.vague)
        self.late = frozenset(rules.only_before_multiplier)

    def read(
        self, words: Sequence[str], at: int, literals: Mapping[int, Decimal] | None = None
    ) -> Reading | None:
        """The longest number that begins at ``words[at]``; ``literals`` gives the words in digits.

        >>> grammar.read("hai mươi tám người".split(), 0)   # doctest: +SKIP
        Reading(end=3, value=Decimal('28'), value_max=None, approx='exact')
        """
        run = _Run(self, words, literals or {})
        return run.vague(at) or run.pair(at) or run.half_of(at) or run.number(at) or run.bare(at)


@dataclass(slots=True)
class _Run:
    grammar: NumberGrammar
    words: Sequence[str]
    literals: Mapping[int, Decimal]

    def word(self, at: int) -> str:
        return self.words[at] if at < len(self.words) else ""

    def number(self, start: int) -> Reading | None:
        """Groups below a thousand, each with its magnitude, in falling order."""
        total, at, limit = Decimal(0), start, 0
        while (found := self.group(at, whole=at == start)) is not None:
            group, after = found
            factor, end = self.magnitude(after)
            if limit and factor >= limit:
                break
            if limit and factor == 1:
                if at in self.literals:
                    break
                if after == at + 1 and self.word(at) in self.grammar.positive:
                    group *= limit // 10
            total, at, limit = total + group * factor, end, factor
            if factor == 1:
                break
            if self.word(at) in self.grammar.rules.half:
                return Reading(at + 1, _whole(total + Decimal(factor) / 2))
            if (linked := self.linked(at)) is not None:
                return Reading(linked[1], _whole(total + linked[0]))
        return Reading(at, _whole(total)) if at > start else None

    def magnitude(self, at: int) -> tuple[int, int]:
        """Product of the magnitude words at ``at`` ("nghìn tỷ") and where they end."""
        rules = self.grammar.rules
        factor = 1
        if at - 1 in self.literals:
            factor = rules.round.get(self.word(at)) or rules.hundred.get(self.word(at)) or 1
            at += factor > 1
            if self.word(at) in rules.glued:
                return rules.glued[self.word(at)], at + 1
        last = 0
        while (value := rules.magnitudes.get(self.word(at), 0)) > last:
            factor, at, last = factor * value, at + 1, value
        return factor, at

    def group(self, at: int, *, whole: bool) -> tuple[Decimal, int] | None:
        """A number below a thousand, or one in digits; only an inner one may begin with zero."""
        if at in self.literals:
            return self.literals[at], at + 1
        rules = self.grammar.rules
        units = self.grammar.positive if whole else rules.units
        if self.word(at) in units and self.word(at + 1) in rules.hundred:
            hundreds, after = units[self.word(at)] * 100, at + 2
            if self.word(after) in rules.half:
                return Decimal(hundreds + 50), after + 1
            if (linked := self.linked(after)) is not None:
                return Decimal(hundreds + linked[0]), linked[1]
            if (rest := self.below_hundred(after)) is not None and self.word(rest[1]) not in rules.hundred:
                colloquial = rest[1] == after + 1 and self.word(after) in self.grammar.positive
                return Decimal(hundreds + rest[0] * (10 if colloquial else 1)), rest[1]
            return Decimal(hundreds), after
        below = self.below_hundred(at)
        return None if below is None else (Decimal(below[0]), below[1])

    def linked(self, at: int) -> tuple[int, int] | None:
        """What stands behind a zero: "linh năm", "lẻ mười lăm"."""
        if self.word(at) not in self.grammar.rules.links:
            return None
        follower = self.word(at + 1)
        if follower in self.grammar.rules.ten or self.word(at + 2) in self.grammar.rules.tens:
            return self.below_hundred(at + 1)
        value = self.grammar.after_link.get(follower)
        return None if value is None else (value, at + 2)

    def below_hundred(self, at: int) -> tuple[int, int] | None:
        """A digit or a ten with its digit."""
        grammar, rules = self.grammar, self.grammar.rules
        word, follower = self.word(at), self.word(at + 1)
        if word in rules.ten:
            return self.with_unit(10, at + 1)
        unit = grammar.positive.get(word)
        if unit is None or (word in grammar.late and at and follower not in grammar.multipliers):
            return None
        if follower in rules.tens:
            return self.with_unit(unit * 10, at + 2)
        if follower in rules.round:
            return unit * 10, at + 2
        contracted = grammar.contracted.get(follower, 0) if unit > 1 else 0
        return (unit * 10 + contracted, at + 2) if contracted else (unit, at + 1)

    def with_unit(self, tens: int, at: int) -> tuple[int, int]:
        rules = self.grammar.rules
        unit = rules.after_ten.get(self.word(at))
        if unit is None or self.word(at + 1) in rules.tens or self.word(at + 1) in rules.hundred:
            return tens, at
        return tens + unit, at + 1

    def scale(self, at: int) -> tuple[int, int]:
        """Product of all multipliers at ``at``: "chục nghìn" is 10,000."""
        factor = 1
        while (value := self.grammar.multipliers.get(self.word(at))) is not None:
            factor, at = factor * value, at + 1
        return factor, at

    def vague(self, at: int) -> Reading | None:
        """Bounds of "hàng chục nghìn", "vài trăm", "dăm ba chục"."""
        rules = self.grammar.rules
        if self.word(at) in rules.vague_prefix:
            factor, end = self.scale(at + 1)
            return (
                Reading(end, Decimal(factor), Decimal(factor * 10 - 1), "magnitude") if factor > 1 else None
            )
        for length in (2, 1) if self.word(at) in self.grammar.vague_words else ():
            bounds = rules.vague.get(" ".join(self.words[at : at + length]))
            if bounds and at + length <= len(self.words):
                factor, end = self.scale(at + length)
                return Reading(end, Decimal(bounds[0] * factor), Decimal(bounds[1] * factor), "few")
        return None

    def pair(self, at: int) -> Reading | None:
        """Neighbouring digits side by side are a range: "hai ba", "năm bảy chục"."""
        grammar = self.grammar
        first, second = self.word(at), self.word(at + 1)
        if first not in grammar.positive or second not in grammar.positive:
            return None
        low, high = grammar.positive[first], grammar.positive[second]
        listed = f"{first} {second}" in grammar.rules.pairs
        if not listed and (high != low + 1 or second in grammar.late):
            return None
        factor, end = self.scale(at + 2)
        return Reading(end, Decimal(low * factor), Decimal(high * factor), "range")

    def half_of(self, at: int) -> Reading | None:
        """Half a magnitude: "nửa triệu"."""
        if self.word(at) not in self.grammar.rules.half_of:
            return None
        factor, end = self.scale(at + 1)
        return Reading(end, _whole(Decimal(factor) / 2)) if factor >= 1000 else None

    def bare(self, at: int) -> Reading | None:
        """A magnitude without a digit: "hơn trăm hộ"."""
        factor, end = self.scale(at)
        return Reading(end, Decimal(factor)) if factor > 1 else None


def _whole(value: Decimal) -> Decimal:
    """Without the zeros that "3,2 tỷ" leaves behind the point."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and value < _EXACT else value
