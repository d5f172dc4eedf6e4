"""Writes acronyms out before a model reads a text, and finds the way back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

import regex


@dataclass(frozen=True, slots=True)
class Expanded:
    """A text with some stretches replaced; ``pieces`` are (start, end, old start, old end) of those."""

    text: str
    pieces: tuple[tuple[int, int, int, int], ...]

    def original(self, start: int, end: int) -> tuple[int, int] | None:
        """The span in the original text; None if it lies wholly inside a replacement."""
        first, first_piece = self._position(start)
        last, last_piece = self._position(end - 1)
        if first_piece is not None and first_piece == last_piece:
            return None
        begin = first_piece[2] if first_piece else first
        return begin, last_piece[3] if last_piece else last + 1

    def _position(self, at: int) -> tuple[int, tuple[int, int, int, int] | None]:
        index = bisect_right(self.pieces, (at, len(self.text) + 1, 0, 0)) - 1
        if index < 0:
            return at, None
        piece = self.pieces[index]
        if at < piece[1]:
            return at, piece
        return at - piece[1] + piece[3], None


class AcronymExpander:
    """Replaces the acronyms of the rules, whole words only."""

    def __init__(self, acronyms: Mapping[str, str]) -> None:
        self._words = dict(acronyms)
        names = sorted(self._words, key=lambda name: (-len(name), name))
        self._find = regex.compile(
            rf"(?<![\p{{L}}\d])(?:{'|'.join(map(regex.escape, names))})(?![\p{{L}}\d])"
        ).finditer

    def expand(self, text: str) -> Expanded:
        """The text as a model should read it."""
        parts: list[str] = []
        pieces: list[tuple[int, int, int, int]] = []
        size = at = 0
        for match in self._find(text):
            words = self._words[match.group()]
            parts += (text[at : match.start()], words)
            size += match.start() - at
            pieces.append((size, size + len(words), match.start(), match.end()))
            size += len(words)
            at = match.end()
        if not pieces:
            return Expanded(text, ())
        parts.append(text[at:])
        return Expanded("".join(parts), tuple(pieces))
