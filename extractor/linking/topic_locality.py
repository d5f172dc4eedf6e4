"""The territory an article as a whole reports on: what anaphora and unplaced figures fall back to.

Evidence in order (guideline 4.3, 4.4): kicker or office of the headline; the country or a place in it;
who reports first in the lead, an office, the country or a national body; the first place of the lead;
the outlet; the province named most often. An article that spreads over provinces has none.
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
from extractor.linking.naming import Naming
from extractor.linking.scope_candidates import Candidate
from extractor.linking.territory import Territory, key
from extractor.model import Sentence

_LEAD_SENTENCES = 3
_MENTIONS = 2  # what is named once, outside headline and lead, is not what an article is about
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
        bodies = rf"(?:^|[.,:()–-]\s*|\n|\b(?:{before})\s+)(?:{'|'.join(country.bodies)})\b"
        self._bodies = regex.compile(bodies)
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
            territory = self._naming.above(territory, "commune", {}, analysis.published) or territory
        known = (territory.locality.province if territory is not None else None) or province
        return Topic(territory, topic.source, known, topic.evidence)

    def _find(
        self, analysis: Analysis, candidates: Sequence[Sequence[Candidate]], outlet: str | None
    ) -> Topic:
        titles = [s for s in analysis.sentences if s.region == "title"]
        lead = [s for s in analysis.sentences if s.region not in _NO_TEXT][:_LEAD_SENTENCES]
        body = [c for s in lead for c in candidates[s.index] if _named(c)]
        return (
            self._headline(
                analysis, titles, [c for s in titles for c in candidates[s.index] if _named(c)], body
            )
            or self._lead(analysis, lead, candidates, outlet)
            or self._other(analysis, candidates, outlet)
        )

    def _headline(
        self,
        analysis: Analysis,
        titles: Sequence[Sentence],
        head: Sequence[Candidate],
        body: Sequence[Candidate],
    ) -> Topic | None:
        folded = analysis.view.folded
        for candidate in head:
            kicker = folded[candidate.end : candidate.end + 2].lstrip().startswith(":")
            if kicker or candidate.kind == "reporting_unit":
                return Topic(candidate.territory, "headline", evidence="kicker")
        national = next((c for c in head if _is_country(c)), None)
        if national is not None or (not head and self._body(analysis, titles) is not None):
            return Topic(self._naming.country(), "inherited", evidence="country in the headline")
        if not head or head[0].territory is None:
            return None
        wider = next((c.territory for c in body if not c.speaking), None)
        if wider is not None and wider.locality.level != "country" and wider.holds(head[0].territory):
            return Topic(wider, "inherited", evidence="lead")
        return Topic(head[0].territory, "headline", evidence="headline")

    def _lead(
        self,
        analysis: Analysis,
        lead: Sequence[Sentence],
        candidates: Sequence[Sequence[Candidate]],
        outlet: str | None,
    ) -> Topic | None:
        """Who reports first, an office or the country; else the first place, if the article stays there."""
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
        reporters = [c for c in named if c.kind == "reporting_unit" or _is_country(c)]
        body = self._body(analysis, lead) if outlet is None else None
        if body is not None and not any(c.start < body for c in reporters):
            return Topic(self._naming.country(), "inherited", evidence="national body")
        if len(reporters) > 1 and reporters[0].speaking and _is_country(reporters[1]):
            reporters = reporters[1:]  # a speaker who speaks of the whole country
        for candidate in reporters or named:
            territory = candidate.territory
            if territory is not None and (_is_country(candidate) or self._stands(territory, candidates)):
                return Topic(territory, "inherited", evidence="lead")
            break
        return None

    def _body(self, analysis: Analysis, sentences: Sequence[Sentence]) -> int | None:
        """Where a body of the whole country reports."""
        folded = analysis.view.folded
        for sentence in sentences:
            found = self._bodies.search(folded, sentence.start, sentence.end)
            if found is not None:
                return int(found.start())
        return None

    def _other(
        self, analysis: Analysis, candidates: Sequence[Sequence[Candidate]], outlet: str | None
    ) -> Topic:
        if outlet is not None:
            return Topic(self._naming.province(outlet, analysis.published), "outlet", evidence="outlet")
        return self._spread(analysis, candidates)

    def _outlet(self, analysis: Analysis) -> str | None:
        known = self._outlets.get((analysis.scope.outlet or "").casefold())
        return known or next((p.province for p in analysis.places if p.role == "outlet" and p.province), None)

    def _stands(self, first: Territory, candidates: Sequence[Sequence[Candidate]]) -> bool:
        """False when the article moves on to other provinces more than it stays in this one."""
        provinces = _provinces(candidates)
        own = sum(n for name, n in provinces.items() if key(name) == key(first.locality.province))
        return len(provinces) < 3 or 2 * own >= provinces.total()

    def _spread(self, analysis: Analysis, candidates: Sequence[Sequence[Candidate]]) -> Topic:
        provinces = _provinces(candidates)
        country = sum(_named(c) and _is_country(c) for cs in candidates for c in cs)
        if provinces:
            name, count = provinces.most_common(1)[0]
            if 2 * count > provinces.total() and count >= _MENTIONS:
                return Topic(
                    self._naming.province(name, analysis.published), "inherited", evidence="most named"
                )
        if country >= _MENTIONS:
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


def _is_country(candidate: Candidate) -> bool:
    return candidate.territory is not None and candidate.territory.locality.level == "country"


def _provinces(candidates: Sequence[Sequence[Candidate]]) -> Counter[str]:
    """How often each province is named or meant, lists counting once for each member."""
    counts: Counter[str] = Counter()
    for candidate in (c for group in candidates for c in group if not c.silent and c.territory is not None):
        assert candidate.territory is not None
        for territory in candidate.territory.members or (candidate.territory,):
            if territory.locality.province:
                counts[territory.locality.province] += 1
    return counts
