"""Counts that add up exactly to a total named before them are its breakdown (guideline 2.7).

"thụ lý 26 vụ ... đề nghị truy tố 9 vụ; đang điều tra 17 vụ": nothing but the sum says that the 9 and the 17
are the 26. Exact sums of unrounded counts hardly ever meet by chance, once small totals are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.linking.draft import Draft

RULE = "relation.closing_sum"
_REACH = 60
"""How many figures behind the total are looked at."""
_SENTENCES = 8
_SMALL = 10
"""Two parts of a smaller total may add up by chance ("3 vụ ... 1 vụ ... 2 vụ"); three parts may not."""


def closing_sums(drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """``(position of part, position of total)`` for every run of counts that closes a total.

    Args:
        drafts: the drafts of one article in text order.

    Example:
        Of "26 vụ", "18 vụ", "8 vụ", "9 vụ", "17 vụ" both runs of two close the first count.
    """
    counts = [at for at, draft in enumerate(drafts) if _exact(draft)]
    for order, whole_at in enumerate(counts):
        whole = drafts[whole_at].figure
        total = whole.value or Decimal(0)
        run: list[int] = []
        left = total
        for at in counts[order + 1 : order + 1 + _REACH]:
            figure = drafts[at].figure
            if figure.sentence - whole.sentence > _SENTENCES:
                break
            if figure.indicator != whole.indicator or figure.unit != whole.unit:
                continue
            value = figure.value or Decimal(0)
            if value > left or value == total:
                break
            run.append(at)
            left -= value
            if not left:
                if len(run) > 2 or (len(run) == 2 and total >= _SMALL):
                    yield from ((part, whole_at) for part in run)
                run, left = [], total


def _exact(draft: Draft) -> bool:
    figure = draft.figure
    stated = figure.value_kind in ("level", "coverage") and figure.approx == "exact" and not draft.sign
    return stated and bool(figure.value) and figure.value_max is None and figure.unit != "percent"
