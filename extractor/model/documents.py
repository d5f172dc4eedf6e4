"""An article as it came, and how it is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
