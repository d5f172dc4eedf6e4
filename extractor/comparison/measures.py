"""What a row of the table measures: only figures of one measure are ever added or compared."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.reconcile.facts import builtin_facts
from extractor.reconcile.pair import OPEN_INDICATOR
from extractor.reconcile.statement import Statement

ADDITIVE = frozenset({"level"})
"""Kinds of value that may be added; shares, rates, coverages, changes and multiples may not."""
STATE, FLOW = "state", "flow"


@dataclass(frozen=True, slots=True, order=True)
class Measure:
    """Indicator, object, action, status, kind of value and unit; ``basis`` is ``state`` or ``flow``.

    Targets and plans differ in ``status`` from what was achieved, so they never share a row. Where the
    indicator is open, ``head`` is the noun that was counted.
    """

    indicator: str
    object: str
    head: str
    action: str
    status: str
    kind: str
    unit: str
    per: str
    basis: str

    @property
    def additive(self) -> bool:
        """True when values of different territories or times may be added."""
        return self.kind in ADDITIVE and not is_wide(self.indicator, self.object)


def is_wide(indicator: str, kind: str) -> bool:
    """True for kinds that hold many different things ("money/other"): shown when asked for, never added."""
    return builtin_facts().is_wide(indicator, kind)


def measure_of(item: Statement) -> Measure:
    """The measure of a statement."""
    per = f"{item.per[0].normalize():f} {item.per[1]}" if item.per else ""
    head = item.head if item.indicator == OPEN_INDICATOR else ""
    basis = STATE if item.state else FLOW
    return Measure(
        item.indicator, item.object, head, item.action, item.status, item.kind, item.unit, per, basis
    )
