"""What became of units: the relation of old and new ones, by unit id."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from extractor.gazetteer.store import Change, read_change


class ChangeTable:
    """All changes, read when first asked for: most look-ups never need them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = tuple(lines)

    @functools.cached_property
    def all(self) -> tuple[Change, ...]:
        """The whole relation, by date."""
        return tuple(map(read_change, self.lines))

    @functools.cached_property
    def _by_old(self) -> dict[str, list[Change]]:
        table: dict[str, list[Change]] = {}
        for change in self.all:
            table.setdefault(change.old, []).append(change)
        return table

    @functools.cached_property
    def _by_new(self) -> dict[str, list[Change]]:
        table: dict[str, list[Change]] = {}
        for change in self.all:
            table.setdefault(change.new, []).append(change)
        return table

    def ending(self, unit_id: str) -> tuple[Change, ...]:
        """The changes that ended a unit."""
        return tuple(self._by_old.get(unit_id, ()))

    def creating(self, unit_id: str) -> tuple[Change, ...]:
        """The changes that made a unit or added to it."""
        return tuple(self._by_new.get(unit_id, ()))
