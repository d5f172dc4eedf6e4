"""The stages in order. Read `Pipeline.run` from top to bottom: that is the whole flow.

file -> Document -> sections, sentences -> mentions -> figures -> linked -> reconciled -> Extraction
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from extractor.analysis import Analysis
from extractor.config import Config
from extractor.engine.load import Rules, load_rules
from extractor.engine.shared_pass import SharedPass
from extractor.gazetteer import Gazetteer
from extractor.linking.assemble import FigureAssembler
from extractor.linking.confidence import with_confidence
from extractor.linking.document_scope import PlaceScopeFinder
from extractor.linking.localities import LocalityLinker
from extractor.linking.periods import PeriodLinker
from extractor.linking.relations import RelationLinker
from extractor.linking.screen import FIGURE_REGIONS, FigureScreen
from extractor.mentions.date_phrases import Phrase
from extractor.mentions.dates import DateFinder
from extractor.mentions.non_figures import NonFigureFinder
from extractor.mentions.numerals import NumeralFinder
from extractor.mentions.places import PlaceFinder
from extractor.mentions.publication import PublicationFinder
from extractor.mentions.quantities import QuantityFinder
from extractor.model import (
    Document,
    Entity,
    Extraction,
    Figure,
    Number,
    PlaceMention,
    Publication,
    Rejection,
    Section,
    Span,
    TimeExpression,
    changed,
)
from extractor.ner import QuestionGate, Recognizer, get_recognizer
from extractor.reconcile.restatements import mark_restatements
from extractor.text.document_scope import DocumentScopeFinder
from extractor.text.sections import SectionFinder
from extractor.text.sentences import SentenceSplitter
from extractor.text.view import MatchView

Q = TypeVar("Q", Number, TimeExpression, PlaceMention, Entity, Rejection)


@dataclass(frozen=True)
class Kit:
    """Everything that is built once: rules and the finders made from them. Pickles as its config."""

    config: Config
    rules: Rules
    gazetteer: Gazetteer
    recognizer: Recognizer
    folded_pass: SharedPass
    cased_pass: SharedPass
    sections: SectionFinder
    sentences: SentenceSplitter
    publication: PublicationFinder
    document_scope: DocumentScopeFinder
    numerals: NumeralFinder
    quantities: QuantityFinder
    dates: DateFinder
    places: PlaceFinder
    questions: QuestionGate
    screen: FigureScreen
    assembler: FigureAssembler
    relations: RelationLinker
    periods: PeriodLinker
    localities: LocalityLinker
    place_scope: PlaceScopeFinder

    @staticmethod
    def build(config: Config) -> Kit:
        """Load rules and gazetteer, compile every finder.

        Raises:
            RuleError: for a rule file that cannot be used.
            UsageError: for an unknown recogniser.
        """
        rules = load_rules(config.rules)
        gazetteer = Gazetteer.default()
        dates = DateFinder(rules)
        relations = RelationLinker(rules)
        numerals = NumeralFinder(rules)
        places = PlaceFinder(rules, gazetteer)
        assembler = FigureAssembler(rules, relations.phrases)
        localities = LocalityLinker(rules, gazetteer)
        return Kit(
            config=config,
            rules=rules,
            gazetteer=gazetteer,
            recognizer=get_recognizer(config.ner, rules),
            folded_pass=SharedPass(
                [
                    *dates.matchers,
                    *places.reader.folded_matchers,
                    numerals.openers,
                    assembler.document,
                    localities.reader.candidates.anaphora.matcher,
                ]
            ),
            cased_pass=SharedPass(places.reader.cased_matchers),
            sections=SectionFinder(rules),
            sentences=SentenceSplitter(rules),
            publication=PublicationFinder(rules, dates),
            document_scope=DocumentScopeFinder(rules),
            numerals=numerals,
            quantities=QuantityFinder(rules),
            dates=dates,
            places=places,
            questions=QuestionGate(rules),
            screen=FigureScreen(NonFigureFinder(rules)),
            assembler=assembler,
            relations=relations,
            periods=PeriodLinker(rules),
            localities=localities,
            place_scope=PlaceScopeFinder(rules, gazetteer),
        )

    def __reduce__(self) -> tuple[object, tuple[Config]]:
        return Kit.build, (self.config,)


class Pipeline:
    """Turns documents into extractions; picklable, without state between documents.

    >>> pipeline = Pipeline(Config(ner="none"))                                # doctest: +SKIP
    >>> [f.indicator for f in pipeline.run(Document("a", "Xã có 12 mô hình.")).figures]  # doctest: +SKIP
    ['model']
    """

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self.kit = Kit.build(self.config)

    def stream(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One extraction per document, in order."""
        for document in documents:
            yield self.run(document)

    def run(self, document: Document) -> Extraction:
        """All stages for one document; its result is in offsets of the untouched text."""
        kit = self.kit
        if document.published is None and self.config.published is not None:
            document = changed(document, published=self.config.published)
        analysis = self._recognised(self._read(document))
        candidates, rejections = kit.screen.split(analysis)
        index = kit.assembler.scan(analysis, candidates)
        drafts, uncounted = kit.assembler.assemble(analysis, candidates, index)
        figures = kit.relations.link(drafts, analysis.view.folded, index)
        figures = kit.periods.assign(figures, analysis)
        reading = kit.localities.read(analysis)
        figures = kit.localities.assign(figures, analysis, reading)
        figures = [with_confidence(figure, draft) for figure, draft in zip(figures, drafts, strict=True)]
        figures = mark_restatements(figures)
        analysis = changed(analysis, scope=kit.place_scope.find(analysis, figures, reading))
        return _in_source(analysis, figures, [*rejections, *uncounted])

    def _read(self, document: Document) -> Analysis:
        """Text and mentions: everything that looks at one place of the article only."""
        kit = self.kit
        view = MatchView.of(document.text)
        view = replace(view, hits={**kit.folded_pass.hits(view.folded), **kit.cased_pass.hits(view.cased)})
        sections = kit.sections.find(document, view)
        phrases = kit.dates.phrases(view)
        undated = cache(lambda: tuple(kit.dates.find(view, phrases=phrases)))
        publication = kit.publication.find(document, view, sections, phrases, undated)
        numbers = tuple(kit.numerals.find(view.folded, hits=view.hits))
        return Analysis(
            document=document,
            view=view,
            sections=sections,
            sentences=kit.sentences.split(view, sections),
            publication=publication,
            scope=kit.document_scope.find(document, view, sections),
            numbers=numbers,
            quantities=tuple(kit.quantities.find(view, numbers)),
            times=undated() if publication.date is None else self._dated(view, publication, phrases),
            places=kit.places.find(view, publication.date, self._home(document, view, sections)),
        )

    def _dated(
        self, view: MatchView, publication: Publication, phrases: Sequence[Phrase]
    ) -> tuple[TimeExpression, ...]:
        """The time expressions as they read on the day of publication."""
        header = Span(publication.start, publication.end) if publication.start >= 0 else None
        return tuple(self.kit.dates.find(view, publication.date, header, phrases))

    def _home(self, document: Document, view: MatchView, sections: Sequence[Section]) -> str | None:
        """The province of the outlet, known from metadata; a tag in the text speaks for itself."""
        outlet, tag = self.kit.document_scope.outlet(document, view, sections)
        return outlet.province if outlet is not None and tag is None else None

    def _recognised(self, analysis: Analysis) -> Analysis:
        """Ask the recogniser about the few sentences in which the rules leave a question open."""
        kit = self.kit
        if self.config.ner == "none":
            return analysis
        asked = [analysis.sentences[at] for at in kit.questions.open_questions(analysis, FIGURE_REGIONS)]
        if not asked:
            return analysis
        cased = analysis.view.cased
        answers = kit.recognizer.entities([cased[sentence.start : sentence.end] for sentence in asked])
        entities = tuple(
            Entity(sentence.start + e.start, sentence.start + e.end, e.text, e.label, e.recogniser)
            for sentence, found in zip(asked, answers, strict=True)
            for e in found
        )
        if not entities:
            return analysis
        home = self._home(analysis.document, analysis.view, analysis.sections)
        places = kit.places.find(analysis.view, analysis.published, home, entities)
        return changed(analysis, entities=entities, places=places)


def _in_source(analysis: Analysis, figures: Sequence[Figure], rejections: Sequence[Rejection]) -> Extraction:
    """Map everything from the view back to the untouched text."""
    view, publication = analysis.view, analysis.publication
    sections, sentences = analysis.sections, analysis.sentences
    if view.starts is not None:
        sections = tuple(map(view.to_source, sections))
        sentences = tuple(map(view.to_source, sentences))
        figures = [_moved(figure, view) for figure in figures]
    return Extraction(
        document=analysis.document,
        publication=view.to_source(publication) if publication.start >= 0 else publication,
        scope=analysis.scope,
        sections=sections,
        sentences=sentences,
        figures=tuple(figures),
        numbers=_quoted(analysis.numbers, view),
        times=_quoted(analysis.times, view),
        places=_quoted(analysis.places, view),
        entities=_quoted(analysis.entities, view),
        rejections=_quoted(rejections, view),
    )


def _quoted(items: Sequence[Q], view: MatchView) -> tuple[Q, ...]:
    """The items where they stand in the source, with their texts as written there."""
    move, text = view.to_source, view.text
    if view.starts is not None:
        return tuple(map(move, items))
    return tuple([item if item.text == text[item.start : item.end] else move(item) for item in items])


def _moved(figure: Figure, view: MatchView) -> Figure:
    start, end = view.source(figure.start, figure.end)
    value_start, value_end = view.source(figure.value_start, figure.value_end)
    head = view.source(figure.head_start, figure.head_end) if figure.head_start >= 0 else (-1, -1)
    return changed(
        figure, start=start, end=end, value_start=value_start, value_end=value_end,
        head_start=head[0], head_end=head[1],
    )  # fmt: skip
