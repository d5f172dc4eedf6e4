"""Whether a bare name can be a place at all: not a person, a street, or part of a longer name."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.engine.schema.places import PlaceRules
from extractor.gazetteer.gazetteer import Gazetteer
from extractor.mentions.place_draft import Draft, PlaceText
from extractor.mentions.place_words import before
from extractor.model import Entity

_LEFT_WORD = regex.compile(r"(?r)([\p{L}\d'.&-]+)( *)")
_RIGHT_WORD = regex.compile(r" (\p{Lu}[\p{L}']*)")
_OPENING = frozenset('.!?:\n\u201c"-(;')


class PlaceEvidence:
    """Judges bare names by the words around them; built once from the rules and a gazetteer."""

    def __init__(self, rules: PlaceRules, gazetteer: Gazetteer) -> None:
        around = rules.around
        self._gazetteer = gazetteer
        self._surnames = frozenset(around.surnames)
        self._openers = frozenset(around.openers)
        self._typed_only = frozenset(around.typed_only)
        self._person_left = before(around.persons)
        self._street_left = before(around.not_after)
        self._no_region_left = before(around.not_after_small)
        self._lead_in = before(around.lead_ins)
        self._compound_left = before(around.not_after_but)
        self._longer = around.longer

    def sift(self, text: PlaceText, drafts: Sequence[Draft], entities: Sequence[Entity]) -> list[Draft]:
        """The drafts without bare names that are no places; links to those are mended."""
        persons = [(e.start, e.end) for e in entities if e.label == "PER"]
        typed = {draft.name for draft in drafts if draft.typed}
        kept = [
            draft
            for draft in drafts
            if draft.certain
            or (self._may_be_place(text, draft) and not self._is_person(draft, persons, draft.name in typed))
        ]
        gone = {id(d) for d in drafts} - {id(d) for d in kept}
        for draft in kept:
            if draft.parent is not None and id(draft.parent) in gone:
                draft.parent = None
            while draft.sibling is not None and id(draft.sibling) in gone:
                draft.sibling = draft.sibling.sibling
            draft.children = [child for child in draft.children if id(child) not in gone]
        return kept

    def _is_person(self, draft: Draft, persons: Sequence[tuple[int, int]], said: bool) -> bool:
        """Does a recogniser take it for a person, or part of one, and nothing speaks against that?

        A recogniser also takes "Hà Giang" for a person: against a province, or a name that stands with its
        type word elsewhere, only a longer name counts ("Nguyễn Hòa Bình").
        """
        around = [(s, e) for s, e in persons if s <= draft.start and draft.end <= e]
        longer = any(start < draft.start for start, _ in around)
        return longer or (bool(around) and not said and not self._is_province(draft.name))

    def _is_province(self, name: str) -> bool:
        return any(named.unit.level == "province" for named in self._gazetteer.named(name))

    def _may_be_place(self, text: PlaceText, draft: Draft) -> bool:
        if draft.kind != "unit" or (draft.sibling is not None and draft.types):
            return True
        if draft.name in self._typed_only or text.canonical.startswith(self._longer, draft.start):
            return False
        province = self._is_province(draft.name)
        if " " not in draft.name and draft.name.isalpha() and not province:
            return draft.sibling is not None
        if not province and _follows_digit(text, draft.start):
            return False  # a house number: "408 Điện Biên Phủ"
        if self._is_named_after(text, draft, province=province):
            return False
        shouting = text.view.cased[draft.start : draft.end].isupper()
        return shouting or (self._fits_left(text, draft) and self._fits_right(text, draft.end))

    def _is_named_after(self, text: PlaceText, draft: Draft, *, province: bool) -> bool:
        """A person, a street; below provinces also a school, a lake, a company of that name."""
        folded, start, last = text.view.folded, draft.start, draft.last
        if self._person_left.match(folded, start, last) or self._street_left.match(folded, start, last):
            return True
        small = not province and self._no_region_left.match(folded, start, last) is not None
        return small and self._compound_left.match(folded, start, last) is None

    def _fits_left(self, text: PlaceText, draft: Draft) -> bool:
        """May the word before stand directly before a place? Lower case, acronyms, openers may."""
        start, last = draft.start, draft.last
        left = _LEFT_WORD.match(text.view.cased, 0, start) if last is not None else None
        if left is None or left.group(2) != " ":
            return True
        word = left.group(1)
        if word[-1] == "-" or (word[-1] == "." and len(word) > 2):
            return True
        if not word[0].isupper() or (word.isupper() and len(word) > 1) or word in self._openers:
            return True
        if self._lead_in.match(text.view.folded, start, last):
            return True
        at = left.start(1)
        while at and text.view.cased[at - 1] == " ":
            at -= 1
        return (at == 0 or text.view.cased[at - 1] in _OPENING) and word not in self._surnames

    def _fits_right(self, text: PlaceText, end: int) -> bool:
        """May the word behind stand directly behind a place? A capital goes on with the name, mostly."""
        cased = text.view.cased
        right = _RIGHT_WORD.match(cased, end) if cased[end + 1 : end + 2].isupper() else None
        if right is None:
            return True
        word = right.group(1)
        if word in self._surnames or word in self._openers or (word.isupper() and len(word) > 1):
            return True
        return any(" " in name for _, name in text.hits.get(right.start(1), ()))


def _follows_digit(text: PlaceText, start: int) -> bool:
    folded = text.view.folded
    return start > 1 and folded[start - 1] == " " and folded[start - 2].isdigit()
