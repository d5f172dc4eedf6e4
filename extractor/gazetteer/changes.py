"""What became of units: the relation of old and new ones, by unit id."""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Callable, Sequence

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

    @functools.cached_property
    def _heirs(self) -> dict[str, frozenset[str]]:
        return {old: frozenset(change.new for change in changes) for old, changes in self._by_old.items()}

    def heirs(self, unit_id: str) -> frozenset[str]:
        """What a unit became directly, or part of what."""
        return self._heirs.get(unit_id, frozenset())

    def ending(self, unit_id: str) -> tuple[Change, ...]:
        """The changes that ended a unit."""
        return tuple(self._by_old.get(unit_id, ()))

    def creating(self, unit_id: str) -> tuple[Change, ...]:
        """The changes that made a unit or added to it."""
        return tuple(self._by_new.get(unit_id, ()))

    def outcome(self, unit_id: str, lasts: Callable[[str], bool]) -> list[str]:
        """What a unit has become, change after change, each followed until it ``lasts``."""
        found: list[str] = []
        queue = deque([unit_id])
        seen = {unit_id}
        while queue:
            current = queue.popleft()
            if lasts(current):
                found.append(current)
                continue
            for change in self._by_old.get(current, ()):
                if change.new not in seen:
                    seen.add(change.new)
                    queue.append(change.new)
        return found
