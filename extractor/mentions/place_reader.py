"""Reads the places of a text as they are written: typed names, numbers, hamlets, bare names.

Nothing is resolved here. Names without a type word come out as uncertain drafts; whether they are
places is decided with the whole document in view (`extractor.mentions.place_resolution`).
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

import regex

from extractor.engine.match import PhraseMatcher
from extractor.engine.schema.places import PlaceRules
from extractor.gazetteer.gazetteer import LEVELS, Gazetteer
from extractor.mentions.place_areas import AreaReader
from extractor.mentions.place_draft import Draft, PlaceText
from extractor.mentions.place_members import MemberReader
from extractor.mentions.place_names import NameIndex
from extractor.mentions.place_patterns import PlacePatterns
from extractor.mentions.place_plain import PlainCapitals
from extractor.mentions.place_words import GivenNames, last_word
from extractor.text.view import MatchView

_START = attrgetter("start")
_WORD = regex.compile(r"\S+")


class PlaceReader:
    """Built once from the rules and a gazetteer."""

    def __init__(self, rules: PlaceRules, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._names = NameIndex(gazetteer)
        self._around = rules.around
        self._hamlets = rules.hamlets
        self._surnames = frozenset(rules.around.surnames)
        self._numbered = frozenset(rules.around.numbered)
        self._patterns = PlacePatterns(rules)
        self._areas = AreaReader(rules, self._patterns)
        self._members = MemberReader(rules, self._patterns, gazetteer)
        self._plain = PlainCapitals(rules, gazetteer)
        self._given_names = GivenNames(rules.around.persons)
        self._directions = frozenset((*rules.regions.capital, *rules.regions.directions))
        self._levels = {
            types: tuple(level for level in LEVELS if any(level in gazetteer.level_of(t) for t in types))
            for types in (*rules.types.values(), *rules.abbreviations.values())
        }
        self._types: PhraseMatcher[tuple[str, ...]] = PhraseMatcher(rules.types.items())
        self._abbreviations: PhraseMatcher[tuple[str, ...]] = PhraseMatcher(rules.abbreviations.items())
        self._hamlet_words: PhraseMatcher[str] = PhraseMatcher((w, w) for w in rules.hamlets.words)

    @property
    def folded_matchers(self) -> tuple[PhraseMatcher[Any], ...]:
        """What a shared pass over the folded text may find for it."""
        return self._types, self._hamlet_words, self._areas.regions, self._areas.whole

    @property
    def cased_matchers(self) -> tuple[PhraseMatcher[Any], ...]:
        """What a shared pass over the cased text may find for it."""
        return self._abbreviations, self._areas.neighbours

    def read(self, view: MatchView) -> tuple[PlaceText, list[Draft]]:
        """All drafts of the text, by start; certain ones never overlap."""
        canonical = self._gazetteer.spelling.canonical(view.cased)
        text = PlaceText(view, canonical, self._names.hits(canonical))
        found = [
            *self._areas.read(text),
            *self._units(text),
            *self._hamlet_names(text),
            *self._plain.read(text),
        ]
        chosen: list[Draft] = []
        found.sort(key=lambda d: (d.start, -d.end))
        for draft in found:
            if not chosen or draft.start >= chosen[-1].end:
                chosen.append(draft)
        borders = [*(draft.start for draft in chosen[1:]), len(canonical)]
        members = [
            member
            for draft, border in zip(chosen, borders, strict=False)
            if draft.plural
            for member in self._members.read(text, draft, border)
        ]
        chosen = sorted([*chosen, *members], key=_START)
        chosen = sorted([*chosen, *self._members.repeated(text, chosen)], key=_START)
        drafts = sorted([*chosen, *self._bare(text, chosen)], key=_START)
        for draft in drafts:
            draft.last = last_word(view.folded, draft.start)
            self._mark_era(text, draft)
        return text, drafts

    def _units(self, text: PlaceText) -> Iterator[Draft]:
        """Type words and their abbreviations with a name behind them."""
        for hit in self._types.find(text.view.folded, text.view.hits):
            gap = self._patterns.gap.match(text.canonical, hit.end)
            if gap is not None and not self._is_part(text, hit.start, hit.end):
                draft = self._unit(text, hit.start, gap.end(), hit.payload)
                if draft is not None:
                    yield draft
        for hit in self._abbreviations.find(text.view.cased, text.view.hits):
            gap = self._patterns.short_gap.match(text.canonical, hit.end)
            if gap is not None and not self._patterns.plate_left.match(text.canonical, 0, hit.start):
                draft = self._unit(text, hit.start, gap.end(), hit.payload, short=True)
                if draft is not None:
                    yield draft

    def _hamlet_names(self, text: PlaceText) -> Iterator[Draft]:
        for hit in self._hamlet_words.find(text.view.folded, text.view.hits):
            gap = self._patterns.hamlet_gap.match(text.canonical, hit.end)
            if gap is None or self._ends_in_name(text, hit.start, hit.end):
                continue
            if self._is_part(text, hit.start, hit.end) or self._given_names.goes_on(text.view, hit.start):
                continue
            draft = self._hamlet(text, hit.start, hit.end, gap.end())
            if draft is not None:
                yield draft

    def _ends_in_name(self, text: PlaceText, start: int, end: int) -> bool:
        """True when the second of two hamlet words begins the name: "thôn Bản Huấn"."""
        words = text.view.cased[start:end].split()
        return len(words) > 1 and words[-1].istitle() and words[-1].lower() in self._hamlets.words

    def _unit(
        self, text: PlaceText, start: int, at: int, types: tuple[str, ...], *, short: bool = False
    ) -> Draft | None:
        """A type word with a name behind it."""
        levels = self._levels[types]
        draft = Draft(start, at, at, at, "", levels=levels, types=types, typed=True)
        shouting = text.view.cased[start : at - 1].isupper() and not short
        number = self._patterns.number.match(text.canonical, at)
        if number is not None:
            if not self._numbered.intersection(types) or not self._gazetteer.named(number.group(1)):
                return None
            if self._is_count(text, start, number.end(), short=short):
                return None
            draft.name, draft.end = number.group(1), number.end()
        else:
            name = self._known(text, at, levels)
            run = self._patterns.run.match(text.canonical, at)
            if run is None:
                return None
            if name is None and (short or shouting or self._is_no_unknown(run.group(), levels)):
                return None
            if name is not None and not self._continues(text, name[0], run.end(), levels):
                draft.end, draft.name = name
            else:
                draft.end = self._cut(text, name[0] if name else at, at, run.end())
                draft.known = False
                draft.name = text.canonical[at : draft.end]
        draft.name_end = draft.end
        self._mark_plural(text, draft)
        return draft

    def _is_count(self, text: PlaceText, start: int, end: int, *, short: bool = False) -> bool:
        """True when the number behind a type word counts ("mỗi phường 16 người") or is a code ("P2P")."""
        if self._patterns.distributive_left.match(text.view.folded, 0, start):
            return True
        return short and text.canonical[end - 1].isupper()

    def _is_part(self, text: PlaceText, start: int, end: int) -> bool:
        """True when the type word is part of a name or word: "Sóc Trăng", "Bản Luốc", "hợp tác xã"."""
        folded = text.view.folded
        if self._patterns.compound_left.match(folded, start, last_word(folded, start)):
            return True
        return text.canonical[start].isupper() and any(e > end for e, _ in text.hits.get(start, ()))

    def _is_no_unknown(self, run: str, levels: tuple[str, ...]) -> bool:
        """Names that no list has are believed where lists have gaps: communes, and foreign places."""
        words = run.split()
        direction = " ".join(words[:2]).lower()
        if len(run) < 2 or words[0] in self._around.openers or direction in self._directions:
            return True
        return "commune" not in levels and (len(words) < 2 or words[0] in self._around.surnames)

    def _known(self, text: PlaceText, at: int, levels: tuple[str, ...]) -> tuple[int, str] | None:
        """The longest gazetteer name at a place that some unit of these levels bears."""
        for end, name in text.hits.get(at, ()):
            if any(named.unit.level in levels for named in self._gazetteer.named(name)):
                return end, name
        return None

    def _continues(self, text: PlaceText, end: int, run_end: int, levels: tuple[str, ...]) -> bool:
        """True when capitals behind a known commune name belong to it: "xã Tân Thành Đông"."""
        if run_end <= end or "commune" not in levels or text.view.cased[end - 2 : end].isupper():
            return False
        rest = text.canonical[end:run_end]
        word = rest.split()[0] if rest.split() else ""
        if rest[0] == "-" or not word:
            return False
        return not (
            (word in self._around.surnames and " " in rest.strip())  # a person's name has two words
            or word in self._around.openers
            or any(" " in name for _, name in text.hits.get(end + 1, ()))
            or text.view.cased[end + 1 : end + 3].isupper()
        )

    def _cut(self, text: PlaceText, known: int, at: int, end: int) -> int:
        """End of an unknown name: four words, fewer where another name begins (behind ``known``)."""
        words = list(_WORD.finditer(text.canonical[at:end]))
        if text.canonical.startswith(self._around.name_openings, at):
            known = at + int(words[1].end())
        for word in words[1:4]:
            begin = at + word.start()
            if begin <= known + 1:
                continue
            acronym = (
                text.view.cased[begin : begin + 2].isupper() and not text.view.cased[at : at + 2].isupper()
            )
            if acronym or any(e - begin > len(word.group()) for e, _ in text.hits.get(begin, ())):
                return int(begin) - 1
        limit = 2 if text.view.cased[at:end].isupper() else 4
        return at + int(words[min(limit, len(words)) - 1].end())

    def _hamlet(self, text: PlaceText, start: int, word_end: int, at: int) -> Draft | None:
        """A hamlet word with a number or a capitalised name behind it."""
        folded = text.view.folded
        word = folded[start:word_end]
        if self._patterns.no_hamlet_left.match(folded, start, last_word(folded, start)):
            return None
        numbered = word in self._hamlets.numbered_only
        unsure = numbered or word in self._hamlets.needs_parent
        number = self._patterns.number.match(folded, word_end + 1)
        number = number or self._patterns.number.match(text.canonical, at)
        draft = Draft(start, at, at, at, "", kind="hamlet", levels=("hamlet",), typed=True, known=False)
        draft.certain = not unsure
        if number is not None:
            if self._patterns.counted.match(folded, number.end()):
                return None
            if self._is_count(text, start, number.end()):
                return None
            draft.name, draft.end, draft.name_start = number.group(1), number.end(), number.start()
        else:
            run = self._patterns.hamlet_run.match(text.canonical, at)
            shouting = word_end - start > 3 and text.view.cased[start:word_end].isupper()
            if run is None or numbered or shouting:
                return None
            name = run.group()
            if not self._is_hamlet_name(text, start, at, name, unsure=unsure):
                return None
            draft.name, draft.end = name, run.end()
        draft.name_end = draft.end
        self._mark_plural(text, draft)
        return draft

    def _is_hamlet_name(self, text: PlaceText, start: int, at: int, name: str, *, unsure: bool) -> bool:
        words = name.split()
        if words[0] in self._hamlets.not_names or len(name) < 2:
            return False
        if unsure and (text.view.cased[at : at + len(name)].isupper() or self._known(text, at, LEVELS[:2])):
            return False
        # "Già làng Vi Thanh Đoàn", "Trưởng thôn Vũ Quốc Trọng"
        person = len(words) > 2 or (len(words) > 1 and words[0] in self._surnames)
        folded = text.view.folded
        return not (person and self._patterns.head_left.match(folded, start, last_word(folded, start)))

    def _bare(self, text: PlaceText, typed: list[Draft]) -> Iterator[Draft]:
        """Names without type word outside the typed mentions; longest first, left to right."""
        covered = iter(typed)
        block = next(covered, None)
        border = -1
        for start in sorted(text.hits):
            if start < border:
                continue
            while block is not None and block.end <= start:
                block = next(covered, None)
            for end, name in text.hits[start]:
                if block is not None and block.start < end:
                    break
                yield Draft(start, end, start, end, name, levels=LEVELS, certain=False)
                border = end
                break

    def _mark_plural(self, text: PlaceText, draft: Draft) -> None:
        folded = text.view.folded
        draft.plural = self._patterns.plural_left.match(folded, 0, draft.start) is not None
        colon = text.canonical[draft.start : draft.name_start].rstrip().endswith(":")
        last = last_word(folded, draft.start)
        if colon or self._patterns.enumeration_left.match(folded, draft.start, last) is not None:
            draft.start = draft.name_start

    def _mark_era(self, text: PlaceText, draft: Draft) -> None:
        folded = text.view.folded
        former = self._patterns.former.match(folded, draft.end)
        if former is not None:
            draft.end, draft.era = former.end(), "old"
        elif self._patterns.former_right.match(folded, draft.end) or self._patterns.former_left.match(
            folded, draft.start, draft.last
        ):
            draft.era = "old"
