"""Why a text gives the figures it gives: every rule that was tried at every number, and who won.

The explanation is made by the pipeline itself: its finders are replaced by subclasses that write down what
they are asked and what they answer, so it cannot say anything else than the extraction does.

>>> print(explain("Xã có 12 mô hình.").render())                              # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from extractor.context.status import StatusCue, StatusFinder
from extractor.engine.schema.indicators import IndicatorRule
from extractor.linking.actions import ActionLinker
from extractor.linking.assemble import FigureAssembler
from extractor.linking.draft import Draft
from extractor.mentions.heads import Head, HeadFinder
from extractor.mentions.noun_phrases import NounPhrase
from extractor.mentions.phrases import PhraseIndex
from extractor.mentions.zones import Zones
from extractor.model import Document, Extraction, Figure, Quantity, Rejection
from extractor.pipeline import Pipeline
from extractor.text.view import MatchView

_ZONES = ("np", "post", "pre", "clause")


@dataclass(frozen=True, slots=True)
class Try:
    """A rule that was considered at a number. ``kind`` is head, object, verb or cue.

    ``text`` at ``[start, end)`` is what it stands on; ``score`` decides among those that hold; ``why`` says
    what kept it from winning.
    """

    kind: str
    rule_id: str
    start: int
    end: int
    text: str
    holds: bool
    won: bool
    score: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class NumberExplained:
    """One number: its surroundings, the rules tried there, and what became of it."""

    start: int
    end: int
    text: str
    zones: tuple[tuple[str, str], ...]
    tries: tuple[Try, ...]
    figure: Figure | None
    rejection: Rejection | None

    @property
    def heads(self) -> tuple[Try, ...]:
        """The head rules that were tried."""
        return tuple(one for one in self.tries if one.kind == "head")


@dataclass(frozen=True, slots=True)
class Explanation:
    """An extraction and, per number in text order, how it came about; offsets into the source."""

    extraction: Extraction
    numbers: tuple[NumberExplained, ...]

    def render(self) -> str:
        """The derivation as indented text."""
        return "\n".join(_lines(self)) + "\n"


def explain(text: str, pipeline: Pipeline | None = None, *, published: str | None = None) -> Explanation:
    """Explain the figures of one text.

    Args:
        text: an article or any part of one.
        pipeline: whose configuration to use; the default one without.
        published: ISO date, may be partial; relative times need it.

    Raises:
        RuleError: for a rule file that cannot be used.
    """
    return Explainer(pipeline).explain(Document("text", text, published=published))


class Explainer:
    """Explains many documents with one pipeline (which stays as it is)."""

    def __init__(self, pipeline: Pipeline | None = None) -> None:
        self._pipeline = copy(pipeline or Pipeline())
        self.kit = self._pipeline.kit
        self._assembler = _WatchedAssembler(self.kit.rules, self.kit.relations.phrases)
        self._pipeline.kit = replace(self.kit, assembler=self._assembler)

    def explain(self, document: Document) -> Explanation:
        """The extraction of ``document`` and how it came about."""
        watch = self._assembler.start()
        extraction = self._pipeline.run(document)
        view = MatchView.of(document.text)
        figures = {(f.value_start, f.value_end): f for f in extraction.figures}
        rejections = {(r.start, r.end): r for r in extraction.rejections}
        notes = {view.source(note.quantity.start, note.quantity.end): note for note in watch}
        numbers = []
        for start, end in sorted({*figures, *rejections, *notes}):
            note = notes.get((start, end))
            figure = figures.get((start, end))
            numbers.append(
                NumberExplained(
                    start,
                    end,
                    document.text[start:end],
                    note.surroundings(view) if note else (),
                    tuple(_tries(note, figure, view)) if note else (),
                    figure,
                    rejections.get((start, end)),
                )
            )
        return Explanation(extraction, tuple(numbers))


@dataclass(slots=True)
class _Note:
    """What the watched finders wrote down about one quantity, in view offsets."""

    quantity: Quantity
    zones: Zones | None = None
    heads: list[tuple[str, int, int, int, str]] = field(default_factory=list)
    objects: list[tuple[str, int]] = field(default_factory=list)
    verbs: list[tuple[str, int, int]] = field(default_factory=list)
    cues: list[tuple[str, int, int, str]] = field(default_factory=list)

    def surroundings(self, view: MatchView) -> tuple[tuple[str, str], ...]:
        """The zones around the number as they are written."""
        if self.zones is None:
            return ()
        spans = [(zone, self.zones.span(zone)) for zone in _ZONES]
        return tuple((zone, " ".join(view.cased[low:high].split())) for zone, (low, high) in spans)


_Watch = list[_Note]


class _WatchedHeads(HeadFinder):
    watch: _Watch

    def find(
        self, quantity: Quantity, np: NounPhrase, zones: Zones, index: PhraseIndex, text: str
    ) -> Head | None:
        if self.watch and self.watch[-1].zones is None:
            self.watch[-1].zones = zones
        return super().find(quantity, np, zones, index, text)

    def _better(
        self, best: Head | None, compiled: Any, start: int, end: int, unit: str | None, postposed: bool,
        zones: Zones, base: int,
    ) -> Head | None:  # fmt: skip
        if self.watch:
            rule: IndicatorRule = compiled.rule
            why = ""
            if not compiled.conditions.hold(zones):
                why = "its surroundings do not fit"
            elif compiled.kinds and zones.kind not in compiled.kinds:
                why = f"it does not count a {zones.kind}"
            score = base + compiled.conditions.weight + rule.priority
            self.watch[-1].heads.append((rule.id, start, end, score, why))
        return super()._better(best, compiled, start, end, unit, postposed, zones, base)

    def refine(self, indicator: str, obj: str, zones: Zones, *, far: bool) -> IndicatorRule | None:
        for compiled in self._refinements.get(indicator, ()) if self.watch else ():
            if (not compiled.of or obj in compiled.of) and compiled.conditions.hold(zones):
                score = compiled.conditions.weight + compiled.rule.priority
                self.watch[-1].objects.append((compiled.rule.id, score))
        return super().refine(indicator, obj, zones, far=far)


class _WatchedActions(ActionLinker):
    watch: _Watch

    def _verbs(self, indicator: str, start: int, end: int, index: PhraseIndex) -> list[Any]:
        verbs: list[Any] = super()._verbs(indicator, start, end, index)
        if self.watch:
            self.watch[-1].verbs += [(verb.rule.id, verb.start, verb.end) for verb in verbs]
        return verbs


class _WatchedStatus(StatusFinder):
    watch: _Watch

    def find(
        self, start: int, end: int, sentence: tuple[int, int], clause: tuple[int, int], index: PhraseIndex
    ) -> StatusCue | None:
        for begin, stop, phrase in index.spans(*sentence) if self.watch else ():
            for rule in self._by_phrase.get(phrase, ()):
                cue = StatusCue(rule.status, rule.id, begin, stop)
                why = self.silenced(rule, cue, (start, end), sentence, clause, index)
                self.watch[-1].cues.append((rule.id, begin, stop, why))
        return super().find(start, end, sentence, clause, index)


class _WatchedAssembler(FigureAssembler):
    """Assembles as ever and keeps a note per quantity."""

    head_finder: ClassVar[type[HeadFinder]] = _WatchedHeads
    action_linker: ClassVar[type[ActionLinker]] = _WatchedActions
    status_finder: ClassVar[type[StatusFinder]] = _WatchedStatus

    def start(self) -> _Watch:
        """A fresh list of notes that the finders share."""
        watch: _Watch = []
        for finder in (self._heads, self._actions, self._status):
            assert isinstance(finder, (_WatchedHeads, _WatchedActions, _WatchedStatus))
            finder.watch = watch
        self._watch = watch
        return watch

    def _draft(self, quantity: Quantity, *args: Any) -> Draft | None:
        self._watch.append(_Note(quantity))
        return super()._draft(quantity, *args)


def _tries(note: _Note, figure: Figure | None, view: MatchView) -> list[Try]:
    """The notes of one number as tries, each kind in the order of its strength, every rule once."""
    fired = frozenset(figure.rule_ids) if figure is not None else frozenset[str]()
    found: dict[tuple[str, str, int], Try] = {}

    def add(kind: str, rule_id: str, span: tuple[int, int], score: int, why: str) -> None:
        won = rule_id in fired and not why
        start, end = view.source(*span)
        text = view.text[start:end] if span[1] > span[0] else ""
        key = (kind, rule_id, start)
        if key not in found or (won and not found[key].won):
            beaten = why or ("" if won else "another rule is stronger")
            found[key] = Try(kind, rule_id, start, end, text, not why, won, score, beaten)

    for rule_id, start, end, score, why in note.heads:
        add("head", rule_id, (start, end), score, why)
    for rule_id, score in note.objects:
        add("object", rule_id, (note.quantity.start, note.quantity.start), score, "")
    for rule_id, start, end in note.verbs:
        add("verb", rule_id, (start, end), 0, "")
    for rule_id, start, end, why in note.cues:
        add("cue", rule_id, (start, end), 0, why)
    kinds = ("head", "object", "verb", "cue")
    tries = sorted(
        found.values(), key=lambda one: (kinds.index(one.kind), not one.won, not one.holds, -one.score)
    )
    winner = next((one for one in tries if one.kind == "head"), None)
    # A rule may stand on two words of one head; the longer one decided.
    return [one for one in tries if one is winner or not (one.kind == "head" and one.won)]


def _lines(explanation: Explanation) -> list[str]:
    extraction = explanation.extraction
    publication = extraction.publication
    lines = [f"published {publication.date or 'unknown'} ({publication.source})"]
    lines += [f"time  {t.text!r} = {t.value}, {t.role}  [{t.rule_id}]" for t in extraction.times]
    lines += [
        f"place {p.text!r} = {p.level}, {p.province or 'no province'}  [{p.source}]"
        for p in extraction.places
    ]
    for number in explanation.numbers:
        lines += ["", f"{number.start}-{number.end} {number.text!r}"]
        if number.figure is not None:
            lines += _figure_lines(number.figure, extraction.document.text)
        elif number.rejection is not None:
            r = number.rejection
            lines.append(f"  no figure: {r.stage}: {r.category or r.reason}  [{r.rule_id or r.reason}]")
        lines += [f"  {zone:7}{text!r}" for zone, text in number.zones]
        lines += [_try_line(one) for one in number.tries]
    return lines


def _figure_lines(figure: Figure, text: str) -> Sequence[str]:
    where = figure.locality.name if figure.locality else "no locality"
    return (
        f"  figure: {text[figure.start : figure.end]!r}",
        f"    {figure.indicator}/{figure.object} = {figure.value} {figure.unit} ({figure.value_kind}, {figure.approx})",
        f"    {figure.action}, {figure.status}; {figure.period or 'no period'} ({figure.period_source}); "
        f"{where} ({figure.locality_source}); confidence {figure.confidence}",
        f"    rules: {', '.join(figure.rule_ids)}",
        *(
            f"    {relation.type} -> {text[relation.target[0] : relation.target[1]]!r}"
            for relation in figure.rel
        ),
    )


def _try_line(one: Try) -> str:
    mark = "*" if one.won else "." if one.holds else "-"
    score = f" {one.score:+d}" if one.score else ""
    on = f" {one.text!r}" if one.text else ""
    return f"  {mark} {one.kind:7}{one.rule_id}{on}{score}" + (f"  ({one.why})" if one.why else "")
