"""Photo captions: by their credit ("Photo: N.N."), or by how a caption is worded (guideline 5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from extractor.engine.patterns.necessary import beginnings
from extractor.engine.schema.sections import CaptionRules
from extractor.model import Section
from extractor.text.sentences import SentenceSplitter

CREDIT_ID = "sections.caption_credit"
CUES_ID = "sections.caption_cues"
_TERMINAL = ".!?…"
_MARKS = _TERMINAL + ":;,"
_NAME_PART = r"(?:[A-Z][A-Za-z\d+]*\+?(?!\p{L})|\p{Lu}\p{Ll}+|\p{Lu}[\p{Lu}\d]*\+?(?!\p{Ll}))"
_NAME = regex.compile(
    rf"[ :]*(?P<first>[a-z][\w.]*(?=[ .)])|{_NAME_PART})"
    rf"(?:(?P<sep>(?<=[ .:]\p{{Lu}})\. ?| ?[/&,–-] ?| )(?P<more>{_NAME_PART})){{0,7}}"
)
_CLOSE = regex.compile(r"(?: ?\([^()]{2,40}\))?[ .]*[)\]]*\.?")
_STARTS_SENTENCE = regex.compile(r"[ ,]*[\p{Ll}\d“\"]")
_FIRST_SENTENCE_WINDOW = 320


class Frame(NamedTuple):
    """Where a line stands."""

    between_paragraphs: bool
    below_title: bool
    repeated: bool
    closing: bool


class CaptionFinder:
    """Tells captions from running text."""

    def __init__(self, rules: CaptionRules, splitter: SentenceSplitter) -> None:
        self._rules = rules
        self.longest = rules.longest
        self._cut = splitter.cut
        self._credit = regex.compile(rules.credit)
        self._starters = frozenset(rules.starters)
        self._cues = [(regex.compile(cue.pattern).search, cue.weight) for cue in rules.cues]
        self._credit_begins = beginnings([rules.credit])

    def is_caption(self, text: str, folded: str, start: int, end: int, frame: Frame) -> bool:
        """Whether the line ``[start, end)`` of at most ``longest`` characters, in ``frame``, is a caption."""
        rules = self._rules
        score = frame.between_paragraphs * rules.framed + frame.repeated * rules.repeated
        score += (frame.below_title and text[end - 1] in _TERMINAL) * rules.leading
        score += (end - start < rules.brief_length) * rules.brief
        score -= (frame.closing and text[end - 1] not in _MARKS) * rules.unfinished  # a text cut off
        credit = next(self._credits(folded, start, end), None)
        if credit is not None and end - credit.end() < 60:
            return len(self._cut(text, start, credit.start())) <= 2
        needed = rules.threshold - score - self._unfinished(text, end)
        return self._reaches(needed, folded, start, end) and len(self._cut(text, start, end)) == 1

    def may_have_credits(self, folded: str) -> bool:
        """A cheap look at the whole article: most carry no credit at all."""
        return any(hint in folded for hint in self._rules.credit_hints)

    def inside(
        self, text: str, folded: str, section: Section, *, credits_expected: bool
    ) -> Iterator[Section]:
        """Split a paragraph that lost its line breaks into running text and captions."""
        start, end = section.start, section.end
        if end - start > self._rules.longest:
            border = self._leading_caption(text, folded, start, end)
            if border > start:
                yield Section("caption", start, border, CUES_ID)
                start = border
        for credit in self._credits(folded, start, end) if credits_expected else ():
            if credit.start() < start:
                continue
            begin = self._caption_start(text, folded, start, credit)
            close = self._credit_end(text, credit.end(), end)
            if begin > start:
                yield Section(section.kind, start, begin, section.rule_id)
            yield Section("caption", begin, close, CREDIT_ID)
            start = close
        if start < end:
            yield Section(section.kind, start, end, section.rule_id)

    def is_worded_like_one(self, folded: str, start: int, end: int) -> bool:
        """Whether the words alone, wherever they stand, make ``[start, end)`` a caption."""
        return any(self._credits(folded, start, end)) or self._reaches(
            self._rules.threshold, folded, start, end
        )

    def _credits(self, folded: str, start: int, end: int) -> Iterator[regex.Match[str]]:
        border = start
        for place in self._credit_begins.finditer(folded, start, end):
            at = place.start()
            credit = self._credit.match(folded, at, end) if at >= border else None
            if credit is not None:
                border = credit.end()
                yield credit

    def _reaches(self, needed: int, folded: str, start: int, end: int) -> bool:
        """Whether the cues together weigh ``needed``; the last ones often cannot change the answer."""
        words = folded[start:end]
        gain = sum([weight for _, weight in self._cues if weight > 0])
        loss = sum([weight for _, weight in self._cues if weight < 0])
        for search, weight in self._cues:
            if needed > gain or needed <= loss:
                break
            if weight > 0:
                gain -= weight
            else:
                loss -= weight
            if search(words):
                needed -= weight
        return needed <= loss

    def _unfinished(self, text: str, end: int) -> int:
        return 0 if text[end - 1] in _MARKS else self._rules.unfinished

    def _leading_caption(self, text: str, folded: str, start: int, end: int) -> int:
        """End of a caption that opens a flattened paragraph without a final mark; ``start`` if none."""
        window = min(end, start + _FIRST_SENTENCE_WINDOW)
        spans = self._cut(text, start, window)
        if len(spans) < 2 or spans[0][1] - spans[0][0] > self._rules.longest:
            return start
        first, last = spans[0]
        gap = text[last : spans[1][0]]
        finished = text[last - 1] in _TERMINAL
        if finished and len(gap) < 2:
            return start
        # Two blanks after the first sentence are what is left of a picture's frame.
        rules = self._rules
        needed = rules.threshold - rules.framed - finished * rules.unfinished - self._unfinished(text, last)
        return spans[1][0] if self._reaches(needed, folded, first, last) else start

    def _caption_start(self, text: str, folded: str, floor: int, credit: regex.Match[str]) -> int:
        """Where the caption of this credit begins: its own sentence, or the one before if it stands alone."""
        at: int = credit.start()
        spans = self._cut(text, max(floor, at - 2 * self._rules.longest), at)
        if not spans:
            return at
        begin, last = spans[-1]
        alone = text[last - 1] in _TERMINAL
        if alone and credit.lastgroup == "complete":
            return at
        if last - begin > self._rules.longest:
            return at
        needed = self._rules.credited - self._unfinished(text, last)
        if alone and not self._reaches(needed, folded, begin, last):
            return at
        return begin

    def _credit_end(self, text: str, at: int, end: int) -> int:
        """Where the name behind a credit ends; the last capital may already open the next sentence."""
        name = _NAME.match(text, at, end)
        if name is not None:
            at = name.end()
            words, borders = name.captures("more"), name.starts("sep")
            if words and _STARTS_SENTENCE.match(text, at, end):
                at = borders[-1]
            for word, border in zip(words, borders, strict=True):
                if word in self._starters:
                    at = min(at, border)
            glued = max((n for n in range(1, 6) if text[at - n : at] in self._starters), default=0)
            if glued and text[at - glued - 1].isalnum():
                at -= glued
        close = _CLOSE.match(text, at, end)
        return int(close.end()) if close else at
