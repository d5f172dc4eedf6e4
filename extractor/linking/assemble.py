"""Quantities become figures: number + head + object + action + status, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from extractor.analysis import Analysis
from extractor.context.status import StatusCue, StatusFinder
from extractor.engine.load import Rules
from extractor.engine.match import PhraseMatcher
from extractor.engine.schema import Vocabulary
from extractor.linking.actions import INHERITED, ActionLinker, Chosen
from extractor.linking.changes import ChangeFinder
from extractor.linking.coordination import share_fates
from extractor.linking.draft import Draft
from extractor.linking.identity import MEASURES, IdentityFinder, Situation
from extractor.linking.percentages import PercentReading, read_percentage
from extractor.linking.quotes import quote_span
from extractor.mentions.heads import HeadFinder
from extractor.mentions.negated_counts import NegatedCountFinder
from extractor.mentions.noun_phrases import (
    NounPhrase,
    NounPhraseFinder,
    clause_bounds,
    is_list_item,
    left_border,
    right_border,
)
from extractor.mentions.phrases import PhraseIndex, PhraseScanner
from extractor.mentions.zones import Zones
from extractor.model import Figure, Quantity, Rejection, Sentence, changed
from extractor.text.edges import visible_end

WINDOW = 1500
"""A sentence reaches no farther than this from a figure, in characters: longer ones are no prose."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quantity stands: its sentence, the stretch that is its own, and what introduces it."""

    sentence: Sentence
    border: int
    limit: int
    introduced: StatusCue | None


class FigureAssembler:
    """Builds the drafts of a document; constructed once from the rules.

    ``phrases`` are further phrases that later steps want in the index. The classes of its finders are
    attributes, so that `extractor.explain` can watch them at work.
    """

    head_finder: ClassVar[type[HeadFinder]] = HeadFinder
    action_linker: ClassVar[type[ActionLinker]] = ActionLinker
    status_finder: ClassVar[type[StatusFinder]] = StatusFinder

    def __init__(self, rules: Rules, phrases: Sequence[str] = ()) -> None:
        self._heads = self.head_finder(rules)
        self._noun_phrases = NounPhraseFinder(
            self._heads.heads, self._heads.head_phrases, self._heads.modifiers, self._heads.kinds
        )
        self._changes = ChangeFinder(rules)
        self._actions = self.action_linker(rules)
        self._status = self.status_finder(rules)
        self._identities = IdentityFinder(
            self._heads,
            {name: frozenset(entry.objects) for name, entry in rules.get(Vocabulary).indicators.items()},
        )
        self._negated = NegatedCountFinder(rules, self._heads.head_phrases)
        self._document = PhraseMatcher((phrase, phrase) for phrase in self._heads.document_phrases)
        self._scanner = PhraseScanner(
            (
                *self._heads.phrases, *self._changes.phrases, *self._actions.phrases,
                *self._status.phrases, *self._negated.phrases, *phrases,
            ),
            self._heads.heads.compounds,
        )  # fmt: skip

    def scan(self, analysis: Analysis, quantities: Sequence[Quantity]) -> PhraseIndex:
        """The one phrase pass that every later step shares: over the sentences that matter.

        Those are the sentences with a quantity, with a denial, or that introduce a list.
        """
        text = analysis.view.folded
        spans = []
        at = 0
        for sentence in analysis.sentences:
            first = at
            while at < len(quantities) and quantities[at].start < sentence.end:
                at += 1
            if at > first or text[sentence.end - 1] == ":" or self._negated.possible(text, sentence):
                spans.append((sentence.start, sentence.end))
        return self._scanner.scan(text, spans)

    def assemble(
        self, analysis: Analysis, quantities: Sequence[Quantity], index: PhraseIndex
    ) -> tuple[list[Draft], list[Rejection]]:
        """Drafts in text order, and a rejection for every quantity that counts nothing."""
        drafts: list[Draft] = []
        rejections: list[Rejection] = []
        text = analysis.view.folded
        everywhere = (
            frozenset(phrase for _, _, phrase in self._document.triples(text)) if quantities else frozenset()
        )
        introduced: StatusCue | None = None
        at = 0
        for sentence in analysis.sentences:
            first = at
            while at < len(quantities) and quantities[at].start < sentence.end:
                at += 1
            mine = [q for q in quantities[first:at] if q.start >= sentence.start]
            mine = sorted((*mine, *self._negated.find(text, sentence, index)), key=lambda q: q.start)
            introduced = self._introduction(introduced, sentence, text, index)
            border = sentence.start
            for position, quantity in enumerate(mine):
                limit = mine[position + 1].outer_start if position + 1 < len(mine) else sentence.end
                place = _Place(sentence, border, max(limit, quantity.end), introduced)
                draft = self._draft(quantity, place, drafts, everywhere, analysis, index)
                if draft is None:
                    rejections.append(_uncounted(quantity))
                    border = max(border, quantity.end)
                else:
                    drafts.append(draft)
                    border = max(draft.np.end if not draft.negated else quantity.end, quantity.outer_end)
        return share_fates(self._actions.shared(drafts, text), text), rejections

    def _introduction(
        self, current: StatusCue | None, sentence: Sentence, text: str, index: PhraseIndex
    ) -> StatusCue | None:
        """A cue in a sentence that ends in a colon holds for the list items below it."""
        if text[sentence.end - 1] == ":":
            whole = (sentence.start, sentence.end)
            return self._status.find(sentence.end - 1, sentence.end, whole, whole, index)
        return current if current is not None and is_list_item(text, sentence.start) else None

    def _draft(
        self,
        quantity: Quantity,
        place: _Place,
        drafts: list[Draft],
        everywhere: frozenset[str],
        analysis: Analysis,
        index: PhraseIndex,
    ) -> Draft | None:
        sentence, text = place.sentence, analysis.view.folded
        negated = quantity.rule_ids == ("negation",)
        measured = quantity.unit in MEASURES
        begin = (
            quantity.unit_start
            if negated
            else quantity.unit_end
            if measured and quantity.unit_end > 0
            else quantity.end
        )
        if quantity.per is not None and measured:
            begin = quantity.outer_end
        np = self._noun_phrases.right_of(text, begin, max(place.limit, begin), index)
        zones = self._zones(quantity, np, place, text, index, drafts, everywhere)
        counted = quantity if measured or quantity.unit is None else changed(quantity, unit=None)
        head = self._heads.find(counted, np, zones, index, text)
        reading: PercentReading | None = None
        sign, sign_start = 0, -1
        kind = quantity.kind
        if quantity.unit == "percent" and not negated:
            reading = read_percentage(quantity, zones, drafts, self._changes, text, index, sentence.index)
            kind, sign, sign_start = reading.kind, reading.sign, reading.sign_start
        elif self._changes.is_multiple(text, quantity.outer_start, quantity.end, index):
            kind = "multiple"
        elif not negated and quantity.kind in ("level", "rate"):
            floor = min(zones.span("clause")[0], zones.span("pre")[0])
            found = self._changes.sign(text, quantity.outer_start, floor, index)
            found = found or self._changes.sign(text, quantity.start, floor, index)
            if found is not None:
                kind, sign, sign_start = "change_abs", found.value, found.start
            else:
                sign = self._shared_sign(quantity, np, drafts, sentence, text, index)
                kind = "change_abs" if sign else kind
        it = Situation(
            quantity, np, zones, head, kind, sign, reading, sentence, text, analysis.view.cased, index
        )
        identity = self._identities.find(it, drafts)
        if identity is None:
            return None
        if head is not None and head.rule.kind is not None and kind in ("share", "level"):
            kind = head.rule.kind
        named = np.name_start >= 0 and identity.object == "all"
        entry = self._heads.defaults.get(identity.indicator) if named else None
        if entry is not None and entry.named_object is not None:
            identity = changed(identity, object=entry.named_object)
        start, end = quote_span(quantity, np, head, sign_start, negated=negated)
        figure = Figure(
            value_start=quantity.start, value_end=quantity.end, start=start, end=end, sentence=sentence.index,
            region=sentence.region, indicator=identity.indicator, object=identity.object, unit=identity.unit,
            value=_signed(quantity.value, sign), value_kind=kind, value_max=quantity.value_max,
            denominator=quantity.denominator, per=quantity.per if kind in ("rate", "change_abs") else None,
            approx=quantity.approx, head_start=identity.head[0], head_end=identity.head[1],
            rule_ids=(*quantity.rule_ids, *identity.rule_ids),
            name=analysis.view.cased[np.name_start : np.name_end].strip() if np.name_start >= 0 else None,
        )  # fmt: skip
        if sign < 0 and quantity.value_max is not None and quantity.value is not None:
            figure = changed(figure, value=-quantity.value_max, value_max=-quantity.value)
        draft = Draft(
            figure, quantity, np, zones, head, sentence.paragraph, sign=sign, negated=negated,
            elided=head is None or head.rule.elliptic,
            in_brackets=reading is not None and reading.of is not None,
        )  # fmt: skip
        return self._with_verb_and_status(draft, drafts, reading, place, text, index)

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
            subject = index.ending.get(visible_end(text, opened), ())
            if any(phrase in self._heads.head_phrases for _, phrase in subject):
                return self._changes.clause_sign(opened, sentence.start, index)
            return 0
        if previous is None or not previous.sign or previous.figure.value_kind != "change_abs":
            return 0
        if not self._changes.shares_sign(text, previous.np.end, quantity.outer_start, index):
            return 0
        limit = text.find(";", np.end, sentence.end)
        after = index.within(np.end, sentence.end if limit < 0 else limit)
        return previous.sign if not after.isdisjoint(self._changes.bases) else 0

    def _with_verb_and_status(
        self,
        draft: Draft,
        drafts: list[Draft],
        reading: PercentReading | None,
        place: _Place,
        text: str,
        index: PhraseIndex,
    ) -> Draft:
        figure, sentence = draft.figure, place.sentence
        previous = drafts[-1] if drafts else None
        if reading is not None and reading.of is not None and reading.of.figure.indicator == figure.indicator:
            chosen = Chosen(reading.of.figure.action, INHERITED)
        else:
            chosen = self._actions.choose(draft, previous, sentence.start, text, index)
        status, extra = "achieved", [chosen.rule_id]
        if draft.negated:
            status = "negated"
        else:
            clause = draft.zones.span("clause")
            cue = self._status.find(figure.start, figure.end, (sentence.start, sentence.end), clause, index)
            cue = cue or place.introduced
            if cue is not None:
                status = cue.status
                extra.append(cue.rule_id)
        rule_ids = (*figure.rule_ids, *extra)
        return changed(
            draft,
            figure=changed(figure, action=chosen.action, status=status, rule_ids=rule_ids),
            predicate=chosen.predicate,
        )

    def _zones(
        self,
        quantity: Quantity,
        np: NounPhrase,
        place: _Place,
        text: str,
        index: PhraseIndex,
        drafts: list[Draft],
        everywhere: frozenset[str],
    ) -> Zones:
        sentence = place.sentence
        outer = quantity.outer_start if quantity.outer_start >= 0 else quantity.start
        floor, limit = max(sentence.start, outer - WINDOW), min(sentence.end, quantity.end + WINDOW)
        opened = self._opened(text, outer, floor, index)
        # "số người chết (tăng 54 người)": what is counted stands before the bracket.
        edge = opened if opened >= 0 else outer
        end = max(np.end, quantity.end, quantity.outer_end)
        clause = clause_bounds(text, outer, end, floor, limit)
        before = drafts[-1].figure if drafts and drafts[-1].figure.sentence == sentence.index else None
        return Zones(
            index,
            {
                "np": (quantity.end, end),
                "post": (end, right_border(text, end, clause[1])),
                "pre": (max(left_border(text, edge, floor), min(place.border, edge)), outer),
                "clause": clause,
                "sentence": (floor, limit),
            },
            quantity.kind,
            before.indicator if before is not None else None,
            everywhere,
        )

    def _opened(self, text: str, outer: int, floor: int, index: PhraseIndex) -> int:
        """Offset of the bracket that opens right before the number or its change verb, or -1."""
        sign = self._changes.sign(text, outer, floor, index)
        at = sign.start if sign is not None else outer
        while at > floor and text[at - 1] == " ":
            at -= 1
        return at - 1 if at > floor and text[at - 1] == "(" else -1


def _uncounted(quantity: Quantity) -> Rejection:
    reason = "no noun is counted here, and no figure before it lends one"
    return Rejection(
        quantity.start, quantity.end, quantity.text, "linking", reason, rule_id="linking.no_head"
    )


def _signed(value: Decimal | None, sign: int) -> Decimal | None:
    return -abs(value) if value is not None and sign < 0 else value
