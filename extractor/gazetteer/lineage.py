"""The units around a unit, prepared once: what it lies in is asked for dozens of times per article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from extractor.model import AdminUnit

Identity: TypeAlias = tuple[str, str, str]
"""Code, level and name: what the versions of one unit have in common."""


def identity(unit: AdminUnit) -> Identity:
    """What all versions of a unit have in common.

    >>> identity(AdminUnit("26:2004", "26", "province", "tỉnh", "Vĩnh Phúc", None))
    ('26', 'province', 'Vĩnh Phúc')
    """
    return unit.code, unit.level, unit.name


@dataclass(frozen=True, slots=True)
class Lineage:
    """``chain`` is the district (if any) and the province of a unit on its latest day.

    ``province`` is the unit itself for a province. ``ids`` are those of the unit and its chain,
    ``identities`` those of the chain alone.
    """

    chain: tuple[AdminUnit, ...]
    province: AdminUnit | None
    ids: frozenset[str]
    identities: frozenset[Identity]

    @staticmethod
    def of(unit: AdminUnit, chain: tuple[AdminUnit, ...]) -> Lineage:
        """The lineage of a unit with these ancestors."""
        top = chain[-1] if chain else unit
        return Lineage(
            chain,
            top if top.level == "province" else None,
            frozenset(above.id for above in (unit, *chain)),
            frozenset(map(identity, chain)),
        )
