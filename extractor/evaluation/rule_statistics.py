"""How the rules do: how often each fired, how often it was right, which are dead or shadowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.engine.load import Rules
from extractor.engine.schema.base import Rule
from extractor.evaluation.mistakes import rule_ids
from extractor.evaluation.predictions import Prediction
from extractor.evaluation.scores import Scores


@dataclass(frozen=True, slots=True)
class RuleUse:
    """One rule: figures and mentions it took part in, candidates of it that were rejected.

    ``judged`` counts its figures in gold articles (optional ones left out); ``strict`` and ``record``
    how many of these are right.
    """

    rule_id: str
    figures: int
    mentions: int
    rejected: int
    judged: int
    strict: int
    record: int

    @property
    def precision(self) -> float | None:
        """Share of strict hits among its judged figures."""
        return self.strict / self.judged if self.judged else None

    @property
    def state(self) -> str:
        """``fires``, ``shadowed`` (matches, but always loses to another) or ``dead``."""
        if self.figures or self.mentions:
            return "fires"
        return "shadowed" if self.rejected else "dead"


def known_rules(rules: Rules) -> tuple[str, ...]:
    """The ids of all rules, sorted."""
    entries = (value for file in rules.files.values() for _, value in file)
    lists = (value for value in entries if isinstance(value, tuple))
    return tuple(sorted({rule.id for entry in lists for rule in entry if isinstance(rule, Rule)}))


def rule_uses(
    predictions: Iterable[Prediction], scored: Sequence[Scores] = (), known: Iterable[str] = ()
) -> list[RuleUse]:
    """Statistics of every rule that is known or took part, by id.

    Args:
        predictions: of any articles, with or without gold.
        scored: the gold sets among them.
        known: ids of all rules, so that dead ones are seen.
    """
    figures, mentions, rejected = Counter[str](), Counter[str](), Counter[str]()
    for prediction in predictions:
        for figure in prediction.figures:
            figures.update(set(rule_ids(figure)))
        mentions.update(_named(prediction.mentions))
        rejected.update(_named(prediction.rejects))
    judged, strict, record = Counter[str](), Counter[str](), Counter[str]()
    for scores in scored:
        for document in scores.documents:
            for pair in document.pairs:
                if not pair.optional:
                    ids = set(rule_ids(pair.predicted))
                    judged.update(ids)
                    strict.update(ids if pair.level("strict") else ())
                    record.update(ids if pair.level("record") else ())
            for figure in document.spurious:
                judged.update(set(rule_ids(figure)))
    names = sorted({*known, *figures, *mentions, *rejected})
    return [
        RuleUse(name, figures[name], mentions[name], rejected[name], judged[name], strict[name], record[name])
        for name in names
    ]


def _named(rows: Iterable[Mapping[str, object]]) -> Iterable[str]:
    return (str(row["rule_id"]) for row in rows if row.get("rule_id"))
