"""The quote of a figure: approximator, numeral, unit, head and restrictive modifiers (guideline 2.13)."""

from __future__ import annotations

from extractor.mentions.head_rules import Head
from extractor.mentions.noun_phrases import NounPhrase
from extractor.model import Quantity


def quote_span(
    quantity: Quantity, np: NounPhrase, head: Head | None, sign_start: int, *, negated: bool = False
) -> tuple[int, int]:
    """``[start, end)`` of the quote.

    A change includes its verb (ruling 2); a postposed numeral includes the head to its left.
    """
    start = quantity.outer_start if quantity.outer_start >= 0 else quantity.start
    end = max(quantity.outer_end, quantity.end, np.end if np.end > np.start else 0)
    if negated:
        return quantity.start, max(np.end, quantity.end)
    if sign_start >= 0:
        start = min(start, sign_start)
    if head is not None and head.postposed:
        start = min(start, head.start)
    return start, end
