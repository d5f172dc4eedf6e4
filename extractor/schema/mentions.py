"""Numbers, time expressions, places and entities of one document as records, in text order."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.model import Entity, Extraction, Number, PlaceMention, TimeExpression
from extractor.schema.records import EntityRecord, MentionRecord, NumberRecord, PlaceRecord, TimeRecord


def mentions(extraction: Extraction) -> Iterator[MentionRecord]:
    """Everything that was found in the text before anything was linked."""
    doc_id, text = extraction.document.doc_id, extraction.document.text
    found: list[MentionRecord] = [
        *(_number(item, doc_id, text) for item in extraction.numbers),
        *(_time(item, doc_id, text) for item in extraction.times),
        *(_place(item, doc_id, text) for item in extraction.places),
        *(_entity(item, doc_id, text) for item in extraction.entities),
    ]
    found.sort(key=lambda item: (item.start, -item.end))
    yield from found


def _number(item: Number, doc_id: str, text: str) -> NumberRecord:
    return NumberRecord(
        doc_id=doc_id,
        start=item.start,
        end=item.end,
        quote=text[item.start : item.end],
        value=item.value,
        value_max=item.value_max,
        approx=item.approx,
        form=item.form,
        rule_id=item.rule_id,
    )


def _time(item: TimeExpression, doc_id: str, text: str) -> TimeRecord:
    return TimeRecord(
        doc_id=doc_id,
        start=item.start,
        end=item.end,
        quote=text[item.start : item.end],
        timex_type=item.timex_type,
        value=item.value,
        begin=item.begin,
        end_date=item.finish,
        role=item.role,
        anchor=item.anchor,
        confidence=item.confidence,
        rule_id=item.rule_id,
    )


def _place(item: PlaceMention, doc_id: str, text: str) -> PlaceRecord:
    return PlaceRecord(
        doc_id=doc_id,
        start=item.start,
        end=item.end,
        quote=text[item.start : item.end],
        level=item.level,
        name=item.name,
        code=item.unit.code if item.unit else None,
        province=item.province,
        district=item.district,
        commune=item.commune,
        hamlet=item.hamlet,
        candidates=tuple(candidate.unit.id for candidate in item.candidates),
        role=item.role,
        source=item.source,
        rule_id=item.rule_id,
    )


def _entity(item: Entity, doc_id: str, text: str) -> EntityRecord:
    return EntityRecord(
        doc_id=doc_id,
        start=item.start,
        end=item.end,
        quote=text[item.start : item.end],
        label=item.label,
        recogniser=item.recogniser,
    )
