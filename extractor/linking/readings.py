"""Is a number a level, a change, a multiple or a share, and in which direction? (guideline 2.6)."""

from __future__ import annotations

from typing import NamedTuple

from extractor.linking.changes import ChangeFinder
from extractor.linking.draft import Draft
from extractor.linking.percentages import PercentReading, read_percentage
from extractor.mentions.noun_phrases import NounPhrase
from extractor.mentions.phrases import PhraseIndex
from extractor.mentions.zones import Zones
from extractor.model import Quantity, Sentence
from extractor.text.edges import visible_end


class ValueReading(NamedTuple):
    """Value kind and sign; ``sign_start`` is where the change verb begins, -1 without one."""

    kind: str
    sign: int = 0
    sign_start: int = -1
    percent: PercentReading | None = None


class ValueReader:
    """Reads values by the verbs, brackets and figures in front of them; built once from the rules."""

    def __init__(self, changes: ChangeFinder, head_phrases: frozenset[str]) -> None:
        self._changes = changes
        self._head_phrases = head_phrases

    def read(
        self,
        quantity: Quantity,
        np: NounPhrase,
        zones: Zones,
        drafts: list[Draft],
        sentence: Sentence,
        text: str,
        index: PhraseIndex,
    ) -> ValueReading:
        """How ``quantity`` reads among the ``drafts`` before it."""
        if quantity.unit == "percent":
            percent = read_percentage(quantity, zones, drafts, self._changes, text, index, sentence.index)
            return ValueReading(percent.kind, percent.sign, percent.sign_start, percent)
        if self._changes.is_multiple(text, quantity.outer_start, quantity.end, index):
            return ValueReading("multiple")
        if quantity.kind not in ("level", "rate"):
            return ValueReading(quantity.kind)
        floor = min(zones.span("clause")[0], zones.span("pre")[0])
        found = self._changes.sign_of(quantity, text, floor, index)
        if found is not None:
            return ValueReading("change_abs", found.value, found.start)
        sign = self._shared_sign(quantity, np, drafts, sentence, text, index)
        return ValueReading("change_abs" if sign else quantity.kind, sign)

    def _shared_sign(
        self,
        quantity: Quantity,
        np: NounPhrase,
        drafts: list[Draft],
        sentence: Sentence,
        text: str,
        index: PhraseIndex,
    ) -> int:
        """Sign of a change whose verb stands before an earlier number or before the bracket."""
        previous = drafts[-1] if drafts and drafts[-1].figure.sentence == sentence.index else None
        if text.endswith("(", 0, visible_end(text, quantity.outer_start)):
            opened = text.rfind("(", 0, quantity.outer_start)
            if index.closes(visible_end(text, opened), self._head_phrases):
                return self._changes.clause_sign(opened, sentence.start, index)
            return 0
        if previous is None or not previous.sign or previous.figure.value_kind != "change_abs":
            return 0
        if not self._changes.shares_sign(text, previous.np.end, quantity.outer_start):
            return 0
        limit = text.find(";", np.end, sentence.end)
        after = index.within(np.end, sentence.end if limit < 0 else limit)
        return previous.sign if not after.isdisjoint(self._changes.bases) else 0
