"""Regions of an article: title, headers, lead, body, captions, byline, boilerplate (guideline 5).

Figures are read from title, lead, body, quote and list only, so a region decides whether a number
counts. Lines are judged by rules (`sections.toml`); what no rule claims is title, lead or body by its
place, or a caption by its cues (`captions.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.engine.load import Rules
from extractor.engine.schema.sections import SectionRules
from extractor.model import Document, Section
from extractor.text.captions import CaptionFinder, Frame
from extractor.text.headlines import FINAL, TITLE_LINES, HeadlineFinder, skeleton
from extractor.text.line_rules import LineRules, Lines
from extractor.text.sentences import SentenceSplitter
from extractor.text.view import MatchView

_LONGEST_RULED_LINE = 300
_END_WINDOW = 400
_HEAD_WINDOW = 400
_LEAD_LENGTH = 900


class SectionFinder:
    """Finds the sections of a document; built once from the rules.

    ``find`` returns sections in order, without overlap; every visible character of the view lies in
    exactly one of them. ``Section.rule_id`` names the rule, empty where place alone decided. Regions
    that the reader knows (HTML) are kept.
    """

    def __init__(self, rules: Rules) -> None:
        table = rules.get(SectionRules)
        splitter = SentenceSplitter(rules)
        self._cut = splitter.cut
        self._captions = CaptionFinder(table.caption, splitter)
        self._paragraph = table.paragraph_length
        # Captions are printed twice and stay captions; what is half a paragraph is one that came twice.
        self._repeatable = table.paragraph_length // 2
        self._title_length = table.title_length
        slots = {"person": table.person, "tags": _tags(table)}
        self._whole = LineRules("line", table.rule, slots)
        self._start = LineRules("start", table.rule, slots)
        self._end = LineRules("end", table.rule, slots)
        self._head = LineRules("head", table.rule, slots)
        self._headlines = HeadlineFinder(
            table.title_length, (self._whole, self._start), self._captions, splitter
        )

    def find(self, document: Document, view: MatchView) -> tuple[Section, ...]:
        """The regions of ``document``, in offsets of ``view``."""
        state = self._survey(document, view)
        known = [
            Section(section.kind, *view.locate(section.start, section.end), section.rule_id)
            for section in document.sections
            if section.kind != "body"
        ]
        sections: list[Section] = []
        for number, (start, end) in enumerate(state.lines):
            given = known and _around(known, start, end)
            pieces = [Section(given.kind, start, end, given.rule_id)] if given else self._line(state, number)
            for piece in pieces:
                _append(sections, state.text, piece)
        return tuple(sections)

    def _survey(self, document: Document, view: MatchView) -> Lines:
        text = view.cased
        lines = _lines(text)
        long = [n for n, (start, end) in enumerate(lines) if end - start >= self._paragraph]
        first = long[0] if long else min(1, len(lines) - 1)
        last = long[-1] if long else max(first, len(lines) // 2)
        title = skeleton(MatchView.of(document.title).folded) if document.title else ""
        credits_expected = self._captions.may_have_credits(view.folded)
        state = Lines(text, view.folded, lines, first, last, title, credits_expected)
        state.titles = self._headlines.find(state)
        return state

    def _line(self, state: Lines, number: int) -> Iterator[Section]:
        start, end = state.lines[number]
        length = end - start
        if number in state.titles:
            state.titled = True
            yield from self._peeled_title(state, number, start, end)
            return
        if length >= self._paragraph:
            state.block = None
        if length >= self._repeatable and self._repeats(state, number):
            yield Section("boilerplate", start, end, "sections.repeated_paragraph")
            return
        if length <= _LONGEST_RULED_LINE:
            rule = self._whole.match(state, number, start, end)
            if rule is not None:
                state.block = rule[0] if rule[0].block else state.block
                yield Section(rule[0].region, start, end, rule[0].id)
                return
            if state.block is not None:
                yield Section(state.block.region, start, end, state.block.id)
                return
        if number <= state.first_paragraph and length >= self._paragraph:
            header = self._head.find(state, number, start, min(end, start + _HEAD_WINDOW))
            if header is not None:
                yield Section("body" if state.titled else "title", start, header[1])
                yield Section(header[0].region, header[1], header[2], header[0].id)
                state.titled = True
                start = _trim(state.text, header[2], end)[0]
        yield from self._running_text(state, number, start, end)

    def _peeled_title(self, state: Lines, number: int, start: int, end: int) -> Iterator[Section]:
        while (found := self._start.match(state, number, start, end)) and found[0].region == "date_header":
            yield Section(found[0].region, start, found[1], found[0].id)
            start = _trim(state.text, found[1], end)[0]
        yield Section("title", start, end)

    def _running_text(self, state: Lines, number: int, start: int, end: int) -> Iterator[Section]:
        tagged, item = False, ""
        while start < end and (found := self._start.match(state, number, start, end)):
            rule, border = found
            if rule.region == "list":
                item = rule.id
                break
            tagged |= rule.region == "outlet_tag"
            yield Section(rule.region, start, border, rule.id)
            start = _trim(state.text, border, end)[0]
        if start >= end:
            return
        tail: list[Section] = []
        if number >= state.last_paragraph:
            while found := self._end.match(state, number, max(start, end - _END_WINDOW), end):
                rule, border = found
                tail.append(Section(rule.region, border, end, rule.id))
                end = _trim(state.text, start, border)[1]
        kind = "list" if item else self._kind(state, number, start, end, tagged=tagged)
        if kind == "title":
            state.titled = True
            yield Section("title", start, end)
        elif (
            kind == "body"
            and end - start <= self._captions.longest
            and self._captions.is_caption(state.text, state.folded, start, end, self._frame(state, number))
        ):
            yield Section("caption", start, end, "sections.caption_cues")
        else:
            state.led |= kind == "lead"
            section = Section(kind, start, end, item)
            yield from self._captions.inside(
                state.text, state.folded, section, credits_expected=state.credits_expected
            )
        yield from reversed(tail)

    def _kind(self, state: Lines, number: int, start: int, end: int, *, tagged: bool) -> str:
        if tagged:
            return "lead" if end - start <= _LEAD_LENGTH else "body"
        if number <= state.first_paragraph and not state.titled and start > state.lines[number][0]:
            short = end - start <= self._title_length and state.text[end - 1] not in FINAL
            if short and len(self._cut(state.text, start, end)) == 1:
                return "title"  # glued to the date header
        if not state.led and number == state.first_paragraph and end - start <= _LEAD_LENGTH:
            return "lead"
        return "body"

    def _repeats(self, state: Lines, number: int) -> bool:
        start, end = state.lines[number]
        line = state.text[start:end]
        earlier = state.seen.setdefault(line, number)
        return earlier < number

    def _frame(self, state: Lines, number: int) -> Frame:
        lines, text = state.lines, state.text
        line = text[slice(*lines[number])]
        around = [lines[n] for n in (number - 1, number + 1) if 0 <= n < len(lines)]
        repeated = len(line) < self._repeatable and any(text[start:end] == line for start, end in around)
        followed = number + 1 < len(lines) and (
            repeated or lines[number + 1][1] - lines[number + 1][0] >= self._paragraph
        )
        return Frame(
            between_paragraphs=followed,
            below_title=state.titled and not state.led and number < TITLE_LINES,
            repeated=repeated,
            closing=number + 1 == len(lines),
        )


def _lines(text: str) -> list[tuple[int, int]]:
    """What is visible of each line, without empty lines."""
    lines, at = [], 0
    for line in text.split("\n"):
        visible = line.strip()
        if visible:
            start = at + line.index(visible[0])
            lines.append((start, start + len(visible)))
        at += len(line) + 1
    return lines


def _around(known: list[Section], start: int, end: int) -> Section | None:
    return next((section for section in known if section.start <= start and end <= section.end), None)


def _tags(table: SectionRules) -> str:
    names = {tag for outlet in table.outlets.values() for tag in outlet.tags}
    return "|".join(regex.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


def _append(sections: list[Section], text: str, piece: Section) -> None:
    """Add a piece, trimmed; one kind running on over lines stays one section."""
    start, end = _trim(text, piece.start, piece.end)
    if start >= end:
        return
    last = sections[-1] if sections else None
    if last is not None and last.kind == piece.kind and last.rule_id == piece.rule_id:
        sections[-1] = Section(last.kind, last.start, end, last.rule_id)
    else:
        sections.append(Section(piece.kind, start, end, piece.rule_id))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
