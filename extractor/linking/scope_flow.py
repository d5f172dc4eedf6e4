"""How scope runs through the figures of a sentence and on to the next (guideline 4.4, ruling 30).

For each figure, first hit wins: its own member of a "respectively" list; a place behind it in its
clause; the place, office or anaphor last met in the sentence; an office behind it; the carried scope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from extractor.engine.schema.localities import LocalityRules
from extractor.linking.introductions import Introductions
from extractor.linking.scope_candidates import Candidate
from extractor.linking.spoken_places import Scope, SpokenPlaces
from extractor.linking.territory import RANK, Territory
from extractor.model import Figure, FigureKey, Sentence
from extractor.text.view import MatchView

_NUMERAL = regex.compile(r"\d+(?:[.,]\d+)*")
_UP = {"hamlet": "commune", "commune": "district", "district": "province", "province": "country"}


@dataclass(slots=True)
class _Reading:
    """Where the reading of one sentence stands; ``fresh``: no figure since ``current`` was set."""

    sentence: Sentence
    figures: Sequence[Figure]
    pending: list[Candidate]
    position: int
    current: Scope | None = None
    setter: Candidate | None = None
    fresh: bool = True
    shared: tuple[Territory, ...] = ()
    shared_from: int = -1
    used: list[Scope] = field(default_factory=list)


class ScopeFlow:
    """Walks sentences; built once from the rules."""

    def __init__(self, rules: LocalityRules) -> None:
        flow = rules.flow
        self._introductions = Introductions(flow)
        self._barrier = regex.compile(
            rf";|\b(?:{'|'.join(flow.barriers)})\b|,\s+(?:{'|'.join(flow.clause_openers)})\b"
        )
        self._respectively = regex.compile(rf"\b(?:{'|'.join(flow.respectively)})\b")
        self._resume = regex.compile(rf"[“\"]?(?:{'|'.join(flow.resume)})\b")
        self._continues = regex.compile(rf"[“\"]?(?:{'|'.join(flow.continues)})\b")
        self._example = regex.compile(rf"[“\"]?(?:{'|'.join(flow.examples)})\b")
        self._aside = regex.compile(rf"\b(?:{'|'.join(flow.aside)})\b")
        self._clause_start = regex.compile(
            rf"(?r)(?:[,;:]|\b(?:{'|'.join(flow.clause_joins)})\b)\s*\p{{L}}+(?:\s\p{{L}}+){{0,3}}\s*"
        )
        self._reach = flow.belonging_reach
        self._clause_end = regex.compile(r"[,;]")

    def begin(self, view: MatchView, sentence: Sentence, spoken: SpokenPlaces) -> None:
        """A new paragraph goes back to the topic, unless its first words go on with what was said."""
        if spoken.is_away and not self._continues.match(view.folded, sentence.start):
            spoken.return_to_topic()

    def read(
        self,
        view: MatchView,
        sentence: Sentence,
        figures: Sequence[Figure],
        candidates: Sequence[Candidate],
        spoken: SpokenPlaces,
    ) -> dict[FigureKey, Scope | None]:
        """The scope of each figure of a sentence; ``spoken`` moves on to its end."""
        if spoken.is_away and self._resume.match(view.folded, sentence.start):
            spoken.return_to_topic()
        if not figures and not candidates:
            return {}  # such a sentence leaves everything as it is
        reading = _Reading(sentence, figures, list(candidates), sentence.start)
        scopes: dict[FigureKey, Scope | None] = {}
        for figure in figures:
            while reading.pending and reading.pending[0].start < figure.value_start:
                self._meet(view, reading, reading.pending.pop(0), figure, spoken)
            scope = self._fit(figure, self._scope(view, reading, figure, spoken), spoken)
            scopes[figure.key] = scope
            if scope is not None:
                reading.used.append(scope)
            reading.fresh = False
            reading.position = figure.value_end
        self._finish(view, reading, spoken)
        return scopes

    def _meet(
        self, view: MatchView, reading: _Reading, candidate: Candidate, figure: Figure, spoken: SpokenPlaces
    ) -> None:
        entered = self._enter(view, reading, candidate, spoken)
        if entered is None:
            return
        reading.current, reading.setter, reading.fresh = entered, candidate, True
        said = self._respectively.search(view.folded, candidate.end, figure.value_start)
        reading.shared = entered.territory.members if said is not None else ()
        reading.shared_from = said.end() if said is not None else -1

    def _scope(
        self, view: MatchView, reading: _Reading, figure: Figure, spoken: SpokenPlaces
    ) -> Scope | None:
        if reading.shared:
            before = len(_NUMERAL.findall(view.folded, reading.shared_from, figure.value_start))
            if before < len(reading.shared):
                return Scope(reading.shared[before], "explicit", firm=True)
        if self._left_behind(view, reading, figure):
            reading.current = None
        return self._behind(view, reading, figure, spoken) or reading.current or spoken.inherited()

    def _left_behind(self, view: MatchView, reading: _Reading, figure: Figure) -> bool:
        """True when a semicolon closes the reach of a place that qualified something before it."""
        setter, current = reading.setter, reading.current
        if setter is None or current is None or not reading.fresh:
            return False
        if setter.opening or current.firm or ";" not in view.folded[setter.end : figure.value_start]:
            return False
        return self._intro(view, reading, setter) in {"belonging", "recipient"}

    def _intro(self, view: MatchView, reading: _Reading, candidate: Candidate) -> str:
        """How the candidate is attached to what stands before it in its sentence."""
        return self._introductions.read(view.folded, candidate.start, reading.sentence.start)

    def _enter(
        self, view: MatchView, reading: _Reading, candidate: Candidate, spoken: SpokenPlaces
    ) -> Scope | None:
        """The scope after meeting ``candidate``, None when it changes nothing."""
        current = reading.current
        if candidate.role == "inventory":
            spoken.listed = candidate.territory
        territory = spoken.resolve(candidate, current)
        if territory is None or candidate.silent or (candidate.role == "example" and territory.members):
            return None
        holder = current or spoken.carried
        outside = holder is not None and not holder.territory.holds(territory)
        if outside and self._intro(view, reading, candidate) == "recipient":
            return None
        topic = spoken.topic.territory
        if candidate.speaking and topic is not None and territory.holds(topic):
            return None
        if candidate.kind == "reporting_unit" and (candidate.opening or candidate.speaking):
            spoken.office = territory
        if candidate.territory is not None and not territory.members:
            spoken.recent[territory.locality.level] = territory
        scope = Scope(territory, candidate.kind, candidate.firm, candidate.role == "example")
        if current is None or candidate.firm:
            return scope
        around = territory.holds(current.territory)
        if (reading.fresh and around) or (candidate.kind != "explicit" and territory.same(current.territory)):
            return None
        if candidate.kind == "explicit" or current.source != "explicit":
            return scope
        # An office takes over from the place of an event only inside it, or in a new clause.
        inside = current.territory.holds(territory)
        same_clause = ";" not in view.folded[reading.position : candidate.start]
        return None if not inside and (reading.fresh or (around and same_clause)) else scope

    def _behind(
        self, view: MatchView, reading: _Reading, figure: Figure, spoken: SpokenPlaces
    ) -> Scope | None:
        """The place behind the figure in its clause, if it is the place of the figure."""
        current, office = reading.current, None
        for candidate in reading.pending:
            if self._barrier.search(view.folded, figure.value_end, candidate.start):
                break
            if candidate.role in {"inventory", "example"}:
                break
            territory = spoken.resolve(candidate, current)
            if territory is None or candidate.silent:
                continue
            if self._opens_next(view, candidate, reading.figures):
                break
            if candidate.kind != "explicit" and not candidate.firm:
                office = office or Scope(territory, candidate.kind)
                continue
            intro = self._intro(view, reading, candidate)
            if intro == "recipient":
                if not self._receives(figure, candidate, territory, reading, spoken):
                    continue
            elif not self._attaches(figure, candidate, intro) or _settled_elsewhere(current, territory):
                break
            return Scope(territory, candidate.kind, candidate.firm)
        return office if current is None else None

    def _attaches(self, figure: Figure, candidate: Candidate, intro: str) -> bool:
        """True when a preposition makes the candidate the place of what stands before it."""
        if intro == "belonging":
            return candidate.start - figure.value_end <= self._reach
        return intro == "locative"

    def _receives(
        self,
        figure: Figure,
        candidate: Candidate,
        territory: Territory,
        reading: _Reading,
        spoken: SpokenPlaces,
    ) -> bool:
        """True when the figure is the nearest before a recipient inside the giver's territory."""
        between = any(figure.value_start < f.value_start < candidate.start for f in reading.figures)
        holder = reading.current or spoken.carried
        return not between and holder is not None and holder.territory.holds(territory)

    def _opens_next(self, view: MatchView, candidate: Candidate, figures: Sequence[Figure]) -> bool:
        """True when the candidate opens a clause with a figure of its own (", tại X bắt 3 vụ")."""
        floor = max(0, candidate.start - 40)
        if self._clause_start.match(view.folded, floor, candidate.start) is None:
            return False
        following = next((f.value_start for f in figures if f.value_start >= candidate.end), None)
        return following is not None and not self._clause_end.search(view.folded, candidate.end, following)

    def _fit(self, figure: Figure, scope: Scope | None, spoken: SpokenPlaces) -> Scope | None:
        """A count of communes is about a territory that has several of them."""
        if scope is None or scope.source == "explicit":
            return scope
        units = (figure.unit, figure.per.unit if figure.per is not None else "")
        level = next((u for u in units if u in _UP and scope.territory.rank >= RANK[u]), None)
        if level is None:
            return scope
        topic = spoken.topic.territory
        if topic is not None and topic.rank < RANK[level]:
            return Scope(topic, "inherited")
        above: Territory | None = None
        while above is None and level in _UP:
            level = _UP[level]
            above = spoken.above(scope.territory, level)
        return Scope(above, "inherited") if above is not None else scope

    def _is_aside(self, view: MatchView, reading: _Reading) -> bool:
        """True when the place met last was picked out of a larger one behind a figure of that."""
        setter = reading.setter
        if setter is None or setter.start < reading.figures[0].value_end:
            return False
        return self._aside.search(view.folded, reading.figures[0].value_end, setter.start) is not None

    def _finish(self, view: MatchView, reading: _Reading, spoken: SpokenPlaces) -> None:
        """What the next sentence starts from."""
        for candidate in reading.pending:
            aside = candidate.role == "seat" or self._aside.search(
                view.folded, reading.sentence.start, candidate.start
            )
            if aside and not reading.figures:
                continue
            entered = self._enter(view, reading, candidate, spoken)
            if entered is not None and not reading.figures and not entered.territory.members:
                reading.current = entered
        current, used = reading.current, reading.used
        if self._example.match(view.folded, reading.sentence.start) or (
            current is not None and current.example
        ):
            return
        if _distributes(used):
            return
        last = used[-1] if used else current
        if last is None:
            return
        if used and used[0].territory.holds(last.territory) and self._is_aside(view, reading):
            last = used[0]  # "..., riêng xã X 380 xe": a detail inside what the sentence is about
        topic = spoken.topic.territory
        if topic is not None and last.territory.holds(topic) and (not used or not last.firm):
            return  # a larger unit that is merely named; "toàn tỉnh" moves the scope
        if not used and last.territory.members:
            return  # a list that is merely mentioned
        spoken.carry(last, named=reading.setter is not None)


def _settled_elsewhere(current: Scope | None, territory: Territory) -> bool:
    """True when a named place before the figure does not hold the one behind it."""
    if current is None or not (current.source == "explicit" or current.firm):
        return False
    return not current.territory.holds(territory)


def _distributes(used: Sequence[Scope]) -> bool:
    """True when a sentence gives its figures to places that lie side by side."""
    if len(used) < 2:
        return False
    places = [scope.territory for scope in used if scope.source in {"explicit", "reporting_unit"}]
    return any(
        not (left.same(right) or left.holds(right) or right.holds(left))
        for at, left in enumerate(places)
        for right in places[at + 1 :]
    )
