"""The phrases of several matchers, found in one walk over a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.engine.match import Hits, PhraseMatcher


class SharedPass:
    """Finds at once what each of its matchers would find alone; built once, without state.

    >>> types, guns = PhraseMatcher([("xã", "commune")]), PhraseMatcher([("khẩu súng", "gun")])
    >>> hits = SharedPass([types, guns]).hits("Xã thu 23 khẩu súng".lower())
    >>> hits[types], hits[guns]
    ([(0, 2, 'commune')], [(10, 19, 'gun')])
    """

    def __init__(self, matchers: Sequence[PhraseMatcher[Any]]) -> None:
        self._matchers = tuple(matchers)
        self._all: PhraseMatcher[tuple[int, Any]] = PhraseMatcher(
            (phrase, (owner, payload))
            for owner, matcher in enumerate(self._matchers)
            for phrase, payload in matcher.phrases
        )

    def hits(self, text: str) -> Hits:
        """What each matcher finds in ``text``, in the order of its own `PhraseMatcher.triples`."""
        found: list[list[tuple[int, int, Any]]] = [[] for _ in self._matchers]
        for start, end, (owner, payload) in self._all.triples(text):
            found[owner].append((start, end, payload))
        return dict(zip(self._matchers, found, strict=True))
