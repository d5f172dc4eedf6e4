"""A figure as other articles can confirm or contradict it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

import regex

from extractor.gazetteer.validity import days
from extractor.reconcile.extents import Extent, extent_of
from extractor.reconcile.places import Place
from extractor.reconcile.values import Stated
from extractor.text.view import MatchView

Row = Mapping[str, Any]

_SENTENCE_END = regex.compile(r"(?<=[.!?…])\s+(?=[\p{Lu}\p{N}“\"])|\n+")
_LETTERS = regex.compile(r"\p{L}+")
_REACH = 400
_NEAR = 40
PART_RELATIONS = frozenset({"subset_of", "breakdown_of"})


@dataclass(frozen=True, slots=True)
class Statement:
    """What one article says, once: the facts of the figure, its wording, when and by whom it was said."""

    record_id: str
    doc_id: str
    indicator: str
    object: str
    head: str
    name: str | None
    action: str
    status: str
    kind: str
    unit: str
    per: tuple[Decimal, str] | None
    denominator: Decimal | None
    stated: Stated
    extent: Extent | None
    state: bool
    dated: bool
    place: Place | None
    locality: str | None
    part: bool
    headline: bool
    published: str | None
    outlet: str | None
    quote: str
    sentence: str
    words: frozenset[str]
    near: frozenset[str]
    context: frozenset[str]

    @property
    def day(self) -> date | None:
        """Publication day, the first one of a partial date; None if unknown."""
        span = days(self.published)
        return date.fromisoformat(span[0]) if span and span[0] == span[1] else None

    @property
    def source(self) -> str:
        """Who says so: the outlet if known, else the article."""
        return self.outlet or self.doc_id


def statement(figure: Row, document: Row) -> Statement | None:
    """The statement of a figure record; None for a malformed numeral, which states no value."""
    if figure["value"] is None:
        return None
    text, per = document.get("text") or "", figure["per"]
    sentence = sentence_at(text, figure["start"], figure["end"])
    words = word_pairs(sentence)
    maximum = figure["value_max"]
    title = document.get("title") or ""
    return Statement(
        record_id=figure["record_id"],
        doc_id=figure["doc_id"],
        indicator=figure["indicator"],
        object=figure["object"],
        head=_plain(figure["head"]["text"]) if figure["head"] else "",
        name=_plain(figure["name"]) if figure["name"] else None,
        action=figure["action"],
        status=figure["status"],
        kind=figure["value_kind"],
        unit=figure["unit"],
        per=(Decimal(per["value"]), per["unit"]) if per else None,
        denominator=None if figure["denominator"] is None else Decimal(figure["denominator"]),
        stated=Stated.of(
            Decimal(figure["value"]), None if maximum is None else Decimal(maximum), figure["approx"]
        ),
        extent=extent_of(figure["period"]),
        state=figure["period_type"] == "as_of",
        dated=figure["period_source"] in {"explicit", "inherited"},
        place=Place.of(figure["locality"], _stated_on(figure, document)),
        locality=(figure["locality"] or {}).get("name"),
        part=any(item["type"] in PART_RELATIONS for item in figure["rel"]),
        headline=figure["region"] in {"title", "lead"},
        published=document.get("publication_date"),
        outlet=document.get("outlet_code") or document.get("outlet"),
        quote=figure["quote"],
        sentence=sentence,
        words=words,
        near=word_pairs(text[max(0, figure["value_start"] - _NEAR) : figure["end"]]),
        context=words | word_pairs(f"{title}\n{text[:_REACH]}"),
    )


def _stated_on(figure: Row, document: Row) -> str | None:
    """The day that decides which units a name meant: of publication, else the end of the period."""
    published: str | None = document.get("publication_date")
    if published:
        return published
    extent = extent_of(figure["period"])
    return extent.end.isoformat() if extent and extent.end else None


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence around a span, on one line."""
    left, right = max(0, start - _REACH), min(len(text), end + _REACH)
    for match in _SENTENCE_END.finditer(text, left, start):
        left = match.end()
    found = _SENTENCE_END.search(text, end, right)
    return " ".join(text[left : found.start() if found else right].split())


@lru_cache(maxsize=4096)  # the figures of a sentence stand next to each other
def word_pairs(text: str) -> frozenset[str]:
    """Neighbouring syllables of a text; numbers separate them, case and marks' encoding do not count."""
    found: set[str] = set()
    for line in regex.split(r"[^\p{L}\s]+", _plain(text)):
        syllables = _LETTERS.findall(line)
        found.update(f"{one} {two}" for one, two in pairwise(syllables))
    return frozenset(found)


def _plain(text: str) -> str:
    return MatchView.of(text).folded
