"""The record formats as JSON Schema, with the closed lists of the rules filled in."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from extractor.engine.schema import Vocabulary
from extractor.schema.records import (
    DocumentRecord,
    EntityRecord,
    FailureRecord,
    FigureRecord,
    NumberRecord,
    PlaceRecord,
    RejectRecord,
    TimeRecord,
)

RECORDS: dict[str, Any] = {
    "figures": FigureRecord,
    "documents": DocumentRecord,
    "mentions": NumberRecord | TimeRecord | PlaceRecord | EntityRecord,
    "rejects": RejectRecord,
    "failures": FailureRecord,
}
"""File of the dataset folder (without suffix) to the record that is on each of its lines."""


def json_schema(vocabulary: Vocabulary, file: str = "figures") -> dict[str, Any]:
    """JSON Schema (2020-12) of one line of a dataset file.

    Args:
        vocabulary: of the rules in use; its lists become ``enum``.
        file: ``figures``, ``documents``, ``mentions``, ``rejects`` or ``failures``.

    Raises:
        KeyError: for any other file.
    """
    schema = TypeAdapter(RECORDS[file]).json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    if file == "figures":
        _close(schema["properties"], vocabulary)
        schema["$defs"]["RelationRecord"]["properties"]["type"]["enum"] = list(vocabulary.rel)
        schema["$defs"]["LocalityRecord"]["properties"]["level"]["enum"] = list(vocabulary.locality_level)
    _drop_string_numbers(schema)
    return schema


def _close(properties: dict[str, Any], vocabulary: Vocabulary) -> None:
    objects = {name for entry in vocabulary.indicators.values() for name in entry.objects}
    lists = {
        "indicator": sorted(vocabulary.indicators),
        "object": sorted(objects),
        "unit": list(vocabulary.units),
        "action": list(vocabulary.actions),
        "status": list(vocabulary.status),
        "value_kind": list(vocabulary.value_kind),
        "approx": list(vocabulary.approx),
        "period_source": list(vocabulary.period_source),
        "locality_source": list(vocabulary.locality_source),
        "region": list(vocabulary.regions),
        "schema_version": [vocabulary.schema_version],
    }
    for field, allowed in lists.items():
        properties[field]["enum"] = allowed
    properties["period_type"]["anyOf"][0]["enum"] = list(vocabulary.period_type)


def _drop_string_numbers(node: Any) -> None:
    """Decimals are written as JSON numbers: drop the string form that pydantic also accepts."""
    if isinstance(node, dict):
        options = node.get("anyOf")
        if options and any(option.get("type") == "number" for option in options):
            node["anyOf"] = [option for option in options if option.get("type") != "string"]
        for value in node.values():
            _drop_string_numbers(value)
    elif isinstance(node, list):
        for item in node:
            _drop_string_numbers(item)
