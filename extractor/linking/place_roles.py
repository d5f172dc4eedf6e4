"""What each place does in its sentence: the site of a fact, an office, a residence, a neighbour, ...

(guideline 4.4, "never the scope", and the roles of 6.1). The rules look at the words beside the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import regex

from extractor.engine.schema.localities import LocalityRules, PlaceRoleRule


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbouring rules that can be tried as one pattern; ``right`` stands only with a single rule."""

    left: regex.Pattern[str]
    right: regex.Pattern[str] | None
    cased: bool
    rules: tuple[PlaceRoleRule, ...]


class PlaceRoles:
    """Decides the role of a stretch of text that names a place; built once from the rules."""

    def __init__(self, rules: LocalityRules) -> None:
        self._window = rules.window
        nouns = [word for group in rules.levels.values() for word in group] + list(rules.types.city)
        types = "|".join(sorted(map(regex.escape, nouns), key=len, reverse=True))
        counts = "|".join(rules.joins.counts)
        # "UBND 04 huyện Sa Thầy, Ngọc Hồi": number and unit noun of a list are no part of the first name.
        self._plural = regex.compile(rf"(?r)(?:\b(?:{counts}|\d{{1,2}})\s+)?(?:{types})\s*:?\s*")
        self._groups = tuple(_groups(rules.rule))

    def role(self, folded: str, cased: str, start: int, end: int, floor: int) -> PlaceRoleRule | None:
        """The rule that says what the place at ``[start, end)`` does; None: the place of the fact.

        ``floor`` is where its sentence begins; the rules do not look further back.
        """
        plural = self._plural.match(folded, floor, start)
        if plural is not None:
            start = plural.start()
        floor = max(floor, start - self._window)
        for group in self._groups:
            match = group.left.match(cased if group.cased else folded, floor, start)
            if match is None or match.lastindex is None:
                continue
            if group.right is None or group.right.match(folded, end) is not None:
                rule: PlaceRoleRule = group.rules[match.lastindex - 1]
                return rule
        return None


def _groups(rules: tuple[PlaceRoleRule, ...]) -> Iterator[_Group]:
    """Rules in their order, as few patterns as possible."""
    numbered = enumerate(rules)
    for (cased, single), part in groupby(
        numbered, key=lambda item: (item[1].cased, item[0] if item[1].right is not None else -1)
    ):
        members = tuple(rule for _, rule in part)
        # (?r) matches backwards from where the place begins; the first alternative that fits wins.
        left = "|".join(f"({rule.left})" for rule in members)
        right = members[0].right if single >= 0 else None
        yield _Group(
            regex.compile(f"(?r)(?:{left})"), None if right is None else regex.compile(right), cased, members
        )
