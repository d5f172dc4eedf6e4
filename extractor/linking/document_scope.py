"""Which territory the article as a whole is about: the document record's province and scope (guideline 6.1).

The province is the one most figures belong to; of equals the one named first; national articles
have none (ruling 14). Without placed figures it is the province of the topic. The scope is the topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.analysis import Analysis
from extractor.engine.load import Rules
from extractor.linking.naming import UnitSource
from extractor.linking.scope_reading import ScopeReader, ScopeReading
from extractor.linking.territory import RANK, Territory
from extractor.linking.topic_locality import Topic
from extractor.model import DocumentScope, Figure, Locality, changed


class PlaceScopeFinder:
    """Fills province and scope of the document; built once from the rules and the gazetteer."""

    def __init__(self, rules: Rules, gazetteer: UnitSource | None = None) -> None:
        self._reader = ScopeReader(rules, gazetteer)
        self._naming = self._reader.naming

    def find(
        self, analysis: Analysis, figures: Sequence[Figure] = (), reading: ScopeReading | None = None
    ) -> DocumentScope:
        """``analysis.scope`` with province, province_2025, province_source and scope.

        Args:
            analysis: with sentences and places.
            figures: with their localities, if the article's figures have been placed already.
            reading: of the same analysis, if there is one already.
        """
        topic = (reading or self._reader.read(analysis)).topic
        territory = topic.territory
        national = territory is not None and territory.locality.level == "country"
        province, source = _main_province(figures), "figures"
        if national:
            province = None
        elif province is None:
            province, source = topic.province, topic.source
        if topic.evidence == "most named" and province != topic.province:
            territory = None  # the figures know better than the count of names
        scope = territory.locality if territory is not None else _common_scope(figures)
        return changed(
            analysis.scope,
            province=province,
            province_2025=self._naming.province_2025(province),
            province_source=_source(topic, source) if province is not None else None,
            scope=scope if scope is not None else self._whole(province, analysis),
        )

    def _whole(self, province: str | None, analysis: Analysis) -> Locality | None:
        found: Territory | None = self._naming.province(province, analysis.published) if province else None
        return found.locality if found is not None else None


def find_document_scope(
    analysis: Analysis, gazetteer: UnitSource | None, rules: Rules, figures: Sequence[Figure] = ()
) -> DocumentScope:
    """As `PlaceScopeFinder.find`, for one article."""
    return PlaceScopeFinder(rules, gazetteer).find(analysis, figures)


def _main_province(figures: Sequence[Figure]) -> str | None:
    counts: Counter[str] = Counter()
    for figure in sorted(figures, key=lambda figure: figure.key):
        if figure.locality is not None and figure.locality.province is not None:
            counts[figure.locality.province] += 1
    return counts.most_common(1)[0][0] if counts else None


def _common_scope(figures: Sequence[Figure]) -> Locality | None:
    """The widest locality of the figures, when it is theirs more often than any other."""
    counts = Counter(figure.locality for figure in figures if figure.locality is not None)
    if not counts:
        return None
    most = max(counts.values())
    return min((loc for loc, n in counts.items() if n == most), key=lambda loc: (RANK[loc.level], loc.name))


def _source(topic: Topic, source: str) -> str:
    return (
        topic.source if topic.source in {"headline", "outlet"} else "body" if source == "figures" else source
    )
