"""`dates.toml`: the words and patterns of time expressions (guideline 3)."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from extractor.engine.schema.base import Rule, RuleFile, RuleModel

Resolve = Literal[
    "day", "month", "year", "years", "quarter", "months", "within", "last", "ago", "day_word", "same_day",
    "relative", "now", "now_until", "now_rest", "duration", "after", "constant", "same_window", "event",
]  # fmt: skip


class DateRule(Rule):
    """One form of time expression.

    ``pattern`` is matched (regex library, folded text) where one of the ``start`` words stands: a
    word, ``@list`` for all words of a list ("@count @unit": all pairs), ``#date`` for digits before a
    separator, ``#unit`` for digits before a unit of time. ``@name`` inside the pattern is a
    word list, a number table or a ``macro``. ``resolve`` names the calendar operation on the groups;
    ``value`` is the TIMEX3 value of constants.
    """

    start: tuple[str, ...] = Field(min_length=1)
    pattern: str
    resolve: Resolve
    timex_type: Literal["DATE", "TIME", "DURATION", "SET"] = "DATE"
    value: str | None = None
    role: Literal["figure_period", "term", "event", "narrative", "boilerplate"] = "narrative"


class NationalEvent(RuleModel):
    """Something the press dates other things by, with its day ("từ khi vận hành chính quyền 2 cấp")."""

    id: str
    pattern: str
    date: str


class Abolished(RuleModel):
    """An institution and its last day: an article that speaks of it in the present is no younger."""

    id: str
    pattern: str
    last_day: str


class HeaderRule(Rule):
    """A form in which articles print their publication date (guideline 3.1)."""

    pattern: str


class DateRules(RuleFile):
    """Word lists, number tables and patterns; an overlay may add to each of them."""

    files: ClassVar[str] = "dates.toml"

    words: dict[str, tuple[str, ...]]
    numbers: dict[str, dict[str, int]]
    macro: dict[str, str]
    units: dict[str, str]
    relations: dict[str, tuple[str, ...]]
    context: dict[str, str]
    event: tuple[NationalEvent, ...] = ()
    abolished: tuple[Abolished, ...] = ()
    header: tuple[HeaderRule, ...]
    rule: tuple[DateRule, ...]
