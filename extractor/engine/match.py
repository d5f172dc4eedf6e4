"""Many phrases, one pass: Aho-Corasick over the match view, whole words only."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

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
        self.phrases = tuple((phrase, payload) for phrase, payloads in table.items() for payload in payloads)
        # What may not stand in front of a phrase and behind it depends on its own edges only.
        self._entries = [
            (_continues(phrase[:1]), _continues(phrase[-1:]), tuple(reversed(payloads)))
            for phrase, payloads in table.items()
        ]
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(table), matchkind=ahocorasick_rs.MatchKind.Standard, store_patterns=False
        )

    def find(self, text: str, known: Hits | None = None) -> list[Hit[P]]:
        """All hits in ``text``; ``known`` is what a `SharedPass` has found in the same text."""
        return list(map(Hit[P]._make, self.triples(text, known)))

    def triples(self, text: str, known: Hits | None = None) -> list[tuple[int, int, P]]:
        """`find` as plain tuples, for callers that take every hit apart anyway."""
        if known is not None and (shared := known.get(self)) is not None:
            return shared
        entries = self._entries
        found: list[tuple[int, int, P]] = []
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            before, behind, payloads = entries[number]
            if before(text[start - 1 : start]) or behind(text[end : end + 1]):
                continue
            if len(payloads) == 1:
                found.append((start, end, payloads[0]))
            else:
                found += [(start, end, payload) for payload in payloads]
        # They come by end: turned round, a stable sort by start puts the longest first.
        found.reverse()
        found.sort(key=_START)
        return found


# What the matchers of a `SharedPass` have found in one text.
Hits: TypeAlias = Mapping[PhraseMatcher[Any], list[tuple[int, int, Any]]]

_START = itemgetter(0)


def _continues(edge: str) -> Callable[[str], bool]:
    """What makes a neighbour a part of the word that has ``edge`` as its first or last character."""
    return str.isalpha if edge.isalpha() else str.isdigit if edge.isdigit() else _nothing


def _nothing(_: str) -> bool:
    return False


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
