"""Reads the places of a text as they are written: typed names, numbers, hamlets, bare names.

Nothing is resolved here. Names without a type word come out as uncertain drafts; whether they are
places is decided with the whole document in view (`extractor.mentions.place_resolution`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractor.engine.match import PhraseMatcher
from extractor.engine.schema.places import PlaceRules
from extractor.gazetteer.gazetteer import LEVELS, Gazetteer
from extractor.mentions.place_draft import Draft
from extractor.mentions.place_names import Hits, NameIndex
from extractor.text.view import MatchView

_NUMBERED = ("phường", "quận")


@dataclass(frozen=True, slots=True)
class PlaceText:
    """A text with what the reader needs to see of it."""

    view: MatchView
    canonical: str
    hits: Hits


class PlaceReader:
    """Built once from the rules and a gazetteer."""

    def __init__(self, rules: PlaceRules, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._names = NameIndex(gazetteer)
        self._around = rules.around
        self._hamlets = rules.hamlets
        words = {w: ("unit", types) for w, types in rules.types.items()}
        words |= {w: ("hamlet", ()) for w in rules.hamlets.words}
        words |= {w: ("region", ()) for w in rules.regions.any_case}
        words |= {w: ("Region", ()) for w in rules.regions.capital}
        words |= {w: ("whole", ()) for w in rules.countries.whole}
        self._words: PhraseMatcher[tuple[str, tuple[str, ...]]] = PhraseMatcher(words.items())
        self._abbreviations: PhraseMatcher[tuple[str, ...]] = PhraseMatcher(rules.abbreviations.items())
        self._neighbours: PhraseMatcher[str] = PhraseMatcher((n, n) for n in rules.countries.neighbours)
        modifiers = _alternatives(rules.around.modifiers)
        self._gap = regex.compile(rf"(?: ?: | +(?:(?:{modifiers}) +)?)(?=[\p{{Lu}}\d])")
        self._short_gap = regex.compile(r"\.? ?(?=[\p{Lu}\d])")
        capital = r"\p{Lu}[\p{L}']*(?:-\p{Lu}[\p{L}']*)*"
        tail = r"(?: \d{1,2}[A-Z]?(?![\p{L}\d.,/%]\d)(?!\p{L})| [A-IVX]{1,3}(?!\p{L}))?"
        self._run = regex.compile(rf"{capital}(?: {capital}){{0,4}}{tail}")
        self._hamlet_run = regex.compile(rf"{capital}(?: {capital}| \p{{Ll}}+(?= \d)){{0,4}}{tail}")
        numbers = _alternatives(rules.hamlets.number_words)
        self._number = regex.compile(rf"(?:(?:{numbers}) )?0?(\d{{1,3}})(?:[A-Z](?!\p{{L}}))?(?![\d%]|[.,/]\d)")
        self._directions = frozenset((*rules.regions.capital, *rules.regions.directions))
        self._adjunct = regex.compile(rf"(?r)(?<!\p{{L}})(?:{_alternatives(rules.countries.adjunct)})\s+")
        self._subject = regex.compile(rf" (?:{_alternatives(rules.countries.subject)})(?!\p{{L}})")
        self._beside = regex.compile(rf"(?r)(?:(?:{_alternatives(rules.countries.beside)})\s+|\()")
        self._not_before = regex.compile(
            rf"(?r)(?<!\p{{L}})(?:{_alternatives(rules.hamlets.not_before)})\s+"
        )
        self._compound = regex.compile(rf"(?r)(?<!\p{{L}})(?:{_alternatives(rules.around.compounds)})\s+")
        self._counted = regex.compile(rf" (?:{_alternatives(rules.hamlets.counted)})(?!\p{{L}})")
        self._former = regex.compile(rf" (?:{_alternatives(rules.around.former)})(?!\p{{L}})")
        self._former_right = regex.compile(rf" \(?(?:{_alternatives(rules.around.former_right)})(?!\p{{L}})")
        self._former_left = regex.compile(rf"(?r)(?:{_alternatives(rules.around.former_left)})\s+")
        self._plural = regex.compile(rf"(?r)(?<!\p{{L}})(?:{_alternatives(rules.links.plural)}|\d+)\s+")
        self._plural_left = regex.compile(rf"(?r)(?<!\p{{L}})(?:{_alternatives(rules.around.plural_left)})\s+")

    def read(self, view: MatchView) -> tuple[PlaceText, list[Draft]]:
        """All drafts of the text, by start; certain ones never overlap."""
        canonical = self._gazetteer.spelling.canonical(view.cased)
        text = PlaceText(view, canonical, self._names.hits(canonical))
        typed = sorted(self._typed(text), key=lambda d: (d.start, -d.end))
        chosen: list[Draft] = []
        for draft in typed:
            if not chosen or draft.start >= chosen[-1].end:
                chosen.append(draft)
            elif draft.kind == "unit" and chosen[-1].kind == "hamlet" and draft.start > chosen[-1].start:
                continue
        chosen = sorted([*chosen, *_repeated(text, chosen)], key=lambda d: d.start)
        drafts = sorted([*chosen, *self._bare(text, chosen)], key=lambda d: d.start)
        for draft in drafts:
            self._mark_era(text, draft)
        return text, drafts

    def _typed(self, text: PlaceText) -> Iterator[Draft]:
        for hit in self._words.find(text.view.folded):
            kind, types = hit.payload
            capital = text.view.cased[hit.start] != text.view.folded[hit.start]
            if kind == "region" or (kind == "Region" and capital):
                if self._run.match(text.canonical, hit.end + 1) and text.canonical[hit.end] == " ":
                    continue  # "miền Tây Syria", "Đông Bắc Á"
                yield Draft(hit.start, hit.end, hit.start, hit.end, text.view.cased[hit.start : hit.end],
                            kind="region", levels=("region",))  # fmt: skip
            elif kind == "whole":
                folded = text.view.folded
                if not self._subject.match(folded, hit.end) or self._adjunct.match(folded, 0, hit.start):
                    continue
                yield Draft(hit.start, hit.end, hit.start, hit.end, text.view.folded[hit.start : hit.end],
                            kind="country", levels=("country",))  # fmt: skip
            elif kind in ("unit", "hamlet"):
                gap = self._gap.match(text.canonical, hit.end)
                if gap is not None and not self._is_part(text, hit.start, hit.end):
                    draft = (
                        self._unit(text, hit.start, gap.end(), types)
                        if kind == "unit"
                        else self._hamlet(text, hit.start, hit.end, gap.end())
                    )
                    if draft is not None:
                        yield draft
        for hit in self._abbreviations.find(text.view.cased):
            gap = self._short_gap.match(text.canonical, hit.end)
            if gap is not None:
                draft = self._unit(text, hit.start, gap.end(), hit.payload, short=True)
                if draft is not None:
                    yield draft
        for hit in self._neighbours.find(text.view.cased):
            if hit.start not in text.hits and self._beside.match(text.view.folded, 0, hit.start):
                yield Draft(hit.start, hit.end, hit.start, hit.end, hit.payload,
                            kind="country", levels=("country",))  # fmt: skip

    def _unit(
        self, text: PlaceText, start: int, at: int, types: tuple[str, ...], *, short: bool = False
    ) -> Draft | None:
        """A type word with a name behind it."""
        levels = tuple(level for level in LEVELS if any(level in self._gazetteer.level_of(t) for t in types))
        draft = Draft(start, at, at, at, "", levels=levels, types=types, typed=True)
        shouting = text.view.cased[start : at - 1].isupper() and not short
        number = self._number.match(text.canonical, at)
        if number is not None:
            if not any(t in _NUMBERED for t in types):
                return None
            draft.name, draft.end = number.group(1), number.end()
        else:
            name = self._known(text, at, levels)
            run = self._run.match(text.canonical, at)
            if run is None:
                return None
            if name is None and (short or shouting or self._is_no_unknown(run.group(), levels)):
                return None
            if name is not None and not self._continues(text, name[0], run.end(), levels):
                draft.end, draft.name = name
            else:
                draft.end, draft.known = self._cut(text, at, run.end()), False
                draft.name = text.canonical[at : draft.end]
        draft.name_end = draft.end
        self._mark_plural(text, draft)
        return draft

    def _is_part(self, text: PlaceText, start: int, end: int) -> bool:
        """True when the type word is part of a name or word: "Sóc Trăng", "Bản Luốc", "hợp tác xã"."""
        if self._compound.match(text.view.folded, 0, start):
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
            word in self._around.surnames
            or word in self._around.openers
            or end + 1 in text.hits
            or text.view.cased[end + 1 : end + 3].isupper()
        )

    def _cut(self, text: PlaceText, at: int, end: int) -> int:
        """End of an unknown name: four words, fewer where a known name or a person's begins."""
        words = list(regex.finditer(r"\S+", text.canonical[at:end]))
        for word in words[1:4]:
            begin = at + word.start()
            acronym = text.view.cased[begin : begin + 2].isupper() and not text.view.cased[at : at + 2].isupper()
            if acronym or any(e - begin > word.end() - word.start() for e, _ in text.hits.get(begin, ())):
                return begin - 1
        limit = 2 if text.view.cased[at:end].isupper() else 4
        return at + words[min(limit, len(words)) - 1].end()

    def _hamlet(self, text: PlaceText, start: int, word_end: int, at: int) -> Draft | None:
        """A hamlet word with a number or a capitalised name behind it."""
        word = text.view.folded[start:word_end]
        if self._not_before.match(text.view.folded, 0, start):
            return None
        numbered = word in self._hamlets.numbered_only
        number = self._number.match(text.view.folded, word_end + 1) or self._number.match(text.canonical, at)
        draft = Draft(start, at, at, at, "", kind="hamlet", levels=("hamlet",), typed=True, known=False)
        if number is not None:
            if self._counted.match(text.view.folded, number.end()):
                return None
            draft.certain = not numbered
            draft.name, draft.end, draft.name_start = number.group(1), number.end(), number.start()
        else:
            run = self._hamlet_run.match(text.canonical, at)
            if run is None or numbered or text.view.cased[start:at].isupper():
                return None
            name = run.group()
            if name.split()[0] in self._hamlets.not_names or (" " not in name and len(name) < 2):
                return None
            draft.name, draft.end = name, run.end()
        draft.name_end = draft.end
        self._mark_plural(text, draft)
        return draft

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
        draft.plural = self._plural.match(folded, 0, draft.start) is not None
        colon = text.canonical[draft.start : draft.name_start].rstrip().endswith(":")
        if colon or self._plural_left.match(folded, 0, draft.start) is not None:
            draft.start = draft.name_start

    def _mark_era(self, text: PlaceText, draft: Draft) -> None:
        folded = text.view.folded
        former = self._former.match(folded, draft.end)
        if former is not None:
            draft.end, draft.era = former.end(), "old"
        elif self._former_right.match(folded, draft.end) or self._former_left.match(folded, 0, draft.start):
            draft.era = "old"


def _repeated(text: PlaceText, typed: list[Draft]) -> Iterator[Draft]:
    """A hamlet's name of several words is known after its first mention: "khu dân cư Him Lam Phú Đông"."""
    named = {d.name: d for d in typed if d.kind == "hamlet" and d.name.count(" ") > 1 and d.name not in text.hits}
    for name, first in named.items():
        at = text.canonical.find(name, first.end)
        while at >= 0:
            end = at + len(name)
            if all(end <= d.start or at >= d.end for d in typed):
                yield Draft(at, end, at, end, name, kind="hamlet", levels=("hamlet",), known=False)
            at = text.canonical.find(name, end)


def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(regex.escape, words), key=len, reverse=True))

