"""Regions and countries: places above the provinces, without codes (guideline 4.1)."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.engine.match import PhraseMatcher
from extractor.engine.schema.places import PlaceRules
from extractor.mentions.place_draft import Draft, PlaceText
from extractor.mentions.place_patterns import PlacePatterns
from extractor.mentions.place_words import last_word


class AreaReader:
    """Reads "Tây Nguyên", "miền Trung", "cả nước", "Lào"; built once from the rules."""

    def __init__(self, rules: PlaceRules, patterns: PlacePatterns) -> None:
        self._patterns = patterns
        regions = [(name, False) for name in rules.regions.any_case]
        regions += [(name, True) for name in rules.regions.capital]
        self.regions: PhraseMatcher[bool] = PhraseMatcher(regions)
        self.whole: PhraseMatcher[str] = PhraseMatcher((w, w) for w in rules.countries.whole)
        self.neighbours: PhraseMatcher[str] = PhraseMatcher((n, n) for n in rules.countries.neighbours)

    def read(self, text: PlaceText) -> Iterator[Draft]:
        """Drafts of level region and country."""
        cased, folded = text.view.cased, text.view.folded
        for region in self.regions.find(folded, text.view.hits):
            if region.payload and cased[region.start] == folded[region.start]:
                continue
            longer = text.canonical[region.end : region.end + 1] == " " and self._patterns.run.match(
                text.canonical, region.end + 1
            )
            if not longer:  # "miền Tây Syria", "Đông Bắc Á"
                yield _draft(region.start, region.end, cased[region.start : region.end], "region")
        for whole in self.whole.find(folded, text.view.hits):
            if self._patterns.subject.match(folded, whole.end) and not self._patterns.adjunct_left.match(
                folded, whole.start, last_word(folded, whole.start)
            ):
                yield _draft(whole.start, whole.end, whole.payload, "country")
        for country in self.neighbours.find(cased, text.view.hits):
            at_border = self._patterns.border_left.match(folded, 0, country.start)
            if at_border and country.start not in text.hits:
                yield _draft(country.start, country.end, country.payload, "country")


def _draft(start: int, end: int, name: str, kind: str) -> Draft:
    return Draft(start, end, start, end, name, kind=kind, levels=(kind,))
