"""Quantities become figures: number + head + object + action + status, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.analysis import Analysis
from extractor.context.status import StatusFinder
from extractor.engine.load import Rules
from extractor.engine.schema import Vocabulary
from extractor.linking.actions import ActionLinker
from extractor.linking.changes import ChangeFinder
from extractor.linking.draft import Draft
from extractor.linking.identity import MEASURES, IdentityFinder, Situation
from extractor.linking.percentages import PercentReading, read_percentage
from extractor.linking.quotes import quote_span
from extractor.mentions.heads import HeadFinder
from extractor.mentions.negated_counts import NegatedCountFinder
from extractor.mentions.noun_phrases import NounPhrase, NounPhraseFinder, clause_bounds, left_border, right_border
from extractor.mentions.phrases import PhraseIndex, PhraseScanner
from extractor.mentions.zones import Zones
from extractor.model import Figure, Quantity, Rejection, Sentence


class FigureAssembler:
    """Builds the drafts of a document; constructed once from the rules.

    ``phrases`` are further phrases that later steps want in the index.
    """

    def __init__(self, rules: Rules, phrases: Sequence[str] = ()) -> None:
        self._heads = HeadFinder(rules)
        self._noun_phrases = NounPhraseFinder(
            self._heads.heads, self._heads.head_phrases, self._heads.modifiers, self._heads.kinds
        )
        self._changes = ChangeFinder(rules)
        self._actions = ActionLinker(rules)
        self._status = StatusFinder(rules)
        self._identities = IdentityFinder(
            self._heads,
            {name: frozenset(entry.objects) for name, entry in rules.get(Vocabulary).indicators.items()},
        )
        self._negated = NegatedCountFinder(rules, self._heads.head_phrases)
        self._scanner = PhraseScanner(
            (
                *self._heads.phrases, *self._changes.phrases, *self._actions.phrases,
                *self._status.phrases, *self._negated.phrases, *phrases,
            )
        )  # fmt: skip

    def scan(self, folded: str) -> PhraseIndex:
        """The one phrase pass over the article that every later step shares."""
        return self._scanner.scan(folded)

    def assemble(
        self, analysis: Analysis, quantities: Sequence[Quantity], index: PhraseIndex
    ) -> tuple[list[Draft], list[Rejection]]:
        """Drafts in text order, and a rejection for every quantity that counts nothing."""
        drafts: list[Draft] = []
        rejections: list[Rejection] = []
        text = analysis.view.folded
        pending = list(quantities)
        for sentence in analysis.sentences:
            mine = [q for q in pending if sentence.start <= q.start < sentence.end]
            zeros = self._negated.find(text, sentence, index)
            if not mine and not zeros:
                continue
            merged = sorted((*mine, *zeros), key=lambda q: q.start)
            border = sentence.start
            for at, quantity in enumerate(merged):
                limit = merged[at + 1].outer_start if at + 1 < len(merged) else sentence.end
                draft = self._draft(quantity, sentence, border, max(limit, quantity.end), drafts, text, index, analysis)
                if draft is None:
                    rejections.append(
                        Rejection(
                            quantity.start, quantity.end, quantity.text, "linking", "nothing is counted here",
                            rule_id="linking.no_head",
                        )  # fmt: skip
                    )
                    border = max(border, quantity.end)
                    continue
                drafts.append(draft)
                border = max(draft.np.end if not draft.negated else draft.quantity.end, quantity.outer_end)
        return drafts, rejections

    def _draft(
        self, quantity: Quantity, sentence: Sentence, border: int, limit: int, drafts: list[Draft], text: str,
        index: PhraseIndex, analysis: Analysis,
    ) -> Draft | None:  # fmt: skip
        negated = quantity.rule_ids == ("negation",)
        measured = quantity.unit in MEASURES
        begin = quantity.unit_start if negated else quantity.unit_end if measured and quantity.unit_end > 0 else quantity.end
        if quantity.per is not None and measured:
            begin = quantity.outer_end
        np = self._noun_phrases.right_of(text, begin, max(limit, begin), index)
        zones = self._zones(quantity, np, sentence, border, text, index, analysis, drafts)
        head = self._heads.find(quantity if measured else replace(quantity, unit=None), np, zones, index, text)
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
            figure = replace(figure, value=-quantity.value_max, value_max=-quantity.value)
        draft = Draft(
            figure, quantity, np, zones, head, sentence.paragraph, sign=sign, negated=negated,
            elided=head is None or head.rule.elliptic,
            in_brackets=reading is not None and reading.of is not None,
        )  # fmt: skip
        return self._with_verb_and_status(draft, drafts, reading, sentence, index)

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
        if text[: quantity.outer_start].rstrip().endswith("("):
            opened = text.rfind("(", 0, quantity.outer_start)
            subject = index.ending.get(len(text[:opened].rstrip()), ())
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
        self, draft: Draft, drafts: list[Draft], reading: PercentReading | None, sentence: Sentence, index: PhraseIndex
    ) -> Draft:
        figure = draft.figure
        previous = drafts[-1] if drafts else None
        if reading is not None and reading.of is not None and reading.of.figure.indicator == figure.indicator:
            action, rule_id = reading.of.figure.action, "action.inherited"
        else:
            action, rule_id = self._actions.choose(draft, previous, sentence.start, index)
        status, extra = "achieved", [rule_id]
        if draft.negated:
            status = "negated"
        else:
            clause = draft.zones.span("clause")
            cue = self._status.find(figure.start, figure.end, (sentence.start, sentence.end), clause, index)
            if cue is not None:
                status = cue.status
                extra.append(cue.rule_id)
        return replace(
            draft, figure=replace(figure, action=action, status=status, rule_ids=(*figure.rule_ids, *extra))
        )

    def _zones(
        self, quantity: Quantity, np: NounPhrase, sentence: Sentence, border: int, text: str, index: PhraseIndex,
        analysis: Analysis, drafts: list[Draft],
    ) -> Zones:  # fmt: skip
        outer = quantity.outer_start if quantity.outer_start >= 0 else quantity.start
        opened = self._opened(text, outer, sentence.start, index)
        # "số người chết (tăng 54 người)": what is counted stands before the bracket.
        edge = opened if opened >= 0 else outer
        end = max(np.end, quantity.end, quantity.outer_end)
        clause = clause_bounds(text, outer, end, sentence.start, sentence.end)
        near = [s for s in analysis.sentences if s.paragraph == sentence.paragraph]
        same = [draft for draft in drafts if draft.figure.sentence == sentence.index]
        return Zones(
            index,
            {
                "np": (quantity.end, end),
                "post": (end, right_border(text, end, clause[1])),
                "pre": (max(left_border(text, edge, sentence.start), min(border, edge)), outer),
                "clause": clause,
                "sentence": (sentence.start, sentence.end),
                "paragraph": (near[0].start, near[-1].end) if near else (sentence.start, sentence.end),
                "document": (0, len(text)),
            },
            quantity.kind,
            same[-1].figure.indicator if same else None,
        )

    def _opened(self, text: str, outer: int, floor: int, index: PhraseIndex) -> int:
        """Offset of the bracket that opens right before the number or its change verb, or -1."""
        sign = self._changes.sign(text, outer, floor, index)
        at = sign.start if sign is not None else outer
        while at > floor and text[at - 1] == " ":
            at -= 1
        return at - 1 if at > floor and text[at - 1] == "(" else -1


def _signed(value: Decimal | None, sign: int) -> Decimal | None:
    return -abs(value) if value is not None and sign < 0 else value
