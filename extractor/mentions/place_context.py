"""What a document as a whole says about places: its provinces, its names with type words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from extractor.gazetteer.gazetteer import Gazetteer
from extractor.gazetteer.validity import days, is_valid
from extractor.mentions.place_draft import Draft
from extractor.model import AdminUnit

_LEAD = 250
_SCORE = itemgetter(1)


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """``votes`` counts how strongly the document speaks of each province; ``main`` is the first of them.

    ``said`` holds the provinces that are named, by themselves or by the outlet.
    ``typed`` gives for each name the levels at which it stands with a type word. ``renamed`` maps names
    of one province at different times to the one that the document uses.
    """

    on: str | None
    votes: Counter[str]
    main: str | None
    said: frozenset[str]
    typed: Mapping[str, frozenset[str]]
    renamed: Mapping[str, str]

    def is_main(self, province: AdminUnit) -> bool:
        """Is this the province the document is about?"""
        return self.main is not None and self.name_now(province.name) == self.main

    def name_now(self, name: str) -> str:
        """The name the document uses for a province that was renamed."""
        return self.renamed.get(name, name)

    def is_old(self, unit: AdminUnit, draft: Draft) -> bool:
        """Is the unit, valid no more today, one that the text may speak of?"""
        span = days(self.on)
        return draft.era == "old" or span is None or is_valid(unit, span)

    def day(self, draft: Draft) -> str | None:
        """The day on which the parents of a resolved unit are looked up."""
        if days(self.on) is None and draft.parent is not None and draft.parent.unit is not None:
            return draft.parent.unit.valid_to
        return self.on


def read_context(
    gazetteer: Gazetteer, drafts: Sequence[Draft], hints: Sequence[str], on: str | None
) -> PlaceContext:
    """Collect the evidence of all drafts; their candidates are known, nothing is decided."""
    votes: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for name in hints:
        votes[name] += 3
    typed: dict[str, set[str]] = {}
    for draft in drafts:
        if draft.kind == "outlet" and draft.unit is not None:
            votes[draft.unit.name] += 3
            said[draft.unit.name] += 3
        elif draft.kind == "unit":
            if draft.typed and draft.types:
                levels = {unit.level for unit, _, _ in draft.candidates if unit.type in draft.types}
                typed.setdefault(draft.name, set()).update(levels)
            _vote(gazetteer, draft, votes, said)
    renamed = _renamed(gazetteer, votes, said, on)
    for name, used in renamed.items():
        votes[used] += votes.pop(name, 0)
    main = max(votes, key=lambda name: votes[name], default=None)
    levels_of = {name: frozenset(levels) for name, levels in typed.items()}
    return PlaceContext(on, votes, main, frozenset(said), levels_of, renamed)


def _vote(gazetteer: Gazetteer, draft: Draft, votes: Counter[str], said: Counter[str]) -> None:
    best = max(draft.candidates, key=_SCORE, default=None)
    if best is None:
        return
    if best[0].level == "province":
        if draft.role not in ("adjacent", "person_origin"):
            votes[best[0].name] += 2 if draft.typed or draft.start < _LEAD else 1
            said[best[0].name] += 1 + draft.typed
        return
    if not draft.certain and draft.parent is None:
        return
    provinces = _provinces(gazetteer, draft)
    if draft.parent is not None and draft.parent.candidates:
        provinces &= _provinces(gazetteer, draft.parent)
    if len(provinces) == 1:
        votes[provinces.pop()] += 1


def _provinces(gazetteer: Gazetteer, draft: Draft) -> set[str]:
    top = max(score for _, score, _ in draft.candidates)
    return {
        province.name
        for unit, score, _ in draft.candidates
        if score > top - 0.3 and (province := gazetteer.province(unit)) is not None
    }


def _renamed(gazetteer: Gazetteer, votes: Counter[str], said: Counter[str], on: str | None) -> dict[str, str]:
    """Without an exact date, the document's own name of a province that was renamed ("Thừa Thiên Huế")."""
    used: dict[str, str] = {}
    renamed: dict[str, str] = {}
    if len(votes) < 2:
        return renamed
    span = days(on)
    for name in sorted(votes, key=lambda n: (-said[n], -votes[n])):
        bearers = [
            n.unit for n in gazetteer.named(name) if n.unit.level == "province" and n.unit.name == name
        ]
        for unit in sorted(bearers, key=lambda unit: (unit.code, unit.valid_from or "")):
            if unit.valid_to is not None and is_valid(unit, span):
                first = used.setdefault(unit.code, name)
                if first != name:
                    renamed[name] = first
    return renamed
