"""The units by name and code; each is built when first asked for.

An article needs some dozens of the 14,000: building all of them would take most of the loading time.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from extractor.gazetteer.names import Spelling, plain_number
from extractor.gazetteer.store import read_unit
from extractor.model import AdminUnit

_CODE, _LEVEL, _TYPE, _NAME = 1, 2, 3, 4


class UnitTable:
    """Index over lines of the section ``units``."""

    def __init__(self, lines: Sequence[str], spelling: Spelling) -> None:
        self.lines = tuple(lines)
        rows = [line.split("\t", 5) for line in self.lines]
        self._units: list[AdminUnit | None] = [None] * len(rows)
        self._by_name: dict[str, list[int]] = {}
        self._by_code: dict[str, list[int]] = {}
        self.names: dict[str, dict[str, None]] = {}
        for row in rows:
            self.names.setdefault(row[_LEVEL], {})[row[_NAME]] = None
        plain = [plain_number(row[_NAME]) if row[_NAME][-1] == "I" else row[_NAME] for row in rows]
        for at, key in enumerate(spelling.keys(plain)):
            self._by_name.setdefault(key, []).append(at)
            self._by_code.setdefault(rows[at][_CODE], []).append(at)
        self.levels: dict[str, frozenset[str]] = {}
        for kind, level in sorted({(row[_TYPE], row[_LEVEL]) for row in rows}):
            self.levels[kind] = self.levels.get(kind, frozenset()) | {level}

    def at(self, position: int) -> AdminUnit:
        """The unit on a line."""
        unit = self._units[position]
        if unit is None:
            unit = self._units[position] = read_unit(self.lines[position])
        return unit

    def named(self, key: str) -> list[AdminUnit]:
        """Units whose own name has this key."""
        return [self.at(position) for position in self._by_name.get(key, ())]

    def versions(self, code: str) -> list[AdminUnit]:
        """Units of an official code, by start of validity; none for the empty code."""
        return [self.at(position) for position in self._by_code.get(code, ())] if code else []

    @functools.cached_property
    def all(self) -> tuple[AdminUnit, ...]:
        """Every unit."""
        return tuple(self.at(position) for position in range(len(self.lines)))

    @functools.cached_property
    def by_id(self) -> dict[str, AdminUnit]:
        """Every unit by id."""
        return {unit.id: unit for unit in self.all}
