"""`sentences.toml` and `sections.toml`: how an article is laid out (guideline section 5)."""

from __future__ import annotations

from typing import ClassVar, Literal

from extractor.engine.schema.base import Rule, RuleFile, RuleModel


class SentenceRules(RuleFile):
    """What a full stop may belong to, and what opens a sentence although no full stop is there.

    ``abbreviations`` are folded, without their last dot. ``openers`` are regular expressions over the
    cased text for words that begin a sentence of their own when they stand in the middle of a line.
    """

    files: ClassVar[str] = "sentences.toml"

    abbreviations: tuple[str, ...]
    ordinal_words: tuple[str, ...]
    one_letter_words: tuple[str, ...]
    openers: tuple[str, ...]


class SectionRule(Rule):
    """A stretch of a line that belongs to ``region``.

    ``at`` says where: the whole ``line``, its ``start``, its ``end``, or somewhere near the ``head`` of
    a page that lost its line breaks (the rest of the line is looked at again). ``zone`` restricts it to
    the lines before the first paragraph (``top``) or after the last (``bottom``). ``block`` makes the
    lines that follow the same region until a paragraph comes. ``cased`` patterns see the text as
    written, others its lower-case form. In an ``end`` pattern ``<mark>`` opens the claimed part.
    """

    region: str
    at: Literal["line", "start", "end", "head"] = "line"
    zone: Literal["any", "top", "bottom"] = "any"
    pattern: str
    cased: bool = False
    block: bool = False


class CaptionCue(RuleModel):
    """One sign for (positive) or against (negative) a short paragraph being a caption."""

    id: str
    pattern: str
    weight: int
    note: str = ""


class CaptionRules(RuleModel):
    """Captions: the credit that marks one ("Photo: N.N."), and cues for those without a credit.

    An article without any of the ``credit_hints`` is not searched for ``credit``; ``starters`` are
    words that end a credited name because they open a sentence. Layout weights: ``unfinished`` for a
    line without final punctuation, ``framed`` before a paragraph, ``leading`` for a finished line right
    below the headline, ``brief`` below ``brief_length`` characters, ``repeated`` when it stands twice in
    a row. A line of one sentence, at most ``longest`` characters, is a caption from ``threshold``
    upwards; a sentence with a credit behind it from ``credited``.
    """

    credit: str
    credit_hints: tuple[str, ...]
    starters: tuple[str, ...]
    threshold: int
    credited: int
    longest: int
    brief_length: int
    unfinished: int
    framed: int
    leading: int
    brief: int
    repeated: int
    cues: tuple[CaptionCue, ...]


class Outlet(RuleModel):
    """A newspaper or portal: its name, the tags it signs with, its hosts and its province, if it has one."""

    name: str
    tags: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    province: str | None = None


class SectionRules(RuleFile):
    """Regions of the article, captions, bylines and outlets."""

    files: ClassVar[str] = "sections.toml"

    paragraph_length: int
    title_length: int
    person: str
    byline_label: str
    rule: tuple[SectionRule, ...]
    caption: CaptionRules
    outlets: dict[str, Outlet]
