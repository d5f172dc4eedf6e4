"""What each place does in its sentence: the site of a fact, an office, a residence, a neighbour, ...

(guideline 4.4, "never the scope", and the roles of 6.1). The rules look at the words beside the place.
"""

from __future__ import annotations

import regex

from extractor.engine.patterns.literal_gate import LiteralGate
from extractor.engine.schema.localities import LocalityRules, PlaceRoleRule


class PlaceRoles:
    """Decides the role of a stretch of text that names a place; built once from the rules."""

    def __init__(self, rules: LocalityRules) -> None:
        self._window = rules.window
        nouns = [word for group in rules.levels.values() for word in group] + list(rules.types.city)
        types = "|".join(sorted(map(regex.escape, nouns), key=len, reverse=True))
        counts = "|".join(rules.joins.counts)
        # "UBND 04 huyện Sa Thầy, Ngọc Hồi": number and unit noun of a list are no part of the first name.
        self._plural = regex.compile(rf"(?r)(?:\b(?:{counts}|\d{{1,2}})\s+)?(?:{types})\s*:?\s*")
        self._gate = LiteralGate([rule.left for rule in rules.rule], anchored=False)
        # (?r) matches backwards from where the place begins.
        self._rules = [
            (
                rule,
                regex.compile(f"(?r)(?:{rule.left})"),
                regex.compile(rule.right) if rule.right is not None else None,
            )
            for rule in rules.rule
        ]

    def role(self, folded: str, cased: str, start: int, end: int, floor: int) -> PlaceRoleRule | None:
        """The rule that says what the place at ``[start, end)`` does; None: the place of the fact.

        ``floor`` is where its sentence begins; the rules do not look further back.
        """
        plural = self._plural.match(folded, floor, start)
        if plural is not None:
            start = plural.start()
        floor = max(floor, start - self._window)
        # Some rules see the text as written: one walk over both forms serves all of them.
        both = f"{folded[floor:start]}\n{cased[floor:start]}"
        for number in self._gate.possible(both, 0, len(both)):
            rule, left, right = self._rules[number]
            if left.match(cased if rule.cased else folded, floor, start) is None:
                continue
            if right is None or right.match(folded, end) is not None:
                return rule
        return None
