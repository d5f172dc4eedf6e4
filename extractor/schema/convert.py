"""From an `Extraction` to the records of one document.

>>> recorder = Recorder(rules.get(Vocabulary))
>>> recorder.records(extraction).figures[0].record_id
'001:1203-1205:0'
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from extractor import __version__
from extractor.engine.schema import Vocabulary
from extractor.model import (
    Extraction,
    Figure,
    FigureKey,
    Locality,
    Rejection,
)
from extractor.schema.check import Constraints
from extractor.schema.mentions import mentions
from extractor.schema.records import (
    DocumentRecord,
    FigureRecord,
    HeadRecord,
    LocalityRecord,
    MentionRecord,
    PerRecord,
    ProvenanceRecord,
    RegionRecord,
    RejectRecord,
    RelationRecord,
    ScopeRecord,
)

STAGE = "validation"
MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class Records:
    """Everything that is written about one document."""

    document: DocumentRecord
    figures: tuple[FigureRecord, ...]
    mentions: tuple[MentionRecord, ...]
    rejects: tuple[RejectRecord, ...]


class Recorder:
    """Turns extractions into records and checks them.

    Args:
        vocabulary: of the rules in use.
        version: written into every record's provenance.
    """

    def __init__(self, vocabulary: Vocabulary, version: str = __version__) -> None:
        self._constraints = Constraints(vocabulary)
        self._schema_version = vocabulary.schema_version
        self._version = version

    def records(self, extraction: Extraction) -> Records:
        """The records of one document, figures and rejects in text order."""
        document, published = extraction.document, extraction.publication.date
        doc_id, text = document.doc_id, document.text
        valid: list[Figure] = []
        rejections = list(extraction.rejections)
        for figure in extraction.figures:
            reason = self._constraints.violation(figure, text, published)
            if reason is None:
                valid.append(figure)
            else:
                rejections.append(_rejection(figure, text, reason))
        known = {figure.key for figure in valid}
        return Records(
            document=_document(extraction),
            figures=tuple(
                self._figure(figure, doc_id, text, known)
                for figure in sorted(valid, key=lambda figure: figure.key)
            ),
            mentions=tuple(mentions(extraction)),
            rejects=tuple(
                RejectRecord(
                    doc_id=doc_id,
                    start=item.start,
                    end=item.end,
                    quote=text[item.start : item.end],
                    stage=item.stage,
                    reason=item.reason,
                    category=item.category,
                    rule_id=item.rule_id or None,
                )
                for item in sorted(rejections, key=lambda item: (item.start, item.end))
            ),
        )

    def _figure(self, figure: Figure, doc_id: str, text: str, known: set[FigureKey]) -> FigureRecord:
        per, head = figure.per, None
        if figure.head_start >= 0:
            head = HeadRecord(
                text=text[figure.head_start : figure.head_end], start=figure.head_start, end=figure.head_end
            )
        restated = figure.repeat_of if figure.repeat_of in known else None
        return FigureRecord(
            schema_version=self._schema_version,
            record_id=_record_id(doc_id, figure.key),
            doc_id=doc_id,
            start=figure.start,
            end=figure.end,
            quote=text[figure.start : figure.end],
            value_start=figure.value_start,
            value_end=figure.value_end,
            value_text=text[figure.value_start : figure.value_end],
            head=head,
            indicator=figure.indicator,
            object=figure.object,
            name=figure.name,
            action=figure.action,
            status=figure.status,
            value_kind=figure.value_kind,
            value=figure.value,
            value_max=figure.value_max,
            denominator=figure.denominator,
            per=PerRecord(value=per.value, unit=per.unit) if per else None,
            unit=figure.unit,
            approx=figure.approx,
            period=figure.period,
            period_type=figure.period_type,
            period_source=figure.period_source,
            period_confidence="low" if figure.period_confidence == "low" else "high",
            period_text=figure.period_text,
            base_period=figure.base_period,
            locality=_locality(figure.locality),
            locality_source=figure.locality_source,
            rel=tuple(
                RelationRecord(type=relation.type, target=_record_id(doc_id, relation.target))
                for relation in figure.rel
                if relation.target in known
            ),
            repeat_of=_record_id(doc_id, restated) if restated else None,
            confidence=round(figure.confidence, 4),
            provenance=ProvenanceRecord(rule_ids=figure.rule_ids, ner=figure.ner, version=self._version),
            sentence_id=figure.sentence,
            region=figure.region,
            notes=(*figure.notes, *_remarks(figure, known)),
        )


def _record_id(doc_id: str, key: FigureKey) -> str:
    return f"{doc_id}:{key[0]}-{key[1]}:{key[2]}"


def _rejection(figure: Figure, text: str, reason: str) -> Rejection:
    start, end = max(0, figure.value_start), min(len(text), figure.value_end)
    rule_id = figure.rule_ids[0] if figure.rule_ids else ""
    return Rejection(start, max(start, end), text[start:end], STAGE, reason, rule_id=rule_id)


def _remarks(figure: Figure, known: set[FigureKey]) -> Iterator[str]:
    if figure.value is None and MALFORMED not in figure.notes:
        yield MALFORMED
    if figure.denominator is not None and figure.value is not None and figure.value > figure.denominator:
        yield "value exceeds denominator"
    lost = [relation.type for relation in figure.rel if relation.target not in known]
    if figure.repeat_of is not None and figure.repeat_of not in known:
        lost.append("repeat_of")
    yield from (f"{name} points at a rejected figure" for name in lost)


def _locality(locality: Locality | None) -> LocalityRecord | None:
    if locality is None:
        return None
    return LocalityRecord(
        name=locality.name,
        level=locality.level,
        province=locality.province,
        province_2025=locality.province_2025,
        district=locality.district,
        commune=locality.commune,
        code=locality.code,
    )


def _document(extraction: Extraction) -> DocumentRecord:
    document, publication, scope = extraction.document, extraction.publication, extraction.scope
    text, warnings, extra = document.text, extraction.warnings, dict(document.extra)
    if "published" in extra:
        warnings = (*warnings, "published_is_not_a_date")
    return DocumentRecord(
        doc_id=document.doc_id,
        source_path=document.source_path,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        n_chars=len(text),
        title=document.title or scope.title,
        publication_date=publication.date,
        publication_precision=publication.precision,
        publication_source=publication.source,
        publication_quote=text[publication.start : publication.end] if publication.start >= 0 else None,
        publication_not_before=publication.not_before,
        publication_not_after=publication.not_after,
        url=document.url,
        outlet=document.outlet or scope.outlet,
        outlet_code=scope.outlet_code,
        byline=scope.byline,
        scope=None
        if scope.scope is None
        else ScopeRecord(level=scope.scope.level, name=scope.scope.name, province=scope.scope.province),
        province=scope.province,
        province_2025=scope.province_2025,
        province_source=scope.province_source,
        language="vi",
        regions=tuple(
            RegionRecord(kind=section.kind, start=section.start, end=section.end)
            for section in extraction.sections
        ),
        warnings=(*publication.warnings, *warnings),
        extra=extra,
        text=text,
    )
