"""Which places sentences speak of, as far as times need to know: a new place leaves the old time."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from extractor.analysis import Analysis
from extractor.model import Sentence

_LOCAL = frozenset({"hamlet", "commune", "district"})
_APART = frozenset({"outlet", "adjacent", "person_origin"})
_OPENING = 60


class ToldPlaces:
    """The places below provinces of one document, by where they stand."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    @cached_property
    def _places(self) -> list[tuple[int, str, str]]:
        return sorted(
            (place.start, place.level, place.name)
            for place in self._analysis.places
            if place.level in _LOCAL and place.role not in _APART
        )

    def change(self, home: Sentence, sentence: Sentence) -> bool:
        """True when ``sentence`` opens with another place than the one of the same level in ``home``.

        "Năm 2019, xã Bản Vược thu 3 khẩu súng." and, in the next paragraph, "Tại xã Quang Kim, ...".
        """
        if home.region in ("title", "lead"):
            return False
        first = bisect_right(self._places, (sentence.start - 1, "~", ""))
        if first == len(self._places):
            return False
        start, level, name = self._places[first]
        if start - sentence.start > _OPENING or start >= sentence.end:
            return False
        there = [n for at, kind, n in self._places if home.start <= at < home.end and kind == level]
        return bool(there) and name not in there
