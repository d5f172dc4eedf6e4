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
_WEAK = 1
"""A verb on the left below this rank ("có") yields to the predicate on the right."""


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
        low = draft.zones.span("clause")[0]
        entry = self._defaults.get(figure.indicator)
        same = previous is not None and previous.figure.sentence == figure.sentence
        border = previous.figure.value_end if previous is not None and same else floor
        left = self._left(figure.indicator, low, figure.start, index, border)
        right = self._predicate(draft, entry is not None and entry.subject, index)
        if right is not None and (left is None or left.rule.rank < _WEAK):
            return right.rule.action, right.rule.id
        if left is None and previous is not None and same:
            action = previous.figure.action
            if action != "other" and self._fits(figure.indicator, action):
                return action, "action.inherited"
        found = left or right or self._left(figure.indicator, floor, low, index, floor)
        if found is not None:
            return found.rule.action, found.rule.id
        return (entry.action, "action.default") if entry else ("other", "action.default")

    def _predicate(self, draft: Draft, subject: bool, index: PhraseIndex) -> _Verb | None:
        """The verb right behind the head: a passive, or any verb of a figure that acts itself."""
        head = draft.figure.head_end if draft.figure.head_end > draft.quantity.end else draft.quantity.end
        limit = min(draft.zones.span("post")[1], max(draft.np.end, head) + _NEAR_RIGHT)
        verbs = self._verbs(draft.figure.indicator, head, limit, index)
        return next((verb for verb in verbs if subject or verb.rule.side != "left"), None)

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

    def _left(
        self, indicator: str, start: int, end: int, index: PhraseIndex, border: int
    ) -> _Verb | None:
        """The governing verb in ``[start, end)``; only verbs behind ``border`` govern together."""
        verbs = self._verbs(indicator, start, end, index)
        if not verbs:
            return None
        nearest = verbs[-1]
        together = [
            verb
            for verb in verbs
            if verb is nearest or (nearest.start - verb.end <= _GROUP and verb.start >= border)
        ]
        return max(together, key=lambda verb: (verb.rule.rank, verb.start))
