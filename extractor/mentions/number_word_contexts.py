"""Whether number words count where they stand: "ba vụ" does, "thứ ba" does not (guideline 2.2).

The rules of `numerals.toml` look at the words around.
"""

from __future__ import annotations

import regex

from extractor.engine.schema.numerals import NumeralRule, Numerals


class NumberWordContexts:
    """The word rules, one alternation per number word: which speaks first, and its verdict; built once."""

    def __init__(self, rules: Numerals) -> None:
        self._verdict = {rule.id: rule.numeral for rule in rules.rule}
        self._ids = [rule.id for rule in rules.rule]
        self._only_by_rule = frozenset(rules.only_by_rule)
        self._vague = frozenset(phrase.split()[0] for phrase in rules.vague)
        words = dict.fromkeys((*rules.units, *rules.ten, *sorted(self._vague)))
        general = [(n, r) for n, r in enumerate(rules.rule) if not r.words and not r.numeral]
        self._general = _compiled(general, rules)
        self._patterns = {
            word: _compiled(
                [(n, r) for n, r in enumerate(rules.rule) if not r.words or word in r.words], rules
            )
            for word in words
        }

    def general(self, folded: str, start: int) -> str | None:
        """Id of the rule, valid for all number words, that forbids one to begin at ``start``."""
        match = self._general.match(folded, start)
        return None if match is None or match.lastgroup is None else self._ids[int(match.lastgroup[1:])]

    def verdict(self, folded: str, start: int, words: list[str]) -> str | None:
        """Id of the rule by which the words count here, None if they do not."""
        if words[0] not in self._patterns or (len(words) > 1 and words[0] not in self._vague):
            return "numeral.words" if words[0].isdigit() or not self.general(folded, start) else None
        match = self._patterns[words[0]].match(folded, start)
        if match is not None and match.lastgroup is not None:
            rule = self._ids[int(match.lastgroup[1:])]
            return rule if self._verdict[rule] else None
        if words[0] in self._only_by_rule:
            return "numeral.words" if folded.strip() == words[0] else None
        return "numeral.words"


def _compiled(numbered: list[tuple[int, NumeralRule]], rules: Numerals) -> regex.Pattern[str]:
    parts = []
    for number, rule in numbered:
        left, right = (_filled(side, rules) for side in (rule.left, rule.right))
        lookbehind = f"(?<={left})" if left else ""
        parts.append(rf"(?P<r{number}>{lookbehind}\p{{L}}+(?={right}))")
    return regex.compile("|".join(parts) or r"(?!)")


def _filled(pattern: str, rules: Numerals) -> str:
    for name, fragment in rules.fragments.items():
        pattern = pattern.replace(f"{{{name}}}", fragment)
    return pattern
