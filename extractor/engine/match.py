"""Many phrases, one pass: Aho-Corasick over the match view, whole words only."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

import ahocorasick_rs

P = TypeVar("P", bound=Hashable)


class Hit(NamedTuple, Generic[P]):
    """A phrase found at ``[start, end)``; ``payload`` is what it was registered with."""

    start: int
    end: int
    payload: P


class PhraseMatcher(Generic[P]):
    """Finds all registered phrases that begin and end at word borders.

    Overlapping hits are all reported, ordered by start and then longest first; choosing among them
    is the caller's business. Phrases are compared as given: register folded phrases for the folded
    text. One phrase may carry several payloads.

        >>> matcher = PhraseMatcher([("khẩu súng", "gun"), ("súng", "gun")])
        >>> [(h.start, h.end) for h in matcher.find("23 khẩu súng")]
        [(3, 12), (8, 12)]
    """

    def __init__(self, phrases: Iterable[tuple[str, P]]) -> None:
        table: dict[str, dict[P, None]] = {}
        for phrase, payload in phrases:
            table.setdefault(phrase, {})[payload] = None
        self._payloads = [tuple(payloads) for payloads in table.values()]
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(table), matchkind=ahocorasick_rs.MatchKind.Standard, store_patterns=False
        )

    def find(self, text: str) -> list[Hit[P]]:
        """All hits in ``text``."""
        hits = [
            Hit(start, end, payload)
            for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if is_word(text, start, end)
            for payload in self._payloads[number]
        ]
        hits.sort(key=_by_start_longest_first)
        return hits


def _by_start_longest_first(hit: Hit[P]) -> tuple[int, int]:
    return hit.start, -hit.end


def is_word(text: str, start: int, end: int) -> bool:
    """True when no letter or digit continues the span to the left or right.

    A digit next to a letter is a border ("6km", "có6"): the genre glues numerals.
    """
    if start and text[start - 1].isalpha() and text[start].isalpha():
        return False
    if start and text[start - 1].isdigit() and text[start].isdigit():
        return False
    return not (
        end < len(text)
        and (
            (text[end].isalpha() and text[end - 1].isalpha())
            or (text[end].isdigit() and text[end - 1].isdigit())
        )
    )


def longest(hits: Iterable[Hit[P]]) -> Iterator[Hit[P]]:
    """Left to right, longest first, without overlaps (one winner per character)."""
    border = -1
    for hit in hits:
        if hit.start >= border:
            yield hit
            border = hit.end
