"""One pass over the article for every phrase that any rule names, and questions about the hits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.engine.match import PhraseMatcher


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """Where phrases stand in one text, sorted by start.

    ``starting`` and ``ending`` map an offset to the phrases (with their other offset) that begin or
    end there, longest first.
    """

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    phrases: tuple[str, ...] = ()
    starting: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    ending: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    def within(self, start: int, end: int) -> frozenset[str]:
        """The phrases that lie completely inside ``[start, end)``."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return frozenset(self.phrases[at] for at in range(low, high) if self.ends[at] <= end)

    def spans(self, start: int, end: int) -> Iterable[tuple[int, int, str]]:
        """``(start, end, phrase)`` of everything inside ``[start, end)``, in order."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        for at in range(low, high):
            if self.ends[at] <= end:
                yield self.starts[at], self.ends[at], self.phrases[at]


class PhraseScanner:
    """Finds the phrases of all rules at once.

    >>> index = PhraseScanner(["khẩu súng", "súng"]).scan("23 khẩu súng")
    >>> index.starting[3]
    [(12, 'khẩu súng')]
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._matcher = PhraseMatcher((phrase, phrase) for phrase in dict.fromkeys(phrases))

    def scan(self, folded: str) -> PhraseIndex:
        """Index a folded text."""
        hits = self._matcher.find(folded)
        starting: dict[int, list[tuple[int, str]]] = {}
        ending: dict[int, list[tuple[int, str]]] = {}
        for start, end, phrase in hits:
            starting.setdefault(start, []).append((end, phrase))
            ending.setdefault(end, []).append((start, phrase))
        return PhraseIndex(
            tuple(hit.start for hit in hits),
            tuple(hit.end for hit in hits),
            tuple(hit.payload for hit in hits),
            starting,
            ending,
        )
