"""The values that stages pass to each other: frozen, slotted, picklable.

Offsets are half-open and count Python characters. Inside the pipeline they index the match view
(`extractor.text.view.MatchView`); `Extraction`, the result, has been mapped back to the untouched
source text, where ``text[start:end]`` is what an annotator would mark.
"""

from __future__ import annotations

from extractor.model.changed import changed
from extractor.model.documents import Document, Publication, Section, Sentence, Span, Token
from extractor.model.figures import (
    DocumentScope,
    Extraction,
    Figure,
    FigureKey,
    Locality,
    Rejection,
    Relation,
)
from extractor.model.mentions import (
    AdminUnit,
    Candidate,
    Entity,
    Number,
    Per,
    PlaceMention,
    Quantity,
    TimeExpression,
)

__all__ = [
    "AdminUnit",
    "Candidate",
    "Document",
    "DocumentScope",
    "Entity",
    "Extraction",
    "Figure",
    "FigureKey",
    "Locality",
    "Number",
    "Per",
    "PlaceMention",
    "Publication",
    "Quantity",
    "Rejection",
    "Relation",
    "Section",
    "Sentence",
    "Span",
    "TimeExpression",
    "Token",
    "changed",
]
