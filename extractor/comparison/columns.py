"""The columns of the tables: their order, their kind and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

TEXT, NUMBER, WHOLE, FLAG = "string", "Float64", "Int64", "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, pandas type, meaning."""

    name: str
    kind: str
    meaning: str


def _texts(**meanings: str) -> tuple[Column, ...]:
    return tuple(Column(name, TEXT, meaning) for name, meaning in meanings.items())


CELLS = (
    *_texts(
        cell="name of the cell; the same in the sheet evidence",
        indicator="what is counted",
        object="kind of it",
        head="counted noun, for the open indicator other_count",
        action="what was done",
        status="achieved, planned, target, norm or negated: never mixed",
        kind="level, coverage, rate, share, change or multiple: only levels are added",
        unit="of all values of the row",
        per="denominator of a rate",
        basis="state (as of a day; the latest counts) or flow (during a span)",
        province_code="official code",
        province="on the map of the chosen day",
        period="calendar cell",
    ),
    Column("value", NUMBER, "exact figures about the whole province, added where that is legitimate"),
    Column("approximate", NUMBER, "figures stated as about, more than, nearly, a range; kept apart"),
    Column("vague", WHOLE, "how many counted figures give only an order (hundreds, several)"),
    Column("low", NUMBER, "least that the words of all counted figures allow"),
    Column("high", NUMBER, "most that they allow"),
    Column("figures_counted", WHOLE, "figures in value, approximate and vague"),
    Column("complete", FLAG, "true when they cover the whole province and the whole period"),
    *_texts(
        former_provinces="former provinces with a figure, of those that make up the province",
        alternatives="other values stated for the same territory and time; the best supported one counts",
    ),
    Column("local_value", NUMBER, "exact figures about districts, communes, hamlets; never added to value"),
    Column("local_approximate", NUMBER, "approximate figures about these"),
    Column("local_figures", WHOLE, "figures about these, vague ones too"),
    Column("per_100k", NUMBER, "(value + approximate) per 100,000 people, when population is given"),
    Column("population", WHOLE, "people, from the file given"),
    Column("articles", WHOLE, "articles behind the cell"),
    Column("sources", WHOLE, "the same without near-duplicate copies"),
)
_FIGURE = (
    *_texts(
        record_id="the figure in figures.jsonl",
        indicator="what is counted",
        object="kind of it",
        action="what was done",
        status="achieved, planned, target, norm or negated",
    ),
    Column("value", NUMBER, "as stated; the lower end of a range"),
    Column("value_max", NUMBER, "the upper end"),
    *_texts(
        approx="exact, about, more_than, ...",
        unit="of the value",
        period="as ISO dates",
        period_type="as_of or during",
        period_source="where the period was read",
        locality="territory the figure is about",
        level="of the territory",
    ),
    Column("confidence", NUMBER, "of the figure"),
    *_texts(
        outlet="newspaper",
        published="publication date",
        title="of the article",
        sentence="the sentence the figure stands in",
        quote="the figure as written",
        doc_id="the article in documents.jsonl",
        url="of the article",
    ),
)
EVIDENCE = (
    *_texts(
        cell="name of the cell",
        role="counted, local, same_as, repeat, superseded, part, covered, earlier_state or alternative",
        reason="why it is not counted",
    ),
    *_FIGURE,
)
LEFT_OUT = (*_texts(reason="why the figure has no cell"), *_FIGURE)


def side_columns(name: str) -> tuple[Column, ...]:
    """The columns of one of two figures, ``a`` or ``b``."""
    return (
        Column(f"value_{name}", NUMBER, f"of article {name}"),
        *_texts(
            **{
                f"approx_{name}": "exact, about, ...",
                f"outlet_{name}": "newspaper",
                f"published_{name}": "publication date",
                f"sentence_{name}": "the sentence",
                f"record_{name}": "record id",
                f"url_{name}": "address",
            }
        ),
    )


CONTRADICTIONS = (
    *_texts(
        indicator="what is counted",
        object="kind of it",
        unit="of both values",
        period="days both are about",
        locality="territory both are about",
        reasons="why both are taken for one fact",
    ),
    *side_columns("a"),
    *side_columns("b"),
)


def frame(rows: Iterable[Mapping[str, Any]], columns: tuple[Column, ...]) -> pd.DataFrame:
    """A data frame with exactly these columns and types, also when there is no row."""
    import pandas as pd  # noqa: PLC0415 - slow to import

    table = list(rows)
    made: dict[str, pd.Series[Any]] = {}
    for column in columns:
        kind: Any = column.kind
        made[column.name] = pd.Series([_plain(row.get(column.name)) for row in table], dtype=kind)
    return pd.DataFrame(made)


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value
