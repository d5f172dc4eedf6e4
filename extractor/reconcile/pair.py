"""Are two statements of different articles the same figure, an older and a newer one, or a contradiction?

The rule, as facts (`facts.toml` has the thresholds):

1. One kind: indicator, unit, kind of value, status and denominator agree; objects agree or one says
   nothing; the verbs can tell of one event; the counted noun agrees where the indicator is open.
2. One territory: the same, or one inside the other for events. Provinces of different times differ.
3. One time: the same accounting period, news of the same days, or a later bulletin.
4. One event: the wording of the passages agrees, the more the less telling the number is, or other
   figures of the two articles agree already.
5. Values decide the rest: equal, rounded or overlapping - ``same_as``; grown, and stated later -
   ``supersedes``; near each other without any such excuse - ``conflicts_with``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.reconcile.facts import Facts
from extractor.reconcile.places import Nearness, nearness
from extractor.reconcile.statement import Statement
from extractor.reconcile.times import Order, Timing, order, published_order
from extractor.reconcile.values import VAGUE, Fit, fit

SAME_AS, SUPERSEDES, CONFLICTS = "same_as", "supersedes", "conflicts_with"
OPEN_INDICATOR = "other_count"
_TELLING = 3  # significant digits that two articles hardly share by chance


@dataclass(frozen=True, slots=True)
class Link:
    """``left`` is the same as, supersedes or contradicts ``right`` (record ids), and why."""

    type: str
    left: str
    right: str
    reasons: tuple[str, ...]
    strength: float = 0.0


def link(
    left: Statement, right: Statement, facts: Facts, *, copies: bool = False, shared: int = 0
) -> Link | None:
    """The link between two statements of different articles; None if they are different figures.

    Args:
        left: one statement.
        right: the other.
        facts: thresholds and word classes.
        copies: the articles are near-duplicates.
        shared: how many telling figures the two articles have in common, this one apart.
    """
    if left.doc_id == right.doc_id or not _same_kind(left, right, facts):
        return None
    agreed = fit(left.stated, right.stated, measure=left.unit in facts.measure_units)
    wording = _overlap(left.words, right.words)
    if copies and wording >= facts.wording_copy:
        return _copied(left, right, agreed, wording, facts)
    where = nearness(left.place, right.place)
    when = order(left, right, facts)
    event = facts.is_event(left.indicator, left.object)
    if where in {Nearness.APART, Nearness.UNKNOWN} or when.timing is Timing.APART:
        return None
    if where is Nearness.NESTED and not (event and _of_days(when, left, facts)):
        return None
    if facts.contrasted(left.words, right.words):
        return None
    likeness = max(wording, _overlap(left.words, right.context), _overlap(right.words, left.context))
    case = _Case(left, right, agreed, where, when, likeness, shared)
    return _same(case, facts) or _superseded(case, facts) or _contradicted(case, facts)


def _of_days(when: Order, left: Statement, facts: Facts) -> bool:
    """True for news of some days, as opposed to an accounting period."""
    length = left.extent.length if left.extent else None
    return when.timing is Timing.SAME_DAYS or (
        when.timing is Timing.SAME_PERIOD and (left.state or (length or 0) < facts.accounting_days)
    )


@dataclass(frozen=True, slots=True)
class _Case:
    left: Statement
    right: Statement
    agreed: Fit
    where: Nearness
    when: Order
    wording: float
    shared: int

    def told(self, needed: float) -> bool:
        """True when wording says that both speak of one event, or half of it and other figures do."""
        return self.wording >= needed or (self.shared > 0 and self.wording * 2 >= needed)

    def link(self, kind: str, *reasons: str, swap: bool = False) -> Link:
        first, second = (self.right, self.left) if swap else (self.left, self.right)
        place = "same place" if self.where is Nearness.SAME else "one place inside the other"
        proof = [f"wording agrees {self.wording:.2f}"]
        if self.shared:
            proof.append(f"{self.shared} other figures agree")
        near = _overlap(self.left.near, self.right.near)
        # The body says it most fully (guideline 2.12): a headline is a counterpart only if nothing else is.
        body = not (self.left.headline or self.right.headline)
        strength = round(self.wording + near + (self.agreed is Fit.EQUAL) + body, 4)
        timing = self.when.timing.value
        return Link(kind, first.record_id, second.record_id, (*reasons, place, timing, *proof), strength)


def _same(case: _Case, facts: Facts) -> Link | None:
    if case.agreed is Fit.DIFFER:
        return None
    wide = facts.is_wide(case.left.indicator, case.left.object)
    if case.when.timing is Timing.LONGER_PERIOD:
        return None
    if case.when.timing is Timing.LATER_STATE and (wide or case.agreed is not Fit.EQUAL):
        return None
    telling = min(case.left.stated.digits, case.right.stated.digits) >= _TELLING
    needed = facts.wording_same_event if telling else facts.wording_small_value
    if _vague(case.left, case.right) or case.where is Nearness.NESTED:
        needed = facts.wording_conflict
    if wide and not telling:
        needed = max(needed, facts.wording_wide_same)
    if not case.told(needed):
        return None
    return case.link(SAME_AS, _VALUE_REASON[case.agreed], swap=_canonical_right(case.left, case.right))


_VALUE_REASON = {
    Fit.EQUAL: "equal values",
    Fit.ROUNDED: "one value rounds the other",
    Fit.OVERLAP: "approximate values overlap",
}


def _superseded(case: _Case, facts: Facts) -> Link | None:
    left, right, timing = case.left, case.right, case.when.timing
    if case.agreed is not Fit.DIFFER or left.kind != "level" or case.where is Nearness.NESTED:
        return None
    if left.object != right.object or left.part != right.part or _vague(left, right):
        return None
    later = case.when.later or published_order(left, right)
    event = facts.is_event(left.indicator, left.object)
    if not later or not case.told(_wording_of_later(left, facts, event=event)):
        return None
    new, old = (right, left) if later > 0 else (left, right)
    grown = new.stated.value > old.stated.value
    if not _plausible(new, old, facts.growth_of_event if event else facts.growth):
        return None
    if timing is Timing.LONGER_PERIOD:
        reason = "the count has gone on" if grown else None
    elif timing is Timing.LATER_STATE and not event:
        reason = "a later state of the same count"
    elif (grown and facts.grows(left.indicator, left.object)) or (
        not grown and left.indicator in facts.falling_indicators
    ):
        reason = "a later bulletin of a running count"
    elif old.source == new.source and old.outlet is not None and timing is Timing.SAME_PERIOD:
        reason = "the same outlet, later"
    else:
        reason = None
    if reason is None or (timing is Timing.SAME_PERIOD and not _same_event_day(case, facts, reason)):
        return None
    return case.link(SUPERSEDES, reason, swap=new is right)


def _wording_of_later(item: Statement, facts: Facts, *, event: bool) -> float:
    if facts.is_wide(item.indicator, item.object):
        return facts.wording_wide_kind
    return facts.wording_conflict if event else facts.wording_later_count


def _plausible(new: Statement, old: Statement, growth: int) -> bool:
    low, high = sorted((abs(new.stated.value), abs(old.stated.value)))
    return high <= low * growth


def _vague(left: Statement, right: Statement) -> bool:
    return bool({left.stated.approx, right.stated.approx} & VAGUE)


def _same_event_day(case: _Case, facts: Facts, reason: str) -> bool:
    """Counts of a closed accounting period no longer run: another value is another account."""
    length = case.left.extent.length if case.left.extent else None
    closed = length is not None and length >= facts.accounting_days and not case.left.state
    return not closed or reason == "the same outlet, later"


def _contradicted(case: _Case, facts: Facts) -> Link | None:
    left, right = case.left, case.right
    if case.agreed is not Fit.DIFFER or not _comparable(case, facts):
        return None
    if facts.is_wide(left.indicator, left.object) and case.wording < facts.wording_wide_kind:
        return None
    if not case.told(facts.wording_conflict):
        return None
    low, high = sorted((abs(left.stated.value), abs(right.stated.value)))
    near = high <= low * Decimal(str(facts.conflict_ratio))
    small = high - low <= facts.conflict_difference and left.unit not in facts.measure_units
    if not (near or small):
        return None
    return case.link(CONFLICTS, "different values for one fact", swap=_canonical_right(left, right))


def _comparable(case: _Case, facts: Facts) -> bool:
    """True when two unequal values cannot both be right: one thing, one place, one time, no order of size."""
    left, right = case.left, case.right
    if left.kind not in facts.contradicted_kinds or _vague(left, right):
        return False
    if case.where is not Nearness.SAME or left.part != right.part or left.object != right.object:
        return False
    if case.when.timing is Timing.SAME_DAYS:
        return facts.is_event(left.indicator, left.object)
    event = facts.is_event(left.indicator, left.object)
    return case.when.timing is Timing.SAME_PERIOD and (event or (left.dated and right.dated))


def _copied(left: Statement, right: Statement, agreed: Fit, wording: float, facts: Facts) -> Link | None:
    proof = f"wording agrees {wording:.2f}"
    swap = _canonical_right(left, right)
    first, second = (right, left) if swap else (left, right)
    if agreed is not Fit.DIFFER:
        return Link(
            SAME_AS,
            first.record_id,
            second.record_id,
            ("copies of one article", _VALUE_REASON[agreed], proof),
            9,
        )
    later = published_order(left, right)
    grown = (right.stated.value > left.stated.value) == (later > 0)
    if later and grown and facts.grows(left.indicator, left.object):
        new, old = (right, left) if later > 0 else (left, right)
        reasons = ("copies of one article", "a later version with a higher count", proof)
        return Link(SUPERSEDES, new.record_id, old.record_id, reasons, wording)
    if wording < facts.wording_copy:
        return None
    return Link(
        CONFLICTS,
        first.record_id,
        second.record_id,
        ("copies of one article with different values", proof),
        wording,
    )


def _same_kind(left: Statement, right: Statement, facts: Facts) -> bool:
    if (left.indicator, left.unit, left.kind, left.status) != (
        right.indicator, right.unit, right.kind, right.status,
    ):  # fmt: skip
        return False
    if (left.denominator, left.per) != (right.denominator, right.per):
        return False
    if left.object != right.object and not (
        facts.is_event(left.indicator, left.object) and {left.object, right.object} & facts.open_objects
    ):
        return False
    if left.name is not None and right.name is not None and left.name != right.name:
        return False
    if left.indicator == OPEN_INDICATOR and left.head != right.head:
        return False
    return facts.same_action(left.action, right.action)


def _canonical_right(left: Statement, right: Statement) -> bool:
    """True when the right one stands for both: exact before rounded, dated before undated, then earlier."""
    return _rank(right) < _rank(left)


def _rank(item: Statement) -> tuple[bool, bool, int, str, str]:
    undated = item.extent is None
    return not item.stated.exact, undated, -item.stated.digits, item.published or "9999", item.record_id


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0
