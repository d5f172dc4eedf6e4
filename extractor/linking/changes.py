"""Is a number a level, a change against a base, or a multiple? (guideline 2.6)."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.engine.load import Rules
from extractor.engine.schema import Changes
from extractor.mentions.phrases import PhraseIndex

_STEPS = 3


@dataclass(frozen=True, slots=True)
class Sign:
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
            ending = index.ending.get(at, ())
            signs = [(begin, phrase) for begin, phrase in ending if phrase in self._signs and begin >= floor]
            if signs:
                begin, phrase = min(signs)
                return Sign(self._signs[phrase], begin)
            links = [begin for begin, phrase in ending if phrase in self._links and begin >= floor]
            if not links:
                return None
            at = min(links)
        return None

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
        return any(phrase in self._level for _, phrase in index.ending.get(start, ()))

    def is_multiple(self, text: str, start: int, end: int, index: PhraseIndex) -> bool:
        """True for "gấp 3 lần", "tăng 3 lần"."""
        at = end
        while at < len(text) and text[at] == " ":
            at += 1
        after = any(phrase in self._multiple_unit for _, phrase in index.starting.get(at, ()))
        if not after:
            return False
        while start > 0 and text[start - 1] == " ":
            start -= 1
        return any(phrase in self._multiple_before for _, phrase in index.ending.get(start, ()))

    def is_share(self, text: str, start: int, floor: int, index: PhraseIndex) -> bool:
        """True when a share verb stands right in front ("chiếm 57,69%")."""
        for _ in range(2):
            while start > floor and text[start - 1] == " ":
                start -= 1
            ending = index.ending.get(start, ())
            if any(phrase in self._share_verbs for _, phrase in ending):
                return True
            links = [begin for begin, phrase in ending if phrase in self._links and begin >= floor]
            if not links:
                return False
            start = min(links)
        return False
