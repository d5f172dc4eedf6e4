"""What stands behind a numeral: measure, currency, classifier, rate (guideline 2.1, 2.5, 2.8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

import regex

from extractor.engine.schema.quantities import Units
from extractor.model import Per

_PASSAGE = 600
"""Characters in which a billion without a noun finds the money it is of."""
_LETTERS = r"[^\W\d_]+"
_WORD = regex.compile(r"\p{L}*")
"""The letters that begin a unit: it can stand only where they are a whole word."""
_COUNTED = regex.compile(rf"(?r)(?: {_LETTERS}){{0,3}} ?")
"""What may stand between a number and the slash of its rate."""


class Unit(NamedTuple):
    """A unit word at ``[start, end)``; ``factor`` converts the stated value into ``name``."""

    start: int
    end: int
    name: str
    factor: int = 1
    measure: bool = True


class Distribution(NamedTuple):
    """A distributive phrase ("mỗi suất") that ends at ``end``: what the next number is per."""

    end: int
    unit: str | None


class UnitFinder:
    """Reads units at a position of folded text; built once from the rules."""

    def __init__(self, rules: Units) -> None:
        self._rules = rules
        self._units = {w: (name, 1, False) for name, words in rules.classifiers.items() for w in words}
        self._units |= {w: (name, 1, True) for name, words in rules.measures.items() for w in words}
        self._units |= {w: (c.unit, c.factor, True) for w, c in rules.conversions.items()}
        self._units |= dict.fromkeys(rules.percent_words, ("percent", 1, True))
        self._per = {w: name for name, words in rules.measures.items() for w in words}
        self._per |= {w: name for name, words in rules.per.items() for w in words}
        by_first: dict[str, list[str]] = {}
        for word in self._units:
            by_first.setdefault(_WORD.match(word)[0], []).append(word)
        self._by_first_word = {first: regex.compile(self._words(words)) for first, words in by_first.items()}
        self._first_letters = frozenset(word[0] for word in self._units)
        self.openings = self._first_letters.union(" /", (sign[0] for sign in rules.percent))
        """The characters with which anything that is read behind a numeral begins."""
        per = self._words(self._per)
        counts = "|".join(
            str(n) if n < 1000 else f"{n:,}".replace(",", r"\.") for n in reversed(rules.per_counts)
        )
        self._percent_signs = tuple(space + sign for sign in rules.percent for space in ("", " "))
        tail = rf" ?/ ?(?:({counts}) )?({per})(?: ?/ ?({per}))?"
        self._tail = regex.compile(tail)
        self._counted_tail = regex.compile(rf" ({_LETTERS}(?: {_LETTERS}){{0,2}}?){tail}")
        each = "|".join(map(regex.escape, rules.distributive))
        self._each = regex.compile(
            rf"\b(?:{each}) (?:(?P<per>{per})(?:{rules.distributive_list}(?:{per}))*|(?P<other>{_LETTERS}))"
        )
        self._gap = regex.compile(rules.distributive_gap)
        self._behind = regex.compile(rf" (?:cho )?(?:{each}) ({per})(?!{rules.distributive_own})")
        self._behind_openings = tuple(f"{to} {word} " for to in ("", " cho") for word in rules.distributive)
        one_of = self._words(word for word in self._per if word in rules.one_of)
        self._one = regex.compile(rf" {rules.one} ({one_of})(?! {_LETTERS} [0-9])")
        self._currencies = frozenset(rules.currencies)
        self._money_cue = regex.compile(rules.money_cue)
        self._money_follower = regex.compile(rules.money_follower)

    def unit_at(self, folded: str, at: int) -> Unit | None:
        """The longest unit word right behind ``at``."""
        start = at + folded.startswith(" ", at)
        if folded[start : start + 1] not in self._first_letters:
            return None
        words = self._by_first_word.get(_WORD.match(folded, start)[0])
        match = words.match(folded, start) if words else None
        return Unit(start, match.end(), *self._units[match[0]]) if match else None

    def percent_end(self, folded: str, at: int) -> int:
        """End of a percent sign behind ``at``, or ``at``."""
        for sign in self._percent_signs:
            if folded.startswith(sign, at):
                return at + len(sign)
        return at

    def money_at(self, folded: str, start: int, end: int) -> Unit | None:
        """The currency that a bare "18 triệu" leaves out, if its context is about money."""
        if not folded.endswith(self._rules.money_magnitudes, start, end):
            return None
        if not self._money_follower.match(folded, end):
            return None
        if folded.endswith(self._rules.money_alone, start, end):
            opening = max(0, start - _PASSAGE)
        else:
            opening = max(folded.rfind("\n", 0, start), folded.rfind(". ", 0, start), start - 160)
        if self._money_cue.search(folded, opening + 1, start):
            return Unit(end, end, self._rules.money_unit)
        return None

    def next_slash(self, folded: str, at: int) -> tuple[int, int]:
        """The first slash from ``at`` on, and where the words that it may follow begin.

        A number that ends before them has no rate with that slash; without a slash nothing has.
        """
        slash = folded.find("/", at)
        if slash < 0:
            return len(folded), len(folded)
        return slash, _COUNTED.match(folded, 0, slash).start()

    def rate_at(self, folded: str, at: int, unit: Unit | None, slashed: int = 0) -> tuple[Per, int] | None:
        """The denominator behind a unit or counted noun: "/tháng", "/1 khẩu", " mỗi suất".

        No slash belongs to what ends before ``slashed`` (see `next_slash`).
        """
        match = None
        if at < slashed:
            pass
        elif folded.startswith(("/", " /"), at):
            match = self._tail.match(folded, at)
            if match is not None and unit is not None and self._alternatives(unit.name, match[2]):
                match = None
        elif unit is None:
            match = self._counted_tail.match(folded, at)
            if match is not None and match[1].split()[-1] in self._per:
                match = None if self._alternatives(self._per[match[1].split()[-1]], match[3]) else match
        if match is not None:
            count, first, second = match.groups()[-3:]
            name = self._denominator(first, unit)
            if second:
                name = f"{name}-{self._per[second]}"
            return Per(Decimal((count or "1").replace(".", "")), name), match.end()
        behind = self._behind.match(folded, at) if folded.startswith(self._behind_openings, at) else None
        if behind is None and unit is not None and unit.name in self._currencies:
            behind = self._one.match(folded, at)
        return (Per(Decimal(1), self._denominator(behind[1], unit)), behind.end()) if behind else None

    def distributions(self, folded: str) -> list[Distribution]:
        """Every "mỗi X" of a text, in order."""
        found: list[Distribution] = []
        if not any(word in folded for word in self._rules.distributive):
            return found
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
