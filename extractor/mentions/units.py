"""What stands behind a numeral: measure, currency, classifier, rate (guideline 2.1, 2.5, 2.8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.engine.schema.quantities import Units
from extractor.model import Per

_PASSAGE = 600
"""Characters in which a billion without a noun finds the money it is of."""
_LETTERS = r"[^\W\d_]+"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit word at ``[start, end)``; ``factor`` converts the stated value into ``name``."""

    start: int
    end: int
    name: str
    factor: int = 1
    measure: bool = True


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distributive phrase ("mỗi suất") that ends at ``end``: what the next number is per."""

    end: int
    unit: str | None


class UnitFinder:
    """Reads units at a position of folded text; built once from the rules."""

    def __init__(self, rules: Units) -> None:
        self._rules = rules
        self._measures = {w: Unit(0, 0, name) for name, words in rules.measures.items() for w in words}
        self._measures |= {w: Unit(0, 0, c.unit, c.factor) for w, c in rules.conversions.items()}
        self._measures |= dict.fromkeys(rules.percent_words, Unit(0, 0, "percent"))
        self._units = {
            w: Unit(0, 0, name, measure=False) for name, words in rules.classifiers.items() for w in words
        } | self._measures
        self._per = {w: name for name, words in rules.measures.items() for w in words}
        self._per |= {w: name for name, words in rules.per.items() for w in words}
        units, per = self._words(self._units), self._words(self._per)
        counts = "|".join(
            str(n) if n < 1000 else f"{n:,}".replace(",", r"\.") for n in reversed(rules.per_counts)
        )
        self._unit = regex.compile(rf" ?({units})")
        self._percent = regex.compile(" ?(?:" + "|".join(map(regex.escape, rules.percent)) + ")")
        tail = rf" ?/ ?(?:({counts}) )?({per})(?: ?/ ?({per}))?"
        self._tail = regex.compile(tail)
        self._counted_tail = regex.compile(rf" ({_LETTERS}(?: {_LETTERS}){{0,2}}?){tail}")
        each = "|".join(rules.distributive)
        self._each = regex.compile(
            rf"\b(?:{each}) (?:(?P<per>{per})(?:{rules.distributive_list}(?:{per}))*|(?P<other>{_LETTERS}))"
        )
        self._gap = regex.compile(rules.distributive_gap)
        self._behind = regex.compile(rf" (?:cho )?(?:{each}) ({per})(?!{rules.distributive_own})")
        one_of = self._words(word for word in self._per if word in rules.one_of)
        self._one = regex.compile(rf" {rules.one} ({one_of})(?! {_LETTERS} [0-9])")
        self._currencies = frozenset(rules.currencies)
        self._money_cue = regex.compile(rules.money_cue)
        self._money_follower = regex.compile(rules.money_follower)

    def unit_at(self, folded: str, at: int) -> Unit | None:
        """The longest unit word right behind ``at``."""
        match = self._unit.match(folded, at)
        if match is None:
            return None
        found = self._units[match[1]]
        return Unit(match.start(1), match.end(1), found.name, found.factor, found.measure)

    def percent_end(self, folded: str, at: int) -> int:
        """End of a percent sign behind ``at``, or ``at``."""
        match = self._percent.match(folded, at)
        return match.end() if match else at

    def money_at(self, folded: str, start: int, end: int) -> Unit | None:
        """The currency that a bare "18 triệu" leaves out, if its context is about money."""
        if not folded[start:end].endswith(self._rules.money_magnitudes):
            return None
        if not self._money_follower.match(folded, end):
            return None
        if folded[start:end].endswith(self._rules.money_alone):
            opening = max(0, start - _PASSAGE)
        else:
            opening = max(folded.rfind("\n", 0, start), folded.rfind(". ", 0, start), start - 160)
        if self._money_cue.search(folded, opening + 1, start):
            return Unit(end, end, self._rules.money_unit)
        return None

    def rate_at(self, folded: str, at: int, unit: Unit | None) -> tuple[Per, int] | None:
        """The denominator behind a unit or counted noun: "/tháng", "/1 khẩu", " mỗi suất"."""
        match = self._tail.match(folded, at)
        if match is None and unit is None:
            match = self._counted_tail.match(folded, at)
            if match is not None and match[1].split()[-1] in self._per:
                match = None if self._alternatives(self._per[match[1].split()[-1]], match[3]) else match
        elif match is not None and unit is not None and self._alternatives(unit.name, match[2]):
            match = None
        if match is not None:
            count, first, second = match.groups()[-3:]
            name = self._denominator(first, unit)
            if second:
                name = f"{name}-{self._per[second]}"
            return Per(Decimal((count or "1").replace(".", "")), name), match.end()
        behind = self._behind.match(folded, at)
        if behind is None and unit is not None and unit.name in self._currencies:
            behind = self._one.match(folded, at)
        return (Per(Decimal(1), self._denominator(behind[1], unit)), behind.end()) if behind else None

    def distributions(self, folded: str) -> list[Distribution]:
        """Every "mỗi X" of a text, in order."""
        found = []
        for match in self._each.finditer(folded):
            name = self._per[match["per"]] if match["per"] else None
            found.append(Distribution(match.end(), name))
        return found

    def distributed(self, folded: str, each: Distribution, start: int, unit: Unit | None) -> Per | None:
        """What a number whose words begin at ``start`` is per, if ``each`` governs it."""
        name = each.unit
        if name is None and unit is not None and unit.name in self._currencies:
            name = self._rules.per_of_money
        if name is None or name in self._currencies or not self._gap.fullmatch(folded, each.end, start):
            return None
        return Per(Decimal(1), name)

    def _denominator(self, word: str, unit: Unit | None) -> str:
        beside: Mapping[str, str] = self._rules.per_beside.get(unit.name, {}) if unit else {}
        return beside.get(word, self._per[word])

    def _alternatives(self, name: str, per: str) -> bool:
        """Two kinds of territory are alternatives, not a rate: "15 xã/phường"."""
        return name in self._rules.territories and self._per[per] in self._rules.territories

    def _words(self, words: Iterable[str]) -> str:
        parts = []
        for word in sorted(words, key=len, reverse=True):
            others = "|".join(regex.escape(other) for other in self._rules.compounds.get(word, ()))
            border = r"(?![\p{L}\p{N}])" if word[-1].isalpha() else ""
            guard = f"(?! (?:{others})(?![\\p{{L}}]))" if others else ""
            parts.append(regex.escape(word) + border + guard)
        return "|".join(parts)
