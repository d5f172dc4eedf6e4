"""The scope locality of every figure: an explicit procedure, first hit wins (guideline 4.4).

Candidates (`scope_candidates`) are the places, offices and anaphora of each sentence; the topic
(`topic_locality`) is what the whole article reports on; the flow (`scope_flow`) carries scope from
figure to figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.analysis import Analysis
from extractor.engine.load import Rules
from extractor.engine.schema.localities import LocalityRules
from extractor.linking.naming import UnitSource
from extractor.linking.scope_candidates import Candidate
from extractor.linking.scope_flow import ScopeFlow
from extractor.linking.scope_reading import ScopeReader, ScopeReading
from extractor.linking.spoken_places import Scope, SpokenPlaces
from extractor.model import Figure, FigureKey, changed

# Regions whose places say nothing about the figures around them.
APART = frozenset({"caption", "byline", "boilerplate", "source_line", "date_header", "outlet_tag"})


class LocalityLinker:
    """Gives figures their locality; built once from the rules and the gazetteer.

    >>> linker = LocalityLinker(rules, Gazetteer.default())                    # doctest: +SKIP
    >>> [f.locality.name for f in linker.assign(figures, analysis)]             # doctest: +SKIP
    ['huyện Quang Bình', 'huyện Quang Bình']
    """

    def __init__(self, rules: Rules, gazetteer: UnitSource | None = None) -> None:
        self.reader = ScopeReader(rules, gazetteer)
        self._naming = self.reader.naming
        self._flow = ScopeFlow(rules.get(LocalityRules))

    def read(self, analysis: Analysis) -> ScopeReading:
        """What the article says about places: for `assign` and `PlaceScopeFinder.find`."""
        return self.reader.read(analysis)

    def assign(
        self, figures: Sequence[Figure], analysis: Analysis, reading: ScopeReading | None = None
    ) -> list[Figure]:
        """``figures`` with ``locality`` and ``locality_source``, in the same order.

        Args:
            figures: of one article, with ``sentence`` indices into ``analysis.sentences``.
            analysis: with sentences, places and, if known, the outlet.
            reading: of the same analysis, if there is one already.
        """
        if not figures:
            return []
        reading = reading or self.read(analysis)
        candidates, topic = reading.candidates, reading.topic
        spoken = SpokenPlaces.of(analysis, topic, self._naming)
        by_sentence: dict[int, list[Figure]] = {}
        for figure in sorted(figures, key=lambda figure: figure.key):
            by_sentence.setdefault(figure.sentence, []).append(figure)
        scopes: dict[FigureKey, Scope | None] = {}
        paragraph, size, last = -1, 0, max(by_sentence)
        for sentence in analysis.sentences[: last + 1]:
            inside = by_sentence.get(sentence.index, [])
            found = candidates[sentence.index]
            if sentence.region == "title":
                scopes.update(_headline(inside, found, spoken))
            elif sentence.region not in APART:
                if sentence.paragraph != paragraph:
                    if size != 1:  # where every sentence is a paragraph, none begins a new subject
                        self._flow.begin(analysis.view, sentence, spoken)
                    paragraph, size, spoken.listed = sentence.paragraph, 0, None
                size += 1
                scopes.update(self._flow.read(analysis.view, sentence, inside, found, spoken))
        if topic.province is not None:
            scopes = {k: self._agreeing(s, topic.province, analysis.published) for k, s in scopes.items()}
        return [_placed(figure, figures, scopes) for figure in figures]

    def _agreeing(self, scope: Scope | None, province: str, on: str | None) -> Scope | None:
        if scope is None:
            return None
        territory = self._naming.agreeing(scope.territory, province, on)
        return scope if territory is scope.territory else changed(scope, territory=territory)


def _headline(
    figures: Sequence[Figure], candidates: Sequence[Candidate], spoken: SpokenPlaces
) -> Mapping[FigureKey, Scope | None]:
    """A headline speaks of its own place, else of the topic; it carries nothing on."""
    own = next((c for c in candidates if not c.silent and c.territory is not None), None)
    if own is not None and own.territory is not None:
        scope: Scope | None = Scope(own.territory, "headline", firm=True)
    else:
        scope = spoken.topic_scope
        scope = changed(scope, source="inherited") if scope is not None else None
    return dict.fromkeys((figure.key for figure in figures), scope)


def _placed(figure: Figure, figures: Sequence[Figure], scopes: Mapping[FigureKey, Scope | None]) -> Figure:
    """The figure with its scope; a headline without a place takes that of the figure it announces."""
    scope = scopes.get(figure.key)
    if figure.region == "title" and (scope is None or not scope.firm):
        announced = figure.repeat_of or _announced(figure, figures)
        body = scopes.get(announced) if announced is not None else None
        scope = changed(body, source="inherited") if body is not None else scope
    if scope is None or scope.territory.foreign:
        return changed(figure, locality=None, locality_source="none")
    return changed(figure, locality=scope.territory.locality, locality_source=scope.source)


def _announced(figure: Figure, figures: Sequence[Figure]) -> FigureKey | None:
    """The figure of the body that counts the same thing and gives the same value."""
    same = (f for f in figures if f.region != "title" and f.value == figure.value is not None)
    return next((f.key for f in same if f.indicator == figure.indicator and f.unit == figure.unit), None)
