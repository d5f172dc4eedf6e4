"""The units a name may mean, scored by type word and time alone."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.gazetteer.gazetteer import Gazetteer
from extractor.gazetteer.validity import EARLIEST, REFORM, days, is_valid
from extractor.mentions.place_draft import Draft, Scored
from extractor.model import AdminUnit

FORMER = "former name"
_RECENT = "2025-01-01"
_LAST_OLD_DAY = "2025-06-30"


class PlaceCandidates:
    """Looks up names at the levels a draft allows; built once per gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def span(self, drafts: Sequence[Draft], on: str | None) -> tuple[str, str] | None:
        """Days in question: the article's date, or, without one, the time that its unit types tell.

        Districts are spoken of without "cũ" before 2025-07-01 only.
        """
        span = days(on)
        if span is not None and not (span[0] < REFORM <= span[1]):
            return span
        for draft in drafts:
            if draft.typed and not draft.era and all(self._is_old_type(kind) for kind in draft.types):
                return (span[0] if span else EARLIEST), _LAST_OLD_DAY
        return span

    def _is_old_type(self, kind: str) -> bool:
        return self._gazetteer.level_of(kind) == {"district"}

    def of(self, draft: Draft, span: tuple[str, str] | None) -> list[Scored]:
        """All candidates; none are left out for being unlikely."""
        found: list[Scored] = []
        for named in self._gazetteer.named(draft.name):
            unit = named.unit
            if unit.level not in draft.levels:
                continue
            form = self._form(unit, draft, named.by)
            when = self._when(unit, draft, span)
            if form is not None and when is not None:
                found.append((unit, 1.0 + form[0] + when[0], (named.by, form[1], when[1])))
        before_reform = span is None or span[0] < REFORM or draft.era == "old"
        if before_reform and draft.typed and draft.levels == ("commune",) and not draft.name.isdecimal():
            found.extend(
                (unit, 0.7, (FORMER, f"merged into {unit.name} before 2025-07-01"))
                for unit in self._gazetteer.former(draft.name)
            )
        return found

    def _form(self, unit: AdminUnit, draft: Draft, by: str) -> tuple[float, str] | None:
        if not draft.types:
            if unit.level == "province":
                return 1.6, "bare name of a province"
            return (0.25 if unit.level == "district" else 0.0), "bare name"
        if unit.type in draft.types:
            return 0.0, "type word"
        if unit.level == "province" and by == "alias":
            return None
        return (-0.8 if unit.level == "province" else -0.4), f"is {unit.type}"

    def _when(self, unit: AdminUnit, draft: Draft, span: tuple[str, str] | None) -> tuple[float, str] | None:
        """How the unit's time fits the date of the article and the words of the text; None: not at all."""
        if span is not None and span[1] < EARLIEST:
            return None
        old = unit.valid_to is not None
        if draft.era:
            return (
                ((0.3, "old unit") if old else None) if draft.era == "old" else None if old else (0.2, "new")
            )
        if span is None:
            return 0.0, "no date"
        if is_valid(unit, span):
            return 0.2, "valid"
        if unit.valid_to is not None and unit.valid_to < span[0]:
            return _bygone(unit, draft)
        # A later version of the same unit ("thành phố Từ Sơn" in 2020) shows which one it is.
        return (-0.5, "not yet valid") if old and draft.typed else None


def _bygone(unit: AdminUnit, draft: Draft) -> tuple[float, str] | None:
    """Provinces live on in speech; those gone long ago need a type word ("Minh Hải" is also a name)."""
    if unit.level != "province":
        return (-0.3 if draft.typed else -0.6), "no longer valid"
    recent = unit.valid_to is not None and unit.valid_to >= _RECENT
    return (-0.1, "no longer valid") if recent or draft.typed else None
