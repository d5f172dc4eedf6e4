"""What changed between two runs on the same articles: gained, lost and changed figures by rule.

No gold is needed, so a change of rules can be read on thousands of articles.

    difference = compare(read_run(Path("run_a")), read_run(Path("run_b")))
    [(change.kind, change.rules, change.sentence) for change in difference.changes]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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

SAME_RULES = "(same rules)"


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that is not the same in both runs.

    ``kind`` is ``gained``, ``lost`` or ``changed``. ``rules`` are those that made a gained or lost
    figure; for a changed one those that only one of the runs names; the rarest comes first.
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
        """Changes by rule and kind, the rules with the most changes first.

        Each change stands once, under the rarest of its rules: the one that says most about it.
        """
        table: dict[str, dict[str, list[Change]]] = {}
        for change in self.changes:
            rule = change.rules[0] if change.rules else SAME_RULES
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
    runs = (*before.values(), *after.values())
    uses = Counter(rule for run in runs for figure in run.figures for rule in rule_ids(figure))
    for doc_id, old in before.items():
        if doc_id in after:
            found, unchanged = _article(old, after[doc_id], uses)
            changes += found
            same += unchanged
    return Difference(
        tuple(changes),
        same,
        tuple(doc_id for doc_id in before if doc_id not in after),
        tuple(doc_id for doc_id in after if doc_id not in before),
    )


def _article(old: Prediction, new: Prediction, uses: Mapping[str, int]) -> tuple[list[Change], int]:
    if old.figures == new.figures:
        return [], len(old.figures)
    text = str(new.document.get("text") or old.document.get("text") or "")
    alignment = align(
        old.figures,
        new.figures,
        span=lambda row: (row["value_start"], row["value_end"]),
        same_kind=lambda left, right: bool(left["indicator"] == right["indicator"]),
    )
    changes = [_one("lost", old.doc_id, text, old.figures[i], uses) for i in alignment.missed]
    changes += [_one("gained", old.doc_id, text, new.figures[j], uses) for j in alignment.spurious]
    pairs = [(old.figures[i], new.figures[j]) for i, j in alignment.pairs]
    changed = [change for pair in pairs for change in _changed(old.doc_id, text, *pair, uses)]
    changes = sorted(changes + changed, key=lambda change: change.start)
    return changes, len(pairs) - len(changed)


def _rarest_first(rules: Iterable[str], uses: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(rules, key=lambda rule: (uses[rule], rule)))


def _one(kind: str, doc_id: str, text: str, figure: Record, uses: Mapping[str, int]) -> Change:
    line = summary(figure)
    return Change(
        kind,
        doc_id,
        figure["value_start"],
        sentence_around(text, figure["value_start"], figure["value_end"]),
        _rarest_first(rule_ids(figure), uses),
        before=line if kind == "lost" else "",
        after=line if kind == "gained" else "",
    )


def _changed(doc_id: str, text: str, old: Record, new: Record, uses: Mapping[str, int]) -> Iterator[Change]:
    differences = tuple(
        (name, shown(old, name), shown(new, name)) for name in COMPARED if old.get(name) != new.get(name)
    )
    if differences:
        rules = _rarest_first({*rule_ids(old)} ^ {*rule_ids(new)}, uses)
        sentence = sentence_around(text, new["value_start"], new["value_end"])
        yield Change(
            "changed", doc_id, new["value_start"], sentence, rules, summary(old), summary(new), differences
        )
