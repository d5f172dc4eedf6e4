"""Which verb governs a figure (guideline 1.4): the resulting verb wins, coordination inherits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.engine.load import Rules
from extractor.engine.schema import Actions, IndicatorRules
from extractor.engine.schema.context import ActionRule
from extractor.linking.draft import Draft
from extractor.mentions.phrases import PhraseIndex
from extractor.model import changed

_GROUP = 28
"""Verbs closer than this to the nearest one govern together with it, in characters."""
_NEAR_RIGHT = 14
"""A passive may stand this far behind the noun phrase."""
_FAR_RIGHT = 45
"""... and this far when its agent or place stands between."""
_COORDINATION = 8
"""Length of what joins two subjects ("và hơn", ", gần"), in characters."""
INHERITED = "action.inherited"
DEFAULT = "action.default"
IMPLIED = "action.implied"
_WEAK = 1
"""A verb on the left below this rank ("có") yields to the predicate on the right."""


@dataclass(frozen=True, slots=True)
class _Verb:
    start: int
    end: int
    rule: ActionRule


@dataclass(frozen=True, slots=True)
class Chosen:
    """An action, the rule it came from, and whether the verb stood behind the figure."""

    action: str
    rule_id: str
    predicate: bool = False


class ActionLinker:
    """Chooses the action of each figure of a sentence, left to right."""

    def __init__(self, rules: Rules) -> None:
        self._by_phrase: dict[str, list[ActionRule]] = {}
        file = rules.get(Actions)
        self._passives = frozenset(file.passives)
        for rule in file.rule:
            for verb in rule.verbs:
                self._by_phrase.setdefault(verb, []).append(rule)
        self._defaults = rules.get(IndicatorRules).defaults
        self._allowed = {name: frozenset(entry.actions) for name, entry in self._defaults.items()}
        self.phrases = (*self._by_phrase, *file.passives)

    def choose(
        self, draft: Draft, previous: Draft | None, floor: int, text: str, index: PhraseIndex
    ) -> Chosen:
        """The governing verb of ``draft``; ``floor`` is where its sentence begins."""
        figure = draft.figure
        if draft.head is not None and draft.head.rule.action:
            return Chosen(draft.head.rule.action, draft.head.rule.id)
        low = draft.zones.span("clause")[0]
        entry = self._defaults.get(figure.indicator)
        if entry is not None and figure.object in entry.object_actions:
            return Chosen(entry.object_actions[figure.object], IMPLIED)
        same = previous is not None and previous.figure.sentence == figure.sentence
        border = previous.figure.value_end if previous is not None and same else floor
        left = self._left(figure.indicator, low, figure.start, index, border)
        right = self._predicate(draft, entry is not None and entry.subject, left is None, text, index)
        if right is not None and (left is None or left.rule.rank < _WEAK):
            return Chosen(right.rule.action, right.rule.id, predicate=True)
        if left is None and previous is not None and same:
            action = previous.figure.action
            if action != "other" and self._fits(figure.indicator, action):
                return Chosen(action, INHERITED)
        found = left or right or self._left(figure.indicator, floor, low, index, floor)
        if found is not None:
            return Chosen(found.rule.action, found.rule.id)
        return Chosen(entry.action if entry else "other", DEFAULT)

    def shared(self, drafts: Sequence[Draft], text: str) -> list[Draft]:
        """Coordinated subjects share the predicate behind the last of them.

        "31/31 trường học, hơn 4.500 hộ gia đình ký cam kết": both sign.
        """
        result = list(drafts)
        for at in range(len(result) - 2, -1, -1):
            figure, after = result[at].figure, result[at + 1]
            if not after.predicate or figure.sentence != after.figure.sentence:
                continue
            between = text[max(result[at].np.end, figure.value_end) : after.figure.start]
            weak = figure.action == "exist" or DEFAULT in figure.rule_ids or INHERITED in figure.rule_ids
            if weak and len(between) <= _COORDINATION and self._fits(figure.indicator, after.figure.action):
                rules = tuple(rule for rule in figure.rule_ids if rule not in (DEFAULT, INHERITED))
                shared = changed(figure, action=after.figure.action, rule_ids=(*rules, "action.shared"))
                result[at] = changed(result[at], figure=shared, predicate=True)
        return result

    def _predicate(
        self, draft: Draft, subject: bool, free: bool, text: str, index: PhraseIndex
    ) -> _Verb | None:
        """The verb behind the head: a passive, or any verb of a figure that acts itself.

        A passive marker announces its verb over its agent; a subject that no verb governs may have its
        place between itself and its verb.
        """
        head = max(draft.quantity.end, draft.figure.head_end)
        end = max(draft.np.end, head)
        at = end
        while at < len(text) and text[at] == " ":
            at += 1
        passive = any(phrase in self._passives for _, phrase in index.starting.get(at, ()))
        reach = _NEAR_RIGHT if not (passive or (subject and free)) else _FAR_RIGHT
        limit = min(draft.zones.span("post")[1], end + reach)
        verbs = self._verbs(draft.figure.indicator, head, draft.zones.span("clause")[1], index)
        return next(
            (verb for verb in verbs if verb.start <= limit and (subject or verb.rule.side != "left")), None
        )

    def _fits(self, indicator: str, action: str) -> bool:
        allowed = self._allowed.get(indicator)
        return not allowed or action in allowed

    def _verbs(self, indicator: str, start: int, end: int, index: PhraseIndex) -> list[_Verb]:
        verbs = [
            _Verb(begin, stop, rule)
            for begin, stop, phrase in index.among("actions", self._by_phrase, start, end)
            for rule in self._by_phrase[phrase]
            if (not rule.indicators or indicator in rule.indicators) and self._fits(indicator, rule.action)
        ]
        return [
            verb
            for verb in verbs
            if not any(
                other.start <= verb.start
                and verb.end <= other.end
                and other.end - other.start > verb.end - verb.start
                for other in verbs
            )
        ]

    def _left(self, indicator: str, start: int, end: int, index: PhraseIndex, border: int) -> _Verb | None:
        """The governing verb in ``[start, end)``; only verbs behind ``border`` govern together."""
        verbs = self._verbs(indicator, start, end, index)
        if not verbs:
            return None
        nearest = verbs[-1]
        together = [
            verb
            for verb in verbs
            if verb.start == nearest.start or (nearest.start - verb.end <= _GROUP and verb.start >= border)
        ]
        return max(together, key=lambda verb: (verb.rule.rank, verb.start))
