"""Wholes and their parts (guideline 2.7): "42 mô hình, gồm: 12 ...; 24 ...", "114 vũ khí, trong đó 83 ...".

Parts that add up to their whole are its breakdown; otherwise each is a subset of it. A list that is
followed by its total points the other way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from extractor.engine.schema import Relations
from extractor.linking.closing_sums import RULE as CLOSING_SUM
from extractor.linking.closing_sums import closing_sums
from extractor.linking.draft import Draft
from extractor.mentions.phrases import PhraseIndex
from extractor.model import Figure, FigureKey

Found = tuple[str, FigureKey, str]

_REACH = 30
"""How many figures a list of parts, or the items of a total, may run over."""
_LIST = 3
"""So many items behind a colon are a list of what was counted ("59 ca tử vong tại: TP HCM 28 ca, ...")."""
_ROUNDED = 500
_MONEY = frozenset({"VND", "USD"})
_STATED = frozenset({"level", "coverage"})


class PartFinder:
    """Finds parts and totals with the cues of ``relations.toml``."""

    def __init__(self, file: Relations) -> None:
        self._cues = frozenset(file.parts)
        self._exhaustive = frozenset(file.exhaustive)
        self._totals = frozenset(file.totals)
        self._elided = frozenset(file.elided)
        self.phrases = (*file.parts, *file.exhaustive, *file.totals)

    def find(self, drafts: Sequence[Draft], text: str, index: PhraseIndex) -> Mapping[int, Found]:
        """``position of part -> (type, key of the whole, rule)``."""
        found: dict[int, Found] = {}
        for at in range(1, len(drafts)):
            if at in found or not _counts(drafts[at]):
                continue
            whole_at = _whole(drafts, at)
            if whole_at is None and not drafts[at].elided:
                continue
            cue = self._cue(drafts, at, text, index)
            if cue is None:
                if (whole := self._elided_whole(drafts, at)) is not None:
                    found[at] = ("subset_of", drafts[whole].figure.key, "relation.elided_part")
                continue
            if whole_at is None:
                continue
            parts = list(self._parts(drafts, at, whole_at, text, bracketed=cue == "("))
            total = drafts[whole_at].figure.value or Decimal(0)
            values = [drafts[part].figure.value or Decimal(0) for part in parts]
            complete = len(parts) > 1 and (
                abs(sum(values) - total) <= _slack(drafts[whole_at].figure) or cue in self._exhaustive
            )
            if cue == ":" and not complete:
                complete = len(parts) >= _LIST and 2 * sum(values) >= total
                if not complete:
                    continue
            for part in parts:
                kind = "breakdown_of" if complete else "subset_of"
                found.setdefault(part, (kind, drafts[whole_at].figure.key, "relation.part"))
        for part, whole_at in closing_sums(drafts):
            if found.get(part, ("subset_of",))[0] == "subset_of":
                found[part] = ("breakdown_of", drafts[whole_at].figure.key, CLOSING_SUM)
        return found

    def _cue(self, drafts: Sequence[Draft], at: int, text: str, index: PhraseIndex) -> str | None:
        """The words (or bracket) that open a list of parts right before figure ``at``."""
        start, end = drafts[at - 1].quantity.end, drafts[at].quantity.start
        cues = index.within(start, end) & self._cues
        if cues:
            return min(cues & self._exhaustive or cues)
        between = text[drafts[at - 1].figure.end : end]
        if ":" in between and drafts[at].figure.sentence == drafts[at - 1].figure.sentence:
            return ":"
        return "(" if "(" in between and ")" not in between and len(between) < 30 else None

    def _parts(
        self, drafts: Sequence[Draft], at: int, whole_at: int, text: str, *, bracketed: bool
    ) -> Iterator[int]:
        """Positions of the list's figures of the whole's unit, while their sum stays within it."""
        whole = drafts[whole_at].figure
        left = whole.value or Decimal(0)
        for position in range(at, min(len(drafts), at + _REACH)):
            draft = drafts[position]
            before = text[drafts[position - 1].quantity.end : draft.quantity.start]
            if draft.figure.sentence > drafts[at].figure.sentence or (
                bracketed and position > at and ")" in before
            ):
                return
            if not _counts(draft) or not _same_kind(draft, drafts[whole_at]):
                continue
            left -= draft.figure.value or Decimal(0)
            if left < -_slack(whole):
                return
            yield position

    def _elided_whole(self, drafts: Sequence[Draft], at: int) -> int | None:
        """A smaller count whose head is elided speaks of some of what was counted before."""
        draft = drafts[at]
        if not draft.elided or draft.figure.indicator not in self._elided or draft.figure.action == "occur":
            return None
        for back in range(at - 1, max(-1, at - 4), -1):
            other = drafts[back]
            if other.paragraph != draft.paragraph or other.figure.sentence < draft.figure.sentence - 1:
                return None
            smaller = (draft.figure.value or 0) < (other.figure.value or 0)
            if _counts(other) and not other.elided and smaller and _same_kind(draft, other):
                return back
        return None

    def totals(self, drafts: Sequence[Draft], at: int) -> Iterator[Found]:
        """A closing total points at what was listed before it (ruling 17)."""
        draft = drafts[at]
        if self._totals.isdisjoint(draft.zones["pre"]) or not _counts(draft):
            return
        opens = draft.zones.span("pre")[0] <= draft.zones.span("sentence")[0] + 1
        listed = [
            other
            for other in drafts[max(0, at - _REACH) : at]
            if other.paragraph == draft.paragraph
            and _counts(other)
            and other.figure.sentence == draft.figure.sentence - opens
        ]
        if opens and draft.figure.unit == "VND":
            chosen = listed
        else:
            chosen = [other for other in listed if _same_kind(other, draft)]
            if sum((other.figure.value or 0) for other in chosen) != draft.figure.value:
                return
        if len(chosen) > 1:
            for other in chosen:
                yield "total_of", other.figure.key, "relation.total"


def _slack(whole: Figure) -> Decimal:
    """How far rounded amounts of money may miss their total; counts may not miss it at all."""
    return (whole.value or Decimal(0)) / _ROUNDED if whole.unit in _MONEY else Decimal(0)


def _counts(draft: Draft) -> bool:
    figure = draft.figure
    return (
        not draft.sign
        and figure.value is not None
        and figure.value_kind in _STATED
        and figure.unit != "percent"
    )


def _same_kind(part: Draft, whole: Draft) -> bool:
    return part.figure.unit == whole.figure.unit and part.figure.indicator == whole.figure.indicator


def _whole(drafts: Sequence[Draft], at: int) -> int | None:
    """The nearest earlier figure of the same kind that is not smaller than the part."""
    part = drafts[at].figure
    for back in range(at - 1, max(-1, at - 7), -1):
        draft = drafts[back]
        if draft.paragraph != drafts[at].paragraph or draft.figure.sentence < part.sentence - 1:
            return None
        if (
            _same_kind(drafts[at], draft)
            and _counts(draft)
            and (draft.figure.value or 0) >= (part.value or 0)
        ):
            return back
    return None
