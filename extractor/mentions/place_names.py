"""All names of the gazetteer in a text: one Aho-Corasick pass over its canonical form."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.engine.match import PhraseMatcher
from extractor.gazetteer.gazetteer import LEVELS, Gazetteer
from extractor.mentions.place_draft import Hits

_ROMAN = {" 1": "I", " 2": "II", " 3": "III"}


class NameIndex:
    """Finds names written with capitals; built once per gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._matcher: PhraseMatcher[str] = PhraseMatcher(_surfaces(gazetteer))

    def hits(self, canonical: str) -> Hits:
        """Every name in a text that went through `Spelling.canonical`."""
        table: Hits = {}
        for hit in self._matcher.find(canonical):
            table.setdefault(hit.start, []).append((hit.end, hit.payload))
        return table


def _surfaces(gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    names = dict.fromkeys(name for name in gazetteer.names(*LEVELS) if not name.isdecimal())
    names.update((alias.name, None) for alias in gazetteer.aliases if alias.kind != "former")
    for name in names:
        canonical = gazetteer.spelling.canonical(name)
        yield canonical, name
        if canonical[-2:] in _ROMAN:
            yield canonical[:-1] + _ROMAN[canonical[-2:]], name
        if " - " in canonical:
            for dash in ("-", "- ", " -", " "):
                yield canonical.replace(" - ", dash), name
