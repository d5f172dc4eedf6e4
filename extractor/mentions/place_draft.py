"""A place as it was read, before it is known which unit it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.model import AdminUnit
from extractor.text.view import MatchView

Hits = dict[int, list[tuple[int, str]]]
"""Start of a name -> its possible ends, longest first, with the name as registered."""


@dataclass(frozen=True, slots=True)
class PlaceText:
    """A text in its canonical spelling, with all names of the gazetteer in it."""

    view: MatchView
    canonical: str
    hits: Hits


Scored = tuple[AdminUnit, float, tuple[str, ...]]
"""A unit that may be meant, its score, and why."""


@dataclass(slots=True)
class Draft:
    """A stretch of text that names a place or may do so; private to the place stages.

    ``levels`` are the levels the form allows, best first; ``types`` the official types its type word
    stands for, () without one. ``era`` is "old" where the text says so ("cũ"), "new" after "nay là".
    ``kind`` is unit, hamlet, region, country or outlet. ``parent`` is the place it is said to lie in,
    ``sibling`` the member before it in a list. ``last`` is the word right before it
    (`place_words.last_word`).
    """

    start: int
    end: int
    name_start: int
    name_end: int
    name: str
    kind: str = "unit"
    levels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    typed: bool = False
    known: bool = True
    plural: bool = False
    certain: bool = True
    era: str = ""
    last: str | None = None
    parent: Draft | None = None
    sibling: Draft | None = None
    children: list[Draft] = field(default_factory=list)
    group: int | None = None
    candidates: list[Scored] = field(default_factory=list)
    unit: AdminUnit | None = None
    chain: dict[str, str | None] = field(default_factory=dict)
    level: str = ""
    role: str = ""
    rule: str = ""
