"""Tables, charts and maps across provinces and periods.

>>> from extractor import compare
>>> comparison = compare("runs/2024", indicator="weapon", period="2024")      # doctest: +SKIP
>>> comparison.table, comparison.cell("c00001")                               # doctest: +SKIP
"""

from __future__ import annotations

from extractor.comparison.build import compare
from extractor.comparison.links import Links, link_runs
from extractor.comparison.result import Comparison

__all__ = ["Comparison", "Links", "compare", "link_runs"]
