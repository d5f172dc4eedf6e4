"""Which verb governs a figure (guideline 1.4): the resulting verb wins, coordination inherits it."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.engine.load import Rules
from extractor.engine.schema import Actions, IndicatorRules
from extractor.engine.schema.context import ActionRule
from extractor.linking.draft import Draft
from extractor.mentions.phrases import PhraseIndex

_GROUP = 28
"""Verbs closer than this to the nearest one govern together with it, in characters."""
_NEAR_RIGHT = 14
"""A passive may stand this far behind the noun phrase."""


@dataclass(frozen=True, slots=True)
class _Verb:
    start: int
    end: int
    rule: ActionRule


class ActionLinker:
    """Chooses the action of each figure of a sentence, left to right."""

    def __init__(self, rules: Rules) -> None:
        self._by_phrase: dict[str, list[ActionRule]] = {}
        for rule in rules.get(Actions).rule:
            for verb in rule.verbs:
                self._by_phrase.setdefault(verb, []).append(rule)
        self._defaults = rules.get(IndicatorRules).defaults
        self._allowed = {name: frozenset(entry.actions) for name, entry in self._defaults.items()}
        self.phrases = tuple(self._by_phrase)

    def choose(self, draft: Draft, previous: Draft | None, floor: int, index: PhraseIndex) -> tuple[str, str]:
        """``(action, rule id)``; ``floor`` is where the sentence begins."""
        figure = draft.figure
        if draft.head is not None and draft.head.rule.action:
            return draft.head.rule.action, draft.head.rule.id
        low, high = draft.zones.span("clause")
        right = self._right(figure.indicator, draft.np.end, high, index)
        if right is not None and right.start - draft.np.end <= _NEAR_RIGHT and right.rule.side != "left":
            near_left = self._left(figure.indicator, max(low, figure.start - _GROUP), figure.start, index)
            if near_left is None:
                return right.rule.action, right.rule.id
        found = self._left(figure.indicator, low, figure.start, index)
        if found is None and previous is not None and previous.figure.sentence == figure.sentence:
            action = previous.figure.action
            if self._fits(figure.indicator, action) and figure.action == "other":
                return action, "action.inherited"
        found = found or right or self._left(figure.indicator, floor, low, index)
        if found is not None:
            return found.rule.action, found.rule.id
        entry = self._defaults.get(figure.indicator)
        return (entry.action, "action.default") if entry else ("other", "action.default")

    def _fits(self, indicator: str, action: str) -> bool:
        allowed = self._allowed.get(indicator)
        return not allowed or action in allowed

    def _verbs(self, indicator: str, start: int, end: int, index: PhraseIndex) -> list[_Verb]:
        verbs: list[_Verb] = []
        for begin, stop, phrase in index.spans(start, end):
            for rule in self._by_phrase.get(phrase, ()):
                if (not rule.indicators or indicator in rule.indicators) and self._fits(indicator, rule.action):
                    verbs.append(_Verb(begin, stop, rule))
        return [
            verb
            for verb in verbs
            if not any(
                other.start <= verb.start and verb.end <= other.end and other.end - other.start > verb.end - verb.start
                for other in verbs
            )
        ]

    def _left(self, indicator: str, start: int, end: int, index: PhraseIndex) -> _Verb | None:
        verbs = self._verbs(indicator, start, end, index)
        if not verbs:
            return None
        nearest = verbs[-1]
        together = [verb for verb in verbs if nearest.start - verb.end <= _GROUP]
        return max(together, key=lambda verb: (verb.rule.rank, verb.start))

    def _right(self, indicator: str, start: int, end: int, index: PhraseIndex) -> _Verb | None:
        verbs = [verb for verb in self._verbs(indicator, start, end, index) if verb.rule.side != "left"]
        return verbs[0] if verbs else None
