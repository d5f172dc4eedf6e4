"""Words that point at a territory without a name (guideline 4.3): "toàn tỉnh", "Công an huyện"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractor.engine.match import PhraseMatcher
from extractor.engine.schema.localities import LocalityRules
from extractor.text.view import MatchView

CITY = "city"
HERE = "here"
UNIT = "unit"
OFFICE = "office"
COUNTRY = "country"
LANDMARK = "landmark"
FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Pointer:
    """An anaphor at ``[start, end)``.

    ``target`` is a level, ``city`` (a province or a town, as the article has it), ``here``, ``unit``,
    ``office``, ``country``, ``foreign`` or ``landmark``. ``word`` is the unit noun, for a landmark its
    province. ``form`` is ``territory`` ("toàn tỉnh"), ``office`` ("Công an tỉnh"), ``subject`` ("Huyện
    phấn đấu ...") or ``area`` ("của huyện").
    """

    start: int
    end: int
    target: str
    form: str
    word: str = ""


class Anaphora:
    """Finds pointers in one pass; built once from the rules."""

    def __init__(self, rules: LocalityRules) -> None:
        words, country = rules.anaphora, rules.country
        levels = {word: level for level, group in rules.levels.items() for word in group}
        levels.update(dict.fromkeys(rules.types.city, CITY))
        self._levels = levels
        phrases: list[tuple[str, tuple[str, str, str]]] = []
        for word, target in levels.items():
            phrases += [(f"{area} {word}", (target, "territory", word)) for area in words.territory_firm]
            phrases += [(f"{area} {word}", (target, "area", word)) for area in words.territory]
            phrases += [(f"{office} {word}", (target, "office", word)) for office in words.offices]
            phrases.append((word, (target, "subject", word)))
        phrases += [(word, (target, "office", "")) for word, target in words.committees.items()]
        phrases += [(word, (HERE, "territory", "")) for word in words.here]
        phrases += [(word, (UNIT, "area", "")) for word in words.unit]
        phrases += [(word, (OFFICE, "office", "")) for word in words.office]
        phrases += [(word, (COUNTRY, "territory", "")) for word in country.words]
        phrases += [(word, (FOREIGN, "territory", "")) for word in country.foreign]
        for province, marks in rules.landmarks.provinces.items():
            phrases += [
                (f"{word} {mark}", (LANDMARK, "territory", province))
                for word in rules.landmarks.words
                for mark in marks
            ]
        self.matcher = PhraseMatcher(phrases)
        self._country_alone = frozenset(country.narrow_words)
        self._country_after = _ending(country.only_after)
        self._country_not_after = _ending(country.not_after)
        self._foreign = regex.compile(rf"(?r)(?:^|[.!?\n]\s*)(?:(?:{'|'.join(country.foreign_after)})\s+)?")
        self._address = regex.compile(r"(?r)\p{Lu}\p{L}*\)?,\s*")
        self._continued = regex.compile(r"[\s,-]*\p{Lu}")
        self._superlative = regex.compile(rf"(?r)\b(?:{'|'.join(country.superlatives)})\b[^,.;:]{{0,30}}")
        self._common_after = regex.compile(rf"(?r)(?:\b(?:{'|'.join(words.common_after)})|\d|/|\d %|%)\s+")
        self._common_before = regex.compile(rf"\s+(?:{'|'.join(words.common_before)})\b")
        common = "|".join(sorted(map(regex.escape, levels), key=len, reverse=True))
        self._series = regex.compile(rf"\s*{rules.joins.series}\s*(?:(?i:{common})\b)(?!\s+\p{{Lu}})")
        self._series_left = regex.compile(rf"(?r)(?:{common})\s*{rules.joins.series}\s*")
        self._named = regex.compile(r"\s*[“\"]?(?:\p{Lu}|\d)")
        self._opener = regex.compile(rf"(?r)(?:^|[.,;:!?“\"”)\n]\s*|\b(?:{'|'.join(words.openers)})\s+)")

    def find(self, view: MatchView) -> Iterator[Pointer]:
        """All pointers, left to right."""
        border = -1
        for start, end, payload in self.matcher.triples(view.folded, view.hits):
            if start >= border:  # the longest comes first
                border = end
                if self._points(view, start, end, payload):
                    yield Pointer(start, end, *payload)

    def _points(self, view: MatchView, start: int, end: int, payload: tuple[str, str, str]) -> bool:
        folded, cased = view.folded, view.cased
        target, form, word = payload
        floor = max(0, start - 40)
        if target == COUNTRY:
            return self._is_country(view, start, end, floor)
        if target == FOREIGN:
            return self._is_foreign(view, start, end)
        if target in {LANDMARK, HERE}:
            return True
        if target in {UNIT, OFFICE}:
            return self._common_after.match(folded, floor, start) is None
        capital = target == CITY and cased[start].isupper()
        if form == "subject" and not capital and self._opener.match(folded, floor, start) is None:
            return False
        # A name follows ("huyện Vị Xuyên", "Phường 6"): a mention, not a pointer.
        if word and self._named.match(cased, end):
            return False
        if self._common_before.match(folded, end) or self._series.match(cased, end):
            return False
        if form == "subject" and self._series_left.match(folded, floor, start):
            return False
        if form in {"subject", "office"}:
            return self._common_after.match(folded, floor, start) is None
        return True

    def _is_foreign(self, view: MatchView, start: int, end: int) -> bool:
        """True at the head of a sentence, unless it is part of a name ("Mỹ Tho", "Anh Tuấn")."""
        cased = view.cased
        if not cased[start].isupper() or self._continued.match(cased, end):
            return False
        return self._foreign.match(view.folded, max(0, start - 12), start) is not None

    def _is_country(self, view: MatchView, start: int, end: int, floor: int) -> bool:
        folded, cased = view.folded, view.cased
        if self._country_not_after.match(folded, floor, start):
            return False
        if self._superlative.match(folded, floor, start):
            return False
        if folded[start:end] not in self._country_alone:
            return True
        if self._country_after.match(folded, floor, start):
            return True
        opener = self._opener.match(folded, floor, start)
        # After a comma it is the subject of a clause, or the end of an address ("Quảng Ninh, Việt Nam").
        return opener is not None and not self._address.match(cased, floor, start)


def _ending(words: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(rf"(?r)(?<!\p{{L}})(?:{'|'.join(map(regex.escape, words))})\s+")
