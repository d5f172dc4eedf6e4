"""Features for linear-chain taggers, column by column.

The models of underthesea read features such as ``T[-1,0].lower=công an``. Its own code rebuilds every
column of the sentence for every feature of every word, which is quadratic; here each column is built
once and shifted. The output is the same, string by string (there is a parity test).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_TEMPLATE = re.compile(r"T\[(-?\d+)(?:,(-?\d+))?\](?:\[(\d+)\])?(?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class _Template:
    prefix: str
    first: int
    last: int
    column: int
    function: str


class FeatureColumns:
    """Builds the features of a sentence from templates and the functions they name."""

    def __init__(self, templates: Sequence[str], functions: Mapping[str, Callable[[str], str]]) -> None:
        self._templates = tuple(_parse(template) for template in templates)
        self._functions = functions

    def rows(self, columns: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
        """One tuple of feature strings per word; ``columns[0]`` are the words, ``columns[1]`` their tags."""
        size = len(columns[0])
        values: dict[tuple[int, int, str], Sequence[str]] = {}
        features: list[list[str]] = []
        for template in self._templates:
            width = template.last - template.first
            key = (template.column, width, template.function)
            if key not in values:
                values[key] = self._values(columns[template.column], width, template.function)
            features.append(_shifted(template, values[key], size))
        return list(zip(*features, strict=True))

    def _values(self, column: Sequence[str], width: int, function: str) -> Sequence[str]:
        if width:
            column = [" ".join(column[at : at + width + 1]) for at in range(len(column) - width)]
        return list(map(self._functions[function], column)) if function else column


def _shifted(template: _Template, values: Sequence[str], size: int) -> list[str]:
    """The value that word 0, 1, 2 ... sees through the template; beyond the borders BOS and EOS."""
    prefix = template.prefix
    before = min(size, max(0, -template.first))
    start = max(0, template.first)
    row = [f"{prefix}BOS"] * before
    row += [prefix + value for value in values[start : start + max(0, size - before)]]
    row += [f"{prefix}EOS"] * (size - len(row))
    return row


def _parse(template: str) -> _Template:
    match = _TEMPLATE.fullmatch(template)
    if match is None:
        raise ValueError(f"not a feature template: {template}")
    first, last, column, function = match.groups()
    return _Template(f"{template}=", int(first), int(last or first), int(column or 0), function or "")
