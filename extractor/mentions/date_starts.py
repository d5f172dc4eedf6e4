"""Where in a text which date rules are tried: at words and digits that their patterns can begin with.

A rule says at which words it may start; its pattern says what must come behind them. "các" stands in
every sentence, "các năm" does not: such longer words are what the text is searched for, and the two
characters behind them decide once more. Both conditions are read off the patterns, so none is missed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import regex

from extractor.engine.match import is_word
from extractor.engine.patterns.openings import Opening

DIGITS = ("#date", "#unit")

_RUN = regex.compile(r"\d+")


class DateStart:
    """What is tried where certain words or digits stand; built once.

    ``tried`` has the number of each rule, in the order of trial, with the texts that may follow.
    """

    __slots__ = ("_known",)

    def __init__(self, tried: Mapping[int, Iterable[str]]) -> None:
        allowed = {number: tuple(map(_key, texts)) for number, texts in tried.items()}
        keys = {key for keys in allowed.values() for key in keys}
        self._known = {
            key: tuple(number for number, begun in allowed.items() if key.startswith(begun))
            for key in sorted(keys | {key[:1] for key in keys} | {""})
        }

    def rules(self, text: str, end: int) -> tuple[int, ...]:
        """The numbers of the rules that the characters of ``text`` from ``end`` on leave possible."""
        first, second = text[end : end + 1], text[end + 1 : end + 2]
        if first.isdecimal():
            first, second = "0", ""
        elif second.isdecimal():
            second = "0"
        known = self._known
        found = known.get(first + second)
        if found is None:
            found = known.get(first)
        return known[""] if found is None else found


def date_starts(rules: Iterable[tuple[Sequence[str], Collection[Opening]]]) -> dict[str, DateStart]:
    """What to try where the longest of some words (or "#date", "#unit": digits) stands.

    Args:
        rules: start words and openings of each rule, in the order of the rules. A rule with a longer
            start word goes before one with a shorter.
    """
    begun: dict[str, list[tuple[int, int, str]]] = {}
    for number, (words, openings) in enumerate(rules):
        for word in words:
            known = _collapsed(word)
            for opening in openings:
                if _agree(opening.text, known):
                    phrase = word if word in DIGITS else max(word, opening.words(), key=len)
                    begun.setdefault(phrase, []).append((-len(word), number, opening.text))
    starts = {name: DateStart({}) for name in DIGITS}
    for phrase in begun:
        known = _collapsed(phrase)
        parts = [phrase[:end] for end in range(1, len(phrase) + 1) if is_word(phrase, 0, end)]
        tried: dict[int, set[str]] = {}
        for _, number, text in sorted(choice for part in parts for choice in begun.get(part, ())):
            if _agree(text, known):
                tried.setdefault(number, set()).add(text[len(known) :])
        starts[phrase] = DateStart(tried)
    return starts


def _collapsed(phrase: str) -> str:
    return "0" if phrase in DIGITS else str(_RUN.sub("0", phrase))


def _agree(opening: str, known: str) -> bool:
    """True when a match may begin with ``opening`` where the whole words ``known`` stand."""
    if opening.startswith(known):
        return is_word(opening, 0, len(known))
    return known.startswith(opening)


def _key(following: str) -> str:
    """Up to two characters; nothing is known behind a run of digits."""
    return following[: 1 if following.startswith("0") else 2]
