"""What a numeral counts: the indicator rule whose head stands at it (guideline 1.1: head decides)."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.engine.load import Rules
from extractor.engine.schema import Heads, IndicatorRules
from extractor.engine.schema.indicators import ZONES, IndicatorRule
from extractor.mentions.head_rules import CompiledRule, Head, OpenHead, expand
from extractor.mentions.head_units import HeadUnits
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


_SEVERAL = 3
"""So many kinds named around a figure decide nothing."""


class HeadFinder:
    """Chooses head rules and object refinements; built once from the rules."""

    def __init__(self, rules: Rules) -> None:
        file = rules.get(IndicatorRules)
        self.heads = rules.get(Heads)
        self.defaults = file.defaults
        self._by_head: dict[str, list[CompiledRule]] = {}
        self._by_measure: dict[str, list[CompiledRule]] = {}
        self._refinements: dict[str, list[CompiledRule]] = {}
        self._any: list[CompiledRule] = []
        phrases: list[str] = []
        for rule in file.rule:
            entry = file.defaults.get(rule.indicator)
            compiled = CompiledRule(rule, file.groups, entry)
            heads = list(expand(rule.head, file.groups))
            if ANY in heads:
                self._any.append(compiled)
                heads.remove(ANY)
            for head in heads:
                self._by_head.setdefault(head, []).append(compiled)
            for unit in rule.measure:
                self._by_measure.setdefault(unit, []).append(compiled)
            if not rule.is_head:
                self._refinements.setdefault(rule.indicator, []).append(compiled)
            phrases += heads
            for zone in (*ZONES, "not_np", "not_pre", "not_clause"):
                if zone != "previous":
                    phrases += expand(getattr(rule, zone), file.groups)
        self.document_phrases = tuple(
            dict.fromkeys(phrase for rule in file.rule for phrase in expand(rule.document, file.groups))
        )
        self._nouns = {noun: unit for unit, nouns in self.heads.nouns.items() for noun in nouns}
        self._units = HeadUnits(self.heads, self._nouns)
        self._steps = frozenset((*self.heads.classifiers, *self.heads.determiners))
        self.copulas = frozenset(self.heads.copulas)
        self._openers = frozenset(self.heads.openers)
        self._breaks = frozenset(self.heads.borders) - self.copulas
        self._undecided = frozenset(name for name, entry in file.defaults.items() if entry.undecided)
        self.head_phrases = frozenset((*self._by_head, *self._nouns, *self.heads.classifiers))
        self.kinds = {
            **{noun: frozenset((unit,)) for noun, unit in self._nouns.items()},
            **{
                head: frozenset(compiled.rule.indicator for compiled in rules_of)
                | frozenset((self._nouns[head],) if head in self._nouns else ())
                for head, rules_of in self._by_head.items()
            },
        }
        self.modifiers = frozenset(
            phrase for rule in file.rule for phrase in expand(rule.np, file.groups) if " " in phrase
        )
        self.phrases: tuple[str, ...] = (
            *phrases, *self._nouns, *self._steps, *self.heads.borders, *self.heads.coordinators,
            *self.copulas,
            *self.heads.targets, *self.heads.distributors, *self.heads.openers, *self.heads.wholes,
            *self.heads.partitives, *self.heads.quantifiers,
        )  # fmt: skip

    def find(
        self, quantity: Quantity, np: NounPhrase, zones: Zones, index: PhraseIndex, text: str
    ) -> Head | None:
        """The best head rule at the quantity, right of it or, failing that, left of it."""
        best, unit, at = self._right(quantity, np, zones, index, text)
        if quantity.unit is not None:
            for compiled in self._by_measure.get(quantity.unit, ()):
                start, end = quantity.unit_start, quantity.unit_end
                best = self._better(best, compiled, start, end, quantity.unit, False, zones, 5)
        if (best is None or best.rule.elliptic) and at >= np.end:
            best = self._left(quantity, zones, index, text, unit or quantity.unit, best)
        if best is None and np.end > np.start:
            noun = self.open_head(np, index, text)
            for compiled in self._any if noun is not None else ():
                assert noun is not None
                best = self._better(best, compiled, noun.start, noun.end, unit or noun.unit, False, zones, 4)
        return best

    def _right(
        self, quantity: Quantity, np: NounPhrase, zones: Zones, index: PhraseIndex, text: str
    ) -> tuple[Head | None, str | None, int]:
        """The best head right of the quantity, the unit of its container, and how far it was looked for."""
        best: Head | None = None
        unit = self._units.container(np.start, index)
        weighed = quantity.unit in WEIGHTS
        at, steps = np.start, 0
        while at < np.end or at == np.start:
            here = index.starting.get(at, ())
            whole = self._units.whole_noun(here)
            for end, phrase in here:
                if end < whole:
                    continue
                for compiled in self._by_head.get(phrase, ()):
                    if weighed and not compiled.measured:
                        continue
                    inner = self._units.inner(phrase, compiled.rule, unit)
                    best = self._better(
                        best, compiled, at, end, inner, False, zones, 10 * _words(phrase) - 3 * steps
                    )
            step = next(
                ((end, phrase) for end, phrase in here if phrase in self._steps and end <= np.end), None
            )
            if step is None or steps == _MAX_STEPS:
                break
            at = step[0]
            while at < np.end and text[at].isspace():
                at += 1
            if steps == 0 and self.heads.classifiers.get(step[1]) == "turn":
                unit = "turn"
            steps += 1
        return best, unit, at

    def _left(
        self,
        quantity: Quantity,
        zones: Zones,
        index: PhraseIndex,
        text: str,
        unit: str | None,
        best: Head | None,
    ) -> Head | None:
        """Postposed numeral: "súng tự chế 16 khẩu", "số hội viên là 120" (guideline 2.9)."""
        low, high = zones.span("pre")
        weighed = quantity.unit in WEIGHTS
        at = high
        for _ in range(_MAX_STEPS):
            while at > low and text[at - 1].isspace():
                at -= 1
            copula = next(
                (start for start, phrase in index.ending.get(at, ()) if phrase in self.copulas), None
            )
            if copula is None or copula < low:
                break
            at = copula
        found = [(s, e, p) for s, e, p in index.spans(low, at) if p in self._by_head or p in self._nouns]
        for start, end, phrase in found:
            if any(s <= start and end <= e and (s, e) != (start, end) for s, e, _ in found):
                continue
            if end < at - _MODIFIERS or any(p in self._breaks for _, _, p in index.spans(end, at)):
                continue
            for compiled in self._by_head.get(phrase, ()):
                if not compiled.rule.elliptic and compiled.postposed and (compiled.measured or not weighed):
                    base = 10 * _words(phrase) - 6 - (at - end) // 8
                    best = self._better(best, compiled, start, end, unit, True, zones, base)
        return best

    def _better(
        self, best: Head | None, compiled: CompiledRule, start: int, end: int, unit: str | None,
        postposed: bool, zones: Zones, base: int,
    ) -> Head | None:  # fmt: skip
        rule = compiled.rule
        score = base + compiled.conditions.weight + rule.priority
        if (best is not None and score <= best.score) or not compiled.conditions.hold(zones):
            return best
        if compiled.kinds and zones.kind not in compiled.kinds:
            return best
        return Head(rule, start, end, self._units.of(rule.unit, unit), postposed, score)

    def subject(self, zones: Zones, index: PhraseIndex, text: str) -> Head | None:
        """The head that the ``pre`` zone is about: a subject opens its segment ("số vụ trộm cắp ... giảm").

        Segments are read from the last to the first.
        """
        low, high = zones.span("pre")
        end = high
        for at in range(high - 1, low - 1, -1):
            if at > low and text[at - 1] not in ",;:(":
                continue
            best: Head | None = None
            for start in self._openings(at, end, index, text):
                here = index.starting.get(start, ())
                whole = self._units.whole_noun(here)
                for stop, phrase in here:
                    for compiled in self._by_head.get(phrase, ()) if whole <= stop <= end else ():
                        best = self._better(
                            best, compiled, start, stop, None, True, zones, 10 * _words(phrase)
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
        best: tuple[int, IndicatorRule] | None = None
        named: set[str] = set()
        for compiled in self._refinements.get(indicator, ()):
            rule = compiled.rule
            near = bool(rule.np or rule.pre or rule.post or rule.previous)
            if near == far or (compiled.of and obj not in compiled.of):
                continue
            score = compiled.conditions.weight + rule.priority
            if compiled.conditions.hold(zones):
                named.add(rule.object)
                if best is None or score > best[0]:
                    best = (score, rule)
        if far and indicator in self._undecided and len(named) >= _SEVERAL:
            return None
        return best[1] if best else None

    def open_head(self, np: NounPhrase, index: PhraseIndex, text: str) -> OpenHead | None:
        """The counted noun right of the numeral when no indicator claims it; a sign is none ("5 x 3")."""
        if np.end > np.start and not text[np.start].isalpha() and text[np.start] not in _QUOTES:
            return None
        unit = self._units.container(np.start, index)
        at = np.start
        for _ in range(_MAX_STEPS + 1):
            here = index.starting.get(at, ())
            noun = next(
                ((end, phrase) for end, phrase in here if phrase in self._nouns and end <= np.end), None
            )
            step = next(
                ((end, phrase) for end, phrase in here if phrase in self._steps and end <= np.end), None
            )
            if noun is not None and (step is None or noun[0] >= step[0]):
                return OpenHead(at, noun[0], self._units.of(self._nouns[noun[1]], unit) or "item")
            if step is None:
                break
            if self.heads.classifiers.get(step[1]) == "turn":
                unit = "turn"
            at = step[0]
            while at < np.end and text[at].isspace():
                at += 1
        return (
            OpenHead(np.start, np.end, unit or "item", known=unit is not None) if np.end > np.start else None
        )


def _words(phrase: str) -> int:
    return phrase.count(" ") + 1
