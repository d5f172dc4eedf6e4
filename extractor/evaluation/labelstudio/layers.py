"""How gold rows are laid out in Label Studio: one label per kind of row, one control per field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Control:
    """A field of a row as a per-region control.

    ``kind`` is ``choice`` (of the closed list ``choices``), ``text``, ``number`` (as text, so that no
    digit is lost), ``per`` ("1 month") or ``flag``.
    """

    name: str
    path: tuple[str, ...]
    kind: str = "text"
    choices: str = ""
    required: bool = False

    def read(self, row: Row) -> str | None:
        """The field as the text of the control; None where there is nothing to show."""
        value: Any = row
        for key in self.path:
            value = value.get(key) if value else None
        if value is None or value == "" or (self.kind == "flag" and not value):
            return None
        if self.kind == "per":
            return f"{value['value']} {value['unit']}"
        return "yes" if self.kind == "flag" else str(value)

    def parse(self, text: str) -> Any:
        """The value that the control's text stands for.

        Raises:
            ValueError: when a number was asked for and this is none.
        """
        if self.kind == "flag":
            return True
        if self.kind == "number":
            return number(text)
        if self.kind == "per":
            amount, _, unit = text.strip().partition(" ")
            return {"value": number(amount), "unit": unit.strip()}
        return text


def number(text: str) -> int | Decimal:
    """An integer where possible, otherwise a decimal with its digits."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return Decimal(text)
    except ArithmeticError as error:
        raise ValueError(f"{text!r} is not a number") from error


def _choice(name: str, choices: str, *path: str, required: bool = False) -> Control:
    return Control(name, path or (name,), "choice", choices, required)


def _text(name: str, *path: str) -> Control:
    return Control(name, path or (name,))


FIGURE = (
    _choice("indicator", "indicators", required=True),
    _choice("object", "objects", required=True),
    _choice("action", "actions", required=True),
    _choice("status", "status", required=True),
    _choice("value_kind", "value_kind", required=True),
    Control("value", ("value",), "number"),
    Control("value_max", ("value_max",), "number"),
    Control("denominator", ("denominator",), "number"),
    Control("per", ("per",), "per"),
    _choice("unit", "units", required=True),
    _choice("approx", "approx", required=True),
    _text("name"),
    _text("period"),
    _choice("period_type", "period_type"),
    _choice("period_source", "period_source", required=True),
    _choice("period_confidence", "period_confidence", required=True),
    _text("period_text"),
    _text("base_period"),
    _choice("locality_level", "locality_level", "locality", "level"),
    _text("locality_name", "locality", "name"),
    _text("locality_province", "locality", "province"),
    _text("locality_district", "locality", "district"),
    _text("locality_commune", "locality", "commune"),
    _choice("locality_source", "locality_source", required=True),
    Control("optional", ("optional",), "flag"),
    _text("notes"),
)

NEGATIVE = (_choice("category", "negative_categories", required=True), _text("reason"))

TIME = (
    _choice("timex_type", "timex_types", required=True),
    _text("timex_value", "value"),
    _text("begin"),
    _text("end_date"),
    _choice("timex_role", "timex_roles", "role", required=True),
    _text("anchor"),
    _text("timex_notes", "notes"),
)

PLACE = (
    _choice("place_level", "locality_level", "level", required=True),
    _text("province"),
    _text("district"),
    _text("commune"),
    _text("hamlet"),
    _choice("place_role", "locality_roles", "role", required=True),
    _text("place_notes", "notes"),
)

LAYERS: dict[str, tuple[str, tuple[Control, ...]]] = {
    "figure": ("figures", FIGURE),
    "negative": ("negatives", NEGATIVE),
    "time": ("timex", TIME),
    "place": ("localities", PLACE),
}
"""Label of a region: the gold file its rows go to and their controls. A figure's region is its
quote; a region labelled ``value`` inside it marks the numeral."""

VALUE = "value_span"
REPEAT = "repeat_of"
COLOURS = {
    "figure": "#1f77b4",
    VALUE: "#ff7f0e",
    "negative": "#7f7f7f",
    "time": "#2ca02c",
    "place": "#9467bd",
}
