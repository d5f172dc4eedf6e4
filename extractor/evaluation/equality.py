"""When a field of a prediction equals the field of a gold row (guideline 6.3, ruling 57).

>>> same_period("2021", None, "2021-01-01/2021-12-31", None)
True
>>> Equality.default().place_key("TP.HCM") == Equality.default().place_key("thành phố Hồ Chí Minh")
True
"""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from typing import Any

import regex

from extractor.text.view import MatchView

PERCENT_TOLERANCE = Decimal("0.005")
_PUNCTUATION = regex.compile(r"[\s.\-_\"“”'’]+")
_PARTIAL_DATE = regex.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?")

Interval = tuple[date | None, date | None]


def decimal_of(value: Any) -> Decimal | None:
    """A number of any JSON type, exactly; None for null and for what is not a number."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def same_number(gold: Any, predicted: Any, *, percent: bool = False) -> bool:
    """Equal numbers: exactly, or within 0.005 when they are percentages. Two nulls are equal."""
    left, right = decimal_of(gold), decimal_of(predicted)
    if left is None or right is None:
        return left is right
    return abs(left - right) <= (PERCENT_TOLERANCE if percent else 0)


def same_per(gold: Any, predicted: Any) -> bool:
    """Equal denominators of a rate: ``{"value": 1, "unit": "month"}``."""
    if not gold or not predicted:
        return not gold and not predicted
    return same_number(gold.get("value"), predicted.get("value")) and gold.get("unit") == predicted.get(
        "unit"
    )


def expand(period: str) -> Interval:
    """First and last day of a period, None at an open end.

    Raises:
        ValueError: for a string that is not ``YYYY[-MM[-DD]]``, ``A/B``, ``../B`` or ``A/..``.
    """
    left, slash, right = period.partition("/")
    if not slash:
        return _edge(left, last=False), _edge(left, last=True)
    begin = None if left in {"..", ""} else _edge(left, last=False)
    finish = None if right in {"..", ""} else _edge(right, last=True)
    if begin is None and finish is None:
        raise ValueError(f"{period!r} has no date")
    if begin is not None and finish is not None and begin > finish:
        raise ValueError(f"{period!r} ends before it begins")
    return begin, finish


def _edge(text: str, *, last: bool) -> date:
    match = _PARTIAL_DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return date(year, 12, 31) if last else date(year, 1, 1)
    if day is None:
        return date(year, month, calendar.monthrange(year, month)[1] if last else 1)
    return date(year, month, day)


def interval_of(period: Any) -> Interval | None:
    """As `expand`, None for null and for a malformed prediction."""
    try:
        return expand(period) if isinstance(period, str) else None
    except ValueError:
        return None


def same_period(gold: str | None, gold_type: str | None, predicted: Any, predicted_type: str | None) -> bool:
    """Equal at day precision; two as-of periods by their last day alone (ruling 57)."""
    if gold is None or predicted is None:
        return gold is predicted
    left, right = interval_of(gold), interval_of(predicted)
    if left is None or right is None:
        return False
    if gold_type == predicted_type == "as_of":
        return left[1] == right[1]
    return left == right


def same_years(gold: Any, predicted: Any) -> bool:
    """True when the calendar years that the two periods touch overlap by at least half."""
    if gold is None or predicted is None:
        return gold is predicted
    left, right = _years(interval_of(gold)), _years(interval_of(predicted))
    return bool(left) and 2 * len(left & right) >= len(left | right)


def _years(interval: Interval | None) -> set[int]:
    if interval is None:
        return set()
    begin, finish = interval
    first = (begin or finish).year  # type: ignore[union-attr]  # one end is always there
    return set(range(first, (finish or begin).year + 1))  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Equality:
    """Place names and localities; built from ``equality.toml``."""

    leading: regex.Pattern[str]
    separator: regex.Pattern[str]
    aliases: Mapping[str, str]

    @staticmethod
    @cache
    def default() -> Equality:
        """The table of this package."""
        source = resources.files("extractor.evaluation") / "equality.toml"
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        types = "|".join(sorted(map(regex.escape, table["type_words"]), key=len, reverse=True))
        plurals = "|".join(map(regex.escape, table["plural_words"]))
        conjunctions = "|".join(map(regex.escape, table["conjunctions"]))
        return Equality(
            leading=regex.compile(rf"(?:(?:{plurals}) )?(?:{types}):? (?=\S)"),
            separator=regex.compile(rf"\s*[,;]\s*|\s+(?:{conjunctions})\s+"),
            aliases=table["aliases"],
        )

    def text_key(self, text: Any) -> str:
        """A string without regard to case, tone-mark position, hyphens, quotes and spacing."""
        return str(_PUNCTUATION.sub(" ", MatchView.of(str(text or "")).folded)).strip()

    def place_key(self, name: Any) -> str:
        """The canonical key of a place name or of a list of names, without type words."""
        parts = self.separator.split(MatchView.of(str(name or "")).folded)
        keys = (self._single(part) for part in parts)
        return ", ".join(key for key in keys if key)

    def _single(self, part: str) -> str:
        key = str(_PUNCTUATION.sub(" ", part)).strip()
        match = self.leading.match(key)
        bare = key[match.end() :] if match else key
        return self.aliases.get(bare, bare)

    def same_place(self, gold: Any, predicted: Any) -> bool:
        """Two names, null meaning "none": missing against present is unequal."""
        return self.place_key(gold) == self.place_key(predicted)

    def same_locality(self, gold: Any, predicted: Any) -> bool:
        """Province, level and name (guideline 6.3); two nulls are equal."""
        if not gold or not predicted:
            return not gold and not predicted
        return (
            gold.get("level") == predicted.get("level")
            and self.same_place(gold.get("province"), predicted.get("province"))
            and self.same_place(gold.get("name"), predicted.get("name"))
        )
