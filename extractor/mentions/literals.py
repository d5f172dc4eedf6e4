"""Numerals in digits: which convention a literal follows, and its value (guideline 2.1)."""

from __future__ import annotations

import re
from decimal import Decimal

LITERAL = r"[0-9]{1,3}(?: [0-9]{3})* 000(?![0-9.,]*[0-9])|[0-9]+(?:[.,][0-9]+)*"
"""Pattern of everything that may be one numeral in digits, well formed or not."""

# Convention, its pattern, what groups thousands and what separates decimals in it.
_CONVENTIONS = (
    ("numeral.plain", re.compile(r"[0-9]+"), " ", ""),
    ("numeral.grouped", re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?"), ".", ","),
    ("numeral.decimal", re.compile(r"[0-9]+,[0-9]+"), ".", ","),
    (
        "numeral.foreign_grouping",
        re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]{1,2}"),
        ",",
        ".",
    ),
    ("numeral.decimal_point", re.compile(r"[0-9]{1,3}\.[0-9]{1,2}"), ",", "."),
    ("numeral.spaced", re.compile(r"[0-9]+(?: [0-9]{3})+"), " ", ""),
)


def literal_value(literal: str) -> tuple[Decimal | None, str]:
    """Value of a digit literal and the id of the convention it follows; None if it follows none.

    A point groups thousands, a comma separates decimals; "1,398,431" (two groups or more) and "2.5"
    can only be foreign usage and are read as such. "7.810.4" is malformed.

    >>> literal_value("3.146,80"), literal_value("7.810.4")[0]
    ((Decimal('3146.80'), 'numeral.grouped'), None)
    """
    for name, pattern, grouping, decimal_sign in _CONVENTIONS:
        if pattern.fullmatch(literal):
            plain = literal.replace(grouping, "")
            return Decimal(plain.replace(decimal_sign, ".") if decimal_sign else plain), name
    return None, "numeral.malformed"
