"""How the figures of one article hang together: parts, pairs, members, values (guideline 2.5-2.9, 6.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.engine.load import Rules
from extractor.engine.schema import Relations
from extractor.engine.schema.linking import RelationRule
from extractor.linking.draft import Draft
from extractor.linking.parts import PartFinder
from extractor.mentions.phrases import PhraseIndex
from extractor.model import Figure, FigureKey, Relation, changed

_BACK = 6
"""How many figures back a relation may reach."""


class Link(NamedTuple):
    """A relation found: its type, what it points at, and the rule that says so."""

    type: str
    target: FigureKey
    rule_id: str


class RelationLinker:
    """Adds relations to the figures of a document; built once from ``relations.toml``."""

    def __init__(self, rules: Rules) -> None:
        file = rules.get(Relations)
        sources = {source for rule in file.rule for source in rule.source}
        self._by_source = {source: _speaking(file.rule, source) for source in sources}
        self._of_any = _speaking(file.rule, "")
        self._parts = PartFinder(file)
        cues = [cue for rule in file.rule for cue in rule.cues]
        self.phrases = (*self._parts.phrases, *cues)

    def link(self, drafts: Sequence[Draft], text: str, index: PhraseIndex) -> list[Figure]:
        """The figures with ``rel`` filled, in order."""
        whole = {at: Link(*found) for at, found in self._parts.find(drafts, text, index).items()}
        figures = []
        for at, draft in enumerate(drafts):
            paragraph = draft.paragraph
            earlier = [d for d in drafts[max(0, at - _BACK) : at][::-1] if d.paragraph == paragraph]
            nearest = self._nearest(draft, earlier, text, index) if earlier else None
            links = [link for link in (nearest, whole.get(at)) if link]
            links += [Link(*found) for found in self._parts.totals(drafts, at)]
            figures.append(_linked(draft.figure, links) if links else draft.figure)
        return figures

    def _nearest(self, draft: Draft, earlier: Sequence[Draft], text: str, index: PhraseIndex) -> Link | None:
        """The one relation that the words between two figures state."""
        return (
            _share(draft, earlier)
            or _distributed(draft, earlier)
            or self._by_rule(draft, earlier, text, index)
            or _slashed(draft, earlier, text)
        )

    def _by_rule(self, draft: Draft, earlier: Sequence[Draft], text: str, index: PhraseIndex) -> Link | None:
        if draft.sign or draft.figure.value_kind == "rate":
            return None
        for rule in self._by_source.get(draft.figure.indicator, self._of_any):
            for other in earlier:
                figure = other.figure
                if figure.sentence != draft.figure.sentence:
                    break
                skipped = other.sign or figure.value_kind == "rate" or figure.unit == "percent"
                if skipped or figure.indicator not in rule.target:
                    continue
                if _cued(rule, other, draft, text, index):
                    return Link(rule.type, figure.key, rule.id)
                break
        return None


def _speaking(rules: Sequence[RelationRule], source: str) -> tuple[RelationRule, ...]:
    """The rules that may speak about figures of one indicator, in order."""
    return tuple(rule for rule in rules if not rule.source or source in rule.source)


def _cued(rule: RelationRule, other: Draft, draft: Draft, text: str, index: PhraseIndex) -> bool:
    start, end = other.quantity.end, draft.quantity.start
    if ";" in text[start:end]:
        return False
    return not rule.cues or not index.within(start, end).isdisjoint(rule.cues)


def _share(draft: Draft, earlier: Sequence[Draft]) -> Link | None:
    """A share or rate printed beside its level is an attribute of it (ruling 37)."""
    figure = draft.figure
    if figure.unit != "percent" or figure.value_kind != "share" or not earlier:
        return None
    other = earlier[0].figure
    if other.sentence != figure.sentence or other.unit == "percent":
        return None
    beside = (
        draft.in_brackets or "linking.percent_of" in figure.rule_ids or figure.indicator == "clearance_rate"
    )
    return Link("attribute_of", other.key, "relation.share") if beside else None


def _distributed(draft: Draft, earlier: Sequence[Draft]) -> Link | None:
    """A value "mỗi suất" belongs to the suất counted before (guideline 2.8)."""
    figure = draft.figure
    if figure.value_kind != "rate" or figure.per is None:
        return None
    for other in earlier:
        same = other.figure.unit == figure.per.unit and other.figure.value_kind != "rate"
        if same and other.figure.sentence >= figure.sentence - 1:
            return Link("per_unit_of", other.figure.key, "relation.per_unit")
    return None


def _slashed(draft: Draft, earlier: Sequence[Draft], text: str) -> Link | None:
    """Two nouns counted on the two sides of a slash are a pair (guideline 2.5, ruling 53)."""
    if not earlier or draft.sign:
        return None
    other = earlier[0]
    between = text[other.quantity.end : draft.quantity.start]
    near = "/" in between and "," not in between and len(between) < 40
    if near and other.figure.unit != draft.figure.unit and not between.rsplit("/", 1)[1].strip():
        return Link("pair_with", other.figure.key, "relation.slash")
    return None


def _linked(figure: Figure, links: Sequence[Link]) -> Figure:
    return changed(
        figure,
        rel=tuple(dict.fromkeys(Relation(link.type, link.target) for link in links)),
        rule_ids=(*figure.rule_ids, *dict.fromkeys(link.rule_id for link in links)),
    )
