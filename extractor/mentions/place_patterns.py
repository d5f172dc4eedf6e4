"""The patterns of `places.toml`, compiled once."""

from __future__ import annotations

import regex

from extractor.engine.schema.places import PlaceRules
from extractor.mentions.place_words import before, behind, either

_CAPITAL = r"\p{Lu}[\p{L}']*(?:-\p{Lu}[\p{L}']*)*"
_NUMBER = r" \d{1,2}+[A-Z]?(?![\p{L}\d.,/%]\d)(?!\p{L})"
_ROMAN = r" [A-IVX]{1,3}(?!\p{L})"


class PlacePatterns:
    """What may stand before, inside and behind the name of a place.

    Those that end in ``_left`` match backwards from where the place begins.
    """

    def __init__(self, rules: PlaceRules) -> None:
        around, hamlets, countries = rules.around, rules.hamlets, rules.countries
        self.gap = regex.compile(rf"(?: ?: | +(?:(?:{either(around.modifiers)}) +)?)(?=[\p{{Lu}}\d])")
        self.hamlet_gap = regex.compile(rf" +(?=[\p{{Lu}}\d]|(?:{either(hamlets.number_words)}) \d)")
        self.short_gap = regex.compile(r"\.? ?(?=[\p{Lu}\d])")
        self.plate_left = regex.compile(r"(?r)(?<![\p{L}\d])\d{2}")  # "59P2-765.36"
        # The number counts in "xóm Hồng Sơn 2 tổ", "xóm Hồng Sơn có 2 tổ"; in "ấp Bến đò 2" it is a name's.
        counts = rf"(?! (?:{either(hamlets.counted)})(?!\p{{L}}))"
        tail = rf"(?:{_NUMBER}{counts}|{_ROMAN})?"
        joint = rf" (?!(?:{either(hamlets.not_inside)})\b)\p{{Ll}}+(?={_NUMBER}{counts})"
        opening = rf"(?:(?:{either(around.name_openings)}) )?"
        self.run = regex.compile(rf"{opening}{_CAPITAL}(?: {_CAPITAL}){{0,4}}{tail}")
        self.hamlet_run = regex.compile(rf"{_CAPITAL}(?: {_CAPITAL}|{joint}){{0,4}}{tail}")
        self.number = regex.compile(
            rf"(?:(?:{either(hamlets.number_words)}) )?0?(\d{{1,3}})(?:[A-Z](?!\p{{L}}))?(?![\d%]|[.,/]\d)"
        )
        self.no_hamlet_left = before(hamlets.not_before)
        self.head_left = before(hamlets.heads)
        self.compound_left = before(around.compounds)
        self.counted = behind(hamlets.counted)
        self.former = behind(around.former)
        self.former_right = behind(
            around.former_right, bracket=True, but=f"| (?:{either(around.former_but)})"
        )
        self.former_left = before(around.former_left)
        self.plural_left = regex.compile(
            rf"(?r)(?<!\p{{L}})(?:{either(rules.links.plural)}|(?<!\d)\d{{1,2}})\s+"
        )
        self.enumeration_left = before(around.plural_left)
        kinds, joined = either((*rules.types, *hamlets.words)), either(rules.links.joined)
        each = either(around.distributive_left)  # "mỗi phường", "mỗi xã, phường"
        self.distributive_left = regex.compile(
            rf"(?r)(?<![\p{{L}}\d])(?:{each})\s+(?:(?:{kinds})(?:, | (?:{joined}) |/))*"
        )
        self.adjunct_left = before(countries.adjunct)
        self.subject = behind(countries.subject)
        counts = rf" (?:(?:{either(around.counting)}):? )?\d+(?:[.,]\d+)* \p{{Ll}}"
        self.count_right = regex.compile(counts)
        self.border_left = regex.compile(rf"(?r)(?:(?:{either(countries.beside)})\s+|\()")
