"""What a text has spoken of before a mention: the units that its last mentions were resolved to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.gazetteer.gazetteer import Gazetteer
from extractor.gazetteer.lineage import Identity, identity
from extractor.mentions.place_draft import Draft
from extractor.model import AdminUnit

_FARTHEST = 4


@dataclass(frozen=True, slots=True)
class PlaceMemory:
    """``known`` are all units in any version, ``larger`` the districts and provinces, last first."""

    known: frozenset[Identity]
    larger: tuple[AdminUnit, ...]

    @staticmethod
    def of(drafts: Sequence[Draft]) -> PlaceMemory:
        """The memory of these drafts; those that are not resolved say nothing."""
        units = [draft.unit for draft in reversed(drafts) if draft.unit is not None]
        if not units:
            return _NOTHING
        return PlaceMemory(
            frozenset(map(identity, units)), tuple(unit for unit in units if unit.level != "commune")
        )

    def nearest(self, unit: AdminUnit, gazetteer: Gazetteer) -> int | None:
        """How many districts and provinces ago one that holds the unit was named; None: not lately."""
        seen = 0
        for larger in self.larger:
            if larger.level == unit.level:
                continue
            if gazetteer.lies_in(unit, larger):
                return seen
            seen += 1
            if seen == _FARTHEST:
                break
        return None


_NOTHING = PlaceMemory(frozenset(), ())
