"""One probe per kind of rule: what a stage finds in an example, and by which rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import Any

import regex

from extractor.config import Config
from extractor.engine.load import Rules
from extractor.engine.schema import (
    Actions,
    Approximators,
    CounterExample,
    Cues,
    DateRules,
    Example,
    IndicatorRules,
    LocalityRules,
    Negations,
    NonFigures,
    Numerals,
    PeriodRules,
    Relations,
    Rule,
    RuleFile,
    SectionRules,
)
from extractor.engine.schema.dates import HeaderRule
from extractor.engine.schema.indicators import IndicatorRule
from extractor.engine.schema.numerals import NumeralRule
from extractor.linking.place_roles import PlaceRoles
from extractor.mentions.non_figures import NonFigureFinder
from extractor.model import Document, Figure
from extractor.pipeline import Pipeline
from extractor.text.view import MatchView

AnExample = Example | CounterExample


@dataclass(frozen=True, slots=True)
class Found:
    """Something found inside the stretch of an example: its fields and the rules that made it."""

    rule_ids: tuple[str, ...]
    fields: Mapping[str, Any]

    def has(self, key: str, value: Any) -> bool:
        """True when the field has the value; numbers compare as numbers, "none" is an empty field."""
        mine = self.fields.get(key)
        if mine is None:
            return bool(value == "none")
        if isinstance(mine, (list, tuple)):
            return value in mine or value == list(mine)
        if isinstance(mine, Decimal):
            try:
                return mine == Decimal(str(value))
            except InvalidOperation:
                return False
        return bool(mine == value) or str(mine) == str(value)


class Probes:
    """Runs examples through the stages; built once for one set of rules."""

    def __init__(self, rules: Rules, overlay: Path | None = None) -> None:
        self.rules = rules
        self._overlay = overlay
        self._non_figures = NonFigureFinder(rules)
        self._roles = PlaceRoles(rules.get(LocalityRules))
        self._refinements = frozenset(rule.id for rule in rules.get(IndicatorRules).rule if not rule.is_head)
        self._runs: dict[tuple[str, str | None], tuple[Figure, ...]] = {}
        self._by_kind: dict[type[RuleFile], Callable[[Any, AnExample], list[Found]]] = {
            Numerals: self._numerals,
            Approximators: self._approximators,
            NonFigures: self._rejected,
            SectionRules: self._sections,
            DateRules: self._dates,
            PeriodRules: self._period_cues,
            LocalityRules: self._place_roles,
            IndicatorRules: self._indicators,
            Actions: self._figures,
            Cues: self._figures,
            Relations: self._figures,
        }

    @cached_property
    def _pipeline(self) -> Pipeline:
        return Pipeline(Config(ner="none", rules=self._overlay))

    def fired(self, kind: type[RuleFile], rule: Rule, example: AnExample) -> list[Found]:
        """What the stage of ``kind`` finds inside the example's ``find``."""
        return self._by_kind[kind](rule, example)

    def figures(self, example: AnExample) -> list[Found]:
        """The figures of an example whose value lies inside ``find``."""
        key = (example.text, example.published)
        if key not in self._runs:
            document = Document("example", example.text, published=example.published)
            self._runs[key] = self._pipeline.run(document).figures
        start, end = _stretch(example)
        return [
            Found(figure.rule_ids, _fields(figure))
            for figure in self._runs[key]
            if start <= figure.value_start and figure.value_end <= end
        ]

    def denies(self, kind: type[RuleFile], example: AnExample) -> bool:
        """True when the words of a file without rules speak in a counter-example."""
        found = self.figures(example)
        if kind is Negations:
            return any(one.has("status", "negated") for one in found)
        return any(str(one.fields["value_kind"]).startswith("change") for one in found)

    def _figures(self, _rule: Rule, example: AnExample) -> list[Found]:
        return self.figures(example)

    def _indicators(self, rule: IndicatorRule, example: AnExample) -> list[Found]:
        found = self.figures(example)
        if isinstance(example, CounterExample):
            return found
        return [one if self._decides(rule, one) else Found((), one.fields) for one in found]

    def _decides(self, rule: IndicatorRule, found: Found) -> bool:
        """True when the figure is what the rule says; a refinement may name its object more closely."""
        if found.fields["indicator"] != rule.indicator:
            return False
        refined = rule.is_head and len(self._refinements & set(found.rule_ids)) > 0
        return refined or rule.object in ("all", found.fields["object"])

    def _numerals(self, rule: NumeralRule, example: AnExample) -> list[Found]:
        view, start, end = _viewed(example)
        numbers = [
            n for n in self._pipeline.kit.numerals.find(view.folded) if n.start < end and n.end > start
        ]
        if rule.numeral:
            return [
                Found((n.rule_id,), _attributes(n, ("text", "value", "value_max", "approx"))) for n in numbers
            ]
        # A rule against a number word shows itself by the absence of the number.
        return [] if numbers else [Found((rule.id,), {})]

    def _approximators(self, _rule: Rule, example: AnExample) -> list[Found]:
        view, start, end = _viewed(example)
        kit = self._pipeline.kit
        found = kit.quantities.find(view, kit.numerals.find(view.folded))
        fields = ("text", "value", "value_max", "approx", "unit", "kind")
        return [Found(q.rule_ids, _attributes(q, fields)) for q in found if q.start < end and q.end > start]

    def _rejected(self, _rule: Rule, example: AnExample) -> list[Found]:
        view, start, end = _viewed(example)
        numbers = self._pipeline.kit.numerals.find(view.folded)
        found = [self._non_figures.classify(view, n) for n in numbers if n.start < end and n.end > start]
        return [Found((r.rule_id,), _attributes(r, ("category", "text"))) for r in found if r is not None]

    def _sections(self, _rule: Rule, example: AnExample) -> list[Found]:
        view, start, end = _viewed(example)
        found = self._pipeline.kit.sections.find(Document("example", example.text), view)
        return [Found((s.rule_id,), {"kind": s.kind}) for s in found if s.start < end and start < s.end]

    def _dates(self, rule: Rule, example: AnExample) -> list[Found]:
        if isinstance(rule, HeaderRule):
            return self._headers(rule, example)
        view, start, end = _viewed(example)
        found = self._pipeline.kit.dates.find(view, example.published)
        fields = (
            "text", "timex_type", "value", "begin", "finish", "period", "period_type", "role", "anchor",
            "confidence",
        )  # fmt: skip
        return [
            Found((t.rule_id,), _attributes(t, fields))
            for t in found
            if isinstance(example, CounterExample) or (start <= t.start and t.end <= end)
        ]

    def _headers(self, rule: Rule, example: AnExample) -> list[Found]:
        view = MatchView.of(example.text)
        document = Document("example", example.text, published=example.published)
        sections = self._pipeline.kit.sections.find(document, view)
        publication = self._pipeline.kit.publication.find(document, view, sections)
        fields = _attributes(publication, ("date", "precision", "source"))
        return [Found((rule.id,) if publication.source == "header" else (), fields)]

    def _period_cues(self, _rule: Rule, example: AnExample) -> list[Found]:
        view, start, end = _viewed(example)
        return [
            Found((cue.id,), {"kind": cue.kind})
            for cue in self.rules.get(PeriodRules).cue
            if regex.search(cue.pattern, view.folded[start:end])
        ]

    def _place_roles(self, _rule: Rule, example: AnExample) -> list[Found]:
        view, start, end = _viewed(example)
        rule = self._roles.role(view.folded, view.cased, start, end, 0)
        return [Found((rule.id,), {"role": rule.role})] if rule is not None else []


def _stretch(example: AnExample) -> tuple[int, int]:
    start = example.text.find(example.find) if example.find else 0
    return max(start, 0), max(start, 0) + len(example.find or example.text)


def _viewed(example: AnExample) -> tuple[MatchView, int, int]:
    view = MatchView.of(example.text)
    return view, *view.locate(*_stretch(example))


def _attributes(value: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _fields(figure: Figure) -> dict[str, Any]:
    names = (
        "indicator", "object", "unit", "action", "status", "value", "value_max", "value_kind", "denominator",
        "approx", "name", "period", "period_type", "base_period",
    )  # fmt: skip
    locality = figure.locality.name if figure.locality else None
    return _attributes(figure, names) | {
        "rel": [relation.type for relation in figure.rel],
        "locality": locality,
    }
