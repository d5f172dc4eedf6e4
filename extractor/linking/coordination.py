"""Coordinated subjects share the fate told behind the last of them (guideline 2.13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.linking.draft import Draft

_FATES = frozenset({"death", "injury", "missing_person"})
_JOINT = 8
"""Length of what joins two subjects (", ", " và hơn "), in characters."""
SHARED_FATE = "linking.shared_fate"


def share_fates(drafts: Sequence[Draft]) -> list[Draft]:
    """Persons counted right before persons who died or were hurt died or were hurt too.

    Args:
        drafts: the drafts of an article in text order.

    Returns:
        The drafts, with ``death``, ``injury`` or ``missing_person`` on every coordinated subject.

    Example:
        "ít nhất 70 binh sĩ, 27 dân thường thiệt mạng": both numbers count deaths. In
        "70 binh sĩ bắn chết 27 dân thường" only the second does: its verb stands in front.
    """
    result = list(drafts)
    for at in range(len(result) - 2, -1, -1):
        draft, after = result[at], result[at + 1]
        figure, fate = draft.figure, after.figure
        if figure.indicator != "other_count" or figure.unit != "person" or fate.indicator not in _FATES:
            continue
        told_behind = after.head is not None and bool(after.head.rule.np or after.head.rule.post)
        gap = fate.start - max(draft.np.end, figure.end)
        if figure.sentence == fate.sentence and told_behind and 0 < gap <= _JOINT:
            rules = (*figure.rule_ids, SHARED_FATE)
            shared = replace(
                figure, indicator=fate.indicator, object=fate.object, action=fate.action, rule_ids=rules
            )
            result[at] = replace(draft, figure=shared, head=after.head)
    return result
