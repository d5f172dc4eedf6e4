r"""The match view: the text as rules want to see it, with the way back to the source.

One character of the view stands for one written character of the source (a base letter with its
marks, an entity of HTML), in NFC, with spaces and dashes unified, invisible characters and tags left
out and tone marks in the modern position ("hoà" becomes "hòa"). Two strings of equal length are
kept: ``cased`` and its lower-case form ``folded``. Texts that need no re-indexing (nearly all) cost
one pass in C.

    >>> view = MatchView.of("Hoa\u0300 B\u00ecnh")     # decomposed letters
    >>> view.folded, view.source(0, 3)
    ('hòa bình', (0, 4))
"""

from __future__ import annotations

import html
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import regex

from extractor.engine.match import Hits
from extractor.model.changed import changed

T = TypeVar("T")

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\u000b\u000c\u0085\u2028\u2029"
_DASHES = "\u2010-\u2015\u2212"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f"
_UNIFIED = regex.compile(f"(?P<space>[{_SPACES}]|\\r(?=\\n))|(?P<dash>[{_DASHES}])|(?P<line>\\r)")
_REINDEX = regex.compile(f"[{_INVISIBLE}\\p{{M}}\\uff01-\\uff5e]")
_CLUSTER = regex.compile(r"\X", flags=regex.V1)
_IS_INVISIBLE = regex.compile(f"[{_INVISIBLE}]").match

# What a converter left of a page. A tag that breaks the line is one line break with those beside it;
# "<" before anything but the name of a common tag is a sign like others.
_MARKUP = regex.compile(
    r"(?P<entity>&(?:[a-zA-Z]{2,8}|\#\d{2,5}|\#[xX][0-9a-fA-F]{2,4});)"
    r"|(?P<line>\s*(?:</?(?:br|p|div|li|ul|tr|h[1-6])(?:\s[^<>\n]*)?/?>\s*)+)"
    r"|(?P<tag></?(?:a|b|i|u|em|strong|span|font|td|sup|sub)(?:\s[^<>\n]*)?/?>)",
    flags=regex.IGNORECASE,
)

# Tone mark on the second vowel of an open oa, oe, uy: the old position ("hoà", "khoẻ", "thuỷ").
# "qu" is a consonant, so "quý" stays.
_OLD_TONE = regex.compile(
    "(?:o[àáảãạèéẻẽẹ]|O[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<![qQ])(?:u[ỳýỷỹỵ]|U[ỳýỷỹỵỲÝỶỸỴ]))(?!\\p{L})"
)


def _modern_tone(match: regex.Match[str]) -> str:
    first, second = match.group()
    mark = next(m for m in unicodedata.normalize("NFD", second) if unicodedata.combining(m))
    plain = unicodedata.normalize("NFD", second)[0]
    return unicodedata.normalize("NFC", first + mark) + plain


def _unify(match: regex.Match[str]) -> str:
    kind = match.lastgroup
    return " " if kind == "space" else "-" if kind == "dash" else "\n"


@dataclass(frozen=True, slots=True)
class MatchView:
    """See the module. ``starts`` / ``ends`` give the source span of each character, None if equal.

    ``hits`` is what one walk over the text has found for many matchers (`engine/shared_pass.py`);
    a matcher that is not in it looks for itself.
    """

    text: str
    cased: str
    folded: str
    starts: array[int] | None = None
    ends: array[int] | None = None
    hits: Hits | None = field(default=None, repr=False, compare=False)

    @staticmethod
    def of(text: str) -> MatchView:
        """Build the view of any string; never raises."""
        starts = ends = None
        cased = text
        if not _needs_no_reindexing(text) or _has_markup(text):
            cased, starts, ends = _reindexed(text)
        if _UNIFIED.search(cased):
            cased = _UNIFIED.sub(_unify, cased)
        if not cased.isascii() and _OLD_TONE.search(cased):
            cased = _OLD_TONE.sub(_modern_tone, cased)
        folded = cased.lower()
        if len(folded) != len(cased):
            folded = "".join(c.lower()[:1] or c for c in cased)
        return MatchView(text, cased, folded, starts, ends)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of the view span ``[start, end)``."""
        if self.starts is None or self.ends is None:
            return start, end
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.text)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """View offsets of the source span ``[start, end)`` (whole characters that it touches)."""
        if self.starts is None or self.ends is None:
            return start, end
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def to_source(self, item: T) -> T:
        """A copy of any value with ``start`` and ``end`` fields, mapped back to the source."""
        value: Any = item
        start, end = self.source(value.start, value.end)
        changes: dict[str, Any] = {} if self.starts is None else {"start": start, "end": end}
        written = getattr(value, "text", None)
        if written is not None and written != self.text[start:end]:
            changes["text"] = self.text[start:end]
        return changed(value, **changes) if changes else item


# A blank (but not a mark behind it) and a line break begin a cluster: pieces can be taken apart.
_LINE = regex.compile(r"[^\n]*\n|[^\n]+")
_PIECE = regex.compile(r" [^ \n]*|[^ \n]+|\n")


def _reindexed(text: str) -> tuple[str, array[int], array[int]]:
    """NFC character by character, remembering where each came from.

    Only the words that need it are taken apart: most texts that come here hold a few stray characters.
    """
    out: list[str] = []
    starts, ends = array("q"), array("q")
    at = 0
    for markup in _MARKUP.finditer(text) if _has_markup(text) else ():
        meant = _meant(markup)
        if meant is None:
            continue
        _written(text[at : markup.start()], at, out, starts, ends)
        if meant and not _IS_INVISIBLE(meant):
            out.append(meant)
            starts.append(markup.start())
            ends.append(markup.end())
        at = markup.end()
    _written(text[at:], at, out, starts, ends)
    return "".join(out), starts, ends


def _has_markup(text: str) -> bool:
    return ("&" in text or "<" in text) and _MARKUP.search(text) is not None


def _meant(markup: regex.Match[str]) -> str | None:
    """The one character that markup stands for, "" for a tag without a meaning, None for no markup."""
    if markup.lastgroup != "entity":
        return "\n" if markup.lastgroup == "line" else ""
    meant = html.unescape(markup.group())
    return meant if len(meant) == 1 else None


def _written(text: str, at: int, out: list[str], starts: array[int], ends: array[int]) -> None:
    for line in _LINE.findall(text):
        if _needs_no_reindexing(line):
            _copied(line, at, out, starts, ends)
        else:
            for match in _PIECE.finditer(line):
                piece = match.group()
                add = _copied if _needs_no_reindexing(piece) else _taken_apart
                add(piece, at + match.start(), out, starts, ends)
        at += len(line)


def _needs_no_reindexing(text: str) -> bool:
    return text.isascii() or not (_REINDEX.search(text) or not unicodedata.is_normalized("NFC", text))


def _copied(text: str, offset: int, out: list[str], starts: array[int], ends: array[int]) -> None:
    out.append(text)
    starts.extend(range(offset, offset + len(text)))
    ends.extend(range(offset + 1, offset + len(text) + 1))


def _taken_apart(text: str, offset: int, out: list[str], starts: array[int], ends: array[int]) -> None:
    for match in _CLUSTER.finditer(text):
        cluster = match.group()
        start, end = match.start() + offset, match.end() + offset
        form: Literal["NFC", "NFKC"] = "NFKC" if "\uff01" <= cluster[0] <= "\uff5e" else "NFC"
        composed = unicodedata.normalize(form, cluster)
        if len(composed) > len(cluster):
            composed = cluster
        # What does not compose keeps a place of its own: all but the first are marks of length one.
        border = end - len(composed) + 1
        for at, char in enumerate(composed):
            if not _IS_INVISIBLE(char):
                out.append(char)
                starts.append(border + at - 1 if at else start)
                ends.append(border + at)
