"""Administrative units as lines of JSON on standard output."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from extractor.gazetteer import Gazetteer, Resolution
from extractor.model import AdminUnit
from extractor.schema import dumps


def print_units(gazetteer: Gazetteer, units: Sequence[AdminUnit]) -> None:
    """One unit per line.

    Raises:
        typer.Exit: with code 1 if there is none.
    """
    for unit in units:
        typer.echo(dumps(_unit(gazetteer, unit)))
    if not units:
        typer.echo("no such unit at that date", err=True)
        raise typer.Exit(1)


def print_resolution(gazetteer: Gazetteer, resolution: Resolution) -> None:
    """Status, unit and candidates in one line.

    Raises:
        typer.Exit: with code 1 unless the name is resolved.
    """
    candidates = [
        {"unit": _unit(gazetteer, candidate.unit), "score": candidate.score, "reasons": candidate.reasons}
        for candidate in resolution.candidates
    ]
    unit = _unit(gazetteer, resolution.unit) if resolution.unit else None
    typer.echo(dumps({"status": resolution.status, "unit": unit, "candidates": candidates}))
    if resolution.unit is None:
        raise typer.Exit(1)


def print_successors(gazetteer: Gazetteer, resolution: Resolution, to: str | None) -> None:
    """The successors of a resolved unit, one per line.

    Raises:
        typer.Exit: with code 1 if the name is not resolved or nothing succeeded the unit.
    """
    if resolution.unit is None:
        print_resolution(gazetteer, resolution)
        return
    print_units(gazetteer, gazetteer.successors(resolution.unit, to))


def _unit(gazetteer: Gazetteer, unit: AdminUnit) -> dict[str, Any]:
    chain = gazetteer.ancestors(unit)
    return {
        "code": unit.code,
        "level": unit.level,
        "type": unit.type,
        "name": unit.name,
        "parents": [f"{parent.type} {parent.name}" for parent in chain],
        "province_2025": gazetteer.province_2025(unit),
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "lat": unit.lat,
        "lon": unit.lon,
    }
