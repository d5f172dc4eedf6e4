"""Large databases answer at once because pages count along indexes: the plans, not the clock, are tested."""

from __future__ import annotations

import sqlite3
from importlib import resources

import pytest

from extractor.writers.sqlite import bare


def plan(database, query, **asked):
    base = sqlite3.connect(database)
    base.create_function("bare", 1, bare, deterministic=True)
    steps = [step for *_, step in base.execute("EXPLAIN QUERY PLAN " + query, asked)]
    base.close()
    return steps


@pytest.mark.parametrize("column", ["province", "indicator", "period", "province_2025"])
def test_facets_never_touch_a_row(database, column):
    counted = f"SELECT {column}, count(*) FROM (SELECT * FROM evidence) WHERE {column} IS NOT NULL GROUP BY {column}"
    first = plan(database, counted)[0]
    assert "COVERING INDEX" in first, first


@pytest.mark.parametrize("column", ["value", "confidence", "period"])
def test_sorting_takes_an_index(database, column):
    steps = plan(database, f"SELECT * FROM evidence ORDER BY {column} LIMIT 51")
    assert not any("TEMP B-TREE" in step for step in steps)


@pytest.mark.parametrize(
    "name, index", [("contradictions", "links_by_type"), ("top_indicators", "figures_achieved"),
                    ("province_series", "figures_by_province_2025")],
)  # fmt: skip
def test_saved_queries_take_their_index(database, name, index):
    query = resources.files("extractor.browse").joinpath(f"queries/{name}.sql").read_text("utf-8")
    steps = plan(database, query, province="phu tho", indicator="weapon")
    assert any(index in step for step in steps), steps
