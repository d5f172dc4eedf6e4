"""Which statements of a cell are counted, and what they come to.

Within one measure, province and period:

* a statement that a later bulletin replaced, a part whose whole is there too, and what lies inside the
  territory and the time of another statement are not counted;
* of states the latest counts, they are never added over time;
* flows are added when their days or territories do not overlap;
* statements of one territory and time that differ are alternatives: the best supported one counts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.comparison.measures import STATE, Measure
from extractor.comparison.provinces import Territory
from extractor.reconcile.extents import Extent
from extractor.reconcile.statement import Statement
from extractor.reconcile.values import VAGUE

COUNTED, ALTERNATIVE, COVERED = "counted", "alternative", "covered"
EARLIER, SUPERSEDED, PART = "earlier_state", "superseded", "part"
_EVENT_DAYS = 27
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement with its territory; ``support`` counts the articles that say the same."""

    statement: Statement
    territory: Territory
    support: int
    confidence: float

    @property
    def extent(self) -> Extent:
        """The days it speaks of."""
        assert self.statement.extent is not None
        return self.statement.extent


@dataclass(slots=True)
class Tally:
    """Sums of counted statements: exact and approximate apart; ``low`` and ``high`` bound them all."""

    value: Decimal | None = None
    approximate: Decimal | None = None
    vague: int = 0
    low: Decimal = _ZERO
    high: Decimal = _ZERO
    counted: list[Entry] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Add one statement."""
        stated = entry.statement.stated
        self.counted.append(entry)
        self.low, self.high = self.low + stated.low, self.high + stated.high
        if stated.exact:
            self.value = (self.value or _ZERO) + stated.value
        elif stated.approx in VAGUE:
            self.vague += 1
        else:
            middle = (stated.low + stated.high) / 2 if stated.approx == "range" else stated.value
            self.approximate = (self.approximate or _ZERO) + middle


def count(
    measure: Measure, entries: Sequence[Entry], roles: dict[str, tuple[str, str]], out: Collection[str]
) -> tuple[Tally, tuple[Entry, ...]]:
    """Choose among the statements of one measure, period and kind of territory.

    Args:
        measure: what they measure.
        entries: the statements, one for each group of equal ones.
        roles: filled with the role of every statement and the reason.
        out: record ids that must not be counted: superseded or parts; their roles are set already.

    Returns:
        the sums, and the statements that were alternatives to counted ones.
    """
    chosen: list[Entry] = []
    alternatives: list[Entry] = []
    for entry in sorted(entries, key=lambda entry: _rank(measure, entry)):
        record_id = entry.statement.record_id
        if record_id in out:
            continue
        rival = next((other for other in chosen if _excludes(measure, other, entry)), None)
        if rival is None and chosen and not measure.additive:
            rival = chosen[0]
        if rival is None:
            chosen.append(entry)
            roles[record_id] = COUNTED, ""
            continue
        role, reason = _role(measure, rival, entry)
        roles[record_id] = role, f"{reason} {rival.statement.record_id}"
        if role == ALTERNATIVE:
            alternatives.append(entry)
    tally = Tally()
    for entry in chosen:
        tally.add(entry)
    return tally, tuple(alternatives)


def _rank(measure: Measure, entry: Entry) -> tuple[object, ...]:
    """Wide before narrow, late states and long flows first, then the best supported."""
    item, extent = entry.statement, entry.extent
    assert extent.end is not None
    size = (-len(entry.territory.parts), len(entry.territory.names))
    when = -extent.end.toordinal() if measure.basis == STATE else -(extent.length or 0)
    latest = [-ord(mark) for mark in item.published or ""]
    quality = (-entry.support, not item.stated.exact, latest, -entry.confidence, item.record_id)
    return (*size, when, *quality) if measure.basis != STATE else (when, *size, *quality)


def _excludes(measure: Measure, chosen: Entry, entry: Entry) -> bool:
    """True when counting both would count something twice."""
    here, there = chosen.territory, entry.territory
    if not (here.holds(there) or there.holds(here) or here.parts & there.parts):
        return False
    if measure.basis == STATE:
        return True
    if not chosen.extent.meets(entry.extent):
        return False
    # Two events of one day, in one place, that nothing says to be one: both happened.
    days = chosen.extent.length or 0
    return not (chosen.extent == entry.extent and days < _EVENT_DAYS and here == there) or _rivals(
        chosen, entry
    )


def _rivals(chosen: Entry, entry: Entry) -> bool:
    return chosen.statement.doc_id != entry.statement.doc_id and not _named_apart(chosen, entry)


def _named_apart(chosen: Entry, entry: Entry) -> bool:
    """True when the passages share too little wording to be about one event."""
    one, other = chosen.statement.words, entry.statement.words
    smaller = min(len(one), len(other))
    return smaller > 0 and len(one & other) / smaller < _SHARED_WORDING


_SHARED_WORDING = 0.2


def _role(measure: Measure, rival: Entry, entry: Entry) -> tuple[str, str]:
    if rival.territory == entry.territory and rival.extent.end == entry.extent.end:
        if measure.basis == STATE or rival.extent == entry.extent:
            return ALTERNATIVE, "same territory and time as"
    elif not measure.additive:
        return ALTERNATIVE, "values of this kind are not added; shown is"
    if measure.basis == STATE and rival.territory == entry.territory:
        return EARLIER, "an earlier state than"
    return COVERED, "within the territory and time of"
