"""The territory an article as a whole reports on: what anaphora and unplaced figures fall back to.

Evidence in order (guideline 4.3, 4.4): headline kicker or office in the headline; "cả nước" in headline
or lead; a place in the headline; the first office, then the first place of the lead; the outlet;
national bodies; the province named most often. An article that spreads over provinces has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.analysis import Analysis
from extractor.engine.load import Rules
from extractor.engine.schema.localities import LocalityRules
from extractor.engine.schema.sections import SectionRules
from extractor.linking.scope_candidates import Candidate
from extractor.linking.territory import Naming, Territory, key
from extractor.model import Sentence

_LEAD_SENTENCES = 3
_MENTIONS = 2  # one province named once, outside headline and lead, is not what an article is about
_NO_TEXT = frozenset(
    {"title", "caption", "byline", "boilerplate", "source_line", "date_header", "outlet_tag"}
)


@dataclass(frozen=True, slots=True)
class Topic:
    """``territory`` may be None; ``province`` is known then from the outlet alone, if at all."""

    territory: Territory | None = None
    source: str = "none"
    province: str | None = None
    evidence: str = ""


class TopicFinder:
    """Finds the topic locality; built once from the rules."""

    def __init__(self, rules: Rules, naming: Naming) -> None:
        self._naming = naming
        country = rules.get(LocalityRules).country
        before = "|".join(country.body_after)
        self._bodies = regex.compile(
            rf"(?:^|[.,:(–-]\s*|\n|\b(?:{before})\s+)(?:{'|'.join(country.bodies)})\b"
        )
        outlets = rules.get(SectionRules).outlets.values()
        self._outlets = {outlet.name.casefold(): outlet.province for outlet in outlets}
        venue = "|".join(rules.get(LocalityRules).flow.venue)
        self._venue = regex.compile(rf"(?r)(?:{venue})\s+[^,.;]{{0,20}}")

    def find(self, analysis: Analysis, candidates: Sequence[Sequence[Candidate]]) -> Topic:
        """The topic of ``analysis``, given the candidates of each of its sentences."""
        province = self._outlet(analysis)
        topic = self._find(analysis, candidates, province)
        territory = topic.territory
        if territory is not None and territory.locality.level == "hamlet":
            territory = self._naming.above(territory, "commune", {}) or territory
        known = (territory.locality.province if territory is not None else None) or province
        return Topic(territory, topic.source, known, topic.evidence)

    def _find(  # noqa: PLR0911 - one kind of evidence after the other
        self, analysis: Analysis, candidates: Sequence[Sequence[Candidate]], outlet: str | None
    ) -> Topic:
        folded = analysis.view.folded
        titles = [s for s in analysis.sentences if s.region == "title"]
        lead = [s for s in analysis.sentences if s.region not in _NO_TEXT][:_LEAD_SENTENCES]
        head = [c for s in titles for c in candidates[s.index] if _named(c)]
        body = [c for s in lead for c in candidates[s.index] if _named(c)]
        for candidate in head:
            if (
                folded[candidate.end : candidate.end + 2].lstrip().startswith(":")
                or candidate.kind == "reporting_unit"
            ):
                return Topic(candidate.territory, "headline", evidence="kicker")
        for candidate in (*head, *body):
            if candidate.territory is not None and candidate.territory.locality.level == "country":
                return Topic(candidate.territory, "inherited", evidence="country word")
        if outlet is None and any(self._bodies.search(folded, s.start, s.end) for s in (*titles, *lead)):
            return Topic(self._naming.country(), "inherited", evidence="national body")
        first = self._lead(analysis, lead, candidates)
        if head and head[0].territory is not None:
            wider = next((c.territory for c in body if not c.speaking), None)
            if wider is not None and wider.holds(head[0].territory):
                return Topic(wider, "inherited", evidence="lead")
            return Topic(head[0].territory, "headline", evidence="headline")
        if first is not None and self._stands(first, candidates):
            return Topic(first, "inherited", evidence="lead")
        if outlet is not None:
            return Topic(self._naming.province(outlet, analysis.published), "outlet", evidence="outlet")
        return self._spread(analysis, candidates)

    def _outlet(self, analysis: Analysis) -> str | None:
        known = self._outlets.get((analysis.scope.outlet or "").casefold())
        return known or next((p.province for p in analysis.places if p.role == "outlet" and p.province), None)

    def _lead(
        self, analysis: Analysis, lead: Sequence[Sentence], candidates: Sequence[Sequence[Candidate]]
    ) -> Territory | None:
        folded = analysis.view.folded
        named = [
            c
            for s in lead
            for c in candidates[s.index]
            if _named(c)
            and c.territory is not None
            and not c.territory.members
            and self._venue.match(folded, max(s.start, c.start - 40), c.start) is None
        ]
        offices = [c for c in named if c.kind == "reporting_unit"]
        for candidate in offices or named:
            return candidate.territory
        return None

    def _stands(self, first: Territory, candidates: Sequence[Sequence[Candidate]]) -> bool:
        """False when the article moves on to other provinces more than it stays in this one."""
        provinces = _provinces(candidates)
        own = sum(n for name, n in provinces.items() if key(name) == key(first.locality.province))
        return len(provinces) < 3 or 2 * own >= provinces.total()

    def _spread(self, analysis: Analysis, candidates: Sequence[Sequence[Candidate]]) -> Topic:
        provinces = _provinces(candidates)
        country = [
            c for cs in candidates for c in cs if c.territory and c.territory.locality.level == "country"
        ]
        if provinces:
            name, count = provinces.most_common(1)[0]
            if 2 * count > provinces.total() and count >= _MENTIONS:
                return Topic(
                    self._naming.province(name, analysis.published), "inherited", evidence="most named"
                )
        if country:
            return Topic(self._naming.country(), "inherited", evidence="country named")
        return Topic()


def _named(candidate: Candidate) -> bool:
    territory = candidate.territory
    return (
        territory is not None
        and not territory.foreign
        and not candidate.silent
        and candidate.role != "example"
    )


def _provinces(candidates: Sequence[Sequence[Candidate]]) -> Counter[str]:
    """How often each province is named or meant, lists counting once for each member."""
    counts: Counter[str] = Counter()
    for candidate in (c for group in candidates for c in group if not c.silent and c.territory is not None):
        assert candidate.territory is not None
        for territory in candidate.territory.members or (candidate.territory,):
            if territory.locality.province:
                counts[territory.locality.province] += 1
    return counts
