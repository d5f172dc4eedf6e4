"""The rows of a gold set as they stand in its JSONL files (guideline 6.2).

These models are also what `gold/schema/*.json` is made from; what they cannot say (offsets,
relations, objects of an indicator) is checked by `extractor.evaluation.gold`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from extractor.engine.schema.vocabulary import Vocabulary


def _one_of(enumeration: str) -> Any:
    """A string from a closed list of the vocabulary; the list is put into the JSON Schema."""
    return Field(json_schema_extra={"enumeration": enumeration})


def closed_lists(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """The enumerations that fields of gold rows refer to, by name."""
    return {
        "indicators": tuple(vocabulary.indicators),
        "objects": tuple(sorted({name for i in vocabulary.indicators.values() for name in i.objects})),
        "actions": vocabulary.actions,
        "status": vocabulary.status,
        "value_kind": vocabulary.value_kind,
        "units": vocabulary.units,
        "approx": vocabulary.approx,
        "period_type": vocabulary.period_type,
        "period_source": vocabulary.period_source,
        "period_confidence": ("high", "low"),
        "locality_level": vocabulary.locality_level,
        "locality_source": vocabulary.locality_source,
        "rel": vocabulary.rel,
        "negative_categories": vocabulary.negative_categories,
        "locality_roles": vocabulary.locality_roles,
        "timex_roles": vocabulary.timex_roles,
        "timex_types": ("DATE", "TIME", "DURATION", "SET"),
        "publication_precision": (*vocabulary.publication_precision, "unknown"),
    }


Offset = Annotated[int, Field(ge=0, strict=True)]


class GoldRow(BaseModel):
    """What every row has: the article it belongs to. Unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    doc: str = Field(min_length=1, description="article id: file stem or the id of a JSONL corpus")


class SpanRow(GoldRow):
    """A row that marks a stretch of the article: ``text[start:end] == quote``."""

    start: Offset
    end: Offset
    quote: str = Field(min_length=1)


class GoldPer(BaseModel):
    """The denominator of a rate (ruling 4): "/tháng" is ``{"value": 1, "unit": "month"}``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: Decimal
    unit: str = Field(min_length=1)


class GoldLocality(BaseModel):
    """The territory of a figure (guideline 4)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    level: Annotated[str, _one_of("locality_level")]
    province: str | None = None
    district: str | None = None
    commune: str | None = None


class GoldRelation(BaseModel):
    """A link to another figure of the same article, by its ``id``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Annotated[str, _one_of("rel")]
    target: str


class GoldFigure(SpanRow):
    """``figures.jsonl``: one figure with everything an annotator decides (guideline 6.1)."""

    id: str = Field(min_length=1)
    value_start: Offset
    value_end: Offset
    value_text: str = Field(min_length=1)
    indicator: Annotated[str, _one_of("indicators")]
    object: Annotated[str, _one_of("objects")]
    name: str | None = None
    action: Annotated[str, _one_of("actions")]
    status: Annotated[str, _one_of("status")]
    value_kind: Annotated[str, _one_of("value_kind")]
    value: Decimal | None
    value_max: Decimal | None = None
    denominator: Decimal | None = None
    per: GoldPer | None = None
    unit: Annotated[str, _one_of("units")]
    approx: Annotated[str, _one_of("approx")]
    period: str | None = None
    period_type: Annotated[str | None, _one_of("period_type")] = None
    period_source: Annotated[str, _one_of("period_source")]
    period_confidence: Annotated[str, _one_of("period_confidence")] = "high"
    period_text: str | None = None
    base_period: str | None = None
    locality: GoldLocality | None = None
    locality_source: Annotated[str, _one_of("locality_source")]
    rel: tuple[GoldRelation, ...] = ()
    repeat_of: str | None = None
    optional: bool = Field(default=False, description="neither credit nor penalty")
    notes: str | None = None


class GoldNegative(SpanRow):
    """``negatives.jsonl``: a number that is not a figure (guideline 2.10)."""

    category: Annotated[str, _one_of("negative_categories")]
    reason: str | None = None


class GoldTime(SpanRow):
    """``timex.jsonl``: a time expression (guideline 3.2)."""

    timex_type: Annotated[str, _one_of("timex_types")]
    value: str
    begin: str | None = None
    end_date: str | None = None
    role: Annotated[str, _one_of("timex_roles")]
    anchor: str | None = None
    notes: str | None = None


class GoldPlace(SpanRow):
    """``localities.jsonl``: a place mention (guideline 4)."""

    level: Annotated[str, _one_of("locality_level")]
    province: str | None = None
    district: str | None = None
    commune: str | None = None
    hamlet: str | None = None
    role: Annotated[str, _one_of("locality_roles")]
    notes: str | None = None


class GoldScope(BaseModel):
    """What the article as a whole is about."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    level: Annotated[str, _one_of("locality_level")]
    name: str | None = None
    province: str | None = None
    district: str | None = None


class GoldMeta(GoldRow):
    """``meta.jsonl``: facts about the article. A key that is left out is not scored."""

    title: str | None = None
    publication_date: str | None = None
    publication_precision: Annotated[str, _one_of("publication_precision")] = "none"
    publication_quote: str | None = None
    publication_not_before: str | None = None
    publication_not_after: str | None = None
    province: str | None = None
    province_2025: str | None = None
    province_source: str | None = None
    scope: GoldScope | None = None
    scope_level: Annotated[str | None, _one_of("locality_level")] = None
    byline: str | None = None
    outlet: str | None = None
    regions: tuple[dict[str, Any], ...] = ()
    chars: int | None = None
    notes: str | None = None


class GoldAssertion(BaseModel):
    """One cheap claim: a figure that must (``with``) or must not (``without``) be found.

    ``value`` and ``indicator`` are enough; ``unit`` and ``object`` narrow it. In ``without`` either
    may be left out, at least one must stand.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: Decimal | None = None
    indicator: Annotated[str | None, _one_of("indicators")] = None
    object: Annotated[str | None, _one_of("objects")] = None
    unit: Annotated[str | None, _one_of("units")] = None


class GoldAssertions(GoldRow):
    """``assertions.jsonl``: the cheap tier, up to six claims of each kind per article."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    with_: tuple[GoldAssertion, ...] = Field(default=(), alias="with", max_length=6)
    without: tuple[GoldAssertion, ...] = Field(default=(), max_length=6)


FILES: dict[str, type[GoldRow]] = {
    "figures": GoldFigure,
    "negatives": GoldNegative,
    "timex": GoldTime,
    "localities": GoldPlace,
    "meta": GoldMeta,
    "assertions": GoldAssertions,
}
"""The files of a gold set by stem. ``figures`` or ``assertions`` must be there."""


def json_schemas(vocabulary: Vocabulary) -> dict[str, dict[str, Any]]:
    """JSON Schema (draft 2020-12) per file, enumerations filled in from the vocabulary."""
    lists = closed_lists(vocabulary)
    schemas = {}
    for stem, model in FILES.items():
        schema = model.model_json_schema(by_alias=True)
        _fill_enumerations(schema, lists)
        schemas[stem] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return schemas


def _fill_enumerations(node: Any, lists: dict[str, tuple[str, ...]]) -> None:
    if isinstance(node, list):
        for item in node:
            _fill_enumerations(item, lists)
    elif isinstance(node, dict):
        name = node.pop("enumeration", None)
        if isinstance(name, str):
            nullable = "anyOf" in node
            node.pop("anyOf", None)
            node.pop("type", None)
            node["enum"] = [*lists[name], None] if nullable else list(lists[name])
        for item in node.values():
            _fill_enumerations(item, lists)
