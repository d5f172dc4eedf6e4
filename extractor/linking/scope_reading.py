"""What an article says about places, read once: candidates of every sentence and the topic."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.analysis import Analysis
from extractor.engine.load import Rules
from extractor.engine.schema.localities import LocalityRules
from extractor.linking.naming import Naming, UnitSource
from extractor.linking.scope_candidates import Candidate, ScopeCandidates
from extractor.linking.topic_locality import Topic, TopicFinder


@dataclass(frozen=True, slots=True)
class ScopeReading:
    """``candidates`` by sentence index, and the territory the whole article reports on."""

    candidates: tuple[tuple[Candidate, ...], ...]
    topic: Topic


class ScopeReader:
    """Reads articles; built once from the rules and the gazetteer, shared by those who need it."""

    def __init__(self, rules: Rules, gazetteer: UnitSource | None = None) -> None:
        self.naming = Naming(rules.get(LocalityRules), gazetteer)
        self.candidates = ScopeCandidates(rules.get(LocalityRules), self.naming)
        self._topics = TopicFinder(rules, self.naming)

    def read(self, analysis: Analysis) -> ScopeReading:
        """The reading of an analysis with sentences, places and, if known, the outlet."""
        candidates = tuple(tuple(found) for found in self.candidates.read(analysis))
        return ScopeReading(candidates, self._topics.find(analysis, candidates))
