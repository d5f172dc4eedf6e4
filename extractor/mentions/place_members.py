"""The rest of a list that a plural opens: "các thôn Kăn Kil, Châu Sơn", "hai ấp 3 và 5"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.engine.schema.places import PlaceRules
from extractor.gazetteer.gazetteer import Gazetteer
from extractor.mentions.place_draft import Draft, PlaceText
from extractor.mentions.place_patterns import PlacePatterns, either

_LONGEST_NAME = 3


class MemberReader:
    """Reads names that no list has, and numbers, where a plural type word announced them."""

    def __init__(self, rules: PlaceRules, patterns: PlacePatterns, gazetteer: Gazetteer) -> None:
        self._patterns = patterns
        self._gazetteer = gazetteer
        joined = either(rules.links.joined)
        self._next = regex.compile(rf"(?:, ?| (?:{joined}) )(?=[\p{{Lu}}\d])")
        self._surnames = frozenset(rules.around.surnames)
        self._openers = frozenset(rules.around.openers)

    def read(self, text: PlaceText, first: Draft, border: int) -> Iterator[Draft]:
        """Members behind ``first``, up to ``border``, where the next place with a type word begins."""
        if not first.plural or not (first.kind == "hamlet" or first.levels == ("commune",)):
            return
        at = first.end
        while (joint := self._next.match(text.canonical, at)) is not None and joint.end() < border:
            known = self._known_end(text, joint.end(), first)
            if known < 0:
                return
            if known:
                at = known
                continue
            member = self._member(text, joint.end(), first)
            if member is None or member.end > border:
                return
            yield member
            at = member.end

    def _known_end(self, text: PlaceText, at: int, first: Draft) -> int:
        """End of a commune that is read as a bare name anyway; -1 for other places, 0 for no place."""
        for end, name in text.hits.get(at, ()):
            levels = {named.unit.level for named in self._gazetteer.named(name)}
            if first.kind == "hamlet":
                return -1 if levels - {"commune"} else 0
            return end if "commune" in levels else -1
        return 0

    def _member(self, text: PlaceText, at: int, first: Draft) -> Draft | None:
        if first.name.isdecimal():
            number = self._patterns.number.match(text.canonical, at)
            if number is None or self._patterns.counted.match(text.view.folded, number.end()):
                return None
            name, end = number.group(1), number.end()
        else:
            run = self._patterns.hamlet_run.match(text.canonical, at)
            if run is None or text.view.cased[at : run.end()].isupper():
                return None
            name, end = run.group(), run.end()
            words = name.split()
            person = len(words) > 2 and words[0] in self._surnames
            if len(words) > _LONGEST_NAME or person or words[0] in self._openers:
                return None
        return Draft(
            at, end, at, end, name, kind=first.kind, levels=first.levels, types=first.types, known=False
        )
