"""How the figures of one article hang together: parts, pairs, members, values (guideline 2.5-2.9, 6.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.engine.load import Rules
from extractor.engine.schema import Relations
from extractor.engine.schema.linking import RelationRule
from extractor.linking.draft import Draft
from extractor.linking.identity import MEASURES
from extractor.mentions.phrases import PhraseIndex
from extractor.model import Figure, FigureKey, Relation

_BACK = 6
"""How many figures back a relation may reach."""
_LISTED = 40
"""How many figures a closing total may sum up."""


class RelationLinker:
    """Adds relations to the figures of a document; built once from ``relations.toml``."""

    def __init__(self, rules: Rules) -> None:
        file = rules.get(Relations)
        self._rules = file.rule
        self._parts = frozenset(file.parts)
        self._exhaustive = frozenset(file.exhaustive)
        self._totals = frozenset(file.totals)
        cues = [cue for rule in file.rule for cue in rule.cues]
        self.phrases = (*file.parts, *file.exhaustive, *file.totals, *cues)

    def link(self, drafts: Sequence[Draft], text: str, index: PhraseIndex) -> list[Figure]:
        """The figures with ``rel`` filled, in order."""
        figures = [draft.figure for draft in drafts]
        for at, draft in enumerate(drafts):
            relations: list[tuple[str, FigureKey, str]] = []
            previous = [
                (drafts[back], figures[back])
                for back in range(at - 1, max(-1, at - 1 - _BACK), -1)
                if drafts[back].figure.sentence >= draft.figure.sentence - 1
                and drafts[back].paragraph == draft.paragraph
            ]
            if found := self._of_percent(draft, previous):
                relations.append(found)
            elif found := self._distributed(draft, previous):
                relations.append(found)
            else:
                if found := self._by_rule(draft, previous, text, index):
                    relations.append(found)
                if found := self._part(draft, previous, figures, at, index):
                    relations.append(found)
                relations += self._total(draft, drafts, at, index)
            if relations:
                figures[at] = replace(
                    figures[at],
                    rel=tuple(Relation(kind, target) for kind, target, _ in relations),
                    rule_ids=(*figures[at].rule_ids, *dict.fromkeys(rule for _, _, rule in relations)),
                )
        return figures

    def _of_percent(
        self, draft: Draft, previous: Sequence[tuple[Draft, Figure]]
    ) -> tuple[str, FigureKey, str] | None:
        """A share or rate printed beside its level is an attribute of it (ruling 37)."""
        if draft.figure.unit != "percent" or draft.figure.value_kind != "share" or not previous:
            return None
        other, figure = previous[0]
        same = figure.sentence == draft.figure.sentence and figure.unit != "percent"
        if same and (draft.in_brackets or draft.figure.indicator == figure.indicator or draft.figure.indicator == "clearance_rate"):
            return "attribute_of", figure.key, "relation.share"
        return None

    def _distributed(
        self, draft: Draft, previous: Sequence[tuple[Draft, Figure]]
    ) -> tuple[str, FigureKey, str] | None:
        """"mỗi suất 500 ngàn đồng" belongs to the suất counted before (guideline 2.8)."""
        figure = draft.figure
        if figure.value_kind != "rate" or figure.per is None:
            return None
        for _, other in previous:
            if other.unit == figure.per.unit and other.value_kind != "rate":
                return "per_unit_of", other.key, "relation.per_unit"
        return None

    def _by_rule(
        self, draft: Draft, previous: Sequence[tuple[Draft, Figure]], text: str, index: PhraseIndex
    ) -> tuple[str, FigureKey, str] | None:
        for rule in self._rules:
            if rule.source and draft.figure.indicator not in rule.source:
                continue
            for near, (other, figure) in enumerate(previous):
                if figure.sentence != draft.figure.sentence or near > 2:
                    break
                if rule.target and figure.indicator not in rule.target:
                    continue
                if figure.value_kind in ("change_abs", "change_pct") or draft.sign:
                    break
                if self._cued(rule, other, draft, text, index):
                    return rule.type, figure.key, rule.id
        return None

    @staticmethod
    def _cued(rule: RelationRule, other: Draft, draft: Draft, text: str, index: PhraseIndex) -> bool:
        start, end = other.quantity.end, draft.quantity.start
        if any(char in ";\n" for char in text[start:end]):
            return False
        return not rule.cues or not index.within(start, end).isdisjoint(rule.cues)

    def _part(
        self,
        draft: Draft,
        previous: Sequence[tuple[Draft, Figure]],
        figures: Sequence[Figure],
        at: int,
        index: PhraseIndex,
    ) -> tuple[str, FigureKey, str] | None:
        """A part named after "trong đó", "gồm:" or in brackets belongs to its whole (guideline 2.7)."""
        figure = draft.figure
        if draft.sign or figure.unit in MEASURES - {"percent"} and figure.unit != "VND":
            return None
        for other, whole in previous:
            if whole.unit != figure.unit or whole.value is None or figure.value is None or other.sign:
                continue
            for relation in figures[at - 1].rel if at else ():
                if relation.type in ("breakdown_of", "subset_of") and relation.target == whole.key:
                    return relation.type, whole.key, "relation.part_continued"
            between = index.within(other.quantity.end, draft.quantity.start)
            cue = between & self._parts
            if cue and figure.value <= whole.value and whole.indicator == figure.indicator:
                kind = "breakdown_of" if cue & self._exhaustive else "subset_of"
                return kind, whole.key, "relation.part"
        return None

    def _total(
        self, draft: Draft, drafts: Sequence[Draft], at: int, index: PhraseIndex
    ) -> list[tuple[str, FigureKey, str]]:
        """A closing total points at what was listed before it in the paragraph (ruling 17)."""
        low = draft.zones.span("clause")[0]
        if index.within(low, draft.quantity.start).isdisjoint(self._totals):
            return []
        mine = [d for d in drafts[max(0, at - _LISTED) : at] if d.paragraph == draft.paragraph and not d.sign]
        same = [d for d in mine if d.figure.unit == draft.figure.unit and d.figure.indicator == draft.figure.indicator]
        value = draft.figure.value
        while same and value is not None and sum((d.figure.value or 0) for d in same) > value:
            same = same[1:]
        if len(same) < 2 or value is None:
            return []
        return [("total_of", d.figure.key, "relation.total") for d in same]
