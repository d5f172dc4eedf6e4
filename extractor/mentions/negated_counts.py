"""Zero, said in words: "không xảy ra vụ cháy nào" (guideline 2.11, ruling 29)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter

from extractor.engine.load import Rules
from extractor.engine.schema import Negations
from extractor.mentions.phrases import PhraseIndex
from extractor.model import Number, Quantity, Sentence

_REACH = 60
"""How far the closer may stand behind the head, in characters."""
_start = attrgetter("start")


class NegatedCountFinder:
    """Finds denied countable results; the value span is the negator, the value 0."""

    def __init__(self, rules: Rules, head_phrases: frozenset[str]) -> None:
        file = rules.get(Negations)
        self.negators = frozenset(file.negators)
        self._verbs = frozenset(file.verbs)
        self._closers = frozenset(file.closers)
        self._bare = frozenset(file.bare_heads)
        self._heads = head_phrases | self._bare
        self._marks = tuple(dict.fromkeys((*file.closers, *file.bare_heads)))
        self.phrases = (*file.negators, *file.verbs, *file.closers, *file.bare_heads)

    def possible(self, text: str, sentences: Sequence[Sentence]) -> set[int]:
        """A cheap first look: numbers of the ``sentences`` that hold a closer or a bare head at all."""
        found: set[int] = set()
        for mark in self._marks:
            at = text.find(mark)
            while at >= 0:
                number = bisect_right(sentences, at, key=_start) - 1
                if number >= 0 and at + len(mark) <= sentences[number].end:
                    found.add(number)
                at = text.find(mark, at + 1)
        return found

    def sentences(self, sentences: Sequence[Sentence], index: PhraseIndex) -> list[Sentence]:
        """The sentences that hold a negator, in order."""
        spans = index.among("negators", self.negators, 0, sentences[-1].end) if sentences else ()
        numbers = {bisect_right(sentences, start, key=_start) - 1 for start, _, _ in spans}
        return [sentences[number] for number in sorted(numbers) if number >= 0]

    def find(self, text: str, sentence: Sentence, index: PhraseIndex) -> list[Quantity]:
        """Zeros of one sentence; ``unit_start`` is where the counted head begins."""
        found: list[Quantity] = []
        for start, end, _ in index.among("negators", self.negators, sentence.start, sentence.end):
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
