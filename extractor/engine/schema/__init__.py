"""One pydantic model per kind of rule file; `RULE_FILES` is the complete list of them."""

from __future__ import annotations

from extractor.engine.schema.base import CounterExample, Example, Rule, RuleFile, RuleModel
from extractor.engine.schema.vocabulary import Vocabulary

RULE_FILES: tuple[type[RuleFile], ...] = (Vocabulary,)

__all__ = ["RULE_FILES", "CounterExample", "Example", "Rule", "RuleFile", "RuleModel", "Vocabulary"]
