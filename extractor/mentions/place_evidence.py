"""Whether a name is a place at all, outlet tags, lists, and what a place does in its sentence."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.engine.match import PhraseMatcher
from extractor.engine.schema.places import PlaceRules
from extractor.engine.schema.sections import SectionRules
from extractor.gazetteer.gazetteer import Gazetteer
from extractor.mentions.place_draft import Draft, PlaceText
from extractor.mentions.place_patterns import before
from extractor.model import Entity

_TOP = 600
_LEFT_WORD = regex.compile(r"(?r)([\p{L}\d'.&-]+)([ \u201c\"(]*)")
_RIGHT_WORD = regex.compile(r" (\p{Lu}[\p{L}']*)")


class PlaceEvidence:
    """Judges bare names; built once from the rules and a gazetteer."""

    def __init__(self, rules: PlaceRules, sections: SectionRules, gazetteer: Gazetteer) -> None:
        around = rules.around
        self._gazetteer = gazetteer
        self._surnames = frozenset(around.surnames)
        self._openers = frozenset(around.openers)
        self._single = frozenset(around.single)
        self._city = rules.around.city
        self._typed_only = frozenset(around.typed_only)
        self._persons = before(around.persons)
        self._not_after = before(around.not_after)
        self._locative = before(around.locative)
        self._roles = tuple(
            (role, before(getattr(rules.roles, role)))
            for role in ("reporting_unit", "adjacent", "person_origin")
        )
        tags = [
            (tag, outlet.province)
            for outlet in sections.outlets.values()
            if outlet.province
            for tag in (*outlet.tags, *(host.split(".")[0] for host in outlet.hosts))
        ]
        self._tags: PhraseMatcher[str] = PhraseMatcher(
            (form, province) for tag, province in tags for form in (tag, tag.capitalize())
        )
        self._tag_border = regex.compile(r"\s*(?:[-)\u2013]|\.(?:vn|com)| ?online)", flags=regex.IGNORECASE)

    def add_outlets(self, text: PlaceText, drafts: list[Draft], on: str | None) -> list[Draft]:
        """Drafts with the tags by which newspapers sign at the top of an article: "BHG -", "(GLO)"."""
        top = text.view.cased[:_TOP]
        found: list[Draft] = []
        for hit in self._tags.find(top):
            left = top[: hit.start].rstrip(" ")
            opens = not left or left[-1] in "(\n" or left[-1].isdigit()
            if opens and self._tag_border.match(top, hit.end) and not found:
                end = (
                    hit.start + top[hit.start : hit.end].find(".")
                    if "." in top[hit.start : hit.end]
                    else hit.end
                )
                draft = Draft(hit.start, end, hit.start, end, hit.payload, kind="outlet",
                              levels=("province",), role="outlet", level="province")  # fmt: skip
                units = self._gazetteer.find(hit.payload, level="province", on=on) or self._gazetteer.find(
                    hit.payload, level="province"
                )
                if units:
                    draft.unit = units[0]
                    draft.chain = {"province": units[0].name}
                found.append(draft)
        if not found:
            return drafts
        kept = [d for d in drafts if all(d.end <= f.start or d.start >= f.end for f in found)]
        return sorted([*kept, *found], key=lambda d: d.start)

    def sift(self, text: PlaceText, drafts: list[Draft], entities: Sequence[Entity]) -> list[Draft]:
        """Without bare names that are persons, streets, or parts of longer names."""
        persons = [(e.start, e.end) for e in entities if e.label == "PER"]
        kept = []
        for draft in drafts:
            if draft.certain or self._may_be_place(text, draft, persons):
                kept.append(draft)
            else:
                _unlink(draft, drafts)
        return kept

    def _may_be_place(self, text: PlaceText, draft: Draft, persons: Sequence[tuple[int, int]]) -> bool:
        if draft.kind != "unit":
            return True
        if draft.name in self._typed_only or any(s <= draft.start and draft.end <= e for s, e in persons):
            return False
        if draft.sibling is not None and draft.sibling.typed and draft.types:
            return True
        if " " not in draft.name and draft.name.isalpha() and not self._is_province(draft.name):
            return draft.sibling is not None
        cased, folded = text.view.cased, text.view.folded
        if folded[: draft.start].rstrip(" ")[-1:].isdigit() and not self._is_province(draft.name):
            return False  # a house number: "408 Điện Biên Phủ"
        shouting = cased[draft.start : draft.end].isupper()
        left = _LEFT_WORD.match(cased, 0, draft.start)
        if (
            left is not None
            and left.group(2) in (" ",)
            and not shouting
            and not self._may_precede(text, left)
        ):
            return False
        if self._persons.match(folded, 0, draft.start) or self._not_after.match(folded, 0, draft.start):
            return False
        right = _RIGHT_WORD.match(cased, draft.end)
        if right is None or shouting:
            return True
        word = right.group(1)
        return (
            word in self._surnames
            or (word.isupper() and len(word) > 1)
            or word in self._openers
            or right.start(1) in text.hits
            and any(" " in name for _, name in text.hits[right.start(1)])
        )

    def _is_province(self, name: str) -> bool:
        return any(named.unit.level == "province" for named in self._gazetteer.named(name))

    def _may_precede(self, text: PlaceText, left: regex.Match[str]) -> bool:
        """May this word stand directly before a place name? Lower case, acronyms, openers."""
        word = left.group(1)
        if not word[0].isupper() or (word.isupper() and len(word) > 1):
            return True
        if word in self._openers:
            return True
        before = text.view.cased[: left.start(1)].rstrip(" ")
        opens = not before or before[-1] in '.!?:\n\u201c"-(;'
        return opens and word not in self._surnames

    def confirm(self, text: PlaceText, drafts: list[Draft], entities: Sequence[Entity]) -> list[Draft]:
        """Bare names for which the document gives reason enough, and everything certain."""
        places = [(e.start, e.end) for e in entities if e.label == "LOC"]
        named = {(d.name, d.level) for d in drafts if d.typed and d.level}
        for draft in drafts:
            if not draft.certain:
                draft.certain = self._confirmed(text, draft, named, places)
        for _ in range(2):
            for draft in drafts:
                if not draft.certain:
                    draft.certain = _is_carried(draft)
        return [d for d in drafts if d.certain]

    def _confirmed(
        self, text: PlaceText, draft: Draft, named: set[tuple[str, str]], places: Sequence[tuple[int, int]]
    ) -> bool:
        if draft.kind == "hamlet":
            return draft.parent is not None or (draft.sibling is not None and draft.sibling.certain)
        unit = draft.unit or (draft.candidates[0][0] if draft.candidates else None)
        if _is_pair(draft) or any(_is_pair(child) for child in draft.children):
            return True
        if unit is None:
            return (draft.name, "hamlet") in named
        if unit.level == "province" or (draft.name, unit.level) in named:
            return True
        reasons = draft.candidates[0][2]
        local = any(r.startswith(("in ", "document", "near ")) for r in reasons)
        proposed = any(s <= draft.start and draft.end <= e for s, e in places)
        if draft.unit is None:
            return False
        left = self._locative.match(text.view.folded, 0, draft.start) is not None or _heads_line(text, draft)
        if unit.type == self._city:
            return True
        if unit.level == "district":
            return (
                (local and (left or proposed))
                or (left and proposed)
                or (local and len(draft.candidates) == 1)
            )
        return local and left and (proposed or len(draft.candidates) == 1)

    def mark_roles(self, text: PlaceText, drafts: Sequence[Draft]) -> None:
        """Groups of lists, and roles that the words right before a place decide."""
        number = 0
        for draft in drafts:
            if draft.sibling is not None and draft.sibling.certain and draft.sibling.level == draft.level:
                if draft.sibling.group is None:
                    draft.sibling.group = number
                    number += 1
                draft.group = draft.sibling.group
            if draft.role:
                continue
            for role, pattern in self._roles:
                if pattern.match(text.view.folded, 0, draft.start):
                    draft.role = role
                    break
            else:
                inherited = draft.sibling.role if draft.group is not None and draft.sibling else ""
                draft.role = inherited if inherited in ("adjacent", "person_origin") else ""


def _is_pair(draft: Draft) -> bool:
    """A name with its district in a province that the text is about: "An Hòa Tây (Ba Tri)"."""
    parent = draft.parent
    if parent is None or parent.unit is None or not parent.candidates:
        return False
    spoken_of = any(reason.startswith("document") for reason in parent.candidates[0][2])
    return spoken_of and (parent.unit.level == "district" or draft.unit is not None)


def _is_carried(draft: Draft) -> bool:
    """Do the places it is linked with make it one?"""
    above = draft.parent is not None and draft.parent.certain
    beside = draft.sibling is not None and draft.sibling.certain
    if draft.unit is not None and (above or beside):
        return True
    return (above and beside) or any(
        child.typed or (child.certain and child.unit) for child in draft.children
    )


def _heads_line(text: PlaceText, draft: Draft) -> bool:
    """A headline kicker: "Cẩm Xuyên: Bắt 3 đối tượng"."""
    cased = text.view.cased
    opens = (
        draft.start == 0
        or cased[: draft.start].rstrip(" -*").endswith("\n")
        or not cased[: draft.start].strip()
    )
    return opens and cased[draft.end : draft.end + 2].lstrip().startswith(":")


def _unlink(draft: Draft, drafts: Sequence[Draft]) -> None:
    for other in drafts:
        if other.parent is draft:
            other.parent = None
        if other.sibling is draft:
            other.sibling = draft.sibling
        if draft in other.children:
            other.children.remove(draft)
