"""Headlines in capitals without diacritics: "CONG AN TINH DAK LAK THU HOI 350 KHAU SUNG"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.engine.match import PhraseMatcher
from extractor.engine.schema.places import PlaceRules
from extractor.gazetteer.gazetteer import LEVELS, Gazetteer
from extractor.gazetteer.names import unmarked
from extractor.mentions.place_draft import Draft, PlaceText

# Behind a line break: `re` searches fast for a first character, not for the beginning of a line.
_PLAIN_LINE = re.compile(r"\n([A-Z0-9 ,.;:()\"'/!?%-]{12,})$", flags=re.MULTILINE)


class PlainCapitals:
    """Reads provinces, and districts with their type word; shorter names would be guesses."""

    def __init__(self, rules: PlaceRules, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        names = [name for name in gazetteer.names("province", "district") if " " in name]
        self._names: PhraseMatcher[str] = PhraseMatcher((unmarked(name).upper(), name) for name in names)
        self._types = {unmarked(word).upper() + " ": types for word, types in rules.types.items()}

    def read(self, text: PlaceText) -> Iterator[Draft]:
        """Drafts from lines that have nothing but plain capitals."""
        for match in _PLAIN_LINE.finditer("\n" + text.view.cased):
            line, offset, border = match.group(1), match.start(), 0
            for hit in self._names.find(line):
                if hit.start >= border and (draft := self._draft(line, offset, *hit)):
                    border = hit.end
                    yield draft

    def _draft(self, line: str, offset: int, start: int, end: int, name: str) -> Draft | None:
        """The draft for a name in a line that begins at ``offset``."""
        for word, types in self._types.items():
            begin = start - len(word)
            if begin >= 0 and line.startswith(word, begin) and (begin == 0 or line[begin - 1] == " "):
                levels = tuple(x for x in LEVELS if any(x in self._gazetteer.level_of(t) for t in types))
                return Draft(offset + begin, offset + end, offset + start, offset + end, name,
                             levels=levels, types=types, typed=True)  # fmt: skip
        if any(named.unit.level == "province" for named in self._gazetteer.named(name)):
            return Draft(
                offset + start, offset + end, offset + start, offset + end, name, levels=("province",)
            )
        return None
