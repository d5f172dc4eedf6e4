"""How often each rule speaks in a corpus, and which rules never do or always lose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.config import Config
from extractor.engine.schema import Actions, Cues, IndicatorRules, NonFigures, Relations
from extractor.explain import Explainer
from extractor.model import Document
from extractor.pipeline import Pipeline
from extractor.rulecheck.findings import Finding
from extractor.rulecheck.inventory import Inventory

_COUNTED = (IndicatorRules, Actions, Cues, Relations, NonFigures)
"""Kinds whose rules leave their id on figures or rejections."""


def rule_usage(documents: Iterable[Document], overlay: Path | None = None) -> Iterator[Finding]:
    """A warning for every rule that never decides anything in ``documents``.

    A rule that held somewhere but was always beaten is reported with those that beat it: either it is
    redundant or its priority is wrong. A rule that never held may just be rare.
    """
    explainer = Explainer(Pipeline(Config(ner="none", rules=overlay)))
    decided: Counter[str] = Counter()
    beaten: dict[str, Counter[str]] = {}
    for document in documents:
        explanation = explainer.explain(document)
        for figure in explanation.extraction.figures:
            decided.update(figure.rule_ids)
        decided.update(r.rule_id for r in explanation.extraction.rejections)
        for number in explanation.numbers:
            winner = next((one.rule_id for one in number.heads if one.won), None)
            for one in number.heads:
                if winner is not None and one.holds and not one.won and one.rule_id != winner:
                    beaten.setdefault(one.rule_id, Counter())[winner] += 1
    inventory = Inventory(explainer.kit.rules, overlay)
    for listed in inventory:
        if listed.kind not in _COUNTED or decided[listed.id]:
            continue
        winners = beaten.get(listed.id)
        if winners:
            names = ", ".join(f"{name} ({times})" for name, times in winners.most_common(3))
            yield Finding("warning", listed.where, listed.id, f"always loses, to {names}")
        else:
            yield Finding("warning", listed.where, listed.id, "never fires in this corpus")
