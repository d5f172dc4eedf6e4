"""Figures as rows of a table: nested fields become columns of their own.

>>> flatten(record)["locality_code"]
'00691'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extractor.schema import dumps

TEXT, WHOLE, NUMBER = "text", "whole", "number"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the path to it in the record, the kind of its values."""

    name: str
    path: tuple[str, ...]
    kind: str = TEXT


_LARGEST = 2**63 - 1
_WHOLE = frozenset({"start", "end", "value_start", "value_end", "sentence_id"})
_NUMBER = frozenset({"value", "value_max", "denominator", "confidence"})

_PLAIN_FIRST = (
    "record_id",
    "doc_id",
    "indicator",
    "object",
    "action",
    "status",
    "value_kind",
    "value",
    "value_max",
    "denominator",
)
_PLAIN_THEN = (
    "unit",
    "approx",
    "name",
    "period",
    "period_type",
    "period_source",
    "period_confidence",
    "period_text",
    "base_period",
)
_PLAIN_LAST = (
    "locality_source",
    "quote",
    "start",
    "end",
    "value_text",
    "value_start",
    "value_end",
    "repeat_of",
    "confidence",
    "sentence_id",
    "region",
    "schema_version",
)
_LOCALITY = ("name", "level", "province", "province_2025", "district", "commune", "code")


def _plain(name: str) -> Column:
    kind = WHOLE if name in _WHOLE else NUMBER if name in _NUMBER else TEXT
    return Column(name, (name,), kind)


COLUMNS: tuple[Column, ...] = (
    *map(_plain, _PLAIN_FIRST),
    Column("per_value", ("per", "value"), NUMBER),
    Column("per_unit", ("per", "unit")),
    *map(_plain, _PLAIN_THEN),
    *(Column(f"locality_{name}", ("locality", name)) for name in _LOCALITY),
    *map(_plain, _PLAIN_LAST),
    Column("head", ("head", "text")),
    Column("head_start", ("head", "start"), WHOLE),
    Column("head_end", ("head", "end"), WHOLE),
    Column("rel", ("rel",)),
    Column("notes", ("notes",)),
    Column("rule_ids", ("provenance", "rule_ids")),
    Column("ner", ("provenance", "ner")),
    Column("version", ("provenance", "version")),
)
"""Every field of a figure record, the ones people look for first."""


def flatten(record: Mapping[str, Any]) -> dict[str, Any]:
    """One row: texts, ints, `Decimal` and None; lists are written as JSON."""
    return {column.name: _cell(record, column) for column in COLUMNS}


def _cell(record: Mapping[str, Any], column: Column) -> Any:
    value: Any = record
    for key in column.path:
        value = None if value is None else value[key]
    if isinstance(value, list | tuple | dict):
        return dumps(value) if value else None
    return value


def restore(row: Mapping[str, Any]) -> dict[str, Any]:
    """The record of a row: fields nested again, numbers as `Decimal`; lists stay JSON.

    >>> restore({"value": 2.5, "locality_name": "Hue"} | dict.fromkeys(names))["value"]     # doctest: +SKIP
    Decimal('2.5')
    """
    record: dict[str, Any] = {}
    for column in COLUMNS:
        value = row[column.name]
        if column.kind == NUMBER and value is not None:
            value = Decimal(repr(value))
        if len(column.path) == 1:
            record[column.path[0]] = value
        else:
            outer, inner = column.path
            record.setdefault(outer, {})[inner] = value
    for name, value in record.items():
        if isinstance(value, dict) and all(item is None for item in value.values()):
            record[name] = None
    return record


def plain_number(value: Any) -> Any:
    """Numbers as int of 64 bits or float, for formats that have nothing better."""
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    return float(value) if isinstance(value, int) and abs(value) > _LARGEST else value
