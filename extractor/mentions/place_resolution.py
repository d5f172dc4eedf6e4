"""From names in a text to units: what the document as a whole says about each of them.

Every candidate is scored by type word, validity at the article's date, the places it is linked with,
earlier mentions of the same name, districts and provinces named nearby, and the province that the
document is about. One clear winner becomes the unit; otherwise the candidates are kept with their
reasons. Guideline 4.2 to 4.7.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.gazetteer.gazetteer import Gazetteer
from extractor.gazetteer.validity import REFORM, days, is_valid
from extractor.mentions.place_draft import Draft
from extractor.model import AdminUnit

Scored = tuple[AdminUnit, float, tuple[str, ...]]

_OLD_TYPES = frozenset({"district"})
_MARGIN = 0.15


class PlaceResolver:
    """Decides which unit each draft means; built once per gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def resolve(self, drafts: Sequence[Draft], on: str | None, hints: Sequence[str] = ()) -> None:
        """Fill ``unit``, ``candidates``, ``level`` and ``chain`` of each draft.

        Args:
            drafts: linked drafts in text order.
            on: publication date.
            hints: names of provinces known from outside the text (outlet).
        """
        span = days(on)
        for draft in drafts:
            if draft.kind == "unit":
                draft.candidates = self._candidates(draft, span)
        for draft in drafts:
            self._prune(draft)
        for draft in reversed(drafts):
            self._prune(draft)
        votes = self._votes(drafts, hints)
        main = _main(votes)
        for level in ("province", "district", "commune"):
            for at, draft in enumerate(drafts):
                if draft.kind == "unit" and not draft.level and self._turn(draft, level):
                    self._decide(draft, at, drafts, votes, main)
        for at, draft in enumerate(drafts):
            if draft.kind == "hamlet":
                self._hamlet(draft, at, drafts, main)

    def _candidates(self, draft: Draft, span: tuple[str, str] | None) -> list[Scored]:
        found: list[Scored] = []
        for named in self._gazetteer.named(draft.name):
            unit = named.unit
            if unit.level not in draft.levels:
                continue
            score, reasons = 1.0, [named.by]
            if draft.types:
                if unit.type in draft.types:
                    reasons.append("type word")
                elif unit.level == "province" or (draft.typed and named.by == "alias"):
                    continue
                else:
                    score -= 0.3
                    reasons.append(f"is {unit.type}")
            elif unit.level == "province":
                score += 0.4
                reasons.append("bare name of a province")
            elif unit.level == "district":
                score += 0.1
            when = self._when(unit, draft, span)
            if when is None:
                continue
            found.append((unit, score + when[0], (*reasons, when[1])))
        return found

    def _when(self, unit: AdminUnit, draft: Draft, span: tuple[str, str] | None) -> tuple[float, str] | None:
        """How the unit's time fits the date of the article and the words of the text."""
        old = unit.valid_to is not None
        if draft.era == "old":
            return (0.3, "old unit") if old else None
        if draft.era == "new" and old:
            return None
        if span is None:
            return 0.0, "no date"
        if is_valid(unit, span):
            return 0.2, "valid"
        if old and unit.valid_to is not None and unit.valid_to < span[0]:
            late = unit.level == "commune" and unit.valid_to >= "2025-06-30"
            return (-0.4 if late else -0.2), "no longer valid"
        if old and draft.typed:
            # A later type of the same unit ("thành phố Từ Sơn" in 2020) shows that it is this one.
            return -0.5, "not yet valid"
        return None

    def _prune(self, draft: Draft) -> None:
        """Keep candidates that lie in a linked parent, and parents that hold a linked child."""
        parent = draft.parent
        if parent is None or draft.kind != "unit" or parent.kind != "unit" or not parent.candidates:
            return
        kept = [
            (unit, score + 0.8, (*reasons, f"in {parent.name}"))
            for unit, score, reasons in draft.candidates
            if "in " + parent.name in reasons or any(self._in(unit, above) for above, _, _ in parent.candidates)
        ]
        holding = [
            (above, score, reasons)
            for above, score, reasons in parent.candidates
            if any(self._in(unit, above) for unit, _, _ in draft.candidates)
        ]
        if draft.candidates and holding:
            parent.candidates = holding
        if draft.candidates and "in " + parent.name not in draft.candidates[0][2]:
            draft.candidates = kept

    def _in(self, unit: AdminUnit, above: AdminUnit) -> bool:
        return unit.level != above.level and self._gazetteer.is_within(unit, above)

    def _votes(self, drafts: Sequence[Draft], hints: Sequence[str]) -> Counter[str]:
        """How strongly the document speaks of each province (by name of the time)."""
        votes: Counter[str] = Counter()
        for name in hints:
            votes[name] += 3
        for draft in drafts:
            if draft.kind == "outlet" and draft.province_unit is not None:
                votes[draft.province_unit.name] += 3
                continue
            if draft.kind != "unit" or (not draft.certain and not self._is_province(draft) and not draft.parent):
                continue
            provinces = {p.name for u, _, _ in draft.candidates if (p := self._gazetteer.province(u))}
            best = self._best(draft)
            if best is not None and best.level == "province":
                votes[best.name] += 2 if draft.typed or draft.start < 250 else 1
            elif len(provinces) == 1:
                votes[provinces.pop()] += 1
        return votes

    def _is_province(self, draft: Draft) -> bool:
        return any(unit.level == "province" for unit, _, _ in draft.candidates)

    def _best(self, draft: Draft) -> AdminUnit | None:
        return max(draft.candidates, key=lambda c: c[1], default=(None, 0.0, ()))[0]

    def _turn(self, draft: Draft, level: str) -> bool:
        """Provinces first, then districts, then the rest: each may lean on those before."""
        best = self._best(draft)
        if best is None:
            return level == (draft.levels[0] if len(draft.levels) == 1 else "commune")
        return best.level == level or level == "commune"

    def _decide(
        self, draft: Draft, at: int, drafts: Sequence[Draft], votes: Counter[str], main: str | None
    ) -> None:
        scored = [self._in_context(c, draft, at, drafts, votes, main) for c in draft.candidates]
        scored.sort(key=lambda c: -c[1])
        draft.candidates = scored
        lead = scored[0] if scored else None
        rival = next((c for c in scored[1:] if lead and not _same(c[0], lead[0])), None)
        if lead is not None and (rival is None or lead[1] - rival[1] >= _MARGIN) and self._credible(lead, draft, main):
            draft.unit = lead[0]
        draft.level = lead[0].level if lead else draft.levels[0] if draft.levels else "commune"
        if draft.typed and lead is None:
            draft.level = draft.levels[-1]
        self._fill(draft, at, drafts, main)

    def _credible(self, lead: Scored, draft: Draft, main: str | None) -> bool:
        """A commune far from everything the text speaks of may be a namesake of one that no list has."""
        unit, _, reasons = lead
        if unit.level != "commune" or main is None or draft.parent is not None:
            return True
        province = self._gazetteer.province(unit)
        return any(r.startswith(("in ", "near ", "same ", "document")) for r in reasons) or (
            province is not None and province.name == main
        )

    def _in_context(
        self, candidate: Scored, draft: Draft, at: int, drafts: Sequence[Draft], votes: Counter[str], main: str | None
    ) -> Scored:
        unit, score, reasons = candidate
        why = list(reasons)
        province = self._gazetteer.province(unit)
        if unit.level != "province" and province is not None:
            if province.name == main:
                score += 0.6
                why.append(f"document: {main}")
            elif votes[province.name]:
                score += 0.3
                why.append(f"document: {province.name}")
            distance = self._nearest(unit, at, drafts)
            if distance is not None:
                score += 0.5 / (1 + distance)
                why.append("near its district or province")
        if any(d is not draft and d.unit is not None and _same(d.unit, unit) for d in drafts):
            score += 0.5
            why.append("same name resolved elsewhere")
        if draft.sibling is not None and draft.sibling.unit is not None:
            brother = draft.sibling.unit
            if brother.level == unit.level and (brother.parent == unit.parent and unit.parent is not None):
                score += 0.6
                why.append("same parent as its neighbour in the list")
        return unit, score, tuple(why)

    def _nearest(self, unit: AdminUnit, at: int, drafts: Sequence[Draft]) -> int | None:
        """How many resolved districts and provinces ago one that holds the unit was named."""
        seen = 0
        for draft in reversed(drafts[:at]):
            if draft.unit is None or draft.unit.level == "commune" or draft.unit.level == unit.level:
                continue
            if self._in(unit, draft.unit):
                return seen
            seen += 1
            if seen > 3:
                return None
        return None

    def _fill(self, draft: Draft, at: int, drafts: Sequence[Draft], main: str | None) -> None:
        """Names of the resolved chain; what the unit does not tell comes from links and the document."""
        unit = draft.unit
        chain: dict[str, str | None] = {"province": None, "district": None, "commune": None}
        if unit is not None:
            chain[unit.level] = unit.name
            for above in self._gazetteer.ancestors(unit, _day(draft, unit)):
                chain[above.level] = above.name
        else:
            chain[draft.level] = draft.name
            options = [u for u, _, _ in draft.candidates]
            for level in ("district", "province"):
                names = {a.name for u in options for a in (u, *self._gazetteer.ancestors(u)) if a.level == level}
                if options and len(names) == 1 and chain[level] is None:
                    chain[level] = names.pop()
        self._inherit(draft, chain, main)
        draft.chain = chain

    def _inherit(self, draft: Draft, chain: dict[str, str | None], main: str | None) -> None:
        parent = draft.parent
        if draft.unit is None and parent is not None:
            if not parent.chain and parent.unit is None and parent.kind == "country":
                chain["province"] = None
                return
            for level in ("commune", "district", "province"):
                if chain.get(level) is None and parent.chain.get(level):
                    chain[level] = parent.chain[level]
        if chain["province"] is None and draft.level != "province" and not draft.unit:
            sibling = draft.sibling
            if sibling is not None and sibling.chain.get("province"):
                chain["province"] = sibling.chain["province"]
                if draft.level == "commune" and not draft.candidates:
                    chain["district"] = chain["district"] or sibling.chain.get("district")
            elif parent is None:
                chain["province"] = main

    def _hamlet(self, draft: Draft, at: int, drafts: Sequence[Draft], main: str | None) -> None:
        """Hamlets lie in the place they are linked with, else in the commune spoken of."""
        draft.level = "hamlet"
        chain: dict[str, str | None] = {"province": None, "district": None, "commune": None, "hamlet": draft.name}
        source = draft.parent
        known = [d for d in drafts[:at] if d.kind == "hamlet" and d.name == draft.name and d.chain.get("commune")]
        while source is not None and source.kind == "hamlet":
            source = source.parent
        if source is None and draft.sibling is not None and draft.sibling.chain:
            source = draft.sibling
        if source is None and known:
            source = known[-1]
        if source is None:
            source = self._commune_before(at, drafts)
        if source is not None:
            for level in ("commune", "district", "province"):
                chain[level] = source.chain.get(level)
        if chain["province"] is None:
            chain["province"] = main
        draft.chain = chain

    def _commune_before(self, at: int, drafts: Sequence[Draft]) -> Draft | None:
        before = [d for d in drafts[:at] if d.level == "commune" and not d.dropped and (d.certain or d.unit)]
        after = [d for d in drafts[at:] if d.level == "commune" and not d.dropped and (d.certain or d.unit)]
        return before[-1] if before else after[0] if after else None


def _main(votes: Counter[str]) -> str | None:
    """The province with most votes, the first named among equals."""
    return max(votes, key=lambda name: votes[name], default=None)


def _same(one: AdminUnit, other: AdminUnit) -> bool:
    """Versions of one unit, or its namesake after the reform in the same place."""
    return one.code == other.code and one.level == other.level and one.name == other.name


def _day(draft: Draft, unit: AdminUnit) -> str | None:
    return unit.valid_to if draft.era == "old" or (unit.valid_to and unit.valid_to < REFORM) else None
