"""What a numeral counts: the indicator rule whose head stands at it (guideline 1.1: head decides)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex

from extractor.engine.load import Rules
from extractor.engine.schema import Heads, IndicatorRules
from extractor.engine.schema.indicators import ZONES, IndicatorRule
from extractor.mentions.head_rules import CompiledRule, Head, OpenHead, Ranking, expand
from extractor.mentions.head_words import HeadWords, container, step_from, whole_noun
from extractor.mentions.noun_phrases import NounPhrase
from extractor.mentions.phrases import PhraseIndex
from extractor.mentions.zones import Zones
from extractor.model import Quantity

_QUOTES = frozenset("\"'“”‘’«([")
"""What may stand before a counted noun that is quoted or set off."""
_MAX_STEPS = 3
"""Classifiers and determiners passed on the way to the head ("các chiếc xe")."""

WEIGHTS = frozenset({"kg", "g", "t", "L", "m3"})
"""Units of weight and volume."""
ANY = "*"
"""A head that stands for whatever noun is counted, when no rule names it."""
_MODIFIERS = 12
"""Modifiers that may stand between a head and the numeral behind it, in characters."""
_NO_RULES = Ranking(())
_NOTHING = -(10**9)
"""Less than any score."""
_SEGMENT = regex.compile(r"(?r)[,;:(]")
"""Behind these a segment of a sentence begins."""
_SEVERAL = 3
"""So many kinds named around a figure decide nothing."""


class HeadFinder:
    """Chooses head rules and object refinements; built once from the rules."""

    def __init__(self, rules: Rules) -> None:
        file = rules.get(IndicatorRules)
        self.heads = rules.get(Heads)
        self.defaults = file.defaults
        by_head: dict[str, list[CompiledRule]] = {}
        by_measure: dict[str, list[CompiledRule]] = {}
        refinements: dict[str, list[CompiledRule]] = {}
        of_any: list[CompiledRule] = []
        phrases: list[str] = []
        for rule in file.rule:
            entry = file.defaults.get(rule.indicator)
            compiled = CompiledRule(rule, file.groups, entry)
            heads = list(expand(rule.head, file.groups))
            if ANY in heads:
                of_any.append(compiled)
                heads.remove(ANY)
            for head in heads:
                by_head.setdefault(head, []).append(compiled)
            for unit in rule.measure:
                by_measure.setdefault(unit, []).append(compiled)
            if not rule.is_head:
                refinements.setdefault(rule.indicator, []).append(compiled)
            phrases += heads
            for zone in (*ZONES, "not_np", "not_pre", "not_clause"):
                if zone != "previous":
                    phrases += expand(getattr(rule, zone), file.groups)
        self.document_phrases = tuple(
            dict.fromkeys(phrase for rule in file.rule for phrase in expand(rule.document, file.groups))
        )
        nouns = {noun: unit for unit, named in self.heads.nouns.items() for noun in named}
        self._words = HeadWords(by_head, self.heads, nouns)
        self.counted = self._words.counted
        self._any = Ranking(of_any)
        self._by_measure = {unit: Ranking(found) for unit, found in by_measure.items()}
        self._near = _rankings(refinements, near=True)
        self._far = _rankings(refinements, near=False)
        self.copulas = frozenset(self.heads.copulas)
        self._openers = frozenset(self.heads.openers)
        self._breaks = frozenset(self.heads.borders) - self.copulas
        self._undecided = frozenset(name for name, entry in file.defaults.items() if entry.undecided)
        self.head_phrases = frozenset((*by_head, *nouns, *self.heads.classifiers))
        self.kinds = {
            **{noun: frozenset((unit,)) for noun, unit in nouns.items()},
            **{
                head: frozenset(compiled.rule.indicator for compiled in rules_of)
                | frozenset((nouns[head],) if head in nouns else ())
                for head, rules_of in by_head.items()
            },
        }
        self.modifiers = frozenset(
            phrase for rule in file.rule for phrase in expand(rule.np, file.groups) if " " in phrase
        )
        self.phrases: tuple[str, ...] = (
            *phrases, *nouns, *self.heads.classifiers, *self.heads.determiners,
            *self.heads.borders, *self.heads.coordinators, *self.copulas,
            *self.heads.targets, *self.heads.distributors, *self.heads.openers, *self.heads.wholes,
            *self.heads.partitives, *self.heads.quantifiers,
        )  # fmt: skip

    def find(
        self, measured: Quantity | None, np: NounPhrase, zones: Zones, index: PhraseIndex, text: str
    ) -> Head | None:
        """The best head rule at a numeral, right of it or, failing that, left of it.

        ``measured`` is the quantity if its unit measures: rules may ask for the unit itself.
        """
        measure = measured.unit if measured is not None else None
        best, unit, at = self._right(measure in WEIGHTS, np, zones, index, text)
        if measured is not None and measure is not None:
            start, end = measured.unit_start, measured.unit_end
            rules = self._by_measure.get(measure, _NO_RULES)
            best = self._better(best, rules, start, end, measure, zones, 5)
        if at >= np.end and (best is None or best.rule.elliptic):
            best = self._left(measure in WEIGHTS, zones, index, text, unit or measure, best)
        if best is None and np.end > np.start:
            noun = self.open_head(np, index, text)
            if noun is not None:
                best = self._better(best, self._any, noun.start, noun.end, unit or noun.unit, zones, 4)
        return best

    def _right(
        self, weighed: bool, np: NounPhrase, zones: Zones, index: PhraseIndex, text: str
    ) -> tuple[Head | None, str | None, int]:
        """The best head right of the numeral, the unit of its container, and how far it was looked for."""
        best: Head | None = None
        at, limit, steps = np.start, np.end, 0
        words = self._words.at(at, index)
        unit = container(words) if words else None
        while words:
            whole = whole_noun(words)
            for end, word in words:
                if end >= whole:
                    rules = word.weighed if weighed else word.rules
                    inner = None if word.classifier else unit
                    best = self._better(
                        best, rules, at, end, inner, zones, word.base - 3 * steps, turns=word.turns
                    )
            step = step_from(words, limit)
            if step is None or steps == _MAX_STEPS:
                break
            at = step[0]
            while at < limit and text[at].isspace():
                at += 1
            if steps == 0 and step[1].unit == "turn":
                unit = "turn"
            steps += 1
            words = self._words.at(at, index) if at < limit else ()
        return best, unit, at

    def _left(
        self, weighed: bool, zones: Zones, index: PhraseIndex, text: str, unit: str | None, best: Head | None
    ) -> Head | None:
        """Postposed numeral: "súng tự chế 16 khẩu", "số hội viên là 120" (guideline 2.9)."""
        low, at = zones.span("pre")
        for _ in range(_MAX_STEPS):
            while at > low and text[at - 1].isspace():
                at -= 1
            copula = next(
                (start for start, phrase in index.ending.get(at, ()) if phrase in self.copulas), None
            )
            if copula is None or copula < low:
                break
            at = copula
        found = index.among("counted nouns", self.counted, low, at)
        for start, end, phrase in found:
            if end < at - _MODIFIERS or any(
                s <= start and end <= e and (s, e) != (start, end) for s, e, _ in found
            ):
                continue
            word = self.counted[phrase]
            rules = word.weighed_behind if weighed else word.behind
            if not rules.rules or not self._breaks.isdisjoint(index.within(end, at)):
                continue
            base = word.base - 6 - (at - end) // 8
            best = self._better(best, rules, start, end, unit, zones, base, postposed=True)
        return best

    def _better(
        self, best: Head | None, rules: Ranking, start: int, end: int, unit: str | None,
        zones: Zones, base: int, *, postposed: bool = False, turns: bool = False,
    ) -> Head | None:  # fmt: skip
        """The strongest of ``rules`` that holds, if it beats ``best``."""
        beaten = best.score - base if best is not None else _NOTHING
        for compiled in rules.possible(zones):
            if compiled.strength <= beaten:
                break
            if compiled.conditions.hold(zones) and (not compiled.kinds or zones.kind in compiled.kinds):
                rule = compiled.rule
                classifier = "turn" if turns and rule.unit in self._words.turns else unit
                own = self._words.unit(rule.unit, classifier)
                return Head(rule, start, end, own, postposed, base + compiled.strength)
        return best

    def subject(self, zones: Zones, index: PhraseIndex, text: str) -> Head | None:
        """The head that the ``pre`` zone is about: a subject opens its segment ("số vụ trộm cắp ... giảm").

        Segments are read from the last to the first.
        """
        low, high = zones.span("pre")
        end = high
        while end > low:
            mark = _SEGMENT.search(text, low, end - 1)
            at = mark.end() if mark is not None else low
            best: Head | None = None
            for start in self._openings(at, end, index, text):
                words = self._words.at(start, index)
                whole = whole_noun(words)
                for stop, word in words:
                    if whole <= stop <= end:
                        best = self._better(
                            best, word.rules, start, stop, None, zones, word.base, postposed=True
                        )
            if best is not None:
                return best
            end = at
        return None

    def _openings(self, at: int, end: int, index: PhraseIndex, text: str) -> Iterator[int]:
        """Where a segment's first noun may begin: at its start, or behind a quantifier or adverb."""
        for _ in range(_MAX_STEPS):
            while at < end and text[at].isspace():
                at += 1
            yield at
            skipped = [stop for stop, phrase in index.starting.get(at, ()) if phrase in self._openers]
            if not skipped:
                return
            at = max(skipped)

    def refine(self, indicator: str, obj: str, zones: Zones, *, far: bool) -> IndicatorRule | None:
        """The refinement that names the object best: by nearest zone, then weight, then order.

        ``far`` False looks at noun phrase and words in front only; True at the wider zones.
        """
        best: IndicatorRule | None = None
        named: set[str] = set()
        rules = (self._far if far else self._near).get(indicator, _NO_RULES)
        for compiled in rules.possible(zones):
            if (compiled.of and obj not in compiled.of) or not compiled.conditions.hold(zones):
                continue
            best = best or compiled.rule
            if not far or indicator not in self._undecided:
                break
            named.add(compiled.rule.object)
        return best if len(named) < _SEVERAL else None

    def open_head(self, np: NounPhrase, index: PhraseIndex, text: str) -> OpenHead | None:
        """The counted noun right of the numeral when no indicator claims it; a sign is none ("5 x 3")."""
        at, limit = np.start, np.end
        if limit > at and not text[at].isalpha() and text[at] not in _QUOTES:
            return None
        words = self._words.at(at, index)
        unit = container(words) if words else None
        for _ in range(_MAX_STEPS + 1):
            noun = next(((end, word.noun) for end, word in words if word.noun and end <= limit), None)
            step = step_from(words, limit)
            if noun is not None and (step is None or noun[0] >= step[0]):
                return OpenHead(at, noun[0], self._words.unit(noun[1], unit) or "item")
            if step is None:
                break
            if step[1].unit == "turn":
                unit = "turn"
            at = step[0]
            while at < limit and text[at].isspace():
                at += 1
            words = self._words.at(at, index)
        return OpenHead(np.start, limit, unit or "item", known=unit is not None) if limit > np.start else None


def _rankings(refinements: Mapping[str, Sequence[CompiledRule]], *, near: bool) -> dict[str, Ranking]:
    return {
        indicator: Ranking(one for one in rules if one.near == near)
        for indicator, rules in refinements.items()
    }
