"""The records that leave the program: their fields, their checks, their JSON (guideline 6.1).

`records` says what a record looks like, `check` what must hold between its fields, `convert` turns
an `Extraction` into records, `jsonline` writes them, `export` publishes them as JSON Schema.
"""

from __future__ import annotations

from extractor.schema.check import Constraints
from extractor.schema.convert import Recorder, Records
from extractor.schema.export import json_schema
from extractor.schema.jsonline import dumps, loads
from extractor.schema.records import (
    DocumentRecord,
    EntityRecord,
    FailureRecord,
    FigureRecord,
    HeadRecord,
    LocalityRecord,
    MentionRecord,
    NumberRecord,
    PerRecord,
    PlaceRecord,
    ProvenanceRecord,
    Record,
    RegionRecord,
    RejectRecord,
    RelationRecord,
    ScopeRecord,
    TimeRecord,
)

__all__ = [
    "Constraints",
    "DocumentRecord",
    "EntityRecord",
    "FailureRecord",
    "FigureRecord",
    "HeadRecord",
    "LocalityRecord",
    "MentionRecord",
    "NumberRecord",
    "PerRecord",
    "PlaceRecord",
    "ProvenanceRecord",
    "Record",
    "Recorder",
    "Records",
    "RegionRecord",
    "RejectRecord",
    "RelationRecord",
    "ScopeRecord",
    "TimeRecord",
    "dumps",
    "json_schema",
    "loads",
]
