"""Spellings of place names: one canonical form for "Đăk Lăk" and "Đắk Lắk", "Mĩ" and "Mỹ"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.text.letters import UPPER
from extractor.text.view import MatchView

# The look to the left comes behind the first letter: `re` searches fast for a set of letters only.
_CAPITALS = re.compile(rf"[{UPPER}](?<!\w.)[{UPPER}]+\b")
_AFTER_APOSTROPHE = re.compile(r"(?<=')\w+")
_SPACED_DASH = re.compile(r" ?- ?")
_SPACE = re.compile(r"\s+")
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}


@dataclass(frozen=True)
class Spelling:
    """Maps written syllables and characters to canonical ones of the same length.

    Equal length keeps offsets: a name found in the canonical text stands at the same place in the
    text it came from.
    """

    syllables: Mapping[str, str]
    characters: Mapping[str, str]
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for written, canonical in (*self.syllables.items(), *self.characters.items()):
            assert len(written) == len(canonical), f"{written} and {canonical} differ in length"
        object.__setattr__(self, "_pattern", re.compile(_any_word(self.syllables)))

    def canonical(self, cased: str) -> str:
        """A text of equal length: words in capitals get a capital initial, variants their canonical form.

        Args:
            cased: text in the form of `MatchView.cased`.
        """
        text = cased
        for written, canonical in self.characters.items():
            if written in text:
                text = text.replace(written, canonical)
        text = _CAPITALS.sub(_capitalise, text)
        if "'" in text:
            text = _AFTER_APOSTROPHE.sub(_lower, text)
        return self._pattern.sub(self._replace, text)

    def key(self, name: str) -> str:
        """What two spellings of one name have in common; "" for an empty name.

        >>> Spelling({"Đăk": "Đắk"}, {}).key("ĐĂK  NÔNG")
        'đắk nông'
        """
        view = MatchView.of(_SPACE.sub(" ", name).strip())
        # Lower-case input ("đăk nông") is a query, not a text: give its words capitals first.
        return self.keys([" ".join(word[:1].upper() + word[1:] for word in view.cased.split(" "))])[0]

    def keys(self, names: Sequence[str]) -> list[str]:
        """Keys of names as official lists write them; one pass for all of them."""
        joined = _SPACED_DASH.sub(" - ", self.canonical("\n".join(names)))
        return joined.lower().split("\n")

    def _replace(self, match: re.Match[str]) -> str:
        return self.syllables[match.group()]


def _any_word(words: Iterable[str]) -> str:
    """A pattern for any of the words, as a whole; like `_CAPITALS` it begins with a set of letters."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    initials = "".join(map(re.escape, rests))
    variants = "|".join(f"(?<={re.escape(first)})(?:{'|'.join(group)})" for first, group in rests.items())
    return rf"[{initials}](?<!\w.)(?:{variants})\b" if rests else "(?!)"


def _capitalise(match: re.Match[str]) -> str:
    word = match.group()
    lowered = word[0] + word[1:].lower()
    return lowered if len(lowered) == len(word) else word


def _lower(match: re.Match[str]) -> str:
    word = match.group()
    lowered = word.lower()
    return lowered if len(lowered) == len(word) else word


def plain_number(name: str) -> str:
    """A name without leading zeros and Roman numerals: "04" is "4", "Sơn Kim I" is "Sơn Kim 1"."""
    head, _, last = name.rpartition(" ")
    if last.isdecimal():
        last = last.lstrip("0") or last
    elif head:
        last = _ROMAN.get(last, last)
    return f"{head} {last}" if head else last


def unmarked(text: str) -> str:
    """Without diacritics."""
    plain = unicodedata.normalize("NFD", text.replace("\u0111", "d").replace("\u0110", "D"))
    return "".join(char for char in plain if not unicodedata.combining(char))
