"""Bytes of a fuzzer as choices: equal bytes give equal choices, and a changed byte changes little."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Choices:
    """Takes decisions from the front of a byte string; when it is used up all are the first."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    @property
    def more(self) -> bool:
        """Is anything left?"""
        return self._at < len(self._data)

    def number(self, limit: int) -> int:
        """0 up to but not including the limit, which is at most 65,536."""
        size = 1 if limit <= 256 else 2
        value = int.from_bytes(self._data[self._at : self._at + size], "little")
        self._at += size
        return value % limit

    def one_of(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self.number(len(items))]

    def rest(self) -> bytes:
        """Everything that is left."""
        rest, self._at = self._data[self._at :], len(self._data)
        return rest
