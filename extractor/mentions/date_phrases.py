"""Prepositions around time atoms: spans ("từ A đến B") and relations ("đến A", "so với A")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractor.mentions.date_grammar import Atom, DateGrammar

_CALENDAR = frozenset({"day", "month", "year", "quarter", "relative", "day_word", "same_day", "event", "now"})

_BASES = frozenset(
    {"day", "month", "year", "years", "quarter", "months", "relative", "day_word", "last", "ago"}
)
_FAR = 48
"""So far in front of a time may the words stand that compare with it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One or two atoms with the relation that the preposition on the left gives them.

    ``relation`` is ``since``, ``until``, ``comparison``, ``within`` or None.
    """

    start: int
    end: int
    first: Atom
    second: Atom | None = None
    relation: str | None = None


class PhraseBuilder:
    """Reads the prepositions of `dates.toml`; built once."""

    def __init__(self, grammar: DateGrammar) -> None:
        relations = grammar.file.relations
        self._names = {word: name for name, words in relations.items() for word in words}
        longest_first = "|".join(sorted(self._names, key=len, reverse=True))
        # Matched backwards from the atom.
        self._left = regex.compile(rf"(?r)(?<!\p{{L}})({longest_first}) ?")
        self._compared = grammar.compile(grammar.file.context["compared"], "dates.context.compared")
        self._join = grammar.compile(grammar.file.context["join"], "dates.context.join")

    def build(self, text: str, atoms: Sequence[Atom]) -> list[Phrase]:
        """Join neighbouring atoms to spans and read the preposition on the left of each."""
        phrases: list[Phrase] = []
        joined = False
        for atom, following in pairwise([*atoms, None]):
            assert atom is not None
            if joined:
                joined = False
                continue
            border = phrases[-1].end if phrases else 0
            relation, start = self._relation(text, border, atom)
            second = following if following and self._joins(text, atom, following, relation) else None
            joined = second is not None
            if relation == "until" and second is not None:
                relation, start = None, atom.start
            if relation in ("within", "comparison"):
                start = atom.start
            phrases.append(Phrase(start, second.end if second else atom.end, atom, second, relation))
        return phrases

    def _relation(self, text: str, border: int, atom: Atom) -> tuple[str | None, int]:
        start = atom.start
        match = self._left.match(text, border, start)
        name, begin = (self._names[match.group(1)], match.start()) if match else (None, start)
        far = name in (None, "within") and atom.rule.resolve in _BASES
        if (
            far
            and text.find("so ", max(border, start - _FAR), start) >= 0
            and self._compared.match(text, border, start)
        ):
            return "comparison", start  # "so với kỳ nghỉ Tết năm trước": the time of what is compared with
        return name, begin

    def _joins(self, text: str, first: Atom, second: Atom, relation: str | None) -> bool:
        starts_span = first.rule.resolve in _CALENDAR or first.rule.id == "dates.year_start"
        if not starts_span or second.start - first.end > 16:
            return False
        between = text[first.end : second.start]
        if second.rule.resolve == "now_until":
            return not between.strip(", " if relation == "since" else " ")
        if second.rule.resolve not in _CALENDAR or second.rule.resolve == "event" or not between.strip():
            return False
        return relation != "comparison" and bool(self._join.match(between))
