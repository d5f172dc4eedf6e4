"""Spellings of place names: one canonical form for "Đăk Lăk" and "Đắk Lắk", "Mĩ" and "Mỹ"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import regex

from extractor.text.view import MatchView

_CAPITALS = regex.compile(r"(?<!\p{L})\p{Lu}{2,}(?!\p{L})|(?<=')\p{L}+")
_SPACED_DASH = regex.compile(r" ?- ?")
_SPACE = regex.compile(r"\s+")


@dataclass(frozen=True)
class Spelling:
    """Maps written syllables and characters to canonical ones of the same length.

    Equal length keeps offsets: a name found in the canonical text stands at the same place in the
    text it came from.
    """

    syllables: Mapping[str, str]
    characters: Mapping[str, str]
    _pattern: regex.Pattern[str] = field(init=False, repr=False, compare=False)
    _table: dict[int, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for written, canonical in (*self.syllables.items(), *self.characters.items()):
            assert len(written) == len(canonical), f"{written} and {canonical} differ in length"
        variants = "|".join(map(regex.escape, self.syllables)) or "(?!)"
        object.__setattr__(self, "_pattern", regex.compile(rf"(?<!\p{{L}})(?:{variants})(?!\p{{L}})"))
        object.__setattr__(self, "_table", str.maketrans(dict(self.characters)))

    def canonical(self, cased: str) -> str:
        """A text of equal length: words in capitals get a capital initial, variants their canonical form.

        Args:
            cased: text in the form of `MatchView.cased`.
        """
        text = _CAPITALS.sub(_capitalise, cased.translate(self._table))
        return str(self._pattern.sub(self._replace, text))

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
        joined = str(_SPACED_DASH.sub(" - ", self.canonical("\n".join(names))))
        return joined.lower().split("\n")

    def _replace(self, match: regex.Match[str]) -> str:
        return self.syllables[match.group()]


def _capitalise(match: regex.Match[str]) -> str:
    word: str = match.group()
    return (
        word.lower()
        if match.start() and match.string[match.start() - 1] == "'"
        else word[0] + word[1:].lower()
    )
