"""Quantities become figures: number + head + object + action + status, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.analysis import Analysis
from extractor.context.status import StatusFinder
from extractor.engine.load import Rules
from extractor.linking.actions import ActionLinker
from extractor.linking.antecedents import find_antecedent
from extractor.linking.changes import ChangeFinder
from extractor.linking.draft import Draft
from extractor.linking.percentages import PercentReading, read_percentage
from extractor.linking.quotes import quote_span
from extractor.mentions.heads import Head, HeadFinder
from extractor.mentions.negated_counts import NegatedCountFinder
from extractor.mentions.noun_phrases import NounPhrase, NounPhraseFinder, clause_bounds, left_border
from extractor.mentions.phrases import PhraseIndex, PhraseScanner
from extractor.mentions.zones import Zones
from extractor.model import Figure, Quantity, Rejection, Sentence

MEASURES = frozenset(
    {"VND", "USD", "kg", "g", "t", "L", "m", "km", "km2", "m2", "m3", "ha", "percent"}
)
"""Units that measure rather than count: the head stands behind them, or they are the head."""

_CASE_LIKE = ("case", "incident", "suspect", "traffic_sanction")


class FigureAssembler:
    """Builds the drafts of a document; constructed once from the rules."""

    def __init__(self, rules: Rules) -> None:
        self._heads = HeadFinder(rules)
        self._noun_phrases = NounPhraseFinder(self._heads.heads, self._heads.head_phrases, self._heads.modifiers)
        self._changes = ChangeFinder(rules)
        self._actions = ActionLinker(rules)
        self._status = StatusFinder(rules)
        self._negated = NegatedCountFinder(rules, self._heads.head_phrases)
        self._scanner = PhraseScanner(
            (
                *self._heads.phrases, *self._changes.phrases, *self._actions.phrases,
                *self._status.phrases, *self._negated.phrases,
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
        zones = self._zones(quantity, np, sentence, border, text, index, analysis)
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
            found = self._changes.sign(text, quantity.outer_start, zones.span("clause")[0], index)
            if found is not None:
                kind, sign, sign_start = "change_abs", found.value, found.start
        identity = self._identity(quantity, np, zones, head, reading, kind, sign, drafts, sentence, text, index)
        if identity is None:
            return None
        indicator, obj, unit, rule_ids, head_span = identity
        start, end = quote_span(quantity, np, head, sign_start, negated=negated)
        figure = Figure(
            value_start=quantity.start, value_end=quantity.end, start=start, end=end, sentence=sentence.index,
            region=sentence.region, indicator=indicator, object=obj, unit=unit,
            value=_signed(quantity.value, sign), value_kind=kind, value_max=quantity.value_max,
            denominator=quantity.denominator, per=quantity.per if kind in ("rate", "change_abs") else None,
            approx=quantity.approx, head_start=head_span[0], head_end=head_span[1],
            rule_ids=(*quantity.rule_ids, *rule_ids),
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
        analysis: Analysis,
    ) -> Zones:  # fmt: skip
        outer = quantity.outer_start if quantity.outer_start >= 0 else quantity.start
        pre = max(left_border(text, outer, sentence.start), min(border, outer))
        clause = clause_bounds(text, outer, max(np.end, quantity.end), sentence.start, sentence.end)
        near = [s for s in analysis.sentences if s.paragraph == sentence.paragraph]
        return Zones(
            index,
            {
                "np": (quantity.end, max(np.end, quantity.end, quantity.outer_end)),
                "pre": (pre, outer),
                "clause": clause,
                "sentence": (sentence.start, sentence.end),
                "paragraph": (near[0].start, near[-1].end) if near else (sentence.start, sentence.end),
                "document": (0, len(text)),
            },
            quantity.kind,
        )

    def _identity(
        self, quantity: Quantity, np: NounPhrase, zones: Zones, head: Head | None, reading: PercentReading | None,
        kind: str, sign: int, drafts: list[Draft], sentence: Sentence, text: str, index: PhraseIndex,
    ) -> tuple[str, str, str, tuple[str, ...], tuple[int, int]] | None:  # fmt: skip
        """Indicator, object, unit, rules and head span; None when nothing is counted."""
        if reading is not None and reading.of is not None and (head is None or head.rule.priority < 6):
            of = reading.of.figure
            if reading.kind == "change_pct" or head is None:
                return of.indicator, of.object, "percent", ("linking.percent_of",), (of.head_start, of.head_end)
        if quantity.unit == "percent" and head is None:
            return self._percent_subject(np, zones, reading, drafts, sentence, text, index)
        if head is None or head.rule.elliptic:
            adopted = self._adopt(quantity, np, zones, head, kind, sign, drafts, sentence, text, index)
            if adopted is not None:
                return adopted
        if head is not None:
            rule = head.rule
            unit = quantity.unit if quantity.unit in MEASURES else head.unit or rule.unit or "item"
            obj, ids = self._object(rule.indicator, rule.object, zones)
            return rule.indicator, obj, unit, (rule.id, *ids), (head.start, head.end)
        open_head = self._heads.open_head(np, index, text)
        if open_head is not None:
            unit = quantity.unit if quantity.unit in MEASURES else open_head.unit
            return "other_count", "other", unit or "item", ("heads.open",), (open_head.start, open_head.end)
        if quantity.unit in MEASURES:
            return "other_count", "other", quantity.unit or "item", ("heads.measure",), (quantity.unit_start, quantity.unit_end)
        return None

    def _adopt(
        self, quantity: Quantity, np: NounPhrase, zones: Zones, head: Head | None, kind: str, sign: int,
        drafts: list[Draft], sentence: Sentence, text: str, index: PhraseIndex,
    ) -> tuple[str, str, str, tuple[str, ...], tuple[int, int]] | None:  # fmt: skip
        """Identity taken over from an antecedent, when the head is elided."""
        open_head = self._heads.open_head(np, index, text) if head is None else None
        if open_head is not None and (open_head.end < np.end or not (sign or kind == "multiple")):
            return None
        if head is None and open_head is None and not (sign or kind == "multiple" or _after_copula(zones)):
            return None
        unit = (head.unit or head.rule.unit) if head is not None else open_head.unit if open_head else None
        if head is not None:
            refined = self._heads.refine(head.rule.indicator, head.rule.object, zones, far=False)
            if refined is not None:
                return None
        adopts = head.rule.adopts if head is not None else ()
        case_like = unit == "case"
        antecedent = find_antecedent(
            drafts, unit, sentence.index, sentence.paragraph,
            adopts=adopts or (_CASE_LIKE if case_like else ()), same_sentence=not case_like and unit == "person",
        )  # fmt: skip
        if antecedent is None:
            return None
        of = antecedent.figure
        span = (head.start, head.end) if head is not None else (of.head_start, of.head_end)
        return of.indicator, of.object, of.unit, ("linking.elided_head",), span

    def _object(self, indicator: str, obj: str, zones: Zones) -> tuple[str, tuple[str, ...]]:
        for far in (False, True):
            rule = self._heads.refine(indicator, obj, zones, far=far)
            if rule is not None and (rule.of or obj in ("all", "other")):
                return rule.object, (rule.id,)
        return obj, ()

    def _percent_subject(
        self, np: NounPhrase, zones: Zones, reading: PercentReading | None, drafts: list[Draft], sentence: Sentence,
        text: str, index: PhraseIndex,
    ) -> tuple[str, str, str, tuple[str, ...], tuple[int, int]] | None:  # fmt: skip
        """A percentage without an indicator rule of its own: of the noun right or the subject left."""
        bare = Quantity(np.start, np.start, "", Decimal(0), outer_start=zones.span("pre")[1])
        head = self._heads.find(bare, np, zones, index, text)
        if head is None and (reading is None or reading.of is None):
            low, high = zones.span("clause")[0], zones.span("pre")[1]
            wide = Zones(index, {name: zones.span(name) for name in zones.names} | {"pre": (low, high)}, "share")
            head = self._heads.find(replace(bare, outer_start=high), NounPhrase(np.start, np.start), wide, index, text)
        if head is not None:
            obj, ids = self._object(head.rule.indicator, head.rule.object, zones)
            return head.rule.indicator, obj, "percent", (head.rule.id, *ids), (head.start, head.end)
        same = [draft for draft in drafts if draft.figure.sentence == sentence.index]
        if same:
            of = same[-1].figure
            return of.indicator, of.object, "percent", ("linking.percent_of",), (of.head_start, of.head_end)
        return "other_count", "other", "percent", ("heads.open",), (np.start, max(np.start, np.end))


def _after_copula(zones: Zones) -> bool:
    return not zones["pre"].isdisjoint({"là", "còn"})


def _signed(value: Decimal | None, sign: int) -> Decimal | None:
    return -abs(value) if value is not None and sign < 0 else value


def rejected_spans(rejections: Sequence[Rejection]) -> Iterator[tuple[int, int]]:
    """The spans of rejections, for callers that skip them."""
    for rejection in rejections:
        yield rejection.start, rejection.end
