"""The fields of a figure that are scored one by one on aligned pairs (guideline 6.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from extractor.evaluation.equality import Equality, same_number, same_per, same_period, same_years

Record = Mapping[str, Any]
Test = Callable[[Record, Record], bool]


@dataclass(frozen=True, slots=True)
class Field:
    """``equal(gold, predicted)``; a sparse field is asked only where one side has it."""

    name: str
    equal: Test
    sparse: Callable[[Record], bool] | None = None

    def asked(self, gold: Record, predicted: Record) -> bool:
        """Whether this pair counts for the field."""
        return self.sparse is None or self.sparse(gold) or self.sparse(predicted)


STRICT = ("indicator", "value", "value_max", "denominator", "per", "unit", "value_kind")
"""Besides equal spans, what a strict hit needs."""

RECORD = (*STRICT, "object", "action", "approx", "status", "period", "locality")
"""What a whole record needs."""


def figure_fields(equality: Equality) -> tuple[Field, ...]:
    """All scored fields but relations, which need the pairs of the whole article."""

    def number(name: str) -> Test:
        return lambda gold, other: same_number(
            gold.get(name), other.get(name), percent=gold.get("unit") == "percent"
        )

    def part(name: str) -> Test:
        return lambda gold, other: equality.same_place(_locality(gold).get(name), _locality(other).get(name))

    return (
        Field("indicator", _plain("indicator")),
        Field("object", _plain("object")),
        Field("action", _plain("action")),
        Field("status", _plain("status")),
        Field("value_kind", _plain("value_kind")),
        Field("value", number("value")),
        Field("value_max", number("value_max"), _has("value_max")),
        Field("denominator", number("denominator"), _has("denominator")),
        Field("per", lambda gold, other: same_per(gold.get("per"), other.get("per")), _has("per")),
        Field("unit", _plain("unit")),
        Field("approx", _plain("approx")),
        Field(
            "name",
            lambda gold, other: equality.text_key(gold.get("name")) == equality.text_key(other.get("name")),
            _has("name"),
        ),
        Field(
            "period",
            lambda gold, other: same_period(
                gold.get("period"), gold.get("period_type"), other.get("period"), other.get("period_type")
            ),
        ),
        Field("period_years", lambda gold, other: same_years(gold.get("period"), other.get("period"))),
        Field("period_type", _plain("period_type")),
        Field("period_source", _plain("period_source")),
        Field("period_confidence", _plain("period_confidence")),
        Field(
            "base_period",
            lambda gold, other: same_period(gold.get("base_period"), None, other.get("base_period"), None),
            _has("base_period"),
        ),
        Field(
            "locality",
            lambda gold, other: equality.same_locality(gold.get("locality"), other.get("locality")),
        ),
        Field("province", part("province")),
        Field("level", lambda gold, other: _locality(gold).get("level") == _locality(other).get("level")),
        Field("locality_name", part("name")),
        Field("district", part("district")),
        Field("commune", part("commune")),
        Field("locality_source", _plain("locality_source")),
    )


def _plain(name: str) -> Test:
    return lambda gold, other: gold.get(name) == other.get(name)


def _has(name: str) -> Callable[[Record], bool]:
    return lambda row: row.get(name) is not None


def _locality(row: Record) -> Record:
    return row.get("locality") or {}
