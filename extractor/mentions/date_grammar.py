"""Compiles `dates.toml`: word lists and macros into patterns, start words into one phrase matcher."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import regex

from extractor.engine.match import Hits, PhraseMatcher
from extractor.engine.patterns.openings import openings
from extractor.engine.schema.dates import DateRule, DateRules
from extractor.errors import RuleError
from extractor.mentions.date_starts import DIGITS, DateStart, date_starts

_NAME = regex.compile(r"@([a-z_][a-z_0-9]*)")

Match = Any
Pattern = Any


@dataclass(frozen=True, slots=True)
class Atom:
    """One rule matched at one place; ``groups`` holds the named parts that took part."""

    start: int
    end: int
    rule: DateRule
    groups: Mapping[str, str]


class DateGrammar:
    """The forms of `dates.toml`, ready to be matched; built once, free of per-document state."""

    def __init__(self, file: DateRules) -> None:
        self.file = file
        self._lists: dict[str, tuple[str, ...]] = dict(file.words)
        for name, table in file.numbers.items():
            self._lists[name] = tuple(table)
        self._matches = [self.compile(rule.pattern, rule.id).match for rule in file.rule]
        self._digits = self.compile("@digits", "dates.macro.digits")
        self._events = tuple((self.compile(event.pattern, event.id), event.date) for event in file.event)

    @cached_property
    def starts(self) -> PhraseMatcher[DateStart]:
        """Finds the words at which rules are tried."""
        return PhraseMatcher(item for item in self._begun.items() if item[0] not in DIGITS)

    @cached_property
    def _begun(self) -> Mapping[str, DateStart]:
        return date_starts(
            (tuple(self._start_words(rule.start)), openings(self._fill(rule.pattern, rule.id)))
            for rule in self.file.rule
        )

    def compile(self, pattern: str, name: str) -> Pattern:
        """The pattern with its "@names" filled in.

        Raises:
            RuleError: for an unknown name or an invalid pattern, naming the rule.
        """
        try:
            return regex.compile(self._fill(pattern, name))
        except regex.error as error:
            raise RuleError(f"{name}: invalid pattern: {error}", "dates.toml") from error

    def atoms(self, text: str, hits: Hits | None = None) -> list[Atom]:
        """Everything that matches in folded ``text``: leftmost, then longest, without overlaps."""
        found: list[Atom] = []
        border = 0
        for start, numbers in sorted(self._places(text, hits).items()):
            if numbers and start >= border:
                atom = self._longest(text, start, numbers)
                if atom:
                    found.append(atom)
                    border = atom.end
        return found

    def _places(self, text: str, hits: Hits | None) -> dict[int, tuple[int, ...]]:
        """Where rules may match, with their numbers in the order of trial."""
        places: dict[int, tuple[int, ...]] = {}
        for start, end, words in self.starts.triples(text, hits):
            # The longest comes first, and knows what is to be tried for the shorter ones.
            if start not in places:
                places[start] = words.rules(text, end)
        begun = self._begun
        for digits in self._digits.finditer(text):
            start = end = digits.start()
            while text[end : end + 1].isdecimal():
                end += 1
            numbers = begun[f"#{digits.lastgroup}"].rules(text, end)
            places[start] = places.get(start, ()) + numbers
        return places

    def event_date(self, event: str) -> str | None:
        """The day of a national event ("vận hành chính quyền địa phương 2 cấp"), None for others."""
        return next((day for pattern, day in self._events if pattern.search(event)), None)

    def _longest(self, text: str, start: int, numbers: Iterable[int]) -> Atom | None:
        best: Match = None
        best_number, border = -1, start
        for number in numbers:
            match = self._matches[number](text, start)
            if match is not None and match.end() > border:
                best, best_number, border = match, number, match.end()
        if best is None:
            return None
        groups = {name: part for name, part in best.groupdict().items() if part is not None}
        return Atom(start, border, self.file.rule[best_number], groups)

    def _start_words(self, start: tuple[str, ...]) -> Iterable[str]:
        """The words of a rule's ``start``; "@count @unit" stands for every pair."""
        for words in start:
            parts = [self._lists[part[1:]] if part[0] == "@" else (part,) for part in words.split(" ")]
            yield from (" ".join(choice) for choice in product(*parts))

    def _fill(self, pattern: str, where: str) -> str:
        def name(match: Match) -> str:
            key = match.group(1)
            if key in self.file.macro:
                return self._fill(self.file.macro[key], where)
            if key == "events":
                return "(?:" + "|".join(event.pattern for event in self.file.event) + ")"
            if key not in self._lists:
                known = ", ".join(sorted({*self._lists, *self.file.macro, "events"}))
                raise RuleError(f'{where}: unknown name "@{key}"; known are {known}', "dates.toml")
            words = sorted(self._lists[key], key=len, reverse=True)
            return "(?:" + "|".join(regex.escape(word, literal_spaces=True) for word in words) + ")"

        return str(_NAME.sub(name, pattern))
