"""`actions.toml` and `cues.toml`: governing verbs and ConText cues (guideline 1.4, 2.11)."""

from __future__ import annotations

from typing import ClassVar, Literal

from extractor.engine.schema.base import Rule, RuleFile


class ActionRule(Rule):
    """Verbs that put a figure under one action.

    ``rank`` orders verbs that govern together: the resulting one has the higher rank ("vận động
    giao nộp": hand_over). ``indicators`` restricts the rule, ``side`` says where the verb stands.
    """

    action: str
    verbs: tuple[str, ...]
    rank: int = 0
    indicators: tuple[str, ...] = ()
    side: Literal["left", "right", "both"] = "left"


class Actions(RuleFile):
    """Governing verbs."""

    files: ClassVar[str] = "actions.toml"

    passives: tuple[str, ...]
    rule: tuple[ActionRule, ...]


class CueRule(Rule):
    """A ConText cue: where it stands, how far it reaches, what it says.

    ``direction`` is ``forward`` (cue before the figure), ``backward`` (after it) or ``both``;
    ``scope`` is ``clause`` or ``sentence``; ``stops`` end the reach early.
    """

    status: str
    cues: tuple[str, ...]
    direction: Literal["forward", "backward", "both"] = "forward"
    scope: Literal["adjacent", "clause", "sentence"] = "clause"
    stops: tuple[str, ...] = ()
    priority: int = 0


class Cues(RuleFile):
    """Status cues, the words that end their reach, and phrases in which a cue's words are none."""

    files: ClassVar[str] = "cues.toml"

    pseudo: tuple[str, ...] = ()
    terminators: tuple[str, ...]
    rule: tuple[CueRule, ...]
