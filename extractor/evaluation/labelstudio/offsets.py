"""Offsets as browsers count them: a character outside the basic plane (an emoji) counts twice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.evaluation.anchor import Anchor


@dataclass(frozen=True, slots=True)
class Utf16:
    """Translates between characters and UTF-16 units of one text."""

    wide: tuple[int, ...]

    @staticmethod
    def of(text: str) -> Utf16:
        """Remember where the wide characters are."""
        return Utf16(tuple(at for at, char in enumerate(text) if char > "\uffff"))

    def units(self, offset: int) -> int:
        """UTF-16 units before the character at ``offset``."""
        return offset + bisect_left(self.wide, offset)

    def characters(self, units: int) -> int:
        """The character that begins at ``units``; inside a pair, the character itself."""
        low, high = 0, units
        while low < high:
            middle = (low + high) // 2
            if self.units(middle) < units:
                low = middle + 1
            else:
                high = middle
        return low


def resolve(text: str, spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int] | None]:
    """Character spans of regions given as (start, end, quote), None where the quote does not fit.

    Offsets from the editor are UTF-16 units, those sent through the API may be characters: what fits
    all regions is taken, UTF-16 first. Failing that, each region is looked for on its own, the last
    resort being the only place where its quote occurs.
    """
    units = Utf16.of(text)
    as_units = [(units.characters(start), units.characters(end)) for start, end, _ in spans]
    as_characters = [(start, end) for start, end, _ in spans]
    for readings in (as_units, as_characters):
        if all(text[slice(*span)] == quote for span, (_, _, quote) in zip(readings, spans, strict=True)):
            return list(readings)
    resolved: list[tuple[int, int] | None] = []
    for candidates, (_, _, quote) in zip(zip(as_units, as_characters, strict=True), spans, strict=True):
        fitting = [span for span in candidates if text[slice(*span)] == quote]
        if not fitting and quote and text.count(quote) == 1:
            fitting = [(text.index(quote), text.index(quote) + len(quote))]
        resolved.append(fitting[0] if fitting else None)
    return resolved


def moved(old: str, new: str, start: int, end: int) -> tuple[int, int]:
    """The span of ``old[start:end]`` in a changed text.

    Raises:
        LookupError: when its place cannot be known.
    """
    return (start, end) if old == new else Anchor.of(old, start, end).locate(new)
