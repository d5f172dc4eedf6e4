"""Names that several units bear at one time."""

from __future__ import annotations

from extractor.gazetteer.gazetteer import Gazetteer
from extractor.gazetteer.validity import days, is_valid
from extractor.model import AdminUnit


def ambiguous(gazetteer: Gazetteer, on: str, level: str = "commune") -> dict[str, tuple[AdminUnit, ...]]:
    """Full names ("xã tân tiến") that need a parent to be understood, with the units that bear them.

    >>> len(ambiguous(Gazetteer.default(), "2025-06-30", "district")["huyện châu thành"])
    10
    """
    span = days(on)
    units: dict[str, list[AdminUnit]] = {}
    for unit in gazetteer.units:
        if unit.level == level and is_valid(unit, span):
            units.setdefault(f"{unit.type} {gazetteer.spelling.key(unit.name)}", []).append(unit)
    return {name: tuple(group) for name, group in sorted(units.items()) if len(group) > 1}
