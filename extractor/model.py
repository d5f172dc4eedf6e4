"""The values that stages pass to each other: frozen, slotted, picklable.

Offsets are half-open and count Python characters. Inside the pipeline they index the match view
(`extractor.text.view.MatchView`); `Extraction`, the result, has been mapped back to the untouched
source text, where ``text[start:end]`` is what an annotator would mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """``[start, end)`` in one text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Section:
    """A region of the article (guideline 5): title, lead, body, caption, byline, ..."""

    kind: str
    start: int
    end: int
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An article exactly as decoded from its source; ``text`` is never altered.

    ``published`` is an ISO date-time, date or partial date (``2017``, ``2017-05``) from metadata.
    ``sections`` are regions the reader already knows (HTML), as offsets into ``text``.
    """

    doc_id: str
    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    source_path: str | None = None
    sections: tuple[Section, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Token:
    """A word as segmented by the tokeniser, aligned to the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in the article and, when asked for, its words."""

    index: int
    start: int
    end: int
    region: str = "body"
    paragraph: int = 0
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral in digits or words (guideline 2.1, 2.2).

    ``value`` is None for a malformed numeral ("7.810.4"); ``value_max`` is set for vague numerals
    ("hàng trăm": 100 to 999) whose ``approx`` is ``magnitude`` or ``few``.
    ``form`` is ``digits``, ``words``, ``mixed`` (digits and magnitude word) or ``vague``.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    value_max: Decimal | None = None
    approx: str = "exact"
    form: str = "digits"
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class Per:
    """The denominator of a rate: "/tháng" is ``Per(1, "month")`` (guideline ruling 4)."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """One value as stated: numeral(s), approximator, measure and rate.

    ``start, end`` is the value span (guideline 2.13); ``outer_start, outer_end`` also holds the
    approximator to the left and the unit, classifier and "/..." to the right.
    ``kind`` is ``level``, ``coverage``, ``rate`` or ``share`` as far as the form alone decides.
    ``unit`` is the unit of a measure (``VND``, ``kg``, ``percent``) or of a classifier (``piece``),
    None when only the head noun can tell; ``unit_start, unit_end`` locates its words.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    value_max: Decimal | None = None
    denominator: Decimal | None = None
    approx: str = "exact"
    kind: str = "level"
    unit: str | None = None
    unit_start: int = -1
    unit_end: int = -1
    per: Per | None = None
    outer_start: int = -1
    outer_end: int = -1
    numbers: tuple[Number, ...] = ()
    rule_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date, span, duration or set, TIMEX3 style (guideline 3.2).

    ``value`` is the TIMEX3 value (``2025-H1``, ``P1Y``, ``PRESENT_REF``); ``begin`` and ``finish``
    are ISO dates or partial dates, None when open or unknown. ``period`` is the period a figure
    takes from it (``2021``, ``2017/2018-07-11``), None when it cannot serve as one, and
    ``period_type`` says ``as_of`` or ``during``. ``role`` follows the guideline's timex roles;
    ``confidence`` is ``high`` or ``low``.
    """

    start: int
    end: int
    text: str
    timex_type: str
    value: str
    begin: str | None = None
    finish: str | None = None
    period: str | None = None
    period_type: str | None = None
    role: str = "narrative"
    anchor: str = "none"
    confidence: str = "high"
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """When the article appeared: ISO partial date and where that was read (guideline 3.1).

    ``source`` is ``metadata``, ``header``, ``body`` or ``none``; ``start, end`` locate the quote, -1 if
    not in the text. ``not_before`` / ``not_after`` bound an unknown date.
    """

    date: str | None = None
    precision: str = "none"
    source: str = "none"
    start: int = -1
    end: int = -1
    not_before: str | None = None
    not_after: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdminUnit:
    """An administrative unit during one stretch of validity.

    ``level`` is province, district or commune; ``type`` the official type word in lower case;
    ``valid_from`` / ``valid_to`` are ISO dates, both inclusive, None when open.
    """

    id: str
    code: str
    level: str
    type: str
    name: str
    parent: str | None
    valid_from: str | None = None
    valid_to: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit a place name may mean, with a score in 0..1 and the reasons for it."""

    unit: AdminUnit
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in the text and what it resolves to at the article's date (guideline 4).

    ``name`` is the bare name, ``type_word`` the word in front of it ("huyện"), both as written.
    ``unit`` is set when one unit is meant; otherwise ``candidates`` say why not. ``province``,
    ``district``, ``commune`` and ``hamlet`` are bare names of the resolved chain.
    ``group`` numbers enumerations: members of one list share it. ``source`` is ``gazetteer``,
    ``rule`` or ``ner``.
    """

    start: int
    end: int
    text: str
    level: str
    name: str
    type_word: str | None = None
    unit: AdminUnit | None = None
    candidates: tuple[Candidate, ...] = ()
    province: str | None = None
    district: str | None = None
    commune: str | None = None
    hamlet: str | None = None
    role: str = "site"
    group: int | None = None
    source: str = "gazetteer"
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """What a recogniser proposed: label is PER, ORG, LOC or MISC."""

    start: int
    end: int
    text: str
    label: str
    recogniser: str


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
