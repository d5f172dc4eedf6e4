"""The tags by which newspapers sign at the top of an article: "BHG -", "(GLO)", "(Baohatinh.vn)"."""

from __future__ import annotations

import regex

from extractor.engine.match import PhraseMatcher
from extractor.engine.schema.sections import SectionRules
from extractor.gazetteer.gazetteer import Gazetteer
from extractor.mentions.place_draft import Draft, PlaceText

_TOP = 600


class OutletTags:
    """Reads the tag and the province it stands for; built once from the outlets in `sections.toml`."""

    def __init__(self, sections: SectionRules, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        tags = [
            (tag, outlet.province)
            for outlet in sections.outlets.values()
            if outlet.province
            for tag in (*outlet.tags, *(host.split(".")[0] for host in outlet.hosts))
        ]
        self._tags: PhraseMatcher[str] = PhraseMatcher(
            (form, province) for tag, province in tags for form in (tag, tag.capitalize())
        )
        self._border = regex.compile(r"\s*(?:[-)]|\.(?:vn|com)| ?online)", flags=regex.IGNORECASE)

    def add(self, text: PlaceText, drafts: list[Draft], on: str | None) -> list[Draft]:
        """The drafts with the first tag of the text, if there is one, in their place."""
        top = text.view.cased[:_TOP]
        for hit in self._tags.find(top):
            left = top[: hit.start].rstrip(" ")
            opens = not left or left[-1] in "(\n" or left[-1].isdigit()
            if opens and self._border.match(top, hit.end):
                draft = self._draft(hit.start, top[hit.start : hit.end], hit.payload, on)
                kept = [d for d in drafts if d.end <= draft.start or d.start >= draft.end]
                return sorted([*kept, draft], key=lambda d: d.start)
        return drafts

    def _draft(self, start: int, tag: str, province: str, on: str | None) -> Draft:
        end = start + len(tag.split(".", maxsplit=1)[0])
        find = self._gazetteer.find
        units = find(province, level="province", on=on) or find(province, level="province")
        draft = Draft(start, end, start, end, province, kind="outlet", levels=("province",), role="outlet")
        draft.level = "province"
        draft.unit = units[0] if units else None
        draft.chain = {"province": units[0].name if units else province}
        return draft
