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
import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Literal, TypeVar

import regex

from extractor.engine.match import Hits
from extractor.model.changed import changed

T = TypeVar("T")

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\u000b\u000c\u0085\u2028\u2029"
_DASHES = "\u2010-\u2015\u2212"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f"
_UNIFIED = re.compile(f"[{_SPACES}{_DASHES}\r]")
_REINDEX = regex.compile(f"[{_INVISIBLE}\\p{{M}}\\uff01-\\uff5e]")
_CLUSTER = regex.compile(r"\X", flags=regex.V1)
_IS_INVISIBLE = regex.compile(f"[{_INVISIBLE}]").match


def _moves(char: str) -> bool:
    return _REINDEX.match(char) is not None or not unicodedata.is_normalized("NFC", char)


# Nearly all texts hold nothing but Latin letters and signs that stand for themselves. `re` with a set of
# characters finds that out many times faster than `regex` with a property.
_LATIN_AND_SIGNS = chain(range(0x250), range(0x1E00, 0x1F00), range(0x2000, 0x2C00))
_UNUSUAL = re.compile(
    f"[{''.join(filter(_moves, map(chr, _LATIN_AND_SIGNS)))}\u0250-\u1dff\u1f00-\u1fff\u2c00-\U0010ffff]"
)

# What a converter left of a page. A tag that breaks the line is one line break with those beside it;
# "<" before anything but the name of a common tag is a sign like others.
_MARKUP = regex.compile(
    r"(?P<entity>&(?:[a-zA-Z]{2,8}|\#\d{2,5}|\#[xX][0-9a-fA-F]{2,4});)"
    r"|(?P<line>\s*(?:</?(?:br|p|div|li|ul|tr|h[1-6])(?:\s[^<>\n]*)?/?>\s*)+)"
    r"|(?P<tag></?(?:a|b|i|u|em|strong|span|font|td|sup|sub)(?:\s[^<>\n]*)?/?>)",
    flags=regex.IGNORECASE,
)
_OPENS_MARKUP = re.compile(r"[&<](?:(?<=&)#?\w{2,8};|(?<=<)/?\w{1,6}[\s/>])")

# Tone mark on the second vowel of an open oa, oe, uy: the old position ("hoà", "khoẻ", "thuỷ").
# "qu" is a consonant, so "quý" stays.
_TONE_PAIRS = (("o", "àáảãạèéẻẽẹ"), ("O", "àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ"), ("u", "ỳýỷỹỵ"), ("U", "ỳýỷỹỵỲÝỶỸỴ"))
_OLD_TONE = re.compile("[oOuU][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸỳýỷỹỵỲÝỶỸỴ](?![a-zA-Z])")


def _moved(first: str, second: str) -> str:
    plain, mark = tuple(unicodedata.normalize("NFD", second))
    return unicodedata.normalize("NFC", first + mark) + plain


_MODERN = {first + second: _moved(first, second) for first, seconds in _TONE_PAIRS for second in seconds}


def _modern_tone(match: re.Match[str]) -> str:
    written = match.group()
    start, end = match.span()
    if match.string[end : end + 1].isalpha():
        return written
    if written[0] in "uU" and match.string[start - 1 : start] in ("q", "Q"):
        return written
    return _MODERN.get(written, written)


def _unified(text: str) -> str:
    for char in set(_UNIFIED.findall(text)):
        if char == "\r":
            text = text.replace("\r\n", " \n").replace("\r", "\n")
        else:
            text = text.replace(char, " " if char.isspace() else "-")
    return text


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
        cased = _unified(cased)
        if not cased.isascii():
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
        written = getattr(value, "text", None)
        if written is None or written == self.text[start:end]:
            return item if self.starts is None else changed(item, start=start, end=end)
        return changed(item, start=start, end=end, text=self.text[start:end])


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
    if "&" not in text and "<" not in text:
        return False
    return _OPENS_MARKUP.search(text) is not None and _MARKUP.search(text) is not None


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
    if text.isascii() or _UNUSUAL.search(text) is None:
        return True
    return _REINDEX.search(text) is None and unicodedata.is_normalized("NFC", text)


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
