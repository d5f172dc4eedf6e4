"""Where the words stand that can say something about a number: its zones."""

from __future__ import annotations

from typing import NamedTuple

from extractor.context.status import StatusCue
from extractor.linking.changes import ChangeFinder
from extractor.mentions.borders import Borders
from extractor.mentions.noun_phrases import NounPhrase
from extractor.mentions.phrases import PhraseIndex
from extractor.mentions.zones import Zones
from extractor.model import Figure, Quantity, Sentence

WINDOW = 1500
"""A sentence reaches no farther than this from a figure, in characters: longer ones are no prose."""


class Place(NamedTuple):
    """Where a quantity stands: its sentence, the stretch that is its own, and what introduces it."""

    sentence: Sentence
    borders: Borders
    border: int
    limit: int
    introduced: StatusCue | None


class Surroundings:
    """Delimits the zones of a number; built once from the rules."""

    def __init__(self, changes: ChangeFinder) -> None:
        self._changes = changes

    def around(
        self,
        quantity: Quantity,
        np: NounPhrase,
        place: Place,
        text: str,
        index: PhraseIndex,
        before: Figure | None,
        everywhere: frozenset[str],
    ) -> Zones:
        """The zones of ``quantity``; ``before`` is the figure before it in the sentence."""
        sentence = place.sentence
        outer = quantity.outer_start if quantity.outer_start >= 0 else quantity.start
        floor, limit = max(sentence.start, outer - WINDOW), min(sentence.end, quantity.end + WINDOW)
        opened = self._opened(text, outer, floor, index)
        # "số người chết (tăng 54 người)": what is counted stands before the bracket.
        edge = opened if opened >= 0 else outer
        end = max(np.end, quantity.end, quantity.outer_end)
        borders = place.borders
        clause = borders.clause(outer, end, floor, limit)
        return Zones(
            index,
            {
                "np": (quantity.end, end),
                "post": (end, borders.right(end, clause[1])),
                "pre": (max(borders.left(edge, floor), min(place.border, edge)), outer),
                "clause": clause,
                "sentence": (floor, limit),
            },
            quantity.kind,
            before.indicator if before is not None else None,
            everywhere,
        )

    def _opened(self, text: str, outer: int, floor: int, index: PhraseIndex) -> int:
        """Offset of the bracket that opens right before the number or its change verb, or -1."""
        if text.rfind("(", floor, outer) < 0:
            return -1
        sign = self._changes.sign(text, outer, floor, index)
        at = sign.start if sign is not None else outer
        while at > floor and text[at - 1] == " ":
            at -= 1
        return at - 1 if at > floor and text[at - 1] == "(" else -1
