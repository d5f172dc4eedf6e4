"""From names in a text to units: what the document as a whole says about each of them.

Every candidate is scored by type word, validity at the article's date, the places it is linked with,
other mentions of the same name, districts and provinces named nearby, and the province that the
document is about. One clear winner becomes the unit; otherwise the candidates are kept with their
reasons. Guideline 4.2 to 4.7.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

from extractor.gazetteer.gazetteer import Gazetteer
from extractor.gazetteer.lineage import identity
from extractor.mentions.place_candidates import FORMER, PlaceCandidates
from extractor.mentions.place_context import PlaceContext, read_context
from extractor.mentions.place_draft import Draft, Scored
from extractor.mentions.place_memory import PlaceMemory
from extractor.model import AdminUnit

_MARGIN = 0.15
_MEMORY = 60
"""How many mentions back a document is remembered."""
_SCORE = itemgetter(1)
_ABOVE = ("commune", "district", "province")


class PlaceResolver:
    """Decides which unit each draft means; built once per gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._candidates = PlaceCandidates(gazetteer)

    def span(self, drafts: Sequence[Draft], on: str | None) -> tuple[str, str] | None:
        """The days in question: the article's date, or the time that its words tell."""
        return self._candidates.span([draft for draft in drafts if draft.kind == "unit"], on)

    def resolve(
        self,
        drafts: Sequence[Draft],
        on: str | None,
        span: tuple[str, str] | None,
        hints: Sequence[str] = (),
    ) -> None:
        """Fill ``unit``, ``candidates``, ``level`` and ``chain`` of each draft.

        Args:
            drafts: linked drafts in text order.
            on: publication date.
            span: what `span` gave.
            hints: names of provinces known from outside the text (outlet).
        """
        units = [draft for draft in drafts if draft.kind == "unit"]
        for draft in units:
            draft.candidates = self._candidates.of(draft, span)
        context = read_context(self._gazetteer, drafts, hints, on)
        turns: dict[str, list[tuple[int, Draft]]] = {"province": [], "district": [], "commune": []}
        for at, draft in enumerate(drafts):
            if draft.kind == "unit" and not draft.level:
                turns[_turn(draft)].append((at, draft))
        for turn in turns.values():
            for at, draft in turn:
                self._decide(draft, PlaceMemory.of(drafts[max(0, at - _MEMORY) : at]), context)
        hamlets = _namesakes(drafts)
        communes = [d for d in drafts if d.level == "commune" and d.certain and (d.typed or d.unit)]
        for draft in drafts:
            if draft.kind == "hamlet":
                self._hamlet(draft, hamlets.get(draft.name), communes, context)
            elif not draft.level:
                draft.level = draft.levels[0]

    def _decide(self, draft: Draft, before: PlaceMemory, context: PlaceContext) -> None:
        scored = [
            s for c in draft.candidates if (s := self._in_context(c, draft, before, context)) is not None
        ]
        # Versions of one unit that nothing tells apart (no date): the latest stands for it.
        if len(scored) > 1:
            scored.sort(key=lambda c: (-c[1], c[0].valid_to is not None))
        draft.candidates = scored
        lead = scored[0] if scored else None
        rival = next((c for c in scored[1:] if lead and identity(c[0]) != identity(lead[0])), None)
        clear = lead is not None and (rival is None or lead[1] - rival[1] >= _MARGIN)
        if lead is not None and clear and FORMER not in lead[2] and self._credible(lead, draft, context):
            draft.unit = lead[0]
        if lead is not None:
            draft.level = lead[0].level
        else:
            draft.level = draft.levels[-1] if draft.typed or draft.parent else draft.levels[0]
        self._fill(draft, context)

    def _in_context(
        self, candidate: Scored, draft: Draft, before: PlaceMemory, context: PlaceContext
    ) -> Scored | None:
        """The candidate with what the document adds to its score; None if a link rules it out."""
        unit, score, reasons = candidate
        why = list(reasons)
        parent = draft.parent
        if parent is not None and parent.kind == "country":
            return None
        if parent is not None and parent.kind == "unit":
            if not self._fits(unit, parent):
                return None
            score += 0.6
            why.append(f"in {parent.name}")
        for child in draft.children:
            if any(self._gazetteer.lies_in(c, unit) for c, _, _ in child.candidates):
                score += 0.3
                why.append(f"holds {child.name}")
                break
        for points, reason in self._agreement(unit, draft, before, context):
            score += points
            why.append(reason)
        return unit, score, tuple(why)

    def _agreement(
        self, unit: AdminUnit, draft: Draft, before: PlaceMemory, context: PlaceContext
    ) -> list[tuple[float, str]]:
        """What the document says for a unit, in points."""
        found: list[tuple[float, str]] = []
        province = self._gazetteer.province(unit)
        if province is not None and context.is_main(province):
            found.append((0.6, f"document: {province.name}"))
        elif province is not None and unit.level != "province" and province.name in context.said:
            found.append((0.3, f"document: {province.name}"))
        if before.larger and (unit.valid_to is None or context.is_old(unit, draft)):
            distance = before.nearest(unit, self._gazetteer)
            if distance is not None:
                found.append((0.5 / (1 + distance), "near its district or province"))
        levels = context.typed.get(draft.name, frozenset()) if not draft.typed else ()
        if unit.level in levels and "province" not in draft.levels[:1] * (len(levels) > 1):
            found.append((0.35, "same name with type word elsewhere"))
        if before.known and identity(unit) in before.known:
            found.append((0.4, "same unit before"))
        brother = draft.sibling.unit if draft.sibling is not None else None
        if brother is not None and brother.level == unit.level and brother.parent == unit.parent is not None:
            found.append((0.6, "same parent as its neighbour in the list"))
        return found

    def _fits(self, unit: AdminUnit, parent: Draft) -> bool:
        """Does the unit lie in the linked parent, as far as that is decided?"""
        if parent.unit is not None:
            return self._gazetteer.lies_in(unit, parent.unit)
        if parent.candidates:
            return any(self._gazetteer.lies_in(unit, above) for above, _, _ in parent.candidates)
        chain = {parent.chain.get("district"), parent.chain.get("province")} - {None}
        names = {above.name for above in self._gazetteer.ancestors(unit)}
        return bool(chain & names) if chain else False

    def _credible(self, lead: Scored, draft: Draft, context: PlaceContext) -> bool:
        """A commune far from all that the text speaks of may be a namesake of one that no list has."""
        unit, _, reasons = lead
        if unit.level != "commune" or context.main is None or draft.parent is not None:
            return True
        if any(r.startswith(("document", "near ", "same ", "holds ")) for r in reasons):
            return True
        return self._gazetteer.province_2025(unit) == context.main

    def _fill(self, draft: Draft, context: PlaceContext) -> None:
        """Names of the resolved chain; what the unit does not tell comes from links and the document."""
        chain: dict[str, str | None] = {"province": None, "district": None, "commune": None}
        if draft.unit is not None:
            chain[draft.unit.level] = draft.unit.name
            day = context.day(draft)
            for above in self._gazetteer.ancestors(draft.unit, day):
                chain[above.level] = above.name
        else:
            if draft.candidates or draft.level != "province":
                merged = not draft.candidates or FORMER in draft.candidates[0][2]
                chain[draft.level] = draft.name if merged else draft.candidates[0][0].name
            self._inherit_parent(draft, chain)
            self._agree(draft, chain, context)
            self._inherit(draft, chain, context)
        province = chain["province"]
        if province is not None and draft.level != "province":
            chain["province"] = context.name_now(province)
        draft.chain = chain

    def _agree(self, draft: Draft, chain: dict[str, str | None], context: PlaceContext) -> None:
        """What all equally good candidates have in common."""
        best = [unit for unit, score, _ in draft.candidates if score >= draft.candidates[0][1] - _MARGIN]
        chains = [self._gazetteer.ancestors(unit, context.day(draft)) for unit in best]
        for level in ("district", "province"):
            names = {above.name for found in chains for above in found if above.level == level}
            if len(names) == 1 and chain[level] is None:
                chain[level] = names.pop()

    def _inherit_parent(self, draft: Draft, chain: dict[str, str | None]) -> None:
        if draft.parent is not None and draft.parent.kind == "unit":
            for level in _ABOVE:
                chain[level] = chain[level] or draft.parent.chain.get(level)

    def _inherit(self, draft: Draft, chain: dict[str, str | None], context: PlaceContext) -> None:
        sibling = draft.sibling
        if draft.parent is None and chain["province"] is None and (draft.level == "commune" or draft.known):
            if sibling is not None and sibling.chain.get("province"):
                chain["province"] = sibling.chain["province"]
                if draft.level == "commune" and not draft.candidates:
                    chain["district"] = chain["district"] or sibling.chain.get("district")
            else:
                chain["province"] = context.main

    def _hamlet(
        self, draft: Draft, namesake: Draft | None, communes: Sequence[Draft], context: PlaceContext
    ) -> None:
        """Hamlets lie in the place they are linked with, else in the commune spoken of."""
        draft.level = "hamlet"
        chain: dict[str, str | None] = {"province": None, "district": None, "commune": None}
        source = draft.parent
        while source is not None and source.kind == "hamlet":
            source = source.parent
        if source is None and draft.sibling is not None and draft.sibling.chain:
            source = draft.sibling
        if source is None:
            source = namesake or _nearest_before(draft, communes)
        if source is not None:
            chain.update({level: source.chain.get(level) for level in _ABOVE})
        chain["province"] = chain["province"] or context.main
        draft.chain = {**chain, "hamlet": draft.name}


def _turn(draft: Draft) -> str:
    """Provinces first, then districts, then the rest: each may lean on those before."""
    best = max(draft.candidates, key=_SCORE, default=None)
    level = best[0].level if best is not None else draft.levels[0] if draft.levels else ""
    return level if level in ("province", "district") else "commune"


def _namesakes(drafts: Sequence[Draft]) -> dict[str, Draft]:
    """For each hamlet name, the place it is said to lie in somewhere in the text."""
    found: dict[str, Draft] = {}
    for draft in drafts:
        above = draft.parent
        while above is not None and above.kind == "hamlet":
            above = above.parent
        if draft.kind == "hamlet" and above is not None and not draft.name.isdecimal():
            found.setdefault(draft.name, above)
    return found


def _nearest_before(draft: Draft, communes: Sequence[Draft]) -> Draft | None:
    """The last commune before, else the first of all."""
    at = bisect_left(communes, draft.start, key=lambda d: d.start)
    return communes[at - 1] if at else communes[0] if communes else None
