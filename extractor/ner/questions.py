"""Which sentences are worth a recogniser.

A recogniser costs more than all rules together, so it is asked about few sentences: those that carry
a quantity and hold a name the rules cannot settle. Two questions are asked: is this place name part of a
person's name ("ông Nguyễn Hòa Bình"), and is this capitalised name, unknown to the gazetteer, a place?
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import regex

from extractor.analysis import Analysis
from extractor.engine.load import Rules
from extractor.engine.schema.ner import NerRules
from extractor.model import PlaceMention, Sentence

_RUN = r"\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){1,4}"
_PERSON_WINDOW = 40


class QuestionGate:
    """Finds the sentences with an open question; built once from the rules."""

    def __init__(self, rules: Rules) -> None:
        words = rules.get(NerRules)
        titles, locatives = _words(words.person_titles), _words(words.locatives)
        self._title = regex.compile(rf"(?<![\p{{L}}])(?i:{titles}) (?:\p{{Lu}}\p{{Ll}}+ ){{0,3}}$")
        self._unknown = regex.compile(rf"(?<![\p{{L}}])(?:{locatives}) (?P<run>{_RUN})(?![\p{{L}}])")
        self._openers = frozenset(words.sentence_openers)
        self._not_places = frozenset(words.not_places)

    def open_questions(self, analysis: Analysis, regions: frozenset[str]) -> list[int]:
        """Positions in ``analysis.sentences`` of those to show to a recogniser; ``regions`` carry figures."""
        chosen = []
        text = analysis.view.cased
        places = [place.start for place in analysis.places]
        quantities = [quantity.start for quantity in analysis.quantities]
        for index, sentence in enumerate(analysis.sentences):
            first = bisect_left(quantities, sentence.start)
            if sentence.region not in regions or first == bisect_left(quantities, sentence.end, first):
                continue
            inside = analysis.places[bisect_left(places, sentence.start) : bisect_left(places, sentence.end)]
            person = any(self._maybe_person(text, sentence, place) for place in inside)
            if person or self._unknown_place(text, sentence, inside):
                chosen.append(index)
        return chosen

    def _maybe_person(self, text: str, sentence: Sentence, place: PlaceMention) -> bool:
        """Whether a bare place name may belong to a person: a title or another capital before it."""
        if place.type_word is not None:
            return False
        start = max(sentence.start, place.start - _PERSON_WINDOW)
        if self._title.search(text, start, place.start):
            return True
        before = text[start : place.start].split(" ")
        if len(before) < 2 or before[-1] or not (before[-2].isalpha() and before[-2].istitle()):
            return False
        opens = place.start - len(before[-2]) - 1 <= sentence.start
        return not (opens and before[-2].lower() in self._openers)

    def _unknown_place(self, text: str, sentence: Sentence, places: Sequence[PlaceMention]) -> bool:
        for match in self._unknown.finditer(text, sentence.start, sentence.end):
            start, end = match.span("run")
            run = text[start:end]
            first = run.split(" ", 1)[0].lower()
            if run.isascii():  # New York: no question about the provinces of Viet Nam
                continue
            if first not in self._not_places and not any(p.start < end and start < p.end for p in places):
                return True
        return False


def _words(words: Sequence[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
