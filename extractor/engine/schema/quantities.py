"""`units.toml` and `approximators.toml`: what turns a numeral into a quantity (guideline 2.3-2.8)."""

from __future__ import annotations

from typing import ClassVar

from extractor.engine.schema.base import Rule, RuleFile, RuleModel


class Conversion(RuleModel):
    """A word for a unit that is converted: "tạ" is 100 kg (guideline ruling 39)."""

    unit: str
    factor: int


class Units(RuleFile):
    """Words of measures, classifiers and denominators.

    ``measures`` maps a unit to its words; ``conversions`` a word to another unit; ``percent`` are the
    signs that belong to the value, ``percent_words`` those that stay outside. ``classifiers`` are words
    that decide the unit alone. ``per`` are words that may follow a slash or a distributive word, beside
    the measures; ``per_counts`` the denominators that may be written as a number ("/1 khẩu").
    ``currencies`` are the measures of money; ``money_magnitudes`` mean money by themselves where
    ``money_cue`` stands before and ``money_follower`` right behind the numeral. ``distributive`` words
    open a rate ("mỗi suất 500 ngàn"), with ``distributive_gap`` allowed before the number and
    ``distributive_own`` telling that it has one; behind money, ``one`` with a word of ``one_of`` does
    the same ("2 triệu đồng một tháng"); an unlisted priced thing is ``per_of_money``. ``compounds``
    lists, per word, what makes another word of it.
    """

    files: ClassVar[str] = "units.toml"

    measures: dict[str, tuple[str, ...]]
    conversions: dict[str, Conversion]
    percent: tuple[str, ...]
    percent_words: tuple[str, ...]
    classifiers: dict[str, tuple[str, ...]]
    per: dict[str, tuple[str, ...]]
    per_counts: tuple[int, ...]
    money_magnitudes: tuple[str, ...]
    money_alone: tuple[str, ...]
    money_unit: str
    currencies: tuple[str, ...]
    money_cue: str
    money_follower: str
    distributive: tuple[str, ...]
    distributive_gap: str
    distributive_own: str
    one: str
    one_of: tuple[str, ...]
    distributive_list: str
    range_words: tuple[str, ...]
    range_opening: tuple[str, ...]
    out_of: tuple[str, ...]
    date_cues: tuple[str, ...]
    change_words: tuple[str, ...]
    fraction_heads: tuple[str, ...]
    clock: tuple[str, ...]
    per_of_money: str
    territories: tuple[str, ...]
    per_beside: dict[str, dict[str, str]]
    compounds: dict[str, tuple[str, ...]]


class ApproximatorRule(Rule):
    """Words next to a numeral that say how exact it is.

    ``before`` end, ``after`` begin next to the numeral (behind its unit); both: a frame ("từ ... trở
    lên"). ``unless_left`` / ``unless_right`` are patterns around the whole that forbid the reading.
    ``measures_only`` limits it to money, percentages and measures, ``largest`` to values up to it.
    """

    approx: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unless_left: str = ""
    unless_right: str = ""
    measures_only: bool = False
    largest: int | None = None


class Approximators(RuleFile):
    """Approximators in the order in which they are tried."""

    files: ClassVar[str] = "approximators.toml"

    rule: tuple[ApproximatorRule, ...]
