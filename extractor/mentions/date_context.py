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
        self._patterns = {
            name: grammar.compile(text, f"dates.context.{name}")
            for name, text in grammar.file.context.items()
        }

    def is_legal(self, text: str, atom: Atom) -> bool:
        """The day of a numbered act ("Chỉ thị số 01 ... ngày 9/1/2015") or the year of a statute."""
        if atom.rule.resolve not in ("day", "year"):
            return False
        name = "legal_document" if atom.rule.resolve == "day" else "statute"
        before = text[max(0, atom.start - _LOOK_BACK) : atom.start]
        return bool(self._patterns[name].search(before))

    def is_birth(self, text: str, atom: Atom) -> bool:
        """A day or year of birth."""
        if atom.rule.resolve not in ("day", "year"):
            return False
        return bool(self._patterns["birth"].search(text[max(0, atom.start - _BEFORE) : atom.start]))

    def looks_ahead(self, text: str, phrase: Phrase) -> bool:
        """The sentence speaks of what is to come: a day without a year lies ahead."""
        return bool(self._patterns["next"].match(text, phrase.end)) or self._near("future", text, phrase)

    def joins_years(self, between: str) -> bool:
        """What stands between two times makes them share the year of the second."""
        return len(between) <= 12 and bool(self._patterns["shared_year"].match(between))

    def is_plan(self, text: str, phrase: Phrase) -> bool:
        """The year belongs to a plan, not to the article."""
        before = text[max(0, phrase.start - _PLAN) : phrase.start]
        return bool(self._patterns["plan"].search(before)) or self._near("future", text, phrase)

    def _near(self, name: str, text: str, phrase: Phrase) -> bool:
        stop = text.find(". ", phrase.end, phrase.end + _AHEAD)
        end = stop if stop > 0 else phrase.end + _AHEAD
        return bool(self._patterns[name].search(text, max(0, phrase.start - _BEFORE), min(end, len(text))))
