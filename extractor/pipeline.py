"""The stages in order. Read `Pipeline.run` from top to bottom: that is the whole flow.

    file -> Document -> sections, sentences -> mentions -> figures -> linked -> reconciled -> Extraction
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractor.analysis import Analysis
from extractor.config import Config
from extractor.engine.load import Rules, load_rules
from extractor.linking.assemble import FigureAssembler
from extractor.linking.localities import LocalityLinker
from extractor.mentions.dates import DateFinder
from extractor.mentions.numerals import NumeralFinder
from extractor.mentions.publication import PublicationFinder
from extractor.mentions.quantities import QuantityFinder
from extractor.model import Document, Extraction, Figure, Rejection, Span
from extractor.text.document_scope import DocumentScopeFinder
from extractor.text.sections import SectionFinder
from extractor.text.sentences import SentenceSplitter
from extractor.text.view import MatchView

FIGURE_REGIONS = frozenset({"title", "lead", "body", "quote", "list"})
"""Only these regions carry figures (guideline 5)."""


@dataclass(frozen=True)
class Kit:
    """Everything that is built once: rules and the finders made from them. Pickles as its config."""

    config: Config
    rules: Rules
    sections: SectionFinder
    sentences: SentenceSplitter
    publication: PublicationFinder
    document_scope: DocumentScopeFinder
    numerals: NumeralFinder
    quantities: QuantityFinder
    dates: DateFinder
    assembler: FigureAssembler
    localities: LocalityLinker

    @staticmethod
    def build(config: Config) -> Kit:
        """Load the rules and compile every finder."""
        rules = load_rules(config.rules)
        dates = DateFinder(rules)
        return Kit(
            config=config,
            rules=rules,
            sections=SectionFinder(rules),
            sentences=SentenceSplitter(rules),
            publication=PublicationFinder(rules, dates),
            document_scope=DocumentScopeFinder(rules),
            numerals=NumeralFinder(rules),
            quantities=QuantityFinder(rules),
            dates=dates,
            assembler=FigureAssembler(rules),
            localities=LocalityLinker(rules),
        )

    def __reduce__(self) -> tuple[object, tuple[Config]]:
        return Kit.build, (self.config,)


class Pipeline:
    """Turns documents into extractions; picklable, without state between documents."""

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self.kit = Kit.build(self.config)

    def stream(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One extraction per document, in order."""
        for document in documents:
            yield self.run(document)

    def run(self, document: Document) -> Extraction:
        """All stages for one document."""
        kit = self.kit
        view = MatchView.of(document.text)
        sections = kit.sections.find(document, view)
        sentences = kit.sentences.split(view, sections)
        publication = kit.publication.find(document, view, sections)
        scope = kit.document_scope.find(document, view, sections)
        header = Span(publication.start, publication.end) if publication.start >= 0 else None
        numbers = tuple(kit.numerals.find(view.folded))
        analysis = Analysis(
            document, view, sections, sentences, publication, scope, numbers=numbers,
            quantities=tuple(kit.quantities.find(view, numbers)),
            times=tuple(kit.dates.find(view, publication.date, header)),
        )  # fmt: skip
        index = kit.assembler.scan(view.folded)
        counted, rejections = self._screen(analysis)
        drafts, more = kit.assembler.assemble(analysis, counted, index)
        figures = [draft.figure for draft in drafts]
        return _in_source(analysis, figures, [*rejections, *more])

    def _screen(self, analysis: Analysis) -> tuple[list, list[Rejection]]:
        kept, rejections = [], []
        carriers = [s for s in analysis.sentences if s.region in FIGURE_REGIONS]
        at = 0
        for quantity in analysis.quantities:
            while at < len(carriers) and carriers[at].end <= quantity.start:
                at += 1
            inside = at < len(carriers) and carriers[at].start <= quantity.start
            if not inside:
                rejections.append(Rejection(quantity.start, quantity.end, quantity.text, "sections", "region carries no figures"))
            elif any(t.start < quantity.end and quantity.start < t.end for t in analysis.times):
                rejections.append(Rejection(quantity.start, quantity.end, quantity.text, "dates", "part of a time expression", "date"))
            else:
                kept.append(quantity)
        return kept, rejections


def _in_source(analysis: Analysis, figures: list[Figure], rejections: list[Rejection]) -> Extraction:
    """Map everything from the view back to the untouched text."""
    view = analysis.view

    def moved(figure: Figure) -> Figure:
        start, end = view.source(figure.start, figure.end)
        value_start, value_end = view.source(figure.value_start, figure.value_end)
        head = view.source(figure.head_start, figure.head_end) if figure.head_start >= 0 else (-1, -1)
        return replace(
            figure, start=start, end=end, value_start=value_start, value_end=value_end,
            head_start=head[0], head_end=head[1],
        )  # fmt: skip

    return Extraction(
        document=analysis.document,
        publication=analysis.publication,
        scope=analysis.scope,
        sections=analysis.sections,
        sentences=analysis.sentences,
        figures=tuple(moved(figure) for figure in figures),
        numbers=tuple(view.to_source(n) for n in analysis.numbers),
        times=tuple(view.to_source(t) for t in analysis.times),
        places=(),
        entities=(),
        rejections=tuple(view.to_source(r) for r in rejections),
    )
