"""Which places of a text belong together: chains upward, lists, brackets (guideline 4.5)."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.engine.schema.places import PlaceRules
from extractor.gazetteer.gazetteer import Gazetteer
from extractor.mentions.place_draft import Draft
from extractor.mentions.place_reader import PlaceText
from extractor.model import AdminUnit

_RANK = {"hamlet": 0, "commune": 1, "district": 2, "province": 3, "country": 4}
_LONGEST = 24


class PlaceLinker:
    """Sets ``parent`` and ``sibling`` of drafts; built once from the rules and a gazetteer."""

    def __init__(self, rules: PlaceRules, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._within = regex.compile(rf"\s*(?:{'|'.join(rules.links.within)})\s*")
        self._also = regex.compile(rf"\s*(?:{'|'.join(rules.links.also)})\s*")
        self._renamed = regex.compile(rf"\s*[(,]?\s*(?:{'|'.join(map(regex.escape, rules.around.renamed))})\s*")

    def link(self, text: PlaceText, drafts: Sequence[Draft], on: str | None) -> None:
        """Compare each draft with the one before it, and after a bracket with the one before the bracket."""
        owner: Draft | None = None
        left: Draft | None = None
        for draft in drafts:
            if draft.kind in ("region", "outlet"):
                left = None
                continue
            if left is not None and draft.start - left.end <= _LONGEST:
                between = text.view.folded[left.end : draft.start]
                if between.startswith(")"):
                    between = between[1:]
                    left, owner = (owner or left), None
                elif "(" in between:
                    owner = left
                self._relate(left, draft, between)
                if draft.parent is None and draft.sibling is None and not draft.certain:
                    # A name that links to nothing must not stand between two that do.
                    left = left if draft.start - left.end <= 2 and draft.end - left.end < _LONGEST else draft
                    left = draft
                    continue
            else:
                owner = None
            left = draft

    def _relate(self, left: Draft, right: Draft, between: str) -> None:
        if self._renamed.fullmatch(between):
            left.era, right.era = "old", "new"
            return
        up = self._within.fullmatch(between) is not None and self._lies_in(left, right)
        same = self._also.fullmatch(between) is not None and bool(_common(left, right))
        if up and same and not right.typed:
            # "huyện Bù Đốp, Lộc Ninh" against "xã Kim Lư, Na Rì": a plural asks for a list.
            up = not left.plural and "(" not in between or "(" in between
        if up:
            left.parent = right
            right.children.append(left)
        elif same:
            right.sibling = left
            if not right.typed:
                right.levels = _common(left, right)
                if left.typed and not right.types:
                    right.types = left.types

    def _lies_in(self, left: Draft, right: Draft) -> bool:
        """True when some reading of the left name lies in some reading of the right one."""
        if right.typed and left.typed:
            low = min(_RANK.get(level, 9) for level in left.levels)
            if low >= max(_RANK.get(level, 0) for level in right.levels):
                return False
            return left.kind == "hamlet" or not left.known or not right.known or self._any_within(left, right)
        if right.kind == "country":
            return left.kind == "unit" and left.typed
        if left.kind == "hamlet":
            return right.kind == "unit"
        if not left.known:
            return right.kind == "unit" and any(_RANK[level] > 1 for level in right.levels)
        return right.kind == "unit" and self._any_within(left, right)

    def _any_within(self, left: Draft, right: Draft) -> bool:
        highs = self.units(right)
        return any(
            low.level != high.level and self._gazetteer.is_within(low, high)
            for low in self.units(left)
            for high in highs
            if _RANK[low.level] < _RANK[high.level]
        )

    def units(self, draft: Draft) -> list[AdminUnit]:
        """All units, at any time, that the name may mean at the draft's levels."""
        return [n.unit for n in self._gazetteer.named(draft.name) if n.unit.level in draft.levels]


def _common(left: Draft, right: Draft) -> tuple[str, ...]:
    """Levels at which both can stand in one list."""
    if left.kind == "hamlet" or right.kind == "hamlet":
        return ("hamlet",) if left.kind == right.kind else ()
    return tuple(level for level in right.levels if level in left.levels)
