"""Words right before or behind a place, asked for by the edge that touches it before any pattern is tried."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.errors import RuleError
from extractor.text.view import MatchView

_LONGEST_PERSON = 3
_LAST_WORD = regex.compile(r"(?r)([\p{L}\d]*)\s+")
_END = regex.compile(r"[\p{L}\d]*$")


def either(words: tuple[str, ...]) -> str:
    """Alternation of words, longest first."""
    return "|".join(sorted(map(regex.escape, words), key=len, reverse=True))


def last_word(folded: str, start: int) -> str | None:
    """The letters and digits in front of the blank before ``start``; None if there is no blank.

    >>> last_word("tại huyện Vị Xuyên", 10), last_word("(Vị Xuyên)", 1)
    ('huyện', None)
    """
    match = _LAST_WORD.match(folded, 0, start)
    return match.group(1) if match is not None else None


@dataclass(frozen=True, slots=True)
class Before:
    """One of some words, as a whole, right before a place; ``ends`` are the words they may end in."""

    pattern: regex.Pattern[str]
    ends: frozenset[str]

    def match(self, folded: str, start: int, last: str | None) -> regex.Match[str] | None:
        """The words before a place that begins at ``start``; ``last`` is the `last_word` there."""
        return self.pattern.match(folded, 0, start) if last in self.ends else None


def before(words: tuple[str, ...]) -> Before:
    """Built once from the words.

    Raises:
        RuleError: without any words: a blank alone would do for the pattern, and no edge tells of it.

    >>> bool(before(("cửa khẩu", "tại")).match("ở cửa khẩu Tân Thanh", 11, "khẩu"))
    True
    """
    _refuse_nothing(words)
    pattern = regex.compile(rf"(?r)(?<![\p{{L}}\d])(?:{either(words)})\s+")
    return Before(pattern, frozenset(match.group() for word in words if (match := _END.search(word))))


@dataclass(frozen=True, slots=True)
class Behind:
    """One of some words right behind a place; ``edges`` are the first two characters they may have."""

    pattern: regex.Pattern[str]
    edges: frozenset[str]

    def match(self, folded: str, end: int) -> regex.Match[str] | None:
        """The words behind a place that ends at ``end``."""
        return self.pattern.match(folded, end) if folded[end : end + 2] in self.edges else None


def behind(words: tuple[str, ...], *, bracket: bool = False, but: str = "") -> Behind:
    """Built once from the words; ``bracket``: also in one, ``but``: a pattern that may not follow them.

    Raises:
        RuleError: without any words, as for `before`.

    >>> bool(behind(("cũ",)).match("tỉnh cà mau cũ", 11)), bool(behind(("cũ",)).match("cà mau có", 6))
    (True, False)
    """
    _refuse_nothing(words)
    opening, border = r" \(?" if bracket else " ", rf"(?!\p{{L}}{but})"
    edges = frozenset((*(f" {word[0]}" for word in words), *([" ("] if bracket else [])))
    return Behind(regex.compile(f"{opening}(?:{either(words)}){border}"), edges)


def _refuse_nothing(words: tuple[str, ...]) -> None:
    if not words or "" in words:
        raise RuleError("a list of words that stand beside places is empty, or one of them is", "places.toml")


class GivenNames:
    """Words inside the name of a person behind a title; built once from the titles.

    >>> names = GivenNames(("ông", "anh"))
    >>> names.goes_on(MatchView.of("Ông Chau Sóc Kha kể"), 9)
    True
    >>> names.goes_on(MatchView.of("Ông Chau ở Sóc Kha"), 11)
    False
    """

    def __init__(self, titles: tuple[str, ...]) -> None:
        self._title = before(titles)
        self._name = regex.compile(r"(?r)(?<!\p{L})\p{Lu}\p{Ll}*\s+")

    def goes_on(self, view: MatchView, start: int) -> bool:
        """True when the capitalised word at ``start`` goes on with the name of a person."""
        at = start
        for _ in range(_LONGEST_PERSON if view.cased[start].isupper() else 0):
            name = self._name.match(view.cased, 0, at)
            if name is None:
                return False
            at = name.start()
            if self._title.match(view.folded, at, last_word(view.folded, at)):
                return True
        return False
