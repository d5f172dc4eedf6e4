"""How sure a figure is, from the evidence it rests on.

The weights are calibrated on the development sets so that records at 0.9 and above are at least 95 %
strict-correct; `extractor evaluate` prints the reliability table.
"""

from __future__ import annotations

from extractor.linking.draft import Draft
from extractor.model import Figure, changed

_BASE = 0.95
_OPEN = 0.25
_ELIDED = 0.12
_PERCENT = 0.12
_OTHER = 0.15
_SHORT_HEAD = 0.05
_VAGUE = 0.03
_RATE = 0.05


def with_confidence(figure: Figure, draft: Draft) -> Figure:
    """``figure`` with ``confidence`` in 0.05 .. 0.99."""
    score = _BASE
    rules = figure.rule_ids
    if "heads.open" in rules or "heads.measure" in rules:
        score -= _OPEN
    if "linking.elided_head" in rules:
        score -= _ELIDED
    if "linking.percent_of" in rules:
        score -= _PERCENT
    if figure.indicator == "money" and figure.object in ("other", "all"):
        score -= _SHORT_HEAD
    if figure.indicator == "other_count":
        score -= _OTHER
    if draft.head is not None and draft.head.score < 15 and draft.head.rule.indicator != "money":
        score -= _SHORT_HEAD
    if draft.head is not None and draft.head.postposed:
        score -= _SHORT_HEAD
    if figure.approx in ("magnitude", "few"):
        score -= _VAGUE
    if figure.value_kind in ("rate", "multiple"):
        score -= _RATE
    if figure.value is None:
        score -= _OPEN
    return changed(figure, confidence=round(max(0.05, min(0.99, score)), 2))
