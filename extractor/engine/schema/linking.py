"""`changes.toml`, `negations.toml`, `relations.toml`: how mentions become linked figures."""

from __future__ import annotations

from typing import ClassVar

from extractor.engine.schema.base import CounterExample, Example, Rule, RuleFile


class Changes(RuleFile):
    """Words that turn a number into a change, a multiple or a new level (guideline 2.6)."""

    files: ClassVar[str] = "changes.toml"

    rise: tuple[str, ...]
    fall: tuple[str, ...]
    level: tuple[str, ...]
    """Between the verb and the number these make it a level again ("tăng lên 98 người")."""
    links: tuple[str, ...]
    """May stand between the verb and the number and change nothing ("giảm được 12 vụ")."""
    multiple_before: tuple[str, ...]
    multiple_unit: tuple[str, ...]
    share_verbs: tuple[str, ...]
    bases: tuple[str, ...]
    conjunctions: tuple[str, ...]
    """Between two percentages that share one verb ("tăng 5% và 7%")."""
    example: tuple[Example, ...]
    counter_example: tuple[CounterExample, ...]


class Negations(RuleFile):
    """A countable result that is denied: negator, verb, counted head, closer (2.11, ruling 29)."""

    files: ClassVar[str] = "negations.toml"

    negators: tuple[str, ...]
    verbs: tuple[str, ...]
    closers: tuple[str, ...]
    bare_heads: tuple[str, ...]
    """Heads that are denied without a closer ("không có người bị thương")."""
    example: tuple[Example, ...]
    counter_example: tuple[CounterExample, ...]


class RelationRule(Rule):
    """A cue between two figures that relates the later one to the earlier (guideline 2.7, 6.1).

    ``source`` and ``target`` restrict the indicators of the figure that carries the relation and of
    the figure it points at (empty: any; ``=``: the same as the other).
    """

    type: str
    cues: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()


class Relations(RuleFile):
    """How figures of one article hang together."""

    files: ClassVar[str] = "relations.toml"

    parts: tuple[str, ...]
    """Cues that open a list of parts ("trong đó", "gồm:")."""
    exhaustive: tuple[str, ...]
    """Those of ``parts`` after which the parts make up the whole."""
    totals: tuple[str, ...]
    """Cues of a closing total ("tổng cộng")."""
    elided: tuple[str, ...]
    """Indicators of which an elided smaller count is a part ("11 thanh niên ...; 8 người ...")."""
    rule: tuple[RelationRule, ...]
