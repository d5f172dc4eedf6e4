"""The scope locality of every figure: an explicit procedure, first hit wins (guideline 4.4).

1. a place after the figure in its clause ("bắt 4 đối tượng tại ấp 17"), 2. the place, office or
anaphor last met in the sentence, 3. an office behind the figure ("được Công an tỉnh X khen"), 4. the
scope carried from the sentence before, 5. the topic of the article, 6. nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import regex

from extractor.analysis import Analysis
from extractor.engine.load import Rules
from extractor.engine.schema.localities import LocalityRules
from extractor.linking.anaphora import CITY, HERE, UNIT
from extractor.linking.scope_candidates import Candidate, ScopeCandidates
from extractor.linking.territory import RANK, Naming, Territory, UnitSource, key
from extractor.linking.topic_locality import Topic, TopicFinder
from extractor.model import Figure, FigureKey, Sentence
from extractor.text.view import MatchView

_UP = {"hamlet": "commune", "commune": "district", "district": "province", "province": "country"}
_SKIPPED_REGIONS = frozenset({"caption", "byline", "boilerplate", "source_line", "date_header", "outlet_tag"})


@dataclass(frozen=True, slots=True)
class Scope:
    """A territory and how the figure came by it; ``firm`` when the words leave no doubt."""

    territory: Territory
    source: str
    firm: bool = False
    example: bool = False


@dataclass(slots=True)
class _State:
    """Where the reading of one article stands."""

    topic: Topic
    names: dict[tuple[str, str], str]
    carried: Scope | None = None
    recent: dict[str, Territory] = field(default_factory=dict)
    known: list[tuple[int, str, Territory]] = field(default_factory=list)
    listed: Territory | None = None
    paragraph: int = -1


class LocalityLinker:
    """Gives figures their locality; built once from the rules and the gazetteer."""

    def __init__(self, rules: Rules, gazetteer: UnitSource | None = None) -> None:
        words = rules.get(LocalityRules)
        self._naming = Naming(words, gazetteer)
        self._candidates = ScopeCandidates(words, self._naming)
        self._topics = TopicFinder(words, self._naming)
        flow = words.flow
        self._barrier = regex.compile(
            rf";|\b(?:{'|'.join(flow.barriers)})\b|,\s+(?:{'|'.join(flow.clause_openers)})\b"
        )
        self._aside = regex.compile(rf"\b(?:{'|'.join(flow.aside)})\b")
        self._respectively = regex.compile(rf"\b(?:{'|'.join(flow.respectively)})\b")
        self._resume = regex.compile(rf"[“\"]?(?:{'|'.join(flow.resume)})\b")
        self._example = regex.compile(r"[“\"]?(?:trong đó,? )?(?:điển hình|tiêu biểu|đơn cử|ví dụ|chẳng hạn)\b")
        self._clause_start = regex.compile(r"(?r)(?:[,;:]|\bvà)\s*(?:còn\s+|riêng\s+)?\p{L}+(?:\s\p{L}+){0,3}\s*")

    def assign(self, figures: Sequence[Figure], analysis: Analysis) -> list[Figure]:
        """``figures`` with ``locality`` and ``locality_source``, in the same order.

        Args:
            figures: of one article, with ``sentence`` indices into ``analysis.sentences``.
            analysis: with sentences, places and, if known, the document's scope.
        """
        candidates = self._candidates.read(analysis)
        topic = self._topics.find(analysis, candidates)
        state = _State(topic, {}, carried=_topic_scope(topic))
        state.names, state.known = _units(self._naming, analysis)
        by_sentence: dict[int, list[Figure]] = {}
        for figure in figures:
            by_sentence.setdefault(figure.sentence, []).append(figure)
        scopes: dict[FigureKey, Scope | None] = {}
        for sentence in analysis.sentences:
            if sentence.region in _SKIPPED_REGIONS:
                continue
            inside = sorted(by_sentence.get(sentence.index, ()), key=lambda figure: figure.key)
            self._sentence(analysis.view, sentence, inside, candidates[sentence.index], state, scopes)
        repeated = {figure.key: figure.repeat_of for figure in figures if figure.repeat_of is not None}
        return [self._write(figure, scopes, repeated) for figure in figures]

    def _sentence(
        self,
        view: MatchView,
        sentence: Sentence,
        figures: Sequence[Figure],
        candidates: Sequence[Candidate],
        state: _State,
        scopes: dict[FigureKey, Scope | None],
    ) -> None:
        if sentence.region == "title":
            self._title(figures, candidates, state, scopes)
            return
        if sentence.paragraph != state.paragraph:
            state.paragraph = sentence.paragraph
            state.listed = None
            state.carried = _topic_scope(state.topic) or state.carried
        elif self._resume.match(view.folded, sentence.start):
            state.carried = _topic_scope(state.topic) or state.carried
        example = self._example.match(view.folded, sentence.start) is not None
        current: Scope | None = None
        fresh = True  # no figure since ``current`` was set
        queue: list[Territory] = []
        last: Candidate | None = None
        used: list[Scope] = []
        position = sentence.start
        pending = list(candidates)
        for figure in figures:
            while pending and pending[0].start < figure.value_start:
                candidate = pending.pop(0)
                last = candidate
                entered = self._enter(candidate, current, fresh, state, view.folded[position : candidate.start])
                if entered is not None:
                    current, fresh = entered, True
                    members = entered.territory.members
                    if members and self._respectively.search(view.folded, candidate.end, figure.value_start):
                        queue = list(members)
            # What a place before a semicolon qualified was said there.
            if fresh and last is not None and last.intro and not last.opening and current is not None:
                if ";" in view.folded[last.end : figure.value_start] and not current.firm:
                    current = None
            scope = current
            if queue:
                scope = Scope(queue.pop(0), "explicit", firm=True)
            else:
                scope = self._behind(view, figure, figures, pending, current, state) or current
            if scope is None:
                scope = state.carried
                if scope is not None:
                    scope = replace(scope, source=scope.source if scope.source == "outlet" else "inherited")
            scope = self._fit(figure, scope, state)
            scopes[figure.key] = scope
            if scope is not None:
                used.append(scope)
            fresh = False
            position = figure.value_end
        for candidate in pending:
            if not figures and (
                candidate.role == "seat" or self._aside.search(view.folded, sentence.start, candidate.start)
            ):
                continue
            entered = self._enter(candidate, current, fresh, state, view.folded[position : candidate.start])
            if entered is not None and not figures and not entered.territory.members:
                current, fresh = entered, True
        self._carry(current, used, state, example=example)

    def _title(
        self,
        figures: Sequence[Figure],
        candidates: Sequence[Candidate],
        state: _State,
        scopes: dict[FigureKey, Scope | None],
    ) -> None:
        """A headline speaks of its own place, else of the topic; it carries nothing on."""
        own = next((c for c in candidates if not c.silent and c.territory is not None), None)
        topic = _topic_scope(state.topic)
        for figure in figures:
            if own is not None and own.territory is not None:
                scopes[figure.key] = Scope(own.territory, "headline", firm=True)
            elif topic is not None:
                scopes[figure.key] = replace(topic, source="inherited")

    def _enter(
        self, candidate: Candidate, current: Scope | None, fresh: bool, state: _State, gap: str
    ) -> Scope | None:
        """The scope after meeting ``candidate``, None when it changes nothing."""
        if candidate.role == "inventory":
            state.listed = candidate.territory
        if candidate.silent or (candidate.role == "example" and candidate.territory and candidate.territory.members):
            return None
        territory = self._resolve(candidate, current, state)
        if territory is None:
            return None
        holder = current or state.carried
        if candidate.intro == "recipient" and holder is not None and not holder.territory.holds(territory):
            return None
        topic = state.topic.territory
        if candidate.speaking and topic is not None and territory.holds(topic):
            return None
        if not territory.members and candidate.territory is not None:
            state.recent[territory.locality.level] = territory
        scope = Scope(territory, candidate.kind, candidate.firm, candidate.role == "example")
        if current is None or candidate.firm:
            return scope
        inside, around = current.territory.holds(territory), territory.holds(current.territory)
        if fresh and around:
            return None
        if candidate.kind == "explicit":
            return scope
        if current.source == "explicit" and not inside and (fresh or (around and ";" not in gap)):
            return None
        if territory.same(current.territory):
            return None
        return scope

    def _behind(
        self,
        view: MatchView,
        figure: Figure,
        figures: Sequence[Figure],
        pending: Sequence[Candidate],
        current: Scope | None,
        state: _State,
    ) -> Scope | None:
        """The place behind the figure in its clause, if it is the place of the figure."""
        weak: Scope | None = None
        for candidate in pending:
            if self._barrier.search(view.folded, figure.value_end, candidate.start):
                break
            if candidate.silent or candidate.role == "example":
                if candidate.role in {"inventory", "example"}:
                    break
                continue
            territory = self._resolve(candidate, current, state)
            if territory is None:
                continue
            later = [other for other in figures if figure.value_start < other.value_start < candidate.start]
            opens = self._opens_next(view, candidate, figures)
            if opens:
                break
            if candidate.kind != "explicit" and not candidate.firm:
                weak = weak or Scope(territory, candidate.kind)
                continue
            if candidate.intro == "recipient":
                holder = current or state.carried
                if later or holder is None or not holder.territory.holds(territory):
                    continue
            elif candidate.intro != "locative":
                break
            if (
                current is not None
                and (current.source == "explicit" or current.firm)
                and not current.territory.holds(territory)
            ):
                break
            return Scope(territory, candidate.kind, candidate.firm)
        return weak if current is None else None

    def _opens_next(self, view: MatchView, candidate: Candidate, figures: Sequence[Figure]) -> bool:
        """True when the candidate opens a clause with a figure of its own (", tại X bắt 3 vụ")."""
        if self._clause_start.match(view.folded, max(0, candidate.start - 40), candidate.start) is None:
            return False
        return any(
            candidate.end <= other.value_start
            and not regex.search(r"[,;]", view.folded[candidate.end : other.value_start])
            for other in figures
        )

    def _resolve(self, candidate: Candidate, current: Scope | None, state: _State) -> Territory | None:
        """The territory a candidate stands for; anaphora go to the nearest fitting one (guideline 4.3)."""
        if candidate.territory is not None:
            return candidate.territory
        spoken = current or state.carried
        topic = state.topic.territory
        if candidate.target == HERE:
            if state.listed is not None:
                return state.listed
            return spoken.territory if spoken is not None else topic
        if candidate.target == UNIT:
            return (spoken.territory if spoken is not None else None) or topic
        level = candidate.target
        around = [t for t in ((spoken.territory if spoken else None), topic) if t is not None]
        if level == CITY:
            return self._city(around, state)
        for territory in around:
            found = self._naming.above(territory, level, state.names)
            if found is not None:
                return found
        outer = around[0] if around else None
        if level in {"district", "commune"}:
            inside = [
                unit
                for start, word, unit in state.known
                if start < candidate.start and word == candidate.word and (outer is None or outer.holds(unit))
            ]
            if len(inside) == 1:
                return inside[0]
        recent = state.recent.get(level)
        if recent is not None and (outer is None or outer.holds(recent)):
            return recent
        if level == "province" and state.topic.province:
            return self._naming.province(state.topic.province)
        return None

    def _city(self, around: Sequence[Territory], state: _State) -> Territory | None:
        for territory in around:
            district = self._naming.above(territory, "district", state.names)
            if district is not None and self._naming.is_city(" ".join(district.locality.name.lower().split()[:2])):
                return district
            if self._naming.is_municipality(territory.locality.province):
                return self._naming.above(territory, "province", state.names)
        if self._naming.is_municipality(state.topic.province):
            return self._naming.province(state.topic.province or "")
        return None

    def _fit(self, figure: Figure, scope: Scope | None, state: _State) -> Scope | None:
        """A count of communes is about a territory that has several of them."""
        if scope is None or scope.source == "explicit" or scope.territory.members and scope.source == "explicit":
            return scope
        units = [figure.unit] + ([figure.per.unit] if figure.per is not None else [])
        levels = [unit for unit in units if unit in RANK and unit not in {"country", "region"}]
        for level in levels:
            if scope.territory.rank < RANK[level]:
                continue
            topic = state.topic.territory
            if topic is not None and topic.rank < RANK[level]:
                return Scope(topic, "inherited")
            above: Territory | None = None
            target: str = level
            while above is None and target in _UP:
                target = _UP[target]
                above = self._naming.above(scope.territory, target, state.names)
            return Scope(above, "inherited") if above is not None else scope
        return scope

    def _carry(self, current: Scope | None, used: Sequence[Scope], state: _State, *, example: bool) -> None:
        """What the next sentence starts from."""
        if example or (current is not None and current.example):
            return
        different: list[Territory] = []
        for scope in used:
            if scope.source in {"explicit", "reporting_unit"} and not any(
                scope.territory.same(t) for t in different
            ):
                different.append(scope.territory)
        if any(not (t is o or t.holds(o) or o.holds(t)) for t in different for o in different):
            return  # the sentence distributes its figures over several places
        last = used[-1] if used else current
        if last is None:
            return
        topic = state.topic.territory
        if not used and (last.territory.members or (topic is not None and last.territory.holds(topic))):
            return  # a list, or a larger unit, that is merely mentioned
        state.carried = last

    def _write(
        self,
        figure: Figure,
        scopes: Mapping[FigureKey, Scope | None],
        repeated: Mapping[FigureKey, FigureKey],
    ) -> Figure:
        scope = scopes.get(figure.key)
        if figure.region == "title" and figure.key in repeated and (scope is None or scope.source != "headline"):
            scope = scopes.get(repeated[figure.key]) or scope
            scope = replace(scope, source="inherited") if scope is not None else None
        if scope is None:
            return replace(figure, locality=None, locality_source="none")
        return replace(figure, locality=scope.territory.locality, locality_source=scope.source)


def _topic_scope(topic: Topic) -> Scope | None:
    return Scope(topic.territory, topic.source) if topic.territory is not None else None


def _units(
    naming: Naming, analysis: Analysis
) -> tuple[dict[tuple[str, str], str], list[tuple[int, str, Territory]]]:
    """How the article writes its units, and where it first names each, with its type word."""
    names: dict[tuple[str, str], str] = {}
    known: list[tuple[int, str, Territory]] = []
    for place in analysis.places:
        word = naming.type_word(place)
        if word is None or place.level not in RANK:
            continue
        territory = naming.of([place], on=analysis.published)
        if not any(word == other and territory.same(unit) for _, other, unit in known):
            known.append((place.start, word, territory))
        bare = {"district": place.district, "commune": place.commune}.get(place.level)
        if bare:
            names.setdefault((place.level, key(bare)), territory.locality.name)
    return names, known
