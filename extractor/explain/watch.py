"""The finders of the pipeline, writing down what they are asked and what they answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from extractor.context.status import StatusCue, StatusFinder
from extractor.engine.schema.indicators import IndicatorRule
from extractor.linking.actions import ActionLinker
from extractor.linking.assemble import FigureAssembler
from extractor.linking.draft import Draft
from extractor.mentions.head_rules import Head, Ranking
from extractor.mentions.heads import HeadFinder
from extractor.mentions.noun_phrases import NounPhrase
from extractor.mentions.phrases import PhraseIndex
from extractor.mentions.zones import Zones
from extractor.model import Quantity
from extractor.text.view import MatchView

_ZONES = ("np", "post", "pre", "clause")


@dataclass(slots=True)
class Note:
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


Watch = list[Note]


class _WatchedHeads(HeadFinder):
    watch: Watch

    def find(
        self, measured: Quantity | None, np: NounPhrase, zones: Zones, index: PhraseIndex, text: str
    ) -> Head | None:
        if self.watch and self.watch[-1].zones is None:
            self.watch[-1].zones = zones
        return super().find(measured, np, zones, index, text)

    def _better(
        self, best: Head | None, rules: Ranking, start: int, end: int, unit: str | None,
        zones: Zones, base: int, *, postposed: bool = False, turns: bool = False,
    ) -> Head | None:  # fmt: skip
        for compiled in rules.rules if self.watch else ():
            why = ""
            if not compiled.conditions.hold(zones):
                why = "its surroundings do not fit"
            elif compiled.kinds and zones.kind not in compiled.kinds:
                why = f"it does not count a {zones.kind}"
            self.watch[-1].heads.append((compiled.rule.id, start, end, base + compiled.strength, why))
        return super()._better(best, rules, start, end, unit, zones, base, postposed=postposed, turns=turns)

    def refine(self, indicator: str, obj: str, zones: Zones, *, far: bool) -> IndicatorRule | None:
        rules = (self._far if far else self._near).get(indicator)
        for compiled in rules.rules if self.watch and rules is not None else ():
            if (not compiled.of or obj in compiled.of) and compiled.conditions.hold(zones):
                self.watch[-1].objects.append((compiled.rule.id, compiled.strength))
        return super().refine(indicator, obj, zones, far=far)


class _WatchedActions(ActionLinker):
    watch: Watch

    def _verbs(self, indicator: str, start: int, end: int, index: PhraseIndex) -> list[Any]:
        verbs: list[Any] = super()._verbs(indicator, start, end, index)
        if self.watch:
            self.watch[-1].verbs += [(verb.rule.id, verb.start, verb.end) for verb in verbs]
        return verbs


class _WatchedStatus(StatusFinder):
    watch: Watch

    def find(
        self, start: int, end: int, sentence: tuple[int, int], clause: tuple[int, int], index: PhraseIndex
    ) -> StatusCue | None:
        for begin, stop, phrase in index.spans(*sentence) if self.watch else ():
            for rule in self._by_phrase.get(phrase, ()):
                cue = StatusCue(rule.status, rule.id, begin, stop)
                why = self.silenced(rule, cue, (start, end), sentence, clause, index)
                self.watch[-1].cues.append((rule.id, begin, stop, why))
        return super().find(start, end, sentence, clause, index)


class WatchedAssembler(FigureAssembler):
    """Assembles as ever and keeps a note per quantity."""

    head_finder: ClassVar[type[HeadFinder]] = _WatchedHeads
    action_linker: ClassVar[type[ActionLinker]] = _WatchedActions
    status_finder: ClassVar[type[StatusFinder]] = _WatchedStatus

    def start(self) -> Watch:
        """A fresh list of notes that the finders share."""
        watch: Watch = []
        for finder in (self._heads, self._actions, self._status):
            assert isinstance(finder, (_WatchedHeads, _WatchedActions, _WatchedStatus))
            finder.watch = watch
        self._watch = watch
        return watch

    def _draft(self, quantity: Quantity, *args: Any) -> Draft | None:
        self._watch.append(Note(quantity))
        return super()._draft(quantity, *args)
