"""Sentence borders with exact offsets (guideline 2.13: quotes never cross them).

A line of the source is a paragraph. Inside it a sentence ends with ``. ! ? …`` when what follows can
begin one; ``;`` and ``:`` never end a sentence. Dots of abbreviations, initials, dates and numerals
do not either. Crawled text that lost its blanks or line breaks ("2.250 tỷ.Ngoài", "27 xe Trước đó")
is cut where a capital can only open a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from extractor.engine.load import Rules
from extractor.engine.patterns.necessary import beginnings
from extractor.engine.schema.sections import SentenceRules
from extractor.model import Section, Sentence
from extractor.text.letters import LOWER, UPPER
from extractor.text.view import MatchView

_CLOSERS = r"[\"'”’»)\]]"
# A mark that may end a sentence, with closing quotes, then a blank or a capital glued to it.
_CANDIDATE = regex.compile(
    rf"(?P<mark>\./\.|…++\.*+|\.{{2,}}+|[.!?])(?P<close>{_CLOSERS}*)"
    r"(?:(?P<space> +)(?=[^\s\p{Ll},;:.!?…])|(?P<glued>(?=[“\"‘(]?\p{Lu})))"
    r"|(?<=\p{L}\))(?P<bracket>(?=\p{Lu}\p{Ll}))"
)
# `re` with a set of letters finds the places ten times faster than `regex` with \p{Lu}. A full stop before
# a small letter, a digit, a comma or the end of the line ends nothing there.
_MARK = re.compile(
    r"[….!?)](?:(?<=…)…*\.*"
    rf"|(?<=\.)(?:\.+(?=\.)|(?![\d{LOWER},]|\Z))"
    rf"|(?<=[!?])|(?<=\))(?=[{UPPER}]))"
)
_first = re.Match.start
_TOKEN = regex.compile(r"[\p{L}\d.\-]+$")
_TOKEN_LENGTH = 12
_LONGEST = 6000
"""No sentence is longer: such a stretch is a table or a list."""
_OPENING = 12  # characters that a sentence has at least before another can open without a mark


class SentenceSplitter:
    """Splits sections into sentences; built once from the rules.

    >>> splitter = SentenceSplitter(load_rules())                              # doctest: +SKIP
    >>> splitter.cut("Thu 2.250 tỷ.Ngoài ra, TP. Huế có 5 vụ.", 0, 39)          # doctest: +SKIP
    [(0, 13), (13, 39)]
    """

    def __init__(self, rules: Rules) -> None:
        words = rules.get(SentenceRules)
        self._abbreviations = frozenset(words.abbreviations)
        self._words = frozenset(words.one_letter_words)
        self._ordinals = frozenset(words.ordinal_words)
        self._opening = re.compile(rf"{beginnings(words.openers).pattern}(?<=[{UPPER}])(?<=[\w”\")] .)")
        self._opener = regex.compile(rf"(?<=[\p{{Ll}}\d”\")] )(?:{'|'.join(words.openers)})").match

    def split(self, view: MatchView, sections: Sequence[Section]) -> tuple[Sentence, ...]:
        """Sentences of all sections, in order, trimmed, never empty; nothing crosses a line."""
        text = view.cased
        sentences: list[Sentence] = []
        paragraph, line_end = -1, -1
        for section in sections:
            start = section.start
            while start < section.end:
                end = text.find("\n", start, section.end)
                end = section.end if end < 0 else end
                if start > line_end or paragraph < 0:
                    paragraph += 1
                    line_end = text.find("\n", start)
                    line_end = len(text) if line_end < 0 else line_end
                for first, last in self.cut(text, start, end):
                    sentences.append(Sentence(len(sentences), first, last, section.kind, paragraph))
                start = end + 1
        return tuple(sentences)

    def cut(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Trimmed spans of the sentences inside one line of the cased view."""
        spans: list[tuple[int, int]] = []
        begin = start
        for border in self._borders(text, start, end):
            _append(spans, text, begin, border)
            begin = border
        _append(spans, text, begin, end)
        return spans

    def _borders(self, text: str, start: int, end: int) -> list[int]:
        borders = [
            at
            for at in map(_first, self._opening.finditer(text, start + _OPENING + 1, end))
            if self._opener(text, at, end)
        ]
        begin = border = start
        for place in _MARK.finditer(text, start, end):
            at = place.start()
            if text[at] == ")":
                at += 1
            match = _CANDIDATE.match(text, at, end) if at >= border else None
            if match is not None:
                border = match.end()
                if self._ends(text, begin, at, match):
                    begin = border
                    borders.append(border)
        borders.sort()
        return _with_pieces(borders, text, start, end) if end - start > _LONGEST else borders

    def _ends(self, text: str, begin: int, at: int, match: regex.Match[str]) -> bool:
        """Whether the mark at ``at`` ends the sentence that opened at ``begin``."""
        kind = match.lastgroup
        if kind == "bracket":
            return True
        mark, close = match.group("mark", "close")
        if mark != "." or close:
            return kind != "glued" or mark == "./." or text[at - 1 : at].islower()
        return self._dot_ends(text, begin, at, match)

    def _dot_ends(self, text: str, begin: int, at: int, match: regex.Match[str]) -> bool:
        """Whether a single dot does: it may belong to an abbreviation, an initial or a list marker."""
        low = max(begin, at - _TOKEN_LENGTH)
        token = text[low:at].rpartition(" ")[2]
        if not token.isalpha():
            word = _TOKEN.search(text, low, at)
            if word is None:
                return at > begin
            token = word.group()
        first = at - len(token)
        if (len(token) == 1 or token.isdecimal() or _is_roman(token)) and not text[begin:first].strip():
            return False  # "1. Tiếp tục", "a. ...", "II. ...": the marker of a list item
        tail = token.rpartition("-")[2].lower()
        if tail in self._abbreviations or tail.rpartition(".")[2] in self._abbreviations:
            return False
        last = token.rpartition(".")[2]
        if len(last) == 1 and last.isupper() and last not in self._words:
            return _is_roman(last) and "." not in token and self._after_ordinal(text, first)
        if match.lastgroup == "glued":
            follow = text[match.end() : match.end() + 2]
            return not token.isupper() or (len(token) > 1 and follow[1:].islower())
        return True

    def _after_ordinal(self, text: str, at: int) -> bool:
        before = text[max(0, at - 9) : at].split()
        return bool(before) and before[-1].lower() in self._ordinals


def _with_pieces(borders: list[int], text: str, start: int, end: int) -> list[int]:
    """More borders where a stretch is too long for a sentence: behind a list mark, a blank, else anywhere."""
    pieces: list[int] = []
    for border in (*borders, end):
        while border - start > _LONGEST:
            middle, limit = start + _LONGEST // 2, start + _LONGEST
            at = max(text.rfind("; ", middle, limit), text.rfind(", ", middle, limit)) + 1
            start = at or text.rfind(" ", middle, limit) + 1 or limit
            pieces.append(start)
        pieces.append(border)
        start = border
    return pieces[:-1]


def _is_roman(token: str) -> bool:
    return bool(token) and not token.strip("IVX")


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        if spans and not (text[start].isalnum() or any(map(str.isalnum, text[start:end]))):
            spans[-1] = (spans[-1][0], end)  # a stray mark belongs to what precedes it
        else:
            spans.append((start, end))
