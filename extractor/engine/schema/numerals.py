"""`numerals.toml`: how numbers are written in digits and words (guideline 2.1, 2.2)."""

from __future__ import annotations

from typing import ClassVar

from extractor.engine.schema.base import Rule, RuleFile


class NumeralRule(Rule):
    """Whether a number word counts in a given surrounding; the first rule that fits decides.

    ``words`` are the words it speaks about (all of them if empty), ``left`` a pattern that ends and
    ``right`` one that begins at the word, both on folded text and both optional. ``numeral`` is the
    verdict. Words of ``only_by_rule`` count only where a rule says so, all others unless one objects.
    """

    words: tuple[str, ...] = ()
    left: str = ""
    right: str = ""
    numeral: bool


class Numerals(RuleFile):
    """The number words and what they are worth.

    ``units`` are the digits, ``after_ten`` the forms they take behind a ten, ``after_link`` those
    behind a zero, ``round`` words that take no digit behind them; ``magnitudes`` multiply (``glued`` only
    when glued to digits), ``links`` stand for the zero in the tens place. ``vague`` gives lower and upper
    bound, ``vague_prefix`` turns a magnitude into its whole decade, ``round_after`` licenses a magnitude
    without a digit. ``compounds`` lists, per word, the words with which it forms another word;
    ``exponents`` are symbols whose final digit is part of the symbol.
    """

    files: ClassVar[str] = "numerals.toml"

    units: dict[str, int]
    after_ten: dict[str, int]
    after_link: dict[str, int]
    only_before_multiplier: tuple[str, ...]
    ten: dict[str, int]
    tens: dict[str, int]
    hundred: dict[str, int]
    round: dict[str, int]
    magnitudes: dict[str, int]
    glued: dict[str, int]
    links: tuple[str, ...]
    half: tuple[str, ...]
    half_of: tuple[str, ...]
    vague_prefix: tuple[str, ...]
    vague: dict[str, tuple[int, int]]
    round_after: tuple[str, ...]
    pairs: dict[str, tuple[int, int]]
    compounds: dict[str, tuple[str, ...]]
    exponents: tuple[str, ...]
    only_by_rule: tuple[str, ...]
    fragments: dict[str, str]
    rule: tuple[NumeralRule, ...]
