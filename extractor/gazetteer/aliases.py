"""Other names of units, by name and by code."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from extractor.gazetteer.names import Spelling
from extractor.gazetteer.store import Alias


class AliasTable:
    """Index over the aliases; each part of it is built when first asked for."""

    def __init__(self, aliases: Iterable[Alias], spelling: Spelling) -> None:
        self.all = tuple(aliases)
        self._spelling = spelling

    @functools.cached_property
    def _usage(self) -> dict[str, list[Alias]]:
        table: dict[str, list[Alias]] = {}
        for alias in self.all:
            if alias.kind != "former":
                table.setdefault(self._spelling.key(alias.name), []).append(alias)
        return table

    @functools.cached_property
    def _former(self) -> dict[str, list[Alias]]:
        table: dict[str, list[Alias]] = {}
        for alias in self.all:
            if alias.kind == "former":
                table.setdefault(alias.name, []).append(alias)
        return table

    def usage(self, key: str) -> Sequence[Alias]:
        """The aliases in use that have this key (`Spelling.key`)."""
        return self._usage.get(key, ())

    def former(self, key: str) -> Sequence[Alias]:
        """The names, unmarked, of units that were merged into others."""
        return self._former.get(key, ())

    def names(self, code: str) -> list[str]:
        """All aliases of a code."""
        return [alias.name for alias in self.all if alias.code == code]
