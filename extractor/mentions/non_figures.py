"""Numbers that state no figure: document numbers, names, dates, ages, phones, ... (guideline 2.10).

Only the surroundings of the number decide, so the same answer is given in any article. Which rules are
asked at all is the business of `extractor.mentions.non_figure_rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from extractor.engine.load import Rules
from extractor.engine.schema.non_figures import NonFigureRule, NonFigures
from extractor.engine.schema.quantities import Units
from extractor.mentions.non_figure_rules import REACH, ContextRule, ContextRules, filled
from extractor.mentions.units import UnitFinder
from extractor.model import Number, PlaceMention, Rejection, TimeExpression
from extractor.text.view import MatchView

_TOKEN_STOP = frozenset(" \n\r,;()[]{}“”\"'‘’…|?!*")


class NonFigureFinder:
    """Says of a number that it is no figure, and why; built once from the rules."""

    def __init__(self, rules: Rules) -> None:
        table = rules.get(NonFigures)
        self._time_category = table.time_category
        self._units = UnitFinder(rules.get(Units))
        self._context = ContextRules([rule for rule in table.rule if not rule.token], table)
        self._tokens = [ContextRule(rule, table) for rule in table.rule if rule.token]
        alternatives = (f"(?P<r{n}>{filled(e.rule.token, table)})" for n, e in enumerate(self._tokens))
        self._token = regex.compile("|".join(alternatives) or "(?!)")

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
        if number.form != "digits" or end - start > REACH:
            return None
        first, last = max(0, start - REACH), min(len(text), end + REACH)
        while start > first and text[start - 1] not in _TOKEN_STOP:
            start -= 1
        while end < last and text[end] not in _TOKEN_STOP:
            end += 1
        token = text[start:end].rstrip(".:-/")
        if len(token) == number.end - number.start and number.rule_id == "numeral.plain" and len(token) < 8:
            return None
        match = self._token.fullmatch(token)
        if match is None or match.lastgroup is None:
            return None
        entry = self._tokens[int(match.lastgroup[1:])]
        if not entry.fits_left(view.folded, start):
            return None
        return entry.rule if entry.measured or not self._measured(view, number) else None

    def _by_context(self, view: MatchView, number: Number) -> NonFigureRule | None:
        """The first rule, in file order, that the words around the number satisfy."""
        measured: bool | None = None
        for entry in self._context.fitting(view, number):
            if not entry.measured:
                measured = self._measured(view, number) if measured is None else measured
                if measured:
                    continue
            return entry.rule
        return None

    def _measured(self, view: MatchView, number: Number) -> bool:
        """Followed by a percent sign, a currency or a measure."""
        if self._units.percent_end(view.folded, number.end) > number.end:
            return True
        unit = self._units.unit_at(view.folded, number.end)
        return unit is not None and unit.measure


def _rejection(view: MatchView, number: Number, category: str, rule: str) -> Rejection:
    text = view.cased[number.start : number.end]
    return Rejection(number.start, number.end, text, "non_figures", category, category, rule)
