"""ConText for status: cue, direction, scope, terminator (Harkema et al. 2009; guideline 2.11)."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.engine.load import Rules
from extractor.engine.schema import Cues
from extractor.engine.schema.context import CueRule
from extractor.mentions.phrases import PhraseIndex

_ADJACENT = 25
"""Reach of an ``adjacent`` cue, in characters."""


@dataclass(frozen=True, slots=True)
class StatusCue:
    """The cue that decided, with its place."""

    status: str
    rule_id: str
    start: int
    end: int


class StatusFinder:
    """Gives a figure its status from the cues around it."""

    def __init__(self, rules: Rules) -> None:
        file = rules.get(Cues)
        self._by_phrase: dict[str, list[CueRule]] = {}
        for rule in file.rule:
            for cue in rule.cues:
                self._by_phrase.setdefault(cue, []).append(rule)
        self._terminators = frozenset(file.terminators)
        stops = [stop for rule in file.rule for stop in rule.stops]
        self.phrases = (*self._by_phrase, *file.terminators, *stops)

    def find(
        self, start: int, end: int, sentence: tuple[int, int], clause: tuple[int, int], index: PhraseIndex
    ) -> StatusCue | None:
        """The strongest cue whose scope holds ``[start, end)``: by priority, then nearness."""
        best: tuple[int, int, StatusCue] | None = None
        for begin, stop, phrase in index.spans(*sentence):
            for rule in self._by_phrase.get(phrase, ()):
                low, high = sentence if rule.scope == "sentence" else clause
                before = stop <= start
                if before and rule.direction == "backward":
                    continue
                if not before and (begin < end or rule.direction == "forward"):
                    continue
                if begin < low or stop > high:
                    continue
                between = (stop, start) if before else (end, begin)
                if rule.scope == "adjacent" and between[1] - between[0] > _ADJACENT:
                    continue
                inside = index.within(*between)
                if not inside.isdisjoint(self._terminators) or not inside.isdisjoint(rule.stops):
                    continue
                key = (rule.priority, -(between[1] - between[0]))
                if best is None or key > best[:2]:
                    best = (*key, StatusCue(rule.status, rule.id, begin, stop))
        return best[2] if best else None
