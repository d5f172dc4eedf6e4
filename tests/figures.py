"""Figures as tests speak about them: plain fields, so that a table can state what it expects."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extractor.config import Config
from extractor.model import Document, Extraction, Figure
from extractor.pipeline import Pipeline

PIPELINE = Pipeline(Config(ner="none"))
"""One pipeline for all tests that only read text: rules and gazetteer, no recogniser."""


def run(text: str, published: str | None = None) -> Extraction:
    return PIPELINE.run(Document("test", text, published=published))


def described(figure: Figure, text: str) -> dict[str, Any]:
    """Every field a table may name; "none" where a field is empty."""
    rel = [f"{relation.type} {text[relation.target[0] : relation.target[1]]}" for relation in figure.rel]
    return {
        "at": text[figure.value_start : figure.value_end],
        "quote": text[figure.start : figure.end],
        "head": text[figure.head_start : figure.head_end] if figure.head_start >= 0 else "none",
        "place": figure.locality.name if figure.locality else "none",
        "rel": "; ".join(rel) or "none",
        "rules": list(figure.rule_ids),
        "per": figure.per.unit if figure.per else "none",
        **{name: _plain(getattr(figure, name)) for name in _FIELDS},
    }


_FIELDS = (
    "indicator", "object", "unit", "value", "value_max", "denominator", "value_kind", "approx", "action", "status",
    "name", "period", "period_type", "base_period", "region",
)  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return "none" if value is None else value


def compared(text: str, expected: list[dict[str, Any]], published: str | None = None) -> tuple[Any, Any]:
    """``(found, expected)`` of all figures in order, cut down to the fields that each row names."""
    wanted = [{key: value for key, value in row.items() if key != "why"} for row in expected]
    figures = run(text, published).figures
    found = []
    for position, figure in enumerate(figures):
        fields = described(figure, text)
        keys = wanted[position] if position < len(wanted) else ("at", "quote", "indicator")
        found.append({key: fields[key] for key in keys})
    return found, wanted
