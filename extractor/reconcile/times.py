"""How the periods of two statements lie: one period, news of the same days, a later state, or apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from extractor.reconcile.facts import Facts
from extractor.reconcile.statement import Statement


class Timing(Enum):
    """What the periods of two statements have to do with each other."""

    SAME_PERIOD = "same period"
    SAME_DAYS = "news of the same days"
    LATER_STATE = "the same count at a later time"
    LONGER_PERIOD = "the same count up to a later day"
    APART = "different periods"


@dataclass(frozen=True, slots=True)
class Order:
    """The timing of a pair; ``later`` is -1 or 1 when the left or the right one speaks of a later time."""

    timing: Timing
    later: int = 0


_APART = Order(Timing.APART)


def order(left: Statement, right: Statement, facts: Facts) -> Order:
    """The timing of two statements.

    An accounting period (a month or longer) is compared as such. The day of an event and the day of
    the news differ between newsrooms by a day or two; a state counts for the day it was stated.
    """
    one, other = left.extent, right.extent
    if one is not None and other is not None and (one.begin, one.end) == (other.begin, other.end):
        return Order(Timing.SAME_PERIOD)
    if _accounts(left, facts) or _accounts(right, facts):
        return _accounting(left, right, facts)
    first, second = _moment(left), _moment(right)
    if first is None or second is None:
        return _APART
    return _days(left, right, (second - first).days, facts)


def _days(left: Statement, right: Statement, gap: int, facts: Facts) -> Order:
    """The timing of two statements about single days, or about states, ``gap`` days apart."""
    later = _sign(gap)
    if gap and left.indicator in facts.daily_indicators and not (left.state and right.state):
        return _APART
    if facts.is_event(left.indicator, left.object):
        news = _gap(left.day, right.day)
        if abs(gap) <= facts.news_days and (news is None or abs(news) <= facts.bulletin_days):
            return Order(Timing.SAME_DAYS, later or _sign(news))
        return Order(Timing.LATER_STATE, later) if abs(gap) <= facts.bulletin_days else _APART
    if gap == 0 or (not (left.dated and right.dated) and abs(gap) <= facts.news_days):
        return Order(Timing.SAME_DAYS, later)
    if left.state and right.state and abs(gap) <= facts.state_days:
        return Order(Timing.LATER_STATE, later)
    return _APART


def published_order(left: Statement, right: Statement) -> int:
    """1 if the right one was published later, -1 if earlier, 0 if that cannot be said."""
    one, other = left.published, right.published
    if not one or not other:
        return 0
    size = min(len(one), len(other))
    if size < len("2024-01-01"):
        return 0
    return (other[:size] > one[:size]) - (other[:size] < one[:size])


def _accounting(left: Statement, right: Statement, facts: Facts) -> Order:
    one, other = left.extent, right.extent
    if one is None or other is None or one.end is None or other.end is None:
        return _APART
    later = (other.end > one.end) - (other.end < one.end)
    if left.state != right.state:
        # "6 tháng đầu năm" and "tính đến ngày 30/6" end on one day and count one thing.
        return Order(Timing.SAME_PERIOD) if later == 0 else _APART
    if not (_accounts(left, facts) and _accounts(right, facts)):
        return _APART
    if one.begin is not None and one.begin == other.begin and later:
        return Order(Timing.LONGER_PERIOD, later)
    return _APART


def _accounts(item: Statement, facts: Facts) -> bool:
    extent = item.extent
    if extent is None or item.state:
        return False
    return extent.length is None or extent.length >= facts.accounting_days


def _moment(item: Statement) -> date | None:
    """The day a statement is about, else the day it appeared."""
    if item.extent is not None and item.extent.end is not None:
        return item.extent.end
    return item.day


def _gap(one: date | None, other: date | None) -> int | None:
    return None if one is None or other is None else (other - one).days


def _sign(number: int | None) -> int:
    return 0 if not number else 1 if number > 0 else -1
