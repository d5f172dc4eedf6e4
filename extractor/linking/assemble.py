"""Quantities become figures: number + head + object + action + status, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
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
from extractor.linking.identity import MEASURES, OPEN, IdentityFinder
from extractor.linking.quotes import quote_span
from extractor.linking.readings import ValueReader, ValueReading
from extractor.linking.screen import FIGURE_REGIONS
from extractor.linking.situation import Identity, Situation
from extractor.linking.surroundings import Place, Surroundings
from extractor.mentions.borders import Borders
from extractor.mentions.heads import HeadFinder
from extractor.mentions.negated_counts import NegatedCountFinder
from extractor.mentions.noun_phrases import NounPhraseFinder, is_list_item
from extractor.mentions.phrases import Owners, PhraseIndex, PhraseScanner
from extractor.model import Figure, Quantity, Rejection, Sentence, changed

_start = attrgetter("start")


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
        changes = ChangeFinder(rules)
        self._values = ValueReader(changes, self._heads.head_phrases)
        self._surroundings = Surroundings(changes)
        self._actions = self.action_linker(rules)
        self._status = self.status_finder(rules)
        self._identities = IdentityFinder(
            self._heads,
            {name: frozenset(entry.objects) for name, entry in rules.get(Vocabulary).indicators.items()},
        )
        self._negated = NegatedCountFinder(rules, self._heads.head_phrases)
        self.document = PhraseMatcher((phrase, phrase) for phrase in self._heads.document_phrases)
        self._scanner = PhraseScanner(
            (
                *self._heads.phrases, *changes.phrases, *self._actions.phrases,
                *self._status.phrases, *self._negated.phrases, *phrases,
            ),
            self._heads.heads.compounds,
        )  # fmt: skip

        self._owners = Owners(
            {
                "actions": self._actions.verbs,
                "counted nouns": self._heads.counted,
                "negators": self._negated.negators,
                **self._status.owned,
            }
        )

    def scan(self, analysis: Analysis, quantities: Sequence[Quantity]) -> PhraseIndex:
        """The one phrase pass that every later step shares: over the sentences that matter.

        Those are the sentences with a quantity, with a denial, or that introduce a list.
        """
        text = analysis.view.folded
        spans = []
        denials = self._negated.possible(text, analysis.sentences)
        at = 0
        for number, sentence in enumerate(analysis.sentences):
            first = at
            while at < len(quantities) and quantities[at].start < sentence.end:
                at += 1
            if at > first or number in denials or text[sentence.end - 1] == ":":
                spans.append((sentence.start, sentence.end))
        return self._scanner.scan(text, spans, [(place.start, place.end) for place in analysis.places])

    def assemble(
        self, analysis: Analysis, quantities: Sequence[Quantity], index: PhraseIndex
    ) -> tuple[list[Draft], list[Rejection]]:
        """Drafts in text order, and a rejection for every quantity that counts nothing."""
        drafts: list[Draft] = []
        rejections: list[Rejection] = []
        text = analysis.view.folded
        named = self.document.triples(text, analysis.view.hits) if quantities else ()
        everywhere = frozenset(phrase for _, _, phrase in named)
        index.sort_out(self._owners)
        quantities = self._with_denials(quantities, analysis, index)
        introduced: StatusCue | None = None
        at = 0
        for sentence in analysis.sentences:
            first = at
            while at < len(quantities) and quantities[at].start < sentence.end:
                at += 1
            mine = [q for q in quantities[first:at] if q.start >= sentence.start] if at > first else ()
            if introduced is not None or text[sentence.end - 1] == ":":
                introduced = self._introduction(introduced, sentence, text, index)
            if not mine:
                continue
            borders = Borders(text, sentence.start, sentence.end)
            border = sentence.start
            for position, quantity in enumerate(mine):
                limit = _next_start(mine, position, sentence.end)
                place = Place(sentence, borders, border, max(limit, quantity.end), introduced)
                draft = self._draft(quantity, place, drafts, everywhere, analysis, index)
                if draft is None:
                    rejections.append(_uncounted(quantity))
                    border = max(border, quantity.end)
                else:
                    drafts.append(draft)
                    border = max(draft.np.end if not draft.negated else quantity.end, quantity.outer_end)
        return share_fates(self._actions.shared(drafts, text)), rejections

    def _with_denials(
        self, quantities: Sequence[Quantity], analysis: Analysis, index: PhraseIndex
    ) -> Sequence[Quantity]:
        """The quantities and, among them, the zeros that are told in words."""
        text = analysis.view.folded
        denied = [
            quantity
            for sentence in self._negated.sentences(analysis.sentences, index)
            if sentence.region in FIGURE_REGIONS
            for quantity in self._negated.find(text, sentence, index)
        ]
        return sorted((*quantities, *denied), key=_start) if denied else quantities

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
        place: Place,
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
            else max(quantity.end, quantity.head_at)
        )
        if quantity.per is not None and measured:
            begin = quantity.outer_end
        np = self._noun_phrases.right_of(text, begin, max(place.limit, begin), index)
        before = drafts[-1].figure if drafts and drafts[-1].figure.sentence == sentence.index else None
        zones = self._surroundings.around(quantity, np, place, text, index, before, everywhere)
        head = self._heads.find(quantity if measured else None, np, zones, index, text)
        read = (
            ValueReading(quantity.kind)
            if negated
            else self._values.read(quantity, np, zones, drafts, sentence, text, index)
        )
        kind, sign, reading = read.kind, read.sign, read.percent
        it = Situation(
            quantity, np, zones, head, kind, sign, reading, sentence, text, analysis.view.cased, index
        )
        identity = self._identities.find(it, drafts)
        if identity is None or (negated and OPEN in identity.rule_ids):
            return None  # only results that are counted can be denied (guideline 2.11)
        if head is not None and head.rule.kind is not None and kind in ("share", "level"):
            kind = head.rule.kind
        named = np.name_start >= 0 and identity.object == "all"
        entry = self._heads.defaults.get(identity.indicator) if named else None
        if entry is not None and entry.named_object is not None:
            identity = changed(identity, object=entry.named_object)
        start, end = quote_span(quantity, np, head, read.sign_start, negated=negated)
        chosen = self._action(it, identity, start, drafts[-1] if drafts else None)
        status, cues = self._status_of(it, (start, end), place, negated=negated)
        value, value_max = _signed(quantity, sign)
        # "Dư nợ 850 tỷ": the noun stands in front, nothing behind the number could be shown as its head.
        head_start, head_end = identity.head if identity.head[0] < identity.head[1] else (-1, -1)
        figure = Figure(
            value_start=quantity.start, value_end=quantity.end, start=start, end=end, sentence=sentence.index,
            region=sentence.region, indicator=identity.indicator, object=identity.object, unit=identity.unit,
            value=value, value_kind=kind, value_max=value_max,
            denominator=quantity.denominator, per=quantity.per if kind in ("rate", "change_abs") else None,
            approx=quantity.approx, action=chosen.action, status=status,
            name=analysis.view.cased[np.name_start : np.name_end].strip() if np.name_start >= 0 else None,
            head_start=head_start, head_end=head_end,
            rule_ids=(*quantity.rule_ids, *identity.rule_ids, chosen.rule_id, *cues),
        )  # fmt: skip
        return Draft(
            figure, quantity, np, zones, head, sentence.paragraph, sign=sign, negated=negated,
            elided=head is None or head.rule.elliptic, predicate=chosen.predicate,
            in_brackets=reading is not None and reading.of is not None,
        )  # fmt: skip

    def _action(self, it: Situation, identity: Identity, start: int, previous: Draft | None) -> Chosen:
        """The verb; a percentage of a figure before it shares the verb of that figure."""
        of = it.reading.of if it.reading is not None else None
        if of is not None and of.figure.indicator == identity.indicator:
            return Chosen(of.figure.action, INHERITED)
        return self._actions.choose(it, identity, start, previous)

    def _status_of(
        self, it: Situation, quote: tuple[int, int], place: Place, *, negated: bool
    ) -> tuple[str, tuple[str, ...]]:
        """The status and the rules that gave it."""
        if negated:
            return "negated", ()
        sentence = (it.sentence.start, it.sentence.end)
        cue = self._status.find(*quote, sentence, it.zones.span("clause"), it.phrases) or place.introduced
        return ("achieved", ()) if cue is None else (cue.status, (cue.rule_id,))


def _uncounted(quantity: Quantity) -> Rejection:
    reason = "no noun is counted here, and no figure before it lends one"
    return Rejection(
        quantity.start, quantity.end, quantity.text, "linking", reason, rule_id="linking.no_head"
    )


def _signed(quantity: Quantity, sign: int) -> tuple[Decimal | None, Decimal | None]:
    """The value with its sign and the other end of its range; a fall "by 3 to 5" is -5 to -3."""
    value, most = quantity.value, quantity.value_max
    if sign >= 0 or value is None:
        return value, most
    return (-abs(value), None) if most is None else (-most, -value)


def _next_start(mine: Sequence[Quantity], position: int, end: int) -> int:
    """Where the next quantity of the sentence begins that stands behind the noun of this one."""
    noun = mine[position].head_at
    return next((q.outer_start for q in mine[position + 1 :] if q.outer_start >= noun), end)
