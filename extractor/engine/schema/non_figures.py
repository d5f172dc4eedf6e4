"""`non_figures.toml`: numbers that state no figure, and how to tell (guideline 2.10)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import model_validator

from extractor.engine.schema.base import Rule, RuleFile


class NonFigureRule(Rule):
    """A number in these surroundings is no figure; the first rule that fits gives the category.

    ``before`` are phrases that end right before the number, ``after`` phrases that begin right behind
    it; ``numbered`` lets "số" stand between. ``left`` must match up to and ``right`` from there on.
    ``token`` must match the whole unspaced token around the number instead. ``cased`` compares
    patterns with the text as written. ``measured`` rules also apply to money, percentages and
    measures, ``written`` only to numbers in ``digits`` or ``words``; ``largest`` bounds the value,
    ``capitalised`` asks for a title-case word, ``year`` for 1900 to 2099 in four digits.
    """

    category: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    numbered: bool = False
    left: str = ""
    right: str = ""
    token: str = ""
    cased: bool = False
    measured: bool = False
    written: str = ""
    largest: int | None = None
    capitalised: bool = False
    year: bool = False

    @model_validator(mode="after")
    def _anchored(self) -> NonFigureRule:
        if not (self.before or self.after or self.token or self.left or self.right or self.year):
            raise ValueError("give before, after, left, right or token")
        return self


class NonFigures(RuleFile):
    """Rules in the order in which they speak; ``fragments`` are pieces of patterns, {name} in them."""

    files: ClassVar[str] = "non_figures.toml"

    numbering_word: str
    time_category: dict[str, str]
    fragments: dict[str, str]
    rule: tuple[NonFigureRule, ...]
