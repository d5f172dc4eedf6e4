"""What changed between two runs on the same articles: gained, lost and changed figures by rule.

No gold is needed, so a change of rules can be read on thousands of articles.

    >>> difference = compare(read_run(Path("run_a")), read_run(Path("run_b")))
    >>> [(change.kind, change.rules, change.sentence) for change in difference.changes]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractor.evaluation.matching import align
from extractor.evaluation.mistakes import rule_ids, sentence_around, shown, summary
from extractor.evaluation.predictions import Prediction

Record = Mapping[str, Any]

COMPARED = (
    "value_text", "quote", "indicator", "object", "name", "action", "status", "value_kind", "value",
    "value_max", "denominator", "per", "unit", "approx", "period", "period_type", "period_source",
    "base_period", "locality", "locality_source", "rel", "repeat_of",
)  # fmt: skip
"""Fields that count as a change; confidence and provenance alone do not."""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that is not the same in both runs.

    ``kind`` is ``gained``, ``lost`` or ``changed``. ``rules`` are those that made a gained or lost
    figure; for a changed one those that only one of the runs names, or all if they are the same.
    ``differences`` are (field, before, after).
    """

    kind: str
    doc_id: str
    start: int
    sentence: str
    rules: tuple[str, ...]
    before: str = ""
    after: str = ""
    differences: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes in article order, and the articles that only one of the runs has."""

    changes: tuple[Change, ...]
    same: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    def by_rule(self) -> dict[str, dict[str, list[Change]]]:
        """Changes by rule and kind, the rules with the most changes first; a change may stand twice."""
        table: dict[str, dict[str, list[Change]]] = {}
        for change in self.changes:
            for rule in change.rules or ("(no rule named)",):
                kinds = table.setdefault(rule, {"gained": [], "lost": [], "changed": []})
                kinds[change.kind].append(change)
        return dict(sorted(table.items(), key=lambda item: (-sum(map(len, item[1].values())), item[0])))

    def counts(self) -> dict[str, int]:
        """How many figures were gained, lost, changed and the same."""
        kinds = [change.kind for change in self.changes]
        return {kind: kinds.count(kind) for kind in ("gained", "lost", "changed")} | {"same": self.same}


def compare(before: Mapping[str, Prediction], after: Mapping[str, Prediction]) -> Difference:
    """Compare two runs, article by article."""
    changes: list[Change] = []
    same = 0
    for doc_id, old in before.items():
        if doc_id in after:
            found, unchanged = _article(old, after[doc_id])
            changes += found
            same += unchanged
    return Difference(
        tuple(changes),
        same,
        tuple(doc_id for doc_id in before if doc_id not in after),
        tuple(doc_id for doc_id in after if doc_id not in before),
    )


def _article(old: Prediction, new: Prediction) -> tuple[list[Change], int]:
    if old.figures == new.figures:
        return [], len(old.figures)
    text = str(new.document.get("text") or old.document.get("text") or "")
    alignment = align(
        old.figures,
        new.figures,
        span=lambda row: (row["value_start"], row["value_end"]),
        same_kind=lambda left, right: bool(left["indicator"] == right["indicator"]),
    )
    changes = [_one("lost", old.doc_id, text, old.figures[i]) for i in alignment.missed]
    changes += [_one("gained", old.doc_id, text, new.figures[j]) for j in alignment.spurious]
    pairs = [(old.figures[i], new.figures[j]) for i, j in alignment.pairs]
    changed = [change for pair in pairs for change in _changed(old.doc_id, text, *pair)]
    changes = sorted(changes + changed, key=lambda change: change.start)
    return changes, len(pairs) - len(changed)


def _one(kind: str, doc_id: str, text: str, figure: Record) -> Change:
    line = summary(figure)
    return Change(
        kind,
        doc_id,
        figure["value_start"],
        sentence_around(text, figure["value_start"], figure["value_end"]),
        rule_ids(figure),
        before=line if kind == "lost" else "",
        after=line if kind == "gained" else "",
    )


def _changed(doc_id: str, text: str, old: Record, new: Record) -> Iterator[Change]:
    differences = tuple(
        (name, shown(old, name), shown(new, name)) for name in COMPARED if old.get(name) != new.get(name)
    )
    if differences:
        left, right = rule_ids(old), rule_ids(new)
        either = tuple(dict.fromkeys([*left, *right]))
        rules = tuple(rule for rule in either if (rule in left) != (rule in right)) or either
        sentence = sentence_around(text, new["value_start"], new["value_end"])
        yield Change(
            "changed", doc_id, new["value_start"], sentence, rules, summary(old), summary(new), differences
        )
