"""A row of a table or a JSON object as a document: ``id`` and ``text``, the rest optional."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import regex

from extractor.errors import InputError
from extractor.model import Document
from extractor.readers.source import Item, Source

_OWN = ("id", "text", "title", "published", "url", "outlet")
_ISO = regex.compile(
    r"(?P<date>\d{4}(?:-\d{2}(?:-\d{2})?)?)"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)


def row_item(source: Source, row: Any, number: int) -> Item:
    """The document of a row, or the failure that says why it is none."""
    try:
        return document(row, f"{source.name}:{number}")
    except InputError as error:
        what, _, advice = error.what.partition("; ")
        doc_id = row.get("id") if isinstance(row, Mapping) else None
        return source.failure(what, advice, line=number, doc_id=None if doc_id is None else str(doc_id))


def document(row: Any, source_path: str) -> Document:
    """The document of one row; columns that mean nothing here go to ``extra``, as JSON can say them.

    A ``published`` that is no ISO date is kept in ``extra`` and the document has no date.

    Raises:
        InputError: if ``id`` or ``text`` is missing or of the wrong kind.
    """
    if not isinstance(row, Mapping):
        raise InputError('not an object; write {"id": ..., "text": ...}')
    for name in ("id", "text"):
        if row.get(name) is None:
            raise InputError(f'no "{name}"; every row needs "id" and "text"')
    if not isinstance(row["text"], str):
        raise InputError(f'"text" is {type(row["text"]).__name__}, not a string; give the article as text')
    if isinstance(row["id"], bool) or not isinstance(row["id"], str | int) or row["id"] == "":
        raise InputError('"id" is not a string or whole number; give each article its own id')
    extra = {str(name): _as_json(value) for name, value in row.items() if name not in _OWN}
    published = iso_date(row.get("published"))
    if published is None and row.get("published") not in (None, ""):
        extra["published"] = str(row["published"])
    return Document(
        doc_id=str(row["id"]),
        text=row["text"],
        title=_text(row.get("title")),
        published=published,
        url=_text(row.get("url")),
        outlet=_text(row.get("outlet")),
        source_path=source_path,
        extra=extra,
    )


def iso_date(value: Any) -> str | None:
    """An ISO date-time, date or partial date in its canonical spelling, None for anything else.

    >>> iso_date("2021-11-02 21:41"), iso_date("2017-05"), iso_date("02/11/2021")
    ('2021-11-02T21:41', '2017-05', None)
    """
    if isinstance(value, dt.date):
        value = value.isoformat()
    if isinstance(value, int) and 1900 <= value <= 2100:
        return str(value)
    match = _ISO.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    date, time = match["date"], match["time"]
    try:
        dt.date.fromisoformat(date + "-01" * (2 - date.count("-")))
        if time:
            dt.time.fromisoformat(time)
    except ValueError:
        return None
    if time and len(date) == 10:
        return f"{date}T{time}{match['zone'] or ''}"
    return None if time else date


def _as_json(value: Any) -> Any:
    """The same in JSON's own types; tables have more: times, bytes, arrays, numbers that are none."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None if math.isnan(value) else str(value)
        case Decimal():
            return value if value.is_finite() else str(value)
        case dt.date() | dt.time():
            return value.isoformat()
        case Mapping():
            return {str(name): _as_json(item) for name, item in value.items()}
        case list() | tuple():
            return [_as_json(item) for item in value]
    plain = getattr(value, "tolist", None)  # numpy's scalars and arrays
    return str(value) if plain is None else _as_json(plain())


def _text(value: Any) -> str | None:
    return str(value) if value not in (None, "") else None
