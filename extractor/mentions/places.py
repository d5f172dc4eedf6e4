"""Places in running text, resolved to units valid at the article's date (guideline section 4).

>>> [(p.text, p.unit.code) for p in find_places("xã Lộc Khánh, huyện Lộc Ninh", on="2021-05-01")]
[('xã Lộc Khánh', '25306'), ('huyện Lộc Ninh', '692')]
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from extractor.engine.load import Rules, load_rules
from extractor.engine.schema.places import PlaceRules
from extractor.engine.schema.sections import SectionRules
from extractor.gazetteer.gazetteer import Gazetteer
from extractor.mentions.place_confirmation import PlaceConfirmation
from extractor.mentions.place_draft import Draft
from extractor.mentions.place_evidence import PlaceEvidence
from extractor.mentions.place_links import PlaceLinker
from extractor.mentions.place_outlets import OutletTags
from extractor.mentions.place_reader import PlaceReader
from extractor.mentions.place_resolution import PlaceResolver
from extractor.model import Candidate, Entity, PlaceMention
from extractor.text.view import MatchView


class PlaceFinder:
    """Finds and resolves places; built once from the rules and a gazetteer, then free of state."""

    def __init__(self, rules: Rules, gazetteer: Gazetteer) -> None:
        table = rules.get(PlaceRules)
        self.reader = PlaceReader(table, gazetteer)
        self._linker = PlaceLinker(table, gazetteer)
        self._resolver = PlaceResolver(gazetteer)
        self._outlets = OutletTags(rules.get(SectionRules), gazetteer)
        self._evidence = PlaceEvidence(table, gazetteer)
        self._confirmation = PlaceConfirmation(table)

    def find(
        self,
        view: MatchView,
        on: str | None = None,
        hint_province: str | None = None,
        entities: Sequence[Entity] = (),
    ) -> tuple[PlaceMention, ...]:
        """Mentions in offsets of ``view``, ordered by start.

        Args:
            view: the article.
            on: its date (partial ISO date); None: unknown, units of any time are considered.
            hint_province: a province known from outside the text (outlet, metadata).
            entities: what a recogniser proposed, as evidence for and against bare names.
        """
        text, drafts = self.reader.read(view)
        drafts = self._outlets.add(text, drafts, on)
        span = self._resolver.span(drafts, on)
        self._linker.link(text, drafts, span)
        drafts = self._evidence.sift(text, drafts, entities)
        self._resolver.resolve(drafts, on, span, (hint_province,) if hint_province else ())
        drafts = self._confirmation.confirm(text, drafts, entities)
        self._confirmation.mark_roles(text, drafts)
        return tuple(_mention(view, draft) for draft in drafts)


def find_places(text: str, on: str | None = None) -> list[PlaceMention]:
    """Places of a text, in offsets of the text, ordered by start; never raises.

    Args:
        text: any string.
        on: date of the text (ISO date or partial date).

    Returns:
        mentions with ``unit`` where one unit is meant, else with ``candidates`` and their reasons.
    """
    view = MatchView.of(text)
    return [view.to_source(mention) for mention in _finder().find(view, on)]


@functools.cache
def _finder() -> PlaceFinder:
    return PlaceFinder(load_rules(), Gazetteer.default())


def _mention(view: MatchView, draft: Draft) -> PlaceMention:
    top = draft.candidates[0][1] if draft.candidates else 1.0
    candidates = tuple(
        Candidate(unit, round(max(0.0, min(1.0, score / max(top, 1.0))), 3), reasons)
        for unit, score, reasons in draft.candidates[:12]
    )
    typed = draft.typed and draft.name_start > draft.start
    hamlet, name = draft.chain.get("hamlet"), view.cased[draft.name_start : draft.name_end]
    if hamlet is not None and draft.kind == "hamlet" and not name.isupper():
        hamlet = name  # no list says how it is spelled: as the text has it
    return PlaceMention(
        draft.start,
        draft.end,
        view.cased[draft.start : draft.end],
        draft.level or draft.levels[0],
        name,
        type_word=view.cased[draft.start : draft.name_start].strip(" .:") if typed else None,
        unit=draft.unit,
        candidates=candidates,
        province=draft.chain.get("province"),
        district=draft.chain.get("district"),
        commune=draft.chain.get("commune"),
        hamlet=hamlet,
        role=draft.role or "site",
        group=draft.group,
        source="gazetteer" if draft.known else "rule",
        rule_id=draft.rule,
    )
