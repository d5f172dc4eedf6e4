"""The surroundings of one numeral, as the sets of phrases that stand in them."""

from __future__ import annotations

from extractor.mentions.phrases import PhraseIndex

WEIGHT = {"np": 8, "pre": 7, "post": 6, "previous": 5, "clause": 4, "sentence": 3, "document": 1}
"""How much a condition in a zone says: the nearer, the more."""

_NOTHING: frozenset[str] = frozenset()


class Zones(dict[str, frozenset[str]]):
    """Phrase sets by zone name, computed when first asked for."""

    def __init__(
        self,
        index: PhraseIndex,
        spans: dict[str, tuple[int, int]],
        kind: str = "level",
        previous: str | None = None,
        document: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self["previous"] = frozenset((previous,)) if previous else _NOTHING
        self["document"] = document
        self._index = index
        self._spans = spans
        self.kind = kind
        self.previous = previous

    def __missing__(self, zone: str) -> frozenset[str]:
        found = self[zone] = self._index.within(*self._spans[zone])
        return found

    def span(self, zone: str) -> tuple[int, int]:
        """Where the zone lies in the view."""
        return self._spans[zone]

    def with_pre(self, low: int, high: int, kind: str) -> Zones:
        """The same surroundings with another ``pre`` zone and kind."""
        return Zones(self._index, self._spans | {"pre": (low, high)}, kind, self.previous, self["document"])


class Conditions:
    """The compiled zone conditions of one rule."""

    def __init__(self, needed: dict[str, frozenset[str]], barred: dict[str, frozenset[str]]) -> None:
        self.needed = tuple((zone, phrases) for zone, phrases in needed.items() if phrases)
        self._barred = tuple((zone, phrases) for zone, phrases in barred.items() if phrases)
        self.weight = sum(WEIGHT[zone] for zone, _ in self.needed)

    def hold(self, zones: Zones) -> bool:
        """True when every needed zone has one of its phrases and no barred zone has any."""
        for zone, phrases in self.needed:
            if phrases.isdisjoint(zones[zone]):
                return False
        for zone, phrases in self._barred:  # noqa: SIM110 - hot, and a generator would cost as much again
            if not phrases.isdisjoint(zones[zone]):
                return False
        return True
