"""The unit of a counted noun: its own, its container's, or that of its turns (guideline 1.3, 2.13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.engine.schema import Heads
from extractor.engine.schema.indicators import IndicatorRule
from extractor.mentions.phrases import PhraseIndex


class HeadUnits:
    """Reads classifiers and containers; ``nouns`` maps the nouns of the lexicon to their units."""

    def __init__(self, heads: Heads, nouns: Mapping[str, str]) -> None:
        self._classifiers, self._turns, self._nouns = heads.classifiers, heads.turns, nouns

    def whole_noun(self, here: Sequence[tuple[int, str]]) -> int:
        """Where the longest noun that begins here ends, or -1: "nhà máy" is no "nhà"."""
        return max((end for end, phrase in here if phrase in self._nouns), default=-1)

    def inner(self, phrase: str, rule: IndicatorRule, unit: str | None) -> str | None:
        """What stands between numeral and noun says: a container, or turns that the head itself names."""
        first = phrase.split(" ", 1)[0]
        if self._classifiers.get(first) == "turn" and rule.unit in self._turns:
            return "turn"
        return None if phrase in self._classifiers else unit

    def container(self, at: int, index: PhraseIndex) -> str | None:
        """Unit of the classifier or container that opens the phrase ("thùng sữa": box).

        A noun of its own that only begins like a classifier is none ("thanh niên", "con dấu").
        """
        here = index.starting.get(at, ())
        noun = self.whole_noun(here)
        for end, phrase in here:
            unit = self._classifiers.get(phrase)
            if unit and unit != "turn" and end >= noun:
                return unit
        return None

    def of(self, unit: str | None, classifier: str | None) -> str | None:
        """The unit of a head under a classifier; turns of a head have a unit of their own."""
        if classifier == "turn":
            return self._turns.get(unit or "", "turn")
        return classifier or unit
