"""Which places of a text belong together: chains upward, lists, brackets (guideline 4.5)."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.engine.schema.places import PlaceRules
from extractor.gazetteer.gazetteer import Gazetteer
from extractor.mentions.place_draft import Draft, PlaceText
from extractor.model import AdminUnit

_RANK = {"hamlet": 0, "commune": 1, "district": 2, "province": 3, "country": 4}
_LONGEST = 24
_Units = dict[int, list[AdminUnit]]


class PlaceLinker:
    """Sets ``parent`` and ``sibling`` of drafts; built once from the rules and a gazetteer."""

    def __init__(self, rules: PlaceRules, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._within = regex.compile(rf"\s*(?:{'|'.join(rules.links.within)})\s*")
        self._said = regex.compile(rf"\s*(?:{'|'.join(rules.links.said)})\s*")
        self._also = regex.compile(rf"\s*(?:{'|'.join(rules.links.also)})\s*")
        renamed = rf"\s*[(,]?\s*(?:{'|'.join(map(regex.escape, rules.around.renamed))})\s*"
        self._renamed = regex.compile(renamed)
        kinds = (self._within, self._said, self._also, self._renamed)
        self._links = regex.compile("|".join(f"(?:{kind.pattern})" for kind in kinds))

    def link(self, text: PlaceText, drafts: Sequence[Draft], span: tuple[str, str] | None) -> None:
        """Compare each draft with the one before it, and after a bracket with the one before the bracket."""
        owner: Draft | None = None
        left: Draft | None = None
        units = {id(draft): self._units(draft, span) for draft in drafts}
        for draft in drafts:
            if draft.kind in ("region", "outlet"):
                left = None
                continue
            if left is not None and draft.start - left.end <= _LONGEST:
                between = text.view.folded[left.end : draft.start]
                if between.startswith(")") and owner is not None:
                    left, owner, between = owner, None, between[1:]
                self._relate(left, draft, between, units)
                if "(" in between:
                    owner = left if left.parent is draft else None
            else:
                owner = None
            left = draft
        for draft in reversed(drafts):
            # "phường Ngọc Hải và Vạn Hương, quận Đồ Sơn": the parent is that of the whole list.
            brother = draft.sibling
            if brother is not None and draft.parent is not None and brother.parent is None:
                fits = not units[id(brother)] or self._any_within(brother, draft.parent, units)
                if not brother.children and brother.kind == draft.kind and fits:
                    brother.parent = draft.parent
                    draft.parent.children.append(brother)
        _adopt(drafts)

    def _relate(self, left: Draft, right: Draft, between: str, units: _Units) -> None:
        if self._links.fullmatch(between) is None:
            return
        if self._renamed.fullmatch(between):
            left.era, right.era = "old", "new"
            return
        said = self._said.fullmatch(between) is not None
        comma = self._within.fullmatch(between) is not None
        up = (said or comma) and self._is_above(left, right, units, said=said)
        also = self._also.fullmatch(between) is not None
        if also and not up and left.children and right.typed:
            # "giáp xã Ngọc Vân, Tân Yên và xã Việt Tiến": the list goes on below the parent.
            left = left.children[-1]
        common = _common(left, right, units) if also else ()
        if up and common and left.plural and not right.typed:
            # "các xã Kim Lư, Na Rì" enumerates, "xã Kim Lư, Na Rì" goes up.
            up = False
        if up:
            left.parent = right
            right.children.append(left)
        elif common and (left.plural or right.typed or not comma or not _goes_up(common, right, units)):
            right.sibling = left
            right.plural = right.plural or (left.plural and not right.typed)
            if not right.typed and left.types:
                right.levels, right.types = common, left.types

    def _is_above(self, left: Draft, right: Draft, units: _Units, *, said: bool) -> bool:
        """May the left place lie in the right one, as the words and the gazetteer tell?"""
        if left.kind == "country" or right.kind == "hamlet":
            return left.kind == "hamlet" and right.kind == "hamlet" and said and not right.name.isdecimal()
        if left.kind == "hamlet" or right.kind == "country":
            return left.kind == "hamlet" or left.typed
        low, high = _levels(left, units), _levels(right, units)
        if min(map(_rank, low)) >= max(map(_rank, high)):
            return False
        if self._any_within(left, right, units):
            return left.typed or right.typed or said or not ("province" in low and "province" in high)
        top = max(map(_rank, low))
        if said or (left.typed and right.typed):
            return top < max(map(_rank, high))
        # A unit that no list has, with its parent behind it ("thị trấn Nam Sơn, Thọ Xuân").
        unlisted = top < _RANK["district"] or (top < _RANK["province"] and not units[id(left)])
        return left.typed and unlisted and not _may_be_neighbours(left, right, units)

    def _any_within(self, left: Draft, right: Draft, units: _Units) -> bool:
        return any(
            self._gazetteer.is_within(low, high)
            for low in units[id(left)]
            for high in units[id(right)]
            if _rank(low.level) < _rank(high.level)
        )

    def _units(self, draft: Draft, span: tuple[str, str] | None) -> list[AdminUnit]:
        """Units that the name may mean at the draft's levels, none that came later than the text."""
        if draft.kind != "unit":
            return []
        units = [n.unit for n in self._gazetteer.named(draft.name) if n.unit.level in draft.levels]
        if span is None:
            return units
        return [u for u in units if u.valid_from is None or u.valid_from <= span[1] or draft.typed]


def _adopt(drafts: Sequence[Draft]) -> None:
    """What is said once of a commune holds for its other mentions in the text."""
    parents: dict[str, set[str]] = {}
    first: dict[str, Draft] = {}
    for draft in drafts:
        above = draft.parent
        if draft.kind == "unit" and "commune" in draft.levels and above is not None and above.kind == "unit":
            parents.setdefault(draft.name, set()).add(above.name)
            first.setdefault(draft.name, above)
    for draft in drafts:
        alone = draft.typed and draft.parent is None and not draft.children
        if alone and draft.levels == ("commune",) and len(parents.get(draft.name, ())) == 1:
            draft.parent = first[draft.name]


def _may_be_neighbours(left: Draft, right: Draft, units: _Units) -> bool:
    """Could the two stand in one list: does the right name go no higher, or do both lie in one place?"""
    top = max(map(_rank, _levels(left, units)))
    if top >= max(map(_rank, _levels(right, units))):
        return True
    parents = {unit.parent for unit in units[id(left)]}
    return any(unit.parent in parents for unit in units[id(right)] if _rank(unit.level) == top)


def _goes_up(common: tuple[str, ...], right: Draft, units: _Units) -> bool:
    """Is it one town, then a province, as in "TP Vinh, Hà Tĩnh"? A plural would make both towns."""
    return common[0] != "province" and _levels(right, units)[0] == "province"


def _levels(draft: Draft, units: _Units) -> tuple[str, ...]:
    """Levels at which the name exists; those of the type word if no unit bears the name."""
    known = {unit.level for unit in units[id(draft)]}
    return tuple(level for level in draft.levels if level in known) or draft.levels


def _rank(level: str) -> int:
    return _RANK.get(level, 0)


def _common(left: Draft, right: Draft, units: _Units) -> tuple[str, ...]:
    """Levels at which both can stand in one list; two bare names share their highest level."""
    if left.kind != "unit" or right.kind != "unit":
        return ("hamlet",) if left.kind == right.kind == "hamlet" else ()
    low, high = _levels(left, units), _levels(right, units)
    if not left.types and not right.typed and low[:1] != high[:1]:
        return ()
    return tuple(level for level in high if level in low)
