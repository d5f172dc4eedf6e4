"""ConText for status: cue, direction, scope, terminator (Harkema et al. 2009; guideline 2.11)."""

from __future__ import annotations

from typing import NamedTuple

from extractor.engine.load import Rules
from extractor.engine.schema import Cues
from extractor.engine.schema.context import CueRule
from extractor.mentions.phrases import PhraseIndex

_ADJACENT = 25
"""Reach of an ``adjacent`` cue, in characters."""


class StatusCue(NamedTuple):
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
        self._pseudo = frozenset(file.pseudo)
        self._terminators = frozenset(file.terminators)
        stops = [stop for rule in file.rule for stop in rule.stops]
        self._ends = frozenset((*file.terminators, *stops))
        self.owned = {
            "cues": tuple(self._by_phrase),
            "pseudo cues": file.pseudo,
            "cue ends": tuple(self._ends),
        }
        self.phrases = (*self._by_phrase, *file.terminators, *file.pseudo, *stops)

    def find(
        self, start: int, end: int, sentence: tuple[int, int], clause: tuple[int, int], index: PhraseIndex
    ) -> StatusCue | None:
        """The strongest cue whose scope holds ``[start, end)``: by priority, then nearness."""
        best: StatusCue | None = None
        strongest: tuple[int, int] | None = None
        for begin, stop, phrase in index.among("cues", self._by_phrase, *sentence):
            distance = start - stop if stop <= start else begin - end
            for rule in self._by_phrase[phrase]:
                key = (rule.priority, -distance)
                if strongest is not None and key <= strongest:
                    continue
                cue = StatusCue(rule.status, rule.id, begin, stop)
                if not self.silenced(rule, cue, (start, end), sentence, clause, index):
                    best, strongest = cue, key
        return best

    def silenced(
        self, rule: CueRule, cue: StatusCue, figure: tuple[int, int], sentence: tuple[int, int],
        clause: tuple[int, int], index: PhraseIndex,
    ) -> str:  # fmt: skip
        """Why a cue says nothing about ``figure``; empty if it speaks."""
        start, end = figure
        low, high = sentence if rule.scope == "sentence" else clause
        before = cue.end <= start
        if rule.direction == ("backward" if before else "forward") or (not before and cue.start < end):
            return f"it speaks {rule.direction}"
        if cue.start < low or cue.end > high:
            return f"it reaches as far as its {rule.scope}"
        between = (cue.end, start) if before else (end, cue.start)
        if rule.scope == "adjacent" and between[1] - between[0] > _ADJACENT:
            return "it must be adjacent"
        pseudo = index.among("pseudo cues", self._pseudo, *sentence)
        if any(begin <= cue.start and cue.end <= stop for begin, stop, _ in pseudo):
            return "its words are part of another phrase"
        for _, _, phrase in index.among("cue ends", self._ends, *between):
            if phrase in self._terminators or phrase in rule.stops:
                return "another word ends its reach"
        return ""
