"""Finds a marked stretch again in a text that has shifted: by its quote and what stood around it.

>>> anchor = Anchor.of("đã thu 12 khẩu súng, giao nộp 12 viên đạn", 30, 32)
>>> anchor.locate("Tin mới: đã thu 12 khẩu súng, giao nộp 12 viên đạn")
(39, 41)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.text.view import MatchView

CONTEXT = 32
_SURE = 12
"""A quote this long that occurs once is found even where all around it was rewritten."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote with the characters before and after it (a W3C TextQuoteSelector)."""

    quote: str
    prefix: str
    suffix: str

    @staticmethod
    def of(text: str, start: int, end: int) -> Anchor:
        """The anchor of ``text[start:end]``."""
        return Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])

    def locate(self, text: str) -> tuple[int, int]:
        """Where the quote stands in another version of the text.

        Spaces, dashes and the composition of letters may differ. The place whose surroundings agree
        best is taken if it is the only best one and at least half of what stood around is there.

        Raises:
            LookupError: saying why the place cannot be known.
        """
        try:
            exact = self._best(text, self.quote, self.prefix, self.suffix)
        except LookupError:
            exact = None  # the surroundings may only have been re-spaced
        return exact or self._loosely(text)

    def _loosely(self, text: str) -> tuple[int, int]:
        """As `_best`, in the match view: for texts that were re-spaced or re-composed."""
        view, quote = MatchView.of(text), MatchView.of(self.quote).cased
        prefix, suffix = MatchView.of(self.prefix).cased, MatchView.of(self.suffix).cased
        found = self._best(view.cased, quote, prefix, suffix)
        if found is None:
            raise LookupError(f"{self.quote!r} is not in the text any more")
        start, end = view.source(*found)
        if MatchView.of(text[start:end]).cased != quote:
            raise LookupError(f"{self.quote!r} is only a part of a character now")
        return start, end

    def _best(self, text: str, quote: str, prefix: str, suffix: str) -> tuple[int, int] | None:
        """The occurrence with the best surroundings; None if there is no occurrence at all."""
        found = [
            (self._agreement(text, at, at + len(quote), prefix, suffix), at)
            for at in _occurrences(text, quote)
        ]
        if not found:
            return None
        found.sort(reverse=True)
        best, at = found[0]
        if len(found) > 1 and found[1][0] == best:
            raise LookupError(f"{self.quote!r} stands in several places that look alike")
        alone = len(found) == 1 and len(quote) >= _SURE
        if not alone and 2 * best < len(prefix) + len(suffix):
            raise LookupError(f"{self.quote!r} stands in other surroundings now")
        return at, at + len(quote)

    @staticmethod
    def _agreement(text: str, start: int, end: int, prefix: str, suffix: str) -> int:
        before = _common(reversed(prefix), reversed(text[max(0, start - len(prefix)) : start]))
        return before + _common(iter(suffix), iter(text[end : end + len(suffix)]))


def _occurrences(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _common(left: Iterator[str], right: Iterator[str]) -> int:
    count = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        count += 1
    return count
