"""The cues of `periods.toml`, compiled."""

from __future__ import annotations

import regex

from extractor.engine.load import Rules
from extractor.engine.schema.periods import CueKind, PeriodRules
from extractor.engine.schema.vocabulary import Vocabulary
from extractor.mentions import calendar
from extractor.model import Figure


class PeriodCues:
    """What the period linker knows about words and kinds of figures; built once from the rules."""

    def __init__(self, rules: Rules) -> None:
        file = rules.get(PeriodRules)
        self._stock = frozenset(rules.get(Vocabulary).stock_actions)
        self._states = frozenset(file.state_objects)
        self._events = frozenset(file.event_indicators)
        self._profile_actions = frozenset(file.profile_actions)
        self._profiles = frozenset(file.state_indicators)
        self.reorganisation = calendar.first_day(file.reorganisation)
        self._cues = {cue.kind: regex.compile(cue.pattern).search for cue in file.cue}

    def stands(self, kind: CueKind, text: str, start: int, end: int) -> bool:
        """True when a cue of this kind stands in ``text[start:end]``, read as a text of its own."""
        return self._cues[kind](text[start:end]) is not None

    def is_state(self, figure: Figure) -> bool:
        """True for figures that hold at a moment rather than over a span."""
        if figure.indicator in self._events:
            return False
        if figure.action in self._stock or f"{figure.indicator}/{figure.object}" in self._states:
            return True
        return figure.action in self._profile_actions and self.is_profile(figure)

    def is_profile(self, figure: Figure) -> bool:
        """True for the profile of a place: population, households, borders, area."""
        return f"{figure.indicator}/{figure.object}" in self._profiles or figure.indicator in self._profiles
