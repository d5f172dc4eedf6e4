"""From names with their parents to one unit, or to candidates with reasons (guideline 4.5, 4.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.gazetteer.gazetteer import Gazetteer, Named
from extractor.model import AdminUnit, Candidate

_FORMER = "former name"


@dataclass(frozen=True, slots=True)
class Resolution:
    """``unit`` is set when the names leave one possibility; ``candidates`` always say what there was."""

    unit: AdminUnit | None
    candidates: tuple[Candidate, ...]

    @property
    def status(self) -> str:
        """``resolved``, ``ambiguous`` or ``unknown``."""
        return "resolved" if self.unit else "ambiguous" if self.candidates else "unknown"


def resolve_address(gazetteer: Gazetteer, text: str, on: str | None = None) -> Resolution:
    """Resolve "xã Lộc Khánh, huyện Lộc Ninh, tỉnh Bình Phước": the unit first, its parents after it.

    >>> resolve_address(Gazetteer.default(), "xã Vĩnh Thịnh, huyện Hòa Bình", "2024-06-01").unit.code
    '31936'
    """
    return resolve_parts(gazetteer, [part.strip() for part in text.split(",") if part.strip()], on)


def resolve_parts(gazetteer: Gazetteer, parts: Sequence[str], on: str | None = None) -> Resolution:
    """As `resolve_address`, with the parts already separated.

    A parent that no unit bears leaves the question open: the candidates stay, none is chosen. Without
    a date, versions of one unit count as one, and the latest is given.
    """
    if not parts:
        return Resolution(None, ())
    candidates = _of_name(gazetteer, parts[0], on)
    doubtful = False
    for part in parts[1:]:
        regions = [c.unit for c in _of_name(gazetteer, part, on)]
        kept = [_because(c, f"in:{part}") for c in candidates if _lies_in(gazetteer, c.unit, regions, on)]
        doubtful = doubtful or not kept
        candidates = kept or [_because(c, f"not in:{part}", 0.2) for c in candidates]
    best = _best(candidates)
    return Resolution(best[0].unit if len(best) == 1 and not doubtful else None, tuple(candidates))


def _of_name(gazetteer: Gazetteer, name: str, on: str | None) -> list[Candidate]:
    """Units of a name with optional type word, best first.

    The stated type wins over another type of its level (a town that became a city); a bare name that
    is a province's means the province unless parents say otherwise.
    """
    kind, bare = gazetteer.split_type(name)
    whole = gazetteer.named(name, on)
    if kind is None:
        province = any(n.unit.level == "province" for n in whole)
        return [
            Candidate(n.unit, 0.7 if province and n.unit.level != "province" else 1.0, _reasons(n, province))
            for n in whole
        ]
    levels = gazetteer.level_of(kind)
    found = [Candidate(n.unit, 1.0, (n.by,)) for n in whole]
    for named in gazetteer.named(bare, on):
        if named.unit.type == kind:
            found.append(Candidate(named.unit, 1.0, (named.by, f"type:{kind}")))
        elif named.unit.level in levels and named.unit.level != "province":
            found.append(Candidate(named.unit, 0.7, (named.by, f"type:{named.unit.type} for {kind}")))
    if "commune" in levels:
        found += [Candidate(unit, 0.4, (_FORMER,)) for unit in gazetteer.former(bare, on)]
    return sorted(found, key=lambda c: -c.score)


def _reasons(named: Named, province: bool) -> tuple[str, ...]:
    return (named.by, "bare name: province") if province and named.unit.level == "province" else (named.by,)


def _lies_in(gazetteer: Gazetteer, unit: AdminUnit, regions: Sequence[AdminUnit], on: str | None) -> bool:
    return any(
        r.id != unit.id and r.level != unit.level and gazetteer.is_within(unit, r, on) for r in regions
    )


def _because(candidate: Candidate, reason: str, factor: float = 1.0) -> Candidate:
    return Candidate(candidate.unit, round(candidate.score * factor, 3), (*candidate.reasons, reason))


def _best(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of the top score, one per unit (its latest version); a former name decides nothing."""
    top = max((c.score for c in candidates), default=0.0)
    latest: dict[tuple[str, str, str], Candidate] = {}
    for candidate in candidates:
        unit = candidate.unit
        identity = (unit.level, unit.code or unit.id, unit.name)
        known = latest.get(identity)
        if candidate.score < top or _FORMER in candidate.reasons:
            continue
        if known is None or (known.unit.valid_from or "") < (unit.valid_from or ""):
            latest[identity] = candidate
    return list(latest.values())
