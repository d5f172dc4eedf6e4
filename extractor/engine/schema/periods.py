"""`periods.toml`: words that tie a figure to a time told elsewhere (guideline 3.4)."""

from __future__ import annotations

from typing import ClassVar, Literal

from extractor.engine.schema.base import Rule, RuleFile

CueKind = Literal[
    "occasion", "first_day", "window_start", "before_that", "continues", "list_item", "standing",
    "open_length", "aside", "ongoing", "cumulative", "highlight", "uneventful", "average",
]  # fmt: skip


class PeriodCue(Rule):
    """A pattern in the folded sentence of the figure; ``kind`` says what it does."""

    kind: CueKind
    pattern: str


class PeriodRules(RuleFile):
    """Cues of the period linker and the kinds of figures that describe a state."""

    files: ClassVar[str] = "periods.toml"

    state_indicators: tuple[str, ...]
    state_objects: tuple[str, ...]
    event_indicators: tuple[str, ...]
    profile_actions: tuple[str, ...]
    reorganisation: str
    cue: tuple[PeriodCue, ...]
