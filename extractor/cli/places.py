"""``extractor places``: administrative units at a date, and what became of them. One JSON per line."""

from __future__ import annotations

from typing import Annotated

import typer

from extractor.cli.options import On

app = typer.Typer(help="Administrative units: find, resolve, convert.", no_args_is_help=True)

Name = Annotated[
    str, typer.Argument(help="With or without its type word, in any spelling.", show_default=False)
]
Address = Annotated[
    str, typer.Argument(help="The unit and then its parents, separated by commas.", show_default=False)
]


@app.command("find")
def find(
    name: Name,
    on: On = None,
    level: Annotated[str | None, typer.Option(help="province, district or commune")] = None,
    province: Annotated[str | None, typer.Option(help="Its province, by name or code.")] = None,
) -> None:
    """Every unit that bears a name; several lines mean several units."""
    from extractor.cli.places_output import print_units
    from extractor.gazetteer import Gazetteer

    gazetteer = Gazetteer.default()
    print_units(gazetteer, gazetteer.find(name, level=level, province=province, on=on))


@app.command("resolve")
def resolve(address: Address, on: On = None) -> None:
    """The unit that an address means, or the candidates with their reasons."""
    from extractor.cli.places_output import print_resolution
    from extractor.gazetteer import Gazetteer, resolve_address

    gazetteer = Gazetteer.default()
    print_resolution(gazetteer, resolve_address(gazetteer, address, on))


@app.command("convert")
def convert(
    address: Address,
    on: On = None,
    to: Annotated[str | None, typer.Option(help="Date of the units wanted; default today.")] = None,
) -> None:
    """What holds the unit's territory at a later date: one line per successor."""
    from extractor.cli.places_output import print_successors
    from extractor.gazetteer import Gazetteer, resolve_address

    gazetteer = Gazetteer.default()
    print_successors(gazetteer, resolve_address(gazetteer, address, on), to)
