"""One pydantic model per kind of rule file; `RULE_FILES` is the complete list of them."""

from __future__ import annotations

from extractor.engine.schema.base import CounterExample, Example, Rule, RuleFile, RuleModel
from extractor.engine.schema.context import Actions, Cues
from extractor.engine.schema.dates import DateRules
from extractor.engine.schema.indicators import Heads, IndicatorRules
from extractor.engine.schema.linking import Changes, Negations, Relations
from extractor.engine.schema.localities import LocalityRules
from extractor.engine.schema.ner import NerRules
from extractor.engine.schema.non_figures import NonFigures
from extractor.engine.schema.numerals import Numerals
from extractor.engine.schema.periods import PeriodRules
from extractor.engine.schema.places import PlaceRules
from extractor.engine.schema.quantities import Approximators, Units
from extractor.engine.schema.sections import SectionRules, SentenceRules
from extractor.engine.schema.vocabulary import Vocabulary

RULE_FILES: tuple[type[RuleFile], ...] = (
    Vocabulary,
    Numerals,
    Units,
    Approximators,
    NonFigures,
    SentenceRules,
    SectionRules,
    NerRules,
    DateRules,
    PeriodRules,
    PlaceRules,
    LocalityRules,
    Heads,
    IndicatorRules,
    Actions,
    Cues,
    Changes,
    Negations,
    Relations,
)

__all__ = [
    "RULE_FILES",
    "Actions",
    "Approximators",
    "Changes",
    "CounterExample",
    "Cues",
    "DateRules",
    "Example",
    "Heads",
    "IndicatorRules",
    "LocalityRules",
    "Negations",
    "NerRules",
    "NonFigures",
    "Numerals",
    "PeriodRules",
    "PlaceRules",
    "Relations",
    "Rule",
    "RuleFile",
    "RuleModel",
    "SectionRules",
    "SentenceRules",
    "Units",
    "Vocabulary",
]
