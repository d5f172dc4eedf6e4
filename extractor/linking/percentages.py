"""What a percentage is of: a change, a rate, a share of the figure in front (guideline 2.6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.linking.changes import ChangeFinder
from extractor.linking.draft import Draft
from extractor.mentions.phrases import PhraseIndex
from extractor.mentions.zones import Zones
from extractor.model import Quantity
from extractor.text.edges import visible_end

_AND = 3
_BASE = 40
"""Lengths of a conjunction and of a base of comparison, in characters."""


class PercentReading(NamedTuple):
    """How a percentage reads: its kind, its sign, and the figure it speaks of (if any)."""

    kind: str
    sign: int
    of: Draft | None
    sign_start: int = -1


def read_percentage(
    quantity: Quantity,
    zones: Zones,
    drafts: Sequence[Draft],
    changes: ChangeFinder,
    text: str,
    index: PhraseIndex,
    sentence: int,
) -> PercentReading:
    """Decide from the verb in front, the bracket around and the figure before."""
    low, _ = zones.span("clause")
    floor = min(low, zones.span("pre")[0])
    previous = drafts[-1] if drafts and drafts[-1].figure.sentence == sentence else None
    printed_minus = quantity.text.lstrip("(").startswith("-")
    sign = changes.sign_of(quantity, text, floor, index)
    if sign is not None:
        of = previous if previous is not None and _continues(text, previous, sign.start) else None
        return PercentReading("change_pct", sign.value, of, sign.start)
    bracketed = _opens_bracket(text, quantity.outer_start)
    if bracketed and previous is not None and previous.sign:
        return PercentReading("change_pct", previous.sign, previous)
    if printed_minus or text[max(0, quantity.start - 1) : quantity.start] == "+":
        return PercentReading("change_pct", -1 if printed_minus else 1, previous)
    if bracketed and previous is not None:
        return PercentReading("share", 0, previous)
    if changes.is_share(text, quantity.outer_start, floor, index) and previous is not None:
        return PercentReading("share", 0, previous)
    if (
        previous is not None
        and previous.figure.value_kind == "change_pct"
        and _listed(text, previous, quantity, changes)
    ):
        return PercentReading("change_pct", previous.sign, previous)
    return PercentReading("share", 0, None)


def _continues(text: str, previous: Draft, start: int) -> bool:
    """True when no new subject stands between a figure and the change that follows it.

    "đạt 10,73 tỷ USD, tăng 4,3%": a comma, "and" or the base of the change before may stand there.
    """
    between = text[max(previous.np.end, previous.figure.end) : start].strip(" ,(")
    return len(between) <= _AND or (previous.sign != 0 and len(between) <= _BASE and "," not in between)


def _opens_bracket(text: str, start: int) -> bool:
    end = visible_end(text, start)
    before = text[max(0, end - 12) : end]
    return before.endswith("(") or (
        "(" in before and ")" not in before[before.rfind("(") :] and len(before) < 12
    )


def _listed(text: str, previous: Draft, quantity: Quantity, changes: ChangeFinder) -> bool:
    """True when only a comma, a slash or "and" stands between two percentages."""
    between = text[previous.figure.end : quantity.outer_start].strip(" ,;/-")
    return not between or between in changes.conjunctions
