"""A pattern that is looked for in many short stretches of text, most of which cannot hold it."""

from __future__ import annotations

from os.path import commonprefix
from typing import Any

from extractor.engine.necessary import necessary

_TELLING = 4
"""So many letters that all words begin with are worth asking for in their place."""

Pattern = Any


class Cue:
    """A pattern (compiled without flags), searched only where a word stands that it cannot do without.

    >>> import regex
    >>> cue = Cue(regex.compile("(?:dịp|nhân lễ) này$"))
    >>> cue.stands("dịp này", 0, 7), cue.stands("dịp này", 0, 6), cue.may_stand("dịp này", 0, 6)
    (True, False, False)
    """

    __slots__ = ("_words", "pattern")

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        parts = necessary(pattern.pattern).parts
        if any("0" in part for part in parts):
            parts = frozenset(("",))
        shared = commonprefix(sorted(parts))  # noqa: RUF071 - no paths: letter by letter is what is meant
        if len(shared) >= _TELLING:
            parts = frozenset((shared,))
        # Where "công an" will do, "công an tỉnh" says no more.
        self._words = tuple(sorted(part for part in parts if not any(p in part for p in parts - {part})))

    def may_stand(self, text: str, start: int, end: int) -> bool:
        """False when there is certainly no match inside ``text[start:end]``."""
        for word in self._words:  # noqa: SIM110 - a generator costs more than what it looks for
            if not word or text.find(word, start, end) >= 0:
                return True
        return False

    def stands(self, text: str, start: int, end: int) -> bool:
        """True when ``text[start:end]``, read as a text of its own, holds a match."""
        for word in self._words:
            if not word or text.find(word, start, end) >= 0:
                return self.pattern.search(text[start:end]) is not None
        return False
