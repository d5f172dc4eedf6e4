"""What an article asserts: figures with their relations, and what did not become one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.model.documents import Document, Publication, Section, Sentence
from extractor.model.mentions import Entity, Number, Per, PlaceMention, TimeExpression


@dataclass(frozen=True, slots=True)
class Locality:
    """The territory a figure is about, as the record states it (guideline 4, 6.1)."""

    name: str
    level: str
    province: str | None = None
    province_2025: str | None = None
    district: str | None = None
    commune: str | None = None
    code: str | None = None


FigureKey = tuple[int, int, int]
"""``(value_start, value_end, k)``: what a relation points at before record ids exist."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed link from one figure to another of the same article (guideline 6.1)."""

    type: str
    target: FigureKey


@dataclass(frozen=True, slots=True)
class Figure:
    """One asserted quantity with everything the article says about it (guideline 6.1)."""

    value_start: int
    value_end: int
    start: int
    end: int
    sentence: int
    region: str
    indicator: str
    object: str
    unit: str
    value: Decimal | None
    value_kind: str = "level"
    value_max: Decimal | None = None
    denominator: Decimal | None = None
    per: Per | None = None
    approx: str = "exact"
    action: str = "other"
    status: str = "achieved"
    name: str | None = None
    head_start: int = -1
    head_end: int = -1
    period: str | None = None
    period_type: str | None = None
    period_source: str = "none"
    period_confidence: str = "high"
    period_text: str | None = None
    base_period: str | None = None
    locality: Locality | None = None
    locality_source: str = "none"
    rel: tuple[Relation, ...] = ()
    repeat_of: FigureKey | None = None
    confidence: float = 0.5
    rule_ids: tuple[str, ...] = ()
    ner: str = "none"
    notes: tuple[str, ...] = ()
    k: int = 0

    @property
    def key(self) -> FigureKey:
        """Identity inside the document."""
        return (self.value_start, self.value_end, self.k)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A candidate that did not become a record: which stage and rule said no, and why.

    ``category`` is a negative category of guideline 2.10 where one applies.
    """

    start: int
    end: int
    text: str
    stage: str
    reason: str
    category: str | None = None
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class DocumentScope:
    """What the article as a whole is about (guideline 6.1, document record)."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    outlet_code: str | None = None
    province: str | None = None
    province_2025: str | None = None
    province_source: str | None = None
    scope: Locality | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one document, in source offsets."""

    document: Document
    publication: Publication
    scope: DocumentScope
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    numbers: tuple[Number, ...]
    times: tuple[TimeExpression, ...]
    places: tuple[PlaceMention, ...]
    entities: tuple[Entity, ...]
    rejections: tuple[Rejection, ...]
    warnings: tuple[str, ...] = ()
