"""What the mention stages have found in one document before anything is linked.

All offsets are offsets of ``view``. Stages return new tuples; `pipeline.py` puts them in place.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.model import (
    Document,
    DocumentScope,
    Entity,
    Number,
    PlaceMention,
    Publication,
    Quantity,
    Section,
    Sentence,
    TimeExpression,
)
from extractor.text.view import MatchView


@dataclass(frozen=True, slots=True)
class Analysis:
    """One document with its mentions; every tuple is ordered by start."""

    document: Document
    view: MatchView
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    publication: Publication = field(default_factory=Publication)
    scope: DocumentScope = field(default_factory=DocumentScope)
    numbers: tuple[Number, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    entities: tuple[Entity, ...] = ()

    @property
    def published(self) -> str | None:
        """Publication date as an ISO partial date."""
        return self.publication.date
