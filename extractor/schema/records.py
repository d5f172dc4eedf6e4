"""What each record of a run consists of; field names are contracts (guideline 6.1).

Enumerations (indicator, unit, action, ...) are plain strings here because an analyst's rules may
add to them; `Constraints` checks them against the vocabulary of the rules that were used.
Offsets are half-open and count characters of the document's text.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Offset = Annotated[int, Field(ge=0)]
PartialDate = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2}(T[0-9:.+Z-]+)?)?)?$")]
Number = Annotated[Decimal, Field(allow_inf_nan=False)]


class Record(BaseModel):
    """Immutable, and exact: an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PerRecord(Record):
    """The denominator of a rate: 500,000 VND per 1 month."""

    value: Number
    unit: str


class HeadRecord(Record):
    """The counted noun as the article has it."""

    text: str
    start: Offset
    end: Offset


class LocalityRecord(Record):
    """The territory a figure is about; ``code`` is the official code of the smallest unit named."""

    name: str
    level: str
    province: str | None = None
    province_2025: str | None = None
    district: str | None = None
    commune: str | None = None
    code: str | None = None


class RelationRecord(Record):
    """A typed link to another figure of the same article, by its ``record_id``."""

    type: str
    target: str


class ProvenanceRecord(Record):
    """Who says so: the rules that took part, the recogniser that was asked, the version."""

    rule_ids: tuple[str, ...]
    ner: str
    version: str


class FigureRecord(Record):
    """One figure with everything the article says about it; one line of ``figures.jsonl``."""

    schema_version: str = Field(description="version of these fields and of the vocabulary")
    record_id: str = Field(description="{doc_id}:{value_start}-{value_end}:{k}, the same in every run")
    doc_id: str
    start: Offset = Field(description="of the quote")
    end: Offset
    quote: str = Field(description="text[start:end]: what a reader needs to see to believe the figure")
    value_start: Offset = Field(description="of the numeral inside the quote")
    value_end: Offset
    value_text: str
    head: HeadRecord | None
    indicator: str
    object: str
    name: str | None = Field(description="of a named model, without its quotation marks")
    action: str
    status: str
    value_kind: str
    value: Number | None = Field(
        description="in `unit`; the lower end of a range; null for a malformed numeral"
    )
    value_max: Number | None = Field(
        description="the upper end, exactly when approx is range, magnitude, few"
    )
    denominator: Number | None = Field(description="of a coverage: 15 of 15 communes")
    per: PerRecord | None = Field(description="of a rate")
    unit: str
    approx: str
    period: str | None = Field(description="YYYY, YYYY-MM, YYYY-MM-DD, A/B, ../B or A/..")
    period_type: str | None
    period_source: str
    period_confidence: Literal["high", "low"]
    period_text: str | None = Field(description="the words the period was read from")
    base_period: str | None = Field(description="what a change is measured against")
    locality: LocalityRecord | None
    locality_source: str
    rel: tuple[RelationRecord, ...]
    repeat_of: str | None = Field(description="record_id of the figure that this one restates")
    confidence: float = Field(ge=0, le=1)
    provenance: ProvenanceRecord
    sentence_id: int
    region: str
    notes: tuple[str, ...]


class RegionRecord(Record):
    """A stretch of the article: title, lead, body, caption, ..."""

    kind: str
    start: Offset
    end: Offset


class ScopeRecord(Record):
    """The territory the article as a whole is about."""

    level: str
    name: str
    province: str | None = None


class DocumentRecord(Record):
    """One article that was read, its metadata and its text; one line of ``documents.jsonl``."""

    doc_id: str
    source_path: str | None
    sha256: str = Field(description="of the text in UTF-8")
    n_chars: int
    title: str | None
    publication_date: PartialDate | None
    publication_precision: str
    publication_source: str
    publication_quote: str | None
    publication_not_before: PartialDate | None
    publication_not_after: PartialDate | None
    url: str | None
    outlet: str | None
    outlet_code: str | None
    byline: str | None
    scope: ScopeRecord | None
    province: str | None
    province_2025: str | None
    province_source: str | None
    language: str
    regions: tuple[RegionRecord, ...]
    warnings: tuple[str, ...]
    extra: dict[str, Any] = Field(description="columns of the input that mean nothing to the extractor")
    text: str = Field(description="the article exactly as decoded; every offset counts in it")


class MentionRecord(Record):
    """What every line of ``mentions.jsonl`` has; the other fields depend on its kind."""

    doc_id: str
    kind: str
    start: Offset
    end: Offset
    quote: str


class NumberRecord(MentionRecord):
    """A numeral in digits or words; ``value`` is null if it is malformed."""

    kind: Literal["number"] = "number"
    value: Number | None
    value_max: Number | None
    approx: str
    form: str
    rule_id: str


class TimeRecord(MentionRecord):
    """A date, span, duration or set with its TIMEX3 ``value`` and, where known, its ends."""

    kind: Literal["time"] = "time"
    timex_type: str
    value: str
    begin: str | None
    end_date: str | None
    role: str
    anchor: str
    confidence: str
    rule_id: str


class PlaceRecord(MentionRecord):
    """A place; ``code`` is null and ``candidates`` (unit ids) are given if it stays ambiguous."""

    kind: Literal["place"] = "place"
    level: str
    name: str
    code: str | None
    province: str | None
    district: str | None
    commune: str | None
    hamlet: str | None
    candidates: tuple[str, ...]
    role: str
    source: str
    rule_id: str


class EntityRecord(MentionRecord):
    """What a recogniser proposed: PER, ORG, LOC or MISC."""

    kind: Literal["entity"] = "entity"
    label: str
    recogniser: str


class RejectRecord(Record):
    """A candidate that did not become a figure, and why; one line of ``rejects.jsonl``."""

    doc_id: str
    start: Offset
    end: Offset
    quote: str
    stage: str
    reason: str
    category: str | None
    rule_id: str | None


class FailureRecord(Record):
    """A document or file that could not be used; one line of ``failures.jsonl``.

    ``advice`` says what to do about it; ``line`` is set where the input has lines or rows.
    """

    path: str
    line: int | None = None
    doc_id: str | None = None
    error: str
    advice: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.error}; {self.advice}"
