"""Counts that add up over articles, and the rates read off them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PRF:
    """Hits among what was predicted and what is gold.

    Nothing to find and nothing claimed is perfect: 0/0 is 1.0. Nothing claimed although there was
    something to find is 0.0, and so is anything claimed where there was nothing.
    """

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: PRF) -> PRF:
        return PRF(self.hits + other.hits, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of what was predicted that is right."""
        return self.hits / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of gold that was found."""
        return self.hits / self.gold if self.gold else float(not self.predicted)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.predicted + self.gold
        return 2 * self.hits / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Right answers among questions; None where nothing was asked."""

    right: float = 0
    total: int = 0

    def __add__(self, other: Accuracy) -> Accuracy:
        return Accuracy(self.right + other.right, self.total + other.total)

    @property
    def value(self) -> float | None:
        """Share of right answers."""
        return self.right / self.total if self.total else None
