"""JSON in one line, with decimals as numbers that keep every digit.

>>> dumps({"value": Decimal("3146.80"), "unit": "ha", "whole": Decimal("1E+3")})
'{"value": 3146.80, "unit": "ha", "whole": 1000}'
>>> loads('{"value": 3146.80}')
{'value': Decimal('3146.80')}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import regex
from pydantic import BaseModel

_SURROGATE = regex.compile("[\ud800-\udfff]")


class _DigitsNeeded(Exception):  # noqa: N818 - it changes the way, it reports nothing
    """A decimal that a float would print differently."""


def dumps(value: Any) -> str:
    """One line of JSON for records, mappings, sequences, numbers, strings and None.

    Raises:
        TypeError: for any other kind of value.
        ValueError: for numbers that JSON does not have.
    """
    try:
        line = _fast(value)
    except _DigitsNeeded:
        line = _exact(value)
    if not line.isascii():
        line = _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):x}", line)
    return line


def loads(line: str | bytes) -> Any:
    """The value of one line; numbers with a point become `Decimal`.

    Raises:
        json.JSONDecodeError: if it is not JSON.
    """
    return json.loads(line, parse_float=Decimal)


def _plain(value: Any) -> Any:
    """What the encoder of the standard library can write instead of ``value``."""
    if isinstance(value, BaseModel):
        return value.__dict__
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is not a JSON number")
        if value == value.to_integral_value():
            return int(value)
        short = float(value)
        if repr(short) == format(value, "f"):
            return short
        raise _DigitsNeeded
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"cannot be written as JSON: {type(value).__name__}")


_fast = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False, default=_plain).encode


def _exact(value: Any) -> str:
    if isinstance(value, BaseModel):
        value = value.__dict__
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_fast(str(key))}: {_exact(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_exact, value)) + "]"
    if isinstance(value, Decimal) and value.is_finite() and value != value.to_integral_value():
        return format(value, "f")
    return _fast(value)
