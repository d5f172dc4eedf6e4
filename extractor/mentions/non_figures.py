"""Numbers that state no figure: document numbers, names, dates, ages, phones, ... (guideline 2.10).

Only the surroundings of the number decide, so the same answer is given in any article. Rules are
looked up by the word beside the number; a number that no rule knows costs two dictionary look-ups.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from extractor.engine.load import Rules
from extractor.engine.schema.non_figures import NonFigureRule, NonFigures
from extractor.engine.schema.quantities import Units
from extractor.mentions.units import UnitFinder
from extractor.model import Number, PlaceMention, Rejection, TimeExpression
from extractor.text.view import MatchView

_REACH = 90
_WORD_LEFT = regex.compile(r"(?r)[^\W_]+")
_WORD_RIGHT = regex.compile(r"[ \-]?([^\W\d_]+|[^\s\w])")
_YEAR = regex.compile(r"(?:19|20)[0-9]{2}")
_TOKEN_STOP = frozenset(" \n\r,;()[]{}“”\"'‘’…|?!*")


@dataclass(frozen=True, slots=True)
class _Entry:
    order: int
    rule: NonFigureRule
    left: regex.Pattern[str] | None
    right: regex.Pattern[str] | None


class NonFigureFinder:
    """Says of a number that it is no figure, and why; built once from the rules."""

    def __init__(self, rules: Rules) -> None:
        table = rules.get(NonFigures)
        self._time_category = table.time_category
        self._units = UnitFinder(rules.get(Units))
        self._before: dict[str, list[_Entry]] = {}
        self._after: dict[str, list[_Entry]] = {}
        self._anywhere: list[_Entry] = []
        tokens: list[str] = []
        self._token_rules: list[_Entry] = []
        for order, rule in enumerate(table.rule):
            if rule.token:
                tokens.append(f"(?P<r{len(self._token_rules)}>{_filled(rule.token, table)})")
                left = regex.compile(f"(?:{_filled(rule.left, table)})$") if rule.left else None
                self._token_rules.append(_Entry(order, rule, left, None))
            else:
                self._register(order, rule, table)
        self._token = regex.compile("|".join(tokens) or "(?!)")

    def _register(self, order: int, rule: NonFigureRule, table: NonFigures) -> None:
        number = f" {table.numbering_word}" if rule.numbered else ""
        words = sorted(rule.before, key=len, reverse=True)
        phrases = "|".join(regex.escape(word) for word in words)
        left = _filled(rule.left, table)
        if phrases:
            glue = f"(?i:{number})?" if number else ""
            left = rf"{left}(?<![\p{{L}}])(?i:{phrases}){glue}[ :.\-]{{0,2}}"
        right = _filled(rule.right, table)
        if rule.after:
            words = sorted(rule.after, key=len, reverse=True)
            right = rf"[ \-]?(?i:{'|'.join(regex.escape(w) for w in words)})(?![\p{{L}}]){right}"
        entry = _Entry(
            order,
            rule,
            regex.compile(f"(?:{left})$") if left else None,
            regex.compile(right) if right else None,
        )
        if rule.before:
            keys = {_WORD_LEFT.search(phrase).group() for phrase in rule.before}
            for key in sorted(keys | ({table.numbering_word} if number else set())):
                self._before.setdefault(key, []).append(entry)
        elif rule.after:
            for key in sorted({_WORD_RIGHT.match(phrase)[1] for phrase in rule.after}):
                self._after.setdefault(key, []).append(entry)
        else:
            self._anywhere.append(entry)

    def find(
        self,
        view: MatchView,
        numbers: Iterable[Number],
        times: Sequence[TimeExpression] = (),
        places: Sequence[PlaceMention] = (),
    ) -> list[Rejection]:
        """Rejections for all numbers that are no figures, in order."""
        found = (self.classify(view, number, times, places) for number in numbers)
        return [rejection for rejection in found if rejection is not None]

    def classify(
        self,
        view: MatchView,
        number: Number,
        times: Sequence[TimeExpression] = (),
        places: Sequence[PlaceMention] = (),
    ) -> Rejection | None:
        """Why ``number`` is no figure, or None if nothing speaks against it.

        Args:
            view: the text; offsets of ``number``, ``times`` and ``places`` index it.
            number: a numeral of the text.
            times: date expressions already found; numbers inside them are no figures.
            places: place mentions already found; numbers inside them are part of a name.
        """
        for time in times:
            if time.start < number.end and number.start < time.end:
                category = self._time_category.get(time.role) or self._time_category[time.timex_type]
                return _rejection(view, number, category, time.rule_id or "nonfigure.time")
        for place in places:
            if place.start < number.end and number.start < place.end:
                return _rejection(view, number, "proper_name_number", place.rule_id or "nonfigure.place")
        rule = self._by_token(view, number) or self._by_context(view, number)
        return None if rule is None else _rejection(view, number, rule.category, rule.id)

    def _by_token(self, view: MatchView, number: Number) -> NonFigureRule | None:
        """Codes and compounds without spaces: "34/2014/NĐ-CP", "K59", "0211.0866.113"."""
        text, start, end = view.cased, number.start, number.end
        if number.form != "digits":
            return None
        while start > 0 and text[start - 1] not in _TOKEN_STOP:
            start -= 1
        while end < len(text) and text[end] not in _TOKEN_STOP:
            end += 1
        token = text[start:end].rstrip(".:-/")
        if len(token) == number.end - number.start and number.rule_id == "numeral.plain" and len(token) < 8:
            return None
        match = self._token.fullmatch(token)
        if match is None or match.lastgroup is None:
            return None
        entry = self._token_rules[int(match.lastgroup[1:])]
        if entry.left is not None and not entry.left.search(view.folded[max(0, start - _REACH) : start]):
            return None
        return entry.rule if entry.rule.measured or not self._measured(view, number) else None

    def _by_context(self, view: MatchView, number: Number) -> NonFigureRule | None:
        folded = view.folded
        before = _WORD_LEFT.search(folded, max(0, number.start - 20), number.start)
        after = _WORD_RIGHT.match(folded, number.end)
        entries = [*self._anywhere]
        if before is not None and number.start - before.end() <= 2:
            entries += self._before.get(before.group(), ())
        if after is not None:
            entries += self._after.get(after[1], ())
        entries.sort(key=lambda entry: entry.order)
        measured: bool | None = None
        for entry in entries:
            if not _admits(entry.rule, number, view.cased[number.start : number.end]) or not self._fits(
                entry, view, number
            ):
                continue
            if not entry.rule.measured:
                measured = self._measured(view, number) if measured is None else measured
                if measured:
                    continue
            return entry.rule
        return None

    def _fits(self, entry: _Entry, view: MatchView, number: Number) -> bool:
        text = view.cased if entry.rule.cased else view.folded
        if entry.right is not None and not entry.right.match(text, number.end):
            return False
        if entry.left is None:
            return True
        return entry.left.search(text[max(0, number.start - _REACH) : number.start]) is not None

    def _measured(self, view: MatchView, number: Number) -> bool:
        """Followed by a percent sign, a currency or a measure."""
        if self._units.percent_end(view.folded, number.end) > number.end:
            return True
        unit = self._units.unit_at(view.folded, number.end)
        return unit is not None and unit.measure


def _admits(rule: NonFigureRule, number: Number, text: str) -> bool:
    """The conditions on the number itself."""
    if rule.written and (rule.written == "digits") != (number.form == "digits"):
        return False
    if rule.largest is not None and (number.value is None or number.value > rule.largest):
        return False
    if rule.capitalised and not text.istitle():
        return False
    return not rule.year or _YEAR.fullmatch(text) is not None


def _rejection(view: MatchView, number: Number, category: str, rule: str) -> Rejection:
    text = view.cased[number.start : number.end]
    return Rejection(number.start, number.end, text, "non_figures", category, category, rule)


def _filled(pattern: str, rules: NonFigures) -> str:
    for name, fragment in rules.fragments.items():
        pattern = pattern.replace(f"{{{name}}}", fragment)
    return pattern
