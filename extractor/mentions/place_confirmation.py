"""Which bare names are places, now that the document has been resolved; what places do locally."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engine.schema.places import PlaceRules
from extractor.mentions.place_draft import Draft, PlaceText
from extractor.mentions.place_patterns import PlacePatterns
from extractor.mentions.place_words import before
from extractor.model import AdminUnit, Entity

_LOCAL = ("in ", "document", "near ")
_INHERITED_ROLES = frozenset({"adjacent", "person_origin"})


class PlaceConfirmation:
    """Asks for reasons: a type word elsewhere, links, the document's province, a locative, a recogniser."""

    def __init__(self, rules: PlaceRules) -> None:
        self._city = rules.around.city
        self._locative = before(rules.around.locative)
        self._count_right = PlacePatterns(rules).count_right
        self._roles = tuple(
            (role, before(words))
            for role, words in (
                ("reporting_unit", rules.roles.reporting_unit),
                ("adjacent", rules.roles.adjacent),
                ("person_origin", rules.roles.person_origin),
            )
        )

    def confirm(self, text: PlaceText, drafts: Sequence[Draft], entities: Sequence[Entity]) -> list[Draft]:
        """Everything certain, and the bare names for which the document gives reason enough."""
        proposed = [(e.start, e.end) for e in entities if e.label == "LOC"]
        named = {(d.name, d.level) for d in drafts if d.typed and d.level}
        for draft in drafts:
            if not draft.certain:
                draft.certain = self._is_confirmed(text, draft, named, proposed)
        for _ in range(2):
            for draft in drafts:
                draft.certain = draft.certain or _is_carried(draft)
        return [draft for draft in drafts if draft.certain]

    def _is_confirmed(
        self, text: PlaceText, draft: Draft, named: set[tuple[str, str]], proposed: Sequence[tuple[int, int]]
    ) -> bool:
        if draft.kind == "hamlet":
            above = draft.parent is not None and draft.parent.level in ("commune", "hamlet")
            return above or (draft.sibling is not None and draft.sibling.certain)
        if _is_pair(draft) or any(_is_pair(child) for child in draft.children):
            return True
        unit = draft.unit or (draft.candidates[0][0] if draft.candidates else None)
        if unit is None:
            return (draft.name, "hamlet") in named
        if unit.level == "province" or (draft.name, unit.level) in named:
            return True
        return draft.unit is not None and self._has_reason(text, draft, draft.unit, proposed)

    def _has_reason(
        self, text: PlaceText, draft: Draft, unit: AdminUnit, proposed: Sequence[tuple[int, int]]
    ) -> bool:
        if unit.type == self._city:
            return True
        local = any(reason.startswith(_LOCAL) for reason in draft.candidates[0][2])
        only = len(draft.candidates) == 1
        seen = any(start <= draft.start and draft.end <= end for start, end in proposed)
        folded = text.view.folded
        left = (
            _heads_line(text, draft)
            or self._locative.match(folded, draft.start, draft.last) is not None
            or self._heads_count(text, draft)
        )
        if unit.level == "district":
            return (local and (left or seen or only)) or (left and seen)
        return local and left and (seen or only)

    def _heads_count(self, text: PlaceText, draft: Draft) -> bool:
        """A member of a list with a count of its own: "Quế Phong 215 khẩu, Kỳ Sơn 198 khẩu"."""
        left = text.view.cased[max(0, draft.start - 2) : draft.start].rstrip(" ")
        return (
            left.endswith((",", ";", ":", "("))
            and self._count_right.match(text.view.folded, draft.end) is not None
        )

    def mark_roles(self, text: PlaceText, drafts: Sequence[Draft]) -> None:
        """Groups of lists, and roles that the words right before a place decide."""
        groups = 0
        for draft in drafts:
            brother = draft.sibling
            if brother is not None and brother.certain and brother.level == draft.level:
                if brother.group is None:
                    brother.group, groups = groups, groups + 1
                draft.group = brother.group
            if not draft.role:
                draft.role = self._role(text, draft)
            if not draft.role and draft.group is not None and brother and brother.role in _INHERITED_ROLES:
                draft.role = brother.role

    def _role(self, text: PlaceText, draft: Draft) -> str:
        for role, words in self._roles:
            if words.match(text.view.folded, draft.start, draft.last):
                return role
        return ""


def _is_pair(draft: Draft) -> bool:
    """A name with its district in a province that the text is about: "An Hòa Tây (Ba Tri)"."""
    parent = draft.parent
    if parent is None or parent.unit is None or not parent.candidates:
        return False
    spoken_of = any(reason.startswith("document") for reason in parent.candidates[0][2])
    return spoken_of and (parent.unit.level == "district" or bool(draft.candidates))


def _is_carried(draft: Draft) -> bool:
    """Do the places it is linked with make it one?"""
    above = draft.parent is not None and draft.parent.certain
    beside = draft.sibling is not None and draft.sibling.certain
    if draft.unit is not None and (above or beside):
        return True
    return (above and beside) or any(
        child.typed or (child.certain and child.unit is not None) for child in draft.children
    )


def _heads_line(text: PlaceText, draft: Draft) -> bool:
    """A headline kicker: "Cẩm Xuyên: Bắt 3 đối tượng"."""
    cased = text.view.cased
    at = draft.start
    while at and cased[at - 1] in " -*":
        at -= 1
    return (at == 0 or cased[at - 1] == "\n") and cased[draft.end : draft.end + 2].lstrip(" ").startswith(":")
