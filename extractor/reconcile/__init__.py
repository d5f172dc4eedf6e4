"""Constraints, part-whole sums and restatements among the figures found, in and across articles."""

from __future__ import annotations

from extractor.reconcile.across import Reconciliation, reconcile
from extractor.reconcile.pair import CONFLICTS, SAME_AS, SUPERSEDES, Link

__all__ = ["CONFLICTS", "SAME_AS", "SUPERSEDES", "Link", "Reconciliation", "reconcile"]
