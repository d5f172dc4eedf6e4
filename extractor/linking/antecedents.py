"""Elided heads: "hai vụ", "8 người", "41 điểm" count what an earlier figure named (guideline 2.9)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from extractor.linking.draft import Draft

_REACH = 40
"""How many figures back an elided head may reach."""
_PARAGRAPHS = 8
"""How many lines of the text on what an article is about is still taken up; blank ones count too."""
_NOT_ADOPTED = frozenset({"percent"})


def find_antecedent(
    drafts: Sequence[Draft],
    unit: str | None,
    sentence: int,
    paragraph: int,
    *,
    adopts: tuple[str, ...] = (),
    objects: tuple[str, ...] = (),
    same_sentence: bool = False,
    beyond: tuple[str, ...] = (),
) -> Draft | None:
    """The latest earlier figure of the same unit that names its head itself.

    Looks back within the paragraph (or only the sentence). ``adopts`` names the indicators instead of
    the unit ("28 ca" may be deaths, counted as persons); ``objects`` what a classifier can stand for
    ("2 khẩu" are guns). ``beyond`` names the indicators that are also taken up in the next paragraphs
    ("... 12 vụ tai nạn.¶Huyện Trảng Bom nhiều nhất với 4 vụ").
    """
    for draft in islice(reversed(drafts), _REACH):
        figure = draft.figure
        if objects and figure.object not in objects:
            continue
        if same_sentence and figure.sentence != sentence:
            return None
        if draft.paragraph != paragraph and (
            figure.indicator not in beyond or paragraph - draft.paragraph > _PARAGRAPHS
        ):
            # Sanctions are no "vụ": they do not stand between an accident and its elided head.
            passed = figure.indicator not in adopts or figure.indicator == "traffic_sanction"
            if beyond and paragraph - draft.paragraph <= _PARAGRAPHS and passed:
                continue
            return None
        if adopts:
            if figure.indicator in adopts and figure.unit not in _NOT_ADOPTED:
                return draft
            continue
        if figure.unit in _NOT_ADOPTED or (unit is not None and figure.unit != unit):
            continue
        return draft
    return None
