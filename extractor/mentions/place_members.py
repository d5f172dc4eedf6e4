"""Names that no list has, known from elsewhere in the text.

The rest of a list that a plural opens ("các thôn Kăn Kil, Châu Sơn", "hai ấp 3 và 5"), and hamlets
named again without their word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.engine.schema.places import PlaceRules
from extractor.gazetteer.gazetteer import Gazetteer
from extractor.mentions.place_draft import Draft, PlaceText
from extractor.mentions.place_patterns import PlacePatterns
from extractor.mentions.place_words import either

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
        """Members behind ``first``, a plural; the next place with a type word begins at ``border``."""
        if first.kind != "hamlet" and first.levels != ("commune",):
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

    def repeated(self, text: PlaceText, typed: Sequence[Draft]) -> Iterator[Draft]:
        """A hamlet's name of several words is known after its first mention ("Him Lam Phú Đông")."""
        first: dict[str, int] = {}
        for draft in typed:
            long = draft.kind == "hamlet" and draft.name.count(" ") > 1
            if long and not self._gazetteer.named(draft.name):
                first.setdefault(draft.name, draft.end)
        for name, end in first.items():
            at = text.canonical.find(name, end)
            while at >= 0:
                border = at + len(name)
                if all(border <= d.start or at >= d.end for d in typed):
                    yield Draft(at, border, at, border, name, kind="hamlet", levels=("hamlet",), known=False)
                at = text.canonical.find(name, border)

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
