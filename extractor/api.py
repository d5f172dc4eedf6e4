"""The library's front door: one article, or a data frame of them, in one call."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.config import Config
from extractor.engine.schema import Vocabulary
from extractor.errors import UsageError
from extractor.model import Document, Extraction
from extractor.pipeline import Pipeline
from extractor.readers.rows import document
from extractor.schema import Recorder, Records
from extractor.writers.columns import COLUMNS, NUMBER, WHOLE, flatten, plain_number

if TYPE_CHECKING:
    import pandas as pd

_TYPES = {WHOLE: "Int64", NUMBER: "Float64"}


def extract(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    doc_id: str = "text",
    ner: str = "underthesea",
    rules: Path | None = None,
) -> Extraction:
    """The figures of one article, with everything that was found on the way to them.

    Args:
        text: the article; any string, in any Unicode form. It is never altered: all offsets of the result
            count its characters, and ``text[figure.start:figure.end]`` is the figure's quote.
        published: publication date, ISO and as partial as it is known (``2017``, ``2017-05``); without it
            the date printed in the article is used, and relative times stay open if there is none.
        title: headline, if it is not part of ``text``.
        url: address; its host tells the outlet.
        outlet: the newspaper, if known.
        doc_id: identity of the article in the records.
        ner: recogniser of names, ``underthesea`` or ``none`` (rules and gazetteer alone, faster).
        rules: an analyst's own rule directory, laid over the built-in rules.

    Returns:
        An `Extraction`: ``figures`` in text order (value as `Decimal` in ``unit``: VND, kg, m2, percent,
        person, ...), ``rejections`` with reasons, ``times``, ``places``, ``numbers``.

    Raises:
        UsageError: for an unknown recogniser.
        RuleError: for a rule file that cannot be used.

    >>> figure = extract("Huyện có 39 mô hình tự quản.", ner="none").figures[0]
    >>> figure.indicator, int(figure.value), figure.unit
    ('model', 39, 'model')
    """
    given = Document(doc_id, text, title=title, published=published, url=url, outlet=outlet)
    return _pipeline(ner, rules).run(given)


def records(extraction: Extraction, *, rules: Path | None = None) -> Records:
    """The validated records of an extraction, as the writers write them.

    A figure that breaks a constraint of the schema is no record but a rejection of stage ``validation``.

    >>> records(extract("Huyện có 39 mô hình tự quản.", ner="none")).figures[0].record_id
    'text:9-11:0'
    """
    return _recorder("none", rules).records(extraction)


def extract_batch(
    frame: pd.DataFrame, *, ner: str = "underthesea", rules: Path | None = None
) -> pd.DataFrame:
    """The figures of many articles as a table; fit for ``map_partitions``.

    Args:
        frame: one article per row: ``id`` and ``text``, optionally ``title``, ``published``, ``url`` and
            ``outlet``.
        ner: as for `extract`.
        rules: as for `extract`.

    Returns:
        One row per figure in the order of the articles, with the fields of a figure record as columns
        (nested ones flattened: ``locality_province``); ``Int64``, ``Float64`` and ``object`` columns,
        the same for an empty frame.

    Raises:
        UsageError: for a frame without ``id`` or ``text``, or an unknown recogniser.
        InputError: for a row that is no article, naming the row.
        RuleError: for a rule file that cannot be used.

    >>> import pandas as pd
    >>> table = extract_batch(pd.DataFrame({"id": ["a"], "text": ["Xã lắp 40 camera."]}), ner="none")
    >>> table[["doc_id", "indicator", "value"]].values.tolist()
    [['a', 'camera', 40.0]]
    """
    import pandas as pd  # noqa: PLC0415  slow, and only this function needs it

    missing = [name for name in ("id", "text") if name not in frame.columns]
    if missing:
        raise UsageError(f"the data frame has no column {' and no column '.join(missing)}")
    rows: list[dict[str, Any]] = []
    if len(frame):
        pipeline, recorder = _pipeline(ner, rules), _recorder(ner, rules)
        for number, row in enumerate(frame.to_dict("records")):
            given = {str(name): value for name, value in row.items() if not _absent(value)}
            extraction = pipeline.run(document(given, f"row {number}"))
            rows += [flatten(record.model_dump()) for record in recorder.records(extraction).figures]
    table = {column.name: [plain_number(row[column.name]) for row in rows] for column in COLUMNS}
    return pd.DataFrame(
        {
            column.name: pd.Series(table[column.name], dtype=_TYPES.get(column.kind, "object"))
            for column in COLUMNS
        }
    )


def _absent(value: Any) -> bool:
    return value is None or value != value  # noqa: PLR0124  NaN and NaT differ from themselves


@lru_cache(maxsize=4)
def _pipeline(ner: str, rules: Path | None) -> Pipeline:
    return Pipeline(Config.of(ner=ner, rules=rules))


@lru_cache(maxsize=4)
def _recorder(ner: str, rules: Path | None) -> Recorder:
    return Recorder(_pipeline(ner, rules).kit.rules.get(Vocabulary))
