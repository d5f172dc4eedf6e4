"""What the words around a time say about it: the date of an act, a birth, something ahead."""

from __future__ import annotations

from extractor.mentions.date_grammar import Atom, DateGrammar
from extractor.mentions.date_phrases import Phrase

_LOOK_BACK = 90
_BEFORE = 30
_PLAN = 45
_AHEAD = 60


class DateContext:
    """The context patterns of `dates.toml`; built once."""

    def __init__(self, grammar: DateGrammar) -> None:
        self._cues = {
            name: grammar.compile(text, f"dates.context.{name}")
            for name, text in grammar.file.context.items()
        }

    def role_apart(self, text: str, atom: Atom) -> str | None:
        """The role of a day or year that dates nothing the article tells; None for others.

        ``narrative`` for a birth, ``legal_doc`` for the day of a numbered act ("Chỉ thị số 01 ... ngày
        9/1/2015") or the year of a statute.
        """
        resolve, start = atom.rule.resolve, atom.start
        if resolve not in ("day", "year"):
            return None
        if self._cues["birth"].search(text[max(0, start - _BEFORE) : start]):
            return "narrative"
        act = self._cues["legal_document" if resolve == "day" else "statute"]
        return "legal_doc" if act.search(text[max(0, start - _LOOK_BACK) : start]) else None

    def is_moving_feast(self, text: str, atom: Atom) -> bool:
        """The year is told for the sake of a feast of the lunar calendar ("Tết năm trước")."""
        return self._cues["moving_feast"].match(text, max(0, atom.start - _BEFORE), atom.start) is not None

    def looks_ahead(self, text: str, phrase: Phrase) -> bool:
        """The sentence speaks of what is to come: a day without a year lies ahead."""
        following = self._cues["next"].match(text, phrase.end)
        return following is not None or self._in_future(text, phrase)

    def joins_years(self, between: str) -> bool:
        """What stands between two times makes them share the year of the second."""
        return len(between) <= 12 and bool(self._cues["shared_year"].match(between))

    def is_plan(self, text: str, phrase: Phrase) -> bool:
        """The year belongs to a plan, not to the article."""
        before = text[max(0, phrase.start - _PLAN) : phrase.start]
        return self._cues["plan"].search(before) is not None or self._in_future(text, phrase)

    def _in_future(self, text: str, phrase: Phrase) -> bool:
        stop = text.find(". ", phrase.end, phrase.end + _AHEAD)
        start, end = max(0, phrase.start - _BEFORE), stop if stop > 0 else phrase.end + _AHEAD
        return self._cues["future"].search(text, start, end) is not None
