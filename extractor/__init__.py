"""Vietnamese press articles in, validated and grounded figures out.

    >>> from extractor import extract
    >>> article = "Năm 2024, Công an xã vận động thu hồi 12 khẩu súng."
    >>> [(f.indicator, int(f.value), f.unit, f.period) for f in extract(article, ner="none").figures]
    [('weapon', 12, 'piece', '2024')]

What is imported from here is stable. Nothing is loaded before it is used, so that ``import extractor`` costs
nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from extractor.api import extract, records
    from extractor.comparison import Comparison, compare
    from extractor.config import Config
    from extractor.engines.frame import extract_batch, extract_lines
    from extractor.gazetteer import Gazetteer
    from extractor.mentions.dates import parse_dates
    from extractor.mentions.numerals import parse_numbers
    from extractor.mentions.places import find_places
    from extractor.mentions.quantities import parse_quantities
    from extractor.model import Document, Extraction, Figure
    from extractor.pipeline import Pipeline
    from extractor.text.tokens import tokenize

_WHERE = {
    "Comparison": "extractor.comparison",
    "Config": "extractor.config",
    "Document": "extractor.model",
    "Extraction": "extractor.model",
    "Figure": "extractor.model",
    "Gazetteer": "extractor.gazetteer",
    "Pipeline": "extractor.pipeline",
    "compare": "extractor.comparison",
    "extract": "extractor.api",
    "extract_batch": "extractor.engines.frame",
    "extract_lines": "extractor.engines.frame",
    "find_places": "extractor.mentions.places",
    "parse_dates": "extractor.mentions.dates",
    "parse_numbers": "extractor.mentions.numerals",
    "parse_quantities": "extractor.mentions.quantities",
    "records": "extractor.api",
    "tokenize": "extractor.text.tokens",
}

__all__ = [
    "Comparison",
    "Config",
    "Document",
    "Extraction",
    "Figure",
    "Gazetteer",
    "Pipeline",
    "__version__",
    "compare",
    "extract",
    "extract_batch",
    "extract_lines",
    "find_places",
    "parse_dates",
    "parse_numbers",
    "parse_quantities",
    "records",
    "tokenize",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_WHERE[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
