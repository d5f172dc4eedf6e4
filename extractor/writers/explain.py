"""What the columns of a figure table mean, in English and Vietnamese (``columns.toml``).

>>> explanations()["repeat_of"].english
'The figure of the same article that this one restates. Leave out rows that have it when you count.'
"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import NamedTuple


class Explanation(NamedTuple):
    """One column in two languages."""

    english: str
    vietnamese: str


def explanations() -> dict[str, Explanation]:
    """The meaning of every column, by its name, in the order of the table."""
    told = tomllib.loads(resources.files(__package__).joinpath("columns.toml").read_text("utf-8"))
    return {name: Explanation(*texts) for name, texts in told.items()}
