"""`vocabulary.toml`: the closed lists that records are made of (guideline 1.2, vocab 1.1)."""

from __future__ import annotations

from typing import ClassVar

from extractor.engine.schema.base import RuleFile, RuleModel


class IndicatorEntry(RuleModel):
    """An indicator: its family, the objects it may have and the units it may be counted in."""

    family: str
    objects: tuple[str, ...]


class Vocabulary(RuleFile):
    """Enumerations of the record; an overlay may add indicators, objects and units."""

    files: ClassVar[str] = "vocabulary.toml"

    schema_version: str
    units: tuple[str, ...]
    actions: tuple[str, ...]
    status: tuple[str, ...]
    value_kind: tuple[str, ...]
    approx: tuple[str, ...]
    period_type: tuple[str, ...]
    period_source: tuple[str, ...]
    locality_level: tuple[str, ...]
    locality_source: tuple[str, ...]
    rel: tuple[str, ...]
    regions: tuple[str, ...]
    negative_categories: tuple[str, ...]
    hard_negative_categories: tuple[str, ...]
    locality_roles: tuple[str, ...]
    timex_roles: tuple[str, ...]
    publication_precision: tuple[str, ...]
    stock_actions: tuple[str, ...]
    indicators: dict[str, IndicatorEntry]
