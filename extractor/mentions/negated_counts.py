"""Zero, said in words: "không xảy ra vụ cháy nào" (guideline 2.11, ruling 29)."""

from __future__ import annotations

from decimal import Decimal

import regex

from extractor.engine.load import Rules
from extractor.engine.schema import Negations
from extractor.mentions.phrases import PhraseIndex
from extractor.model import Number, Quantity, Sentence

_REACH = 60
"""How far the closer may stand behind the head, in characters."""


class NegatedCountFinder:
    """Finds denied countable results; the value span is the negator, the value 0."""

    def __init__(self, rules: Rules, head_phrases: frozenset[str]) -> None:
        file = rules.get(Negations)
        self._negators = frozenset(file.negators)
        self._verbs = frozenset(file.verbs)
        self._closers = frozenset(file.closers)
        self._bare = frozenset(file.bare_heads)
        self._heads = head_phrases | self._bare
        self._marks = regex.compile("|".join(map(regex.escape, (*file.closers, *file.bare_heads))))
        self.phrases = (*file.negators, *file.verbs, *file.closers, *file.bare_heads)

    def possible(self, text: str, sentence: Sentence) -> bool:
        """A cheap first look: True when a closer or a bare head stands in the sentence at all."""
        return self._marks.search(text, sentence.start, sentence.end) is not None

    def stand_in(self, index: PhraseIndex) -> bool:
        """True when a negator stands in the article at all."""
        return bool(index.own("negators", self._negators).starts)

    def find(self, text: str, sentence: Sentence, index: PhraseIndex) -> list[Quantity]:
        """Zeros of one sentence; ``unit_start`` is where the counted head begins."""
        found: list[Quantity] = []
        for start, end, _ in index.among("negators", self._negators, sentence.start, sentence.end):
            at = _skip(text, end)
            for _ in range(2):
                verb = next((stop for stop, p in index.starting.get(at, ()) if p in self._verbs), None)
                if verb is None:
                    break
                at = _skip(text, verb)
            head = next(((stop, p) for stop, p in index.starting.get(at, ()) if p in self._heads), None)
            if head is None or head[0] > sentence.end:
                continue
            if head[1] in self._bare or self._closed(text, head[0], sentence.end, index):
                number = Number(start, end, text[start:end], Decimal(0), form="words", rule_id="negation")
                found.append(
                    Quantity(
                        start,
                        end,
                        text[start:end],
                        Decimal(0),
                        unit_start=at,
                        unit_end=at,
                        outer_start=start,
                        outer_end=at,
                        numbers=(number,),
                        rule_ids=("negation",),
                    )
                )
        return found

    def _closed(self, text: str, start: int, limit: int, index: PhraseIndex) -> bool:
        limit = min(limit, start + _REACH)
        border = next((at for at in range(start, limit) if text[at] in ",;:.()"), limit)
        return any(phrase in self._closers for _, _, phrase in index.spans(start, border))


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at
