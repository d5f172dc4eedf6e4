"""Is a number a level, a change against a base, or a multiple? (guideline 2.6)."""

from __future__ import annotations

from typing import NamedTuple

from extractor.engine.load import Rules
from extractor.engine.schema import Changes
from extractor.mentions.phrases import PhraseIndex
from extractor.model import Quantity

_STEPS = 3


class Sign(NamedTuple):
    """Direction of a change (+1, -1) and where its verb begins."""

    value: int
    start: int


class ChangeFinder:
    """Reads the verb in front of a number; built once from ``changes.toml``."""

    def __init__(self, rules: Rules) -> None:
        file = rules.get(Changes)
        self._signs = dict.fromkeys(file.rise, 1) | dict.fromkeys(file.fall, -1)
        self._links = frozenset(file.links) - frozenset(self._signs)
        self._level = frozenset(file.level)
        self._multiple_before = frozenset(file.multiple_before)
        self._multiple_unit = frozenset(file.multiple_unit)
        self._share_verbs = frozenset(file.share_verbs)
        self.bases = frozenset(file.bases)
        self.conjunctions = frozenset(file.conjunctions)
        self.phrases = (
            *self._signs, *self._links, *file.level, *file.multiple_before, *file.multiple_unit,
            *file.share_verbs, *file.bases,
        )  # fmt: skip

    def sign(self, text: str, start: int, floor: int, index: PhraseIndex) -> Sign | None:
        """The change verb right in front of ``start`` (links allowed between), or None for a level."""
        at = start
        for _ in range(_STEPS + 1):
            while at > floor and text[at - 1] == " ":
                at -= 1
            ending = index.ending.get(at)
            if ending is None:
                return None
            signs = [(begin, phrase) for begin, phrase in ending if phrase in self._signs and begin >= floor]
            if signs:
                begin, phrase = min(signs)
                return Sign(self._signs[phrase], begin)
            links = [begin for begin, phrase in ending if phrase in self._links and begin >= floor]
            if not links:
                return None
            at = min(links)
        return None

    def sign_of(self, quantity: Quantity, text: str, floor: int, index: PhraseIndex) -> Sign | None:
        """The change verb in front of a quantity: before its approximator, or between it and the number."""
        found = self.sign(text, quantity.outer_start, floor, index)
        if found is None and quantity.start != quantity.outer_start:
            found = self.sign(text, quantity.start, floor, index)
        return found

    def clause_sign(self, start: int, floor: int, index: PhraseIndex) -> int:
        """Direction of the last change verb in ``[floor, start)``, 0 if there is none."""
        last = 0
        for _, _, phrase in index.spans(floor, start):
            last = self._signs.get(phrase, last)
        return last

    @staticmethod
    def shares_sign(text: str, start: int, end: int) -> bool:
        """True when nothing but a comma or "and" stands between two figures."""
        return len(text[start:end].strip(" ,;")) <= 3

    def is_level(self, text: str, start: int, floor: int, index: PhraseIndex) -> bool:
        """True for "tăng lên 98": a level word stands right in front of the number."""
        while start > floor and text[start - 1] == " ":
            start -= 1
        return index.closes(start, self._level)

    def is_multiple(self, text: str, start: int, end: int, index: PhraseIndex) -> bool:
        """True for "gấp 3 lần", "tăng 3 lần"."""
        at = end
        while at < len(text) and text[at] == " ":
            at += 1
        if not index.begins(at, self._multiple_unit):
            return False
        while start > 0 and text[start - 1] == " ":
            start -= 1
        return index.closes(start, self._multiple_before)

    def is_share(self, text: str, start: int, floor: int, index: PhraseIndex) -> bool:
        """True when a share verb stands right in front ("chiếm 57,69%")."""
        for _ in range(2):
            while start > floor and text[start - 1] == " ":
                start -= 1
            if index.closes(start, self._share_verbs):
                return True
            ending = index.ending.get(start, ())
            links = [begin for begin, phrase in ending if phrase in self._links and begin >= floor]
            if not links:
                return False
            start = min(links)
        return False
