"""Numbers that state no figure: document numbers, names, dates, ages, phones, ... (guideline 2.10).

Only the surroundings of the number decide, so the same answer is given in any article. Rules are
looked up by the word beside the number; a number that no rule knows costs two dictionary look-ups.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import regex

from extractor.engine.load import Rules
from extractor.engine.schema.non_figures import NonFigureRule, NonFigures
from extractor.engine.schema.quantities import Units
from extractor.mentions.units import UnitFinder
from extractor.model import Number, PlaceMention, Rejection, TimeExpression
from extractor.text.view import MatchView

_WORD_LEFT = regex.compile(r"(?r)[^\W_]+")
_WORD_RIGHT = regex.compile(r"[ \-]?([^\W\d_]+|[^\s\w])")
_YEAR = regex.compile(r"(?:19|20)[0-9]{2}")
_REACH = 200
"""How far rules look from a number, in characters: no token and no row of numbers is longer."""
_PLAIN = (" x", ", x", ". X", "")
_TOKEN_STOP = frozenset(" \n\r,;()[]{}“”\"'‘’…|?!*")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A compiled rule. ``left`` looks behind and ``right`` ahead from the borders of the number."""

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
        self._tokens: list[_Entry] = []
        anywhere: list[_Entry] = []
        for order, rule in enumerate(table.rule):
            entry = _compiled(order, rule, table)
            if rule.token:
                self._tokens.append(entry)
            elif rule.before:
                keys = {_last_word(phrase) for phrase in rule.before}
                for key in sorted(keys | ({table.numbering_word} if rule.numbered else set())):
                    self._before.setdefault(key, []).append(entry)
            elif rule.after:
                for key in sorted({_first_word(phrase) for phrase in rule.after}):
                    self._after.setdefault(key, []).append(entry)
            else:
                anywhere.append(entry)
        alternatives = (f"(?P<r{n}>{_filled(e.rule.token, table)})" for n, e in enumerate(self._tokens))
        self._token = regex.compile("|".join(alternatives) or "(?!)")
        self._anywhere = {
            written: _groups([e for e in anywhere if e.rule.written in ("", written)])
            for written in ("digits", "words")
        }

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
        first, last = max(0, start - _REACH), min(len(text), end + _REACH)
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
        if entry.left is not None and not _looks_back(entry.left, view.folded, start):
            return None
        return entry.rule if entry.rule.measured or not self._measured(view, number) else None

    def _by_context(self, view: MatchView, number: Number) -> NonFigureRule | None:
        """The first rule, in file order, that the words around the number satisfy."""
        folded = view.folded
        groups = self._anywhere["digits" if number.form == "digits" else "words"]
        entries = [entry for group in groups if group.may_fit(view, number) for entry in group.entries]
        before = _WORD_LEFT.search(folded, max(0, number.start - 20), number.start)
        if before is not None and number.start - before.end() <= 2:
            entries += self._before.get(before.group(), ())
        after = _WORD_RIGHT.match(folded, number.end)
        if after is not None:
            entries += self._after.get(after[1], ())
        measured: bool | None = None
        for entry in sorted(entries, key=_order):
            if not _admits(entry.rule, number, view) or not _fits(entry, view, number):
                continue
            if not entry.rule.measured:
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


class _Group:
    """Rules without a word to look them up by; one pattern tells whether any of them can fit."""

    def __init__(self, entries: Sequence[_Entry], *, cased: bool, at_end: bool) -> None:
        self.entries = entries
        self._cased = cased
        self._at_end = at_end
        patterns = [entry.right if at_end else entry.left for entry in entries]
        self._union = regex.compile("|".join(f"(?:{p.pattern})" for p in patterns if p))

    def may_fit(self, view: MatchView, number: Number) -> bool:
        text = view.cased if self._cased else view.folded
        if self._at_end:
            return self._union.match(text, number.end, number.end + _REACH) is not None
        return _looks_back(self._union, text, number.start)


class _Special:
    """Rules about years and capitalised words: the number itself tells most often that none can fit."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self.entries = entries

    def may_fit(self, view: MatchView, number: Number) -> bool:
        return any(_admits(entry.rule, number, view) for entry in self.entries)


def _groups(entries: Sequence[_Entry]) -> list[_Group | _Special]:
    special = [entry for entry in entries if entry.rule.year or entry.rule.capitalised]
    groups: list[_Group | _Special] = [_Special(special)] if special else []
    for at_end, cased in product((True, False), (False, True)):
        members = [
            entry
            for entry in entries
            if entry not in special and entry.rule.cased == cased and _right_tells(entry) == at_end
        ]
        if members:
            groups.append(_Group(members, cased=cased, at_end=at_end))
    return groups


def _right_tells(entry: _Entry) -> bool:
    """The right side is the cheaper one to look at, unless any word or mark behind the number will do."""
    return entry.left is None or (
        entry.right is not None and not any(entry.right.match(follower) for follower in _PLAIN)
    )


def _compiled(order: int, rule: NonFigureRule, table: NonFigures) -> _Entry:
    left, right = _filled(rule.left, table), _filled(rule.right, table)
    if rule.before:
        number = f"(?i: {table.numbering_word})?" if rule.numbered else ""
        left = rf"{left}(?<![\p{{L}}])(?i:{_alternatives(rule.before)}){number}[ :.\-]{{0,2}}"
    if rule.after:
        right = rf"[ \-]?(?i:{_alternatives(rule.after)})(?![\p{{L}}]){right}"
    return _Entry(
        order,
        rule,
        regex.compile(f"(?<={left})") if left else None,
        regex.compile(right) if right else None,
    )


def _alternatives(phrases: Iterable[str]) -> str:
    return "|".join(regex.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _order(entry: _Entry) -> int:
    return entry.order


def _last_word(phrase: str) -> str:
    match = _WORD_LEFT.search(phrase)
    return match.group() if match else phrase


def _first_word(phrase: str) -> str:
    match = _WORD_RIGHT.match(phrase)
    return match[1] if match else phrase


def _fits(entry: _Entry, view: MatchView, number: Number) -> bool:
    text = view.cased if entry.rule.cased else view.folded
    if entry.right is not None and not entry.right.match(text, number.end, number.end + _REACH):
        return False
    return entry.left is None or _looks_back(entry.left, text, number.start)


def _looks_back(left: regex.Pattern[str], text: str, at: int) -> bool:
    """Whether what must stand in front of ``at`` does; no rule looks back over endless rows of numbers."""
    low = max(0, at - _REACH)
    return left.match(text[low : at + 1], at - low) is not None


def _admits(rule: NonFigureRule, number: Number, view: MatchView) -> bool:
    """The conditions on the number itself."""
    if rule.written and (rule.written == "digits") != (number.form == "digits"):
        return False
    if rule.largest is not None and (number.value is None or number.value > rule.largest):
        return False
    text = view.cased[number.start : number.end]
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
