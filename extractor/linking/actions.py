"""Which verb governs a figure (guideline 1.4): the resulting verb wins, coordination inherits it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.engine.load import Rules
from extractor.engine.schema import Actions, IndicatorRules
from extractor.engine.schema.context import ActionRule
from extractor.linking.draft import Draft
from extractor.linking.situation import Identity, Situation
from extractor.mentions.phrases import PhraseIndex
from extractor.model import changed
from extractor.text.edges import visible_end

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


class _Verb(NamedTuple):
    start: int
    end: int
    rule: ActionRule


class Chosen(NamedTuple):
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
        self.verbs = tuple(self._by_phrase)
        self.phrases = (*self.verbs, *file.passives)

    def choose(self, it: Situation, identity: Identity, start: int, previous: Draft | None) -> Chosen:
        """The verb that governs a quantity; ``start`` is where its quote begins."""
        head, indicator = it.head, identity.indicator
        if head is not None and head.rule.action:
            return Chosen(head.rule.action, head.rule.id)
        entry = self._defaults.get(indicator)
        if entry is not None and identity.object in entry.object_actions:
            return Chosen(entry.object_actions[identity.object], IMPLIED)
        if previous is not None and previous.figure.sentence != it.sentence.index:
            previous = None
        low, floor = it.zones.span("clause")[0], it.sentence.start
        border = previous.figure.value_end if previous is not None else floor
        left = self._left(indicator, low, start, it.phrases, border)
        if left is None or left.rule.rank < _WEAK:
            subject = entry is not None and entry.subject
            right = self._predicate(it, identity, subject=subject, free=left is None)
            if right is not None:
                return Chosen(right.rule.action, right.rule.id, predicate=True)
        if left is None and previous is not None:
            action = previous.figure.action
            if action != "other" and self._fits(indicator, action):
                return Chosen(action, INHERITED)
        found = left or self._left(indicator, floor, low, it.phrases, floor)
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

    def _predicate(self, it: Situation, identity: Identity, *, subject: bool, free: bool) -> _Verb | None:
        """The verb behind the head: a passive, or any verb of a figure that acts itself.

        A passive marker announces its verb over its agent; a subject that no verb governs may have its
        place between itself and its verb.
        """
        text, index = it.text, it.phrases
        head = max(it.quantity.end, identity.head[1])
        verbs = self._verbs(identity.indicator, head, it.zones.span("clause")[1], index)
        if not verbs:
            return None
        at = end = max(it.np.end, head)
        while at < len(text) and text[at] == " ":
            at += 1
        far = (subject and free) or index.begins(at, self._passives)
        limit = min(it.zones.span("post")[1], end + (_FAR_RIGHT if far else _NEAR_RIGHT))
        for verb in verbs:
            if verb.start <= limit and (subject or verb.rule.side != "left"):
                return verb
        return self._passive(verbs, it) if free else None

    def _passive(self, verbs: Sequence[_Verb], it: Situation) -> _Verb | None:
        """What was done behind a relative clause: "134 mô hình kém hiệu quả được giải thể"."""
        first, limit = verbs[0], it.zones.span("post")[1]
        before = visible_end(it.text, first.start, it.np.end)
        if first.start > limit or first.rule.side == "left":
            return None
        return first if it.phrases.closes(before, self._passives) else None

    def _fits(self, indicator: str, action: str) -> bool:
        allowed = self._allowed.get(indicator)
        return not allowed or action in allowed

    def _verbs(self, indicator: str, start: int, end: int, index: PhraseIndex) -> list[_Verb]:
        """The verbs of ``[start, end)`` that may govern the indicator.

        A longer word hides the verbs inside it even if it cannot govern: "thu gom 120 tấn rác" is no
        "thu", "ghi nhận" no "nhận". A passive ("được huy động") and coordinated verbs hide nothing.
        """
        spans = index.among("actions", self._by_phrase, start, end)
        if not spans:
            return []
        allowed = self._allowed.get(indicator)
        verbs = [
            _Verb(begin, stop, rule)
            for begin, stop, phrase in spans
            for rule in self._by_phrase[phrase]
            if (not allowed or rule.action in allowed)
            and (not rule.indicators or indicator in rule.indicators)
        ]
        if not verbs or len(spans) == 1:
            return verbs
        return [
            verb
            for verb in verbs
            if not any(
                begin <= verb.start
                and verb.end <= stop
                and stop - begin > verb.end - verb.start
                and not self._is_composed(phrase, verb.start - begin)
                for begin, stop, phrase in spans
            )
            and not any(_holds(other, verb) for other in verbs)
        ]

    def _is_composed(self, phrase: str, at: int) -> bool:
        """True when a verb ``at`` in a longer phrase stands there in its own right."""
        before = phrase[:at].strip()
        return before in self._passives or before in self._by_phrase or before.endswith(",")

    def _left(self, indicator: str, start: int, end: int, index: PhraseIndex, border: int) -> _Verb | None:
        """The governing verb in ``[start, end)``; only verbs behind ``border`` govern together."""
        verbs = self._verbs(indicator, start, end, index)
        if len(verbs) <= 1:
            return verbs[0] if verbs else None
        nearest = verbs[-1]
        together = [
            verb
            for verb in verbs
            if verb.start == nearest.start or (nearest.start - verb.end <= _GROUP and verb.start >= border)
        ]
        return max(together, key=lambda verb: (verb.rule.rank, verb.start))


def _holds(longer: _Verb, verb: _Verb) -> bool:
    return (
        longer.start <= verb.start
        and verb.end <= longer.end
        and longer.end - longer.start > verb.end - verb.start
    )
