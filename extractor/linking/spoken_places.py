"""What the article has spoken of so far, and what anaphora point at in it (guideline 4.3).

A unit noun goes to the nearest territory that fits: the unit of that level around the place spoken of,
around the topic, the only one of its type named inside it, or the last one named there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractor.analysis import Analysis
from extractor.linking.anaphora import CITY, HERE, OFFICE, UNIT
from extractor.linking.naming import Naming
from extractor.linking.scope_candidates import Candidate
from extractor.linking.territory import RANK, Territory, key
from extractor.linking.topic_locality import Topic
from extractor.model import PlaceMention

_ASTRAY = 3


@dataclass(frozen=True, slots=True)
class Scope:
    """A territory and how a figure comes by it (``locality_source``); ``firm`` when words say so."""

    territory: Territory
    source: str
    firm: bool = False
    example: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    """Where a unit is first named, with its type word."""

    start: int
    word: str
    territory: Territory


@dataclass(frozen=True, slots=True)
class _Names:
    """``known`` by level and key of the bare name, ``first`` one for each unit and type word."""

    known: Mapping[tuple[str, str], Territory]
    first: Sequence[_Named]

    @staticmethod
    def of(places: Sequence[PlaceMention], naming: Naming, on: str | None) -> _Names:
        known: dict[tuple[str, str], Territory] = {}
        first: list[_Named] = []
        for place in places:
            word = naming.type_word(place)
            if word is None or place.level not in RANK:
                continue
            territory = naming.of([place], on=on)
            if not any(word == other.word and territory.same(other.territory) for other in first):
                first.append(_Named(place.start, word, territory))
            bare = {"district": place.district, "commune": place.commune}.get(place.level)
            if bare:
                known.setdefault((place.level, key(bare)), territory)
        return _Names(known, first)


@dataclass(slots=True)
class SpokenPlaces:
    """The memory of one reading.

    ``topic_scope`` is the topic as the scope of a figure, ``carried`` what the next sentence starts
    from, ``recent`` the last unit of each level, ``listed`` the last set spelled out in the paragraph,
    ``office`` the territory of the last reporting unit.
    """

    naming: Naming
    topic: Topic
    on: str | None
    places: Sequence[PlaceMention] = ()
    topic_scope: Scope | None = None
    carried: Scope | None = None
    recent: dict[str, Territory] = field(default_factory=dict)
    listed: Territory | None = None
    office: Territory | None = None
    astray: int = 0  # sentences since the carried place, one the headline does not name, was named
    rested: bool = False  # a figure has been placed by the topic alone
    _names: _Names | None = None

    @staticmethod
    def of(analysis: Analysis, topic: Topic, naming: Naming) -> SpokenPlaces:
        """The memory at the start of an article."""
        scope = Scope(topic.territory, topic.source) if topic.territory is not None else None
        return SpokenPlaces(naming, topic, analysis.published, analysis.places, scope, carried=scope)

    @property
    def names(self) -> _Names:
        """The units the article names with their type words; many articles are read without them."""
        if self._names is None:
            self._names = _Names.of(self.places, self.naming, self.on)
        return self._names

    @property
    def is_away(self) -> bool:
        """True when the next sentence would not start from the topic."""
        return self.topic_scope is not None and self.carried is not self.topic_scope

    def return_to_topic(self) -> None:
        """Go back to what the article is about; without a topic things stay as they are."""
        self.carried = self.topic_scope or self.carried

    def carry(self, scope: Scope, *, named: bool) -> None:
        """Take ``scope`` on to the next sentence; ``named``: this sentence names a place.

        The place of the headline comes back after three sentences that name none.
        """
        topic = self.topic.territory
        elsewhere = topic is not None and not (topic.same(scope.territory) or topic.holds(scope.territory))
        kept = self.carried is not None and self.carried.territory.same(scope.territory)
        self.astray = self.astray + 1 if elsewhere and kept and not named else 0
        self.carried = scope
        if self.astray >= _ASTRAY and self.topic.source == "headline":
            self.return_to_topic()

    def inherited(self) -> Scope | None:
        """The carried scope for a figure without a place; only the first names headline or outlet."""
        if self.carried is None:
            return None
        source = "inherited" if self.rested else self.carried.source
        self.rested = True
        if source not in {"headline", "outlet"}:
            source = "inherited"
        return Scope(self.carried.territory, source)

    def above(self, territory: Territory, level: str) -> Territory | None:
        """The unit of ``level`` around a territory, as the article names it."""
        known = self.names.known if level in {"district", "commune"} else {}
        return self.naming.above(territory, level, known, self.on)

    def resolve(self, candidate: Candidate, current: Scope | None) -> Territory | None:
        """The territory a candidate stands for; None when the article gives none."""
        spoken = current or self.carried
        around = [scope.territory for scope in (spoken, self.topic_scope) if scope is not None]
        if candidate.territory is not None:
            return _within(candidate.territory, around) if candidate.numbered else candidate.territory
        if candidate.target == HERE and self.listed is not None:
            return self.listed
        if candidate.target == OFFICE and self.office is not None:
            return self.office
        if candidate.target in {HERE, UNIT, OFFICE}:
            return around[0] if around else None
        if candidate.target == CITY:
            return self._city(around)
        return self._unit(candidate, around)

    def _unit(self, candidate: Candidate, around: Sequence[Territory]) -> Territory | None:
        level = candidate.target
        for territory in around:
            found = self.above(territory, level)
            if found is not None:
                return found
        outer = around[0] if around else None
        if level in {"district", "commune"}:
            inside = [
                named.territory
                for named in self.names.first
                if named.start < candidate.start
                and named.word == candidate.word
                and (outer is None or outer.holds(named.territory))
            ]
            if len(inside) == 1:
                return inside[0]
        recent = self.recent.get(level)
        if recent is not None and (outer is None or outer.holds(recent)):
            return recent
        if level == "province" and self.topic.province:
            return self.naming.province(self.topic.province, self.on)
        return None

    def _city(self, around: Sequence[Territory]) -> Territory | None:
        """The town around the place spoken of, or the province that is a city."""
        for territory in around:
            district = self.above(territory, "district")
            if district is not None and self.naming.is_city(
                " ".join(district.locality.name.lower().split()[:2])
            ):
                return district
            if self.naming.is_municipality(territory.locality.province, self.on):
                return self.above(territory, "province")
        if self.naming.is_municipality(self.topic.province, self.on):
            return self.naming.province(self.topic.province or "", self.on)
        return None


def _within(ward: Territory, around: Sequence[Territory]) -> Territory:
    """A numbered ward in the district spoken of: every town has a "phường 2"."""
    district = next((t.locality for t in around if t.locality.district is not None), None)
    if district is None or key(district.district) == key(ward.locality.district):
        return ward
    names = replace(
        ward.locality,
        province=district.province,
        province_2025=district.province_2025,
        district=district.district,
        code=None,
    )
    return replace(ward, locality=names)
