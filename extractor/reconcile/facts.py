"""`facts.toml`: what is known about restated, superseded and contradicting figures."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class Facts(BaseModel):
    """The facts and thresholds that `Linker` and `near_duplicates` go by; see the comments of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    same_event_actions: tuple[frozenset[str], ...]
    event_indicators: frozenset[str]
    growing_indicators: frozenset[str]
    falling_indicators: frozenset[str]
    open_objects: frozenset[str]
    daily_indicators: frozenset[str]
    wide_kinds: frozenset[str]
    contrasts: tuple[tuple[str, str], ...]
    contradicted_kinds: frozenset[str]
    measure_units: frozenset[str]
    news_days: int = Field(ge=0)
    bulletin_days: int = Field(ge=0)
    state_days: int = Field(ge=0)
    accounting_days: int = Field(ge=1)
    wording_same_event: float = Field(ge=0, le=1)
    wording_small_value: float = Field(ge=0, le=1)
    wording_conflict: float = Field(ge=0, le=1)
    wording_wide_kind: float = Field(ge=0, le=1)
    wording_wide_same: float = Field(ge=0, le=1)
    wording_later_count: float = Field(ge=0, le=1)
    wording_copy: float = Field(ge=0, le=1)
    conflict_ratio: float = Field(ge=1)
    conflict_difference: int = Field(ge=0)
    growth_of_event: int = Field(ge=1)
    growth: int = Field(ge=1)
    shingle: int = Field(ge=2)
    permutations: int = Field(ge=16)
    candidate_similarity: float = Field(gt=0, lt=1)
    duplicate_similarity: float = Field(gt=0, le=1)
    duplicate_containment: float = Field(gt=0, le=1)

    def is_event(self, indicator: str, kind: str) -> bool:
        """True for what one event did, reported as news."""
        return not {indicator, f"{indicator}/{kind}"}.isdisjoint(self.event_indicators)

    def grows(self, indicator: str, kind: str) -> bool:
        """True for counts that later bulletins raise."""
        return not {indicator, f"{indicator}/{kind}"}.isdisjoint(self.growing_indicators)

    def is_wide(self, indicator: str, kind: str) -> bool:
        """True for kinds that hold many different things."""
        return not {indicator, f"{indicator}/{kind}"}.isdisjoint(self.wide_kinds)

    def contrasted(self, left: frozenset[str], right: frozenset[str]) -> bool:
        """True when two passages, as word pairs, name opposite things."""
        return any(
            (one in left and one not in right and other in right)
            or (one in right and one not in left and other in left)
            for one, other in self.contrasts
        )

    def same_action(self, left: str, right: str) -> bool:
        """True when two verbs can tell of one event."""
        return (
            left == right
            or "other" in {left, right}
            or any(left in group and right in group for group in self.same_event_actions)
        )


@functools.cache
def builtin_facts() -> Facts:
    """The facts of this version."""
    path = Path(__file__).with_name("facts.toml")
    return Facts.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
