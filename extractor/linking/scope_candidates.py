"""What in a sentence may set the scope of figures: places, lists of places, anaphora (guideline 4.3-4.5).

Addresses ("thôn A, xã B, huyện C") become one candidate, their smallest unit; coordinated places of
one level become one candidate with members.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

import regex

from extractor.analysis import Analysis
from extractor.engine.schema.localities import LocalityRules
from extractor.linking.anaphora import COUNTRY, FOREIGN, LANDMARK, OFFICE, Anaphora, Pointer
from extractor.linking.naming import Naming
from extractor.linking.place_roles import PlaceRoles
from extractor.linking.territory import RANK, Territory, key
from extractor.model import PlaceMention, Sentence
from extractor.text.view import MatchView

# Roles that the place finder decides and that are final; the rest is decided from the words beside it.
_FINAL_ROLES = frozenset({"outlet", "caption", "byline", "org_name", "boilerplate"})
_OPENING = 40
_START = attrgetter("start")
_SILENT = frozenset(
    {"partner", "person_origin", "adjacent", "destination", "comparison", "org_name", "inventory"}
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible scope at ``[start, end)``.

    ``kind`` is the ``locality_source`` it gives: explicit, reporting_unit or anaphoric. ``territory``
    is set unless it is an anaphor; then ``target`` (see `Pointer`) says what to look for and ``word``
    is its unit noun. ``numbered`` is a ward with a number and nothing around it ("phường 2"). ``role``
    is a place role, ``scope`` for the place of the fact. ``firm`` ones stand against a narrower place
    before them ("toàn tỉnh"); ``opening`` ones stand at the head of the sentence; ``speaking`` is an
    office that is only quoted.
    """

    start: int
    end: int
    kind: str
    role: str
    territory: Territory | None = None
    target: str = ""
    word: str = ""
    numbered: bool = False
    firm: bool = False
    opening: bool = False
    speaking: bool = False
    rule_id: str = ""

    @property
    def silent(self) -> bool:
        """True when it never is a scope: a residence, a neighbour, a destination, ..."""
        return self.role in _SILENT


class ScopeCandidates:
    """Reads the candidates of each sentence; built once from the rules."""

    def __init__(self, rules: LocalityRules, naming: Naming) -> None:
        self._naming = naming
        self._roles = PlaceRoles(rules)
        self.anaphora = Anaphora(rules)
        self._chain = regex.compile(rules.joins.chain)
        self._list = regex.compile(rules.joins.list)
        self._country = frozenset(rules.country.words)
        self._abroad = regex.compile(rules.joins.abroad)
        self._foreign_word = regex.compile(rules.joins.foreign_word)
        self._former_end = f" {rules.former.word}"
        self._former = regex.compile(rules.former.pattern)
        self._speaking = regex.compile(rf"[^.;:“\"]{{0,60}}?\b(?:{'|'.join(rules.flow.speaking)})\b")
        self._quoted = regex.compile(rf"(?r)\b(?:{'|'.join(rules.flow.quoting)})\s+(?:[^.;:,]{{0,60}}\s)?")
        self._inventory = regex.compile(f"(?r){rules.joins.inventory}")

    def read(self, analysis: Analysis) -> list[list[Candidate]]:
        """The candidates of every sentence of ``analysis``, in the order of its sentences."""
        view, sentences = analysis.view, analysis.sentences
        found: list[list[Candidate]] = [[] for _ in sentences]
        starts = [sentence.start for sentence in sentences]
        places = [p for p in analysis.places if p.role not in _FINAL_ROLES and self._is_domestic(view, p)]
        for run in _by_sentence(places, sentences, starts):
            sentence = sentences[run[0]]
            found[run[0]] += self._places(view, run[1], sentence, analysis.published)
        taken = [(place.start, place.end) for place in analysis.places]
        taken_starts = [start for start, _ in taken]
        for pointer in self.anaphora.find(view):
            at = bisect_right(starts, pointer.start) - 1
            near = bisect_right(taken_starts, pointer.end) - 1
            if at < 0 or pointer.end > sentences[at].end or (near >= 0 and taken[near][1] > pointer.start):
                continue
            found[at].append(self._pointed(view, pointer, sentences[at], analysis.published))
        for place in filter(self._is_foreign_town, analysis.places):
            at = bisect_right(starts, place.start) - 1
            if at >= 0 and self._abroad.match(view.folded, place.end) is None:
                abroad = self._naming.foreign(place.text)
                found[at].append(Candidate(place.start, place.end, "explicit", "scope", abroad))
        for candidates in found:
            if len(candidates) > 1:
                candidates.sort(key=_START)
        return found

    def _pointed(self, view: MatchView, pointer: Pointer, sentence: Sentence, on: str | None) -> Candidate:
        territory = None
        if pointer.target == COUNTRY:
            territory = self._naming.country()
        elif pointer.target == FOREIGN:
            territory = self._naming.foreign(view.cased[pointer.start : pointer.end])
        elif pointer.target == LANDMARK:
            territory = self._naming.province(pointer.word, on)
        office = pointer.form == "office" and pointer.target != OFFICE
        return Candidate(
            pointer.start,
            pointer.end,
            kind="explicit" if territory is not None else "reporting_unit" if office else "anaphoric",
            role="scope",
            territory=territory,
            target=pointer.target,
            word=pointer.word,
            firm=pointer.form == "territory" and pointer.target != LANDMARK,
            opening=pointer.start - sentence.start < _OPENING,
        )

    def _places(
        self, view: MatchView, places: Sequence[PlaceMention], sentence: Sentence, on: str | None
    ) -> Iterator[Candidate]:
        chains = list(self._chains(view, places))
        at = 0
        while at < len(chains):
            group = [chains[at]]
            while at + len(group) < len(chains) and self._listed(view, group[-1], chains[at + len(group)]):
                group.append(chains[at + len(group)])
            yield self._candidate(view, group, sentence, on)
            at += len(group)

    def _chains(self, view: MatchView, places: Sequence[PlaceMention]) -> Iterator[list[PlaceMention]]:
        chain: list[PlaceMention] = []
        for place in places:
            if chain and place.start < chain[-1].end:
                continue
            if (
                chain
                and _is_above(chain, place)
                and self._joined(view, self._chain, chain[-1].end, place.start)
            ):
                chain.append(place)
                continue
            if chain:
                yield chain
            chain = [place]
        if chain:
            yield chain

    def _listed(self, view: MatchView, left: list[PlaceMention], right: list[PlaceMention]) -> bool:
        return left[0].level == right[0].level and self._joined(
            view, self._list, left[-1].end, right[0].start
        )

    def _joined(self, view: MatchView, pattern: regex.Pattern[str], start: int, end: int) -> bool:
        return end - start <= 40 and pattern.fullmatch(view.folded, start, end) is not None

    def _candidate(
        self, view: MatchView, group: list[list[PlaceMention]], sentence: Sentence, on: str | None
    ) -> Candidate:
        start, end = group[0][0].start, group[-1][-1].end
        members = [
            self._naming.of(chain, former=any(self._is_former(view, p) for p in chain), on=on)
            for chain in group
        ]
        territory = members[0]
        if len(members) > 1:
            first = members[0].locality.name if group[0][0].text.isdecimal() else group[0][0].text
            territory = self._naming.listed(members, _list_name(view, group, first))
        rule = self._roles.role(view.folded, view.cased, start, group[0][-1].end, sentence.start)
        role = rule.role if rule is not None else "scope"
        if (
            role in {"scope", "example", "reporting_unit"}
            and len(members) > 1
            and self._inventory.match(view.folded, sentence.start, start)
        ):
            role = "inventory"
        return Candidate(
            start,
            end,
            kind="reporting_unit" if role == "reporting_unit" else "explicit",
            role=role,
            territory=territory,
            numbered=len(group) == 1 and len(group[0]) == 1 and _is_numbered(group[0][0]),
            opening=start - sentence.start < _OPENING,
            speaking=role == "reporting_unit"
            and bool(
                self._speaking.match(view.folded, end, sentence.end)
                or self._quoted.match(view.folded, sentence.start, start)
            ),
            rule_id=rule.id if rule is not None else "",
        )

    def _is_domestic(self, view: MatchView, place: PlaceMention) -> bool:
        if place.level == "country":
            return view.folded[place.start : place.end] in self._country
        if place.level == "province" and not self._naming.is_province(place.province or place.name):
            return False
        if self._is_foreign_town(place):
            return False
        return self._abroad.match(view.folded, place.end) is None

    def _is_foreign_town(self, place: PlaceMention) -> bool:
        """A town that no list has, with a name that is not Vietnamese: "thành phố New York"."""
        unlisted = place.level == "district" and place.unit is None and not place.candidates
        return unlisted and self._foreign_word.search(place.name.lower()) is not None

    def _is_former(self, view: MatchView, place: PlaceMention) -> bool:
        if view.folded.endswith(self._former_end, place.start, place.end):
            return True
        return self._former.match(view.folded, place.end) is not None


def _is_numbered(place: PlaceMention) -> bool:
    return place.level == "commune" and (place.commune or place.name).isdecimal()


def _by_sentence(
    places: Sequence[PlaceMention], sentences: Sequence[Sentence], starts: list[int]
) -> Iterator[tuple[int, list[PlaceMention]]]:
    """Places grouped by the sentence they stand in; those outside every sentence are left out."""
    inside: dict[int, list[PlaceMention]] = {}
    for place in places:
        at = bisect_right(starts, place.start) - 1
        if at >= 0 and place.start < sentences[at].end:
            inside.setdefault(at, []).append(place)
    yield from inside.items()


def _is_above(chain: Sequence[PlaceMention], place: PlaceMention) -> bool:
    """True when ``place`` is a unit that the address so far may lie in."""
    last, head = chain[-1], chain[0]
    if (
        place.level not in RANK
        or RANK[place.level] >= RANK.get(last.level, 0)
        or place.level in {"region", "country"}
    ):
        return False
    for level, mine, its in (
        ("province", place.province, head.province),
        ("district", place.district, head.district),
        ("commune", place.commune, head.commune),
    ):
        if RANK[level] <= RANK[place.level] and mine and its and key(mine) != key(its):
            return False
    return True


def _list_name(view: MatchView, group: Sequence[Sequence[PlaceMention]], first: str) -> str:
    """The list as written, without the larger units given in brackets behind its members."""
    parts = [first]
    for left, right in pairwise(group):
        gap = view.cased[left[-1].end : right[0].start].lstrip(")")
        parts.append(gap.lstrip() if gap.lstrip().startswith((",", ";")) else gap)
        parts.append(view.cased[right[0].start : right[0].end])
    return " ".join("".join(parts).split())
