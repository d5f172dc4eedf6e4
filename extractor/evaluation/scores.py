"""Scores of predictions against a gold set (guideline 6.3).

    scores = evaluate(gold, predictions)
    scores.totals.prf["strict"].f1, scores.flat()["field.unit"]

Everything is counted per article (`DocumentScores`) and added up, so that micro and macro averages
and the bootstrap read the same counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.evaluation.counts import PRF, Accuracy
from extractor.evaluation.document_scores import LEVELS, DocumentScores, NegativeHit, score_document
from extractor.evaluation.equality import Equality
from extractor.evaluation.fields import figure_fields
from extractor.evaluation.gold import GoldSet
from extractor.evaluation.predictions import Prediction


@dataclass(frozen=True, slots=True)
class Scores:
    """All articles of a gold set, in its order."""

    gold: GoldSet
    documents: tuple[DocumentScores, ...]
    hard_categories: frozenset[str]

    @property
    def totals(self) -> DocumentScores:
        """Micro counts: the sum over articles."""
        return total(self.documents)

    @property
    def hard_hits(self) -> tuple[NegativeHit, ...]:
        """Predictions on negatives that must never be hit."""
        hits = (hit for document in self.documents for hit in document.negative_hits)
        return tuple(hit for hit in hits if hit.negative["category"] in self.hard_categories)

    def flat(self) -> dict[str, float | None]:
        """Every score by name, None where nothing was asked.

        Names are ``strict.f1``, ``field.unit``, ``times.value.f1``, ``meta.province``,
        ``macro.indicator.strict.f1`` and so on.
        """
        sums = self.totals
        flat: dict[str, float | None] = {}
        for name, counts in sums.prf.items():
            flat |= {
                f"{name}.precision": counts.precision,
                f"{name}.recall": counts.recall,
                f"{name}.f1": counts.f1,
            }
        flat |= {f"field.{name}": accuracy.value for name, accuracy in sums.fields.items()}
        flat |= {f"meta.{name}": accuracy.value for name, accuracy in sums.meta.items()}
        by_document = [document.prf["strict"].f1 for document in self.documents if "strict" in document.prf]
        by_indicator = self.by_indicator()
        flat["macro.document.strict.f1"] = _mean(by_document)
        flat["macro.indicator.strict.f1"] = _mean([counts["strict"].f1 for counts in by_indicator.values()])
        flat["macro.province.strict.f1"] = _mean(
            [sums.prf["strict"].f1 for sums in self.by_province().values() if "strict" in sums.prf]
        )
        flat["field.indicator_macro"] = _mean(
            [value for value in self._indicator_accuracy().values() if value is not None]
        )
        return flat

    def by_indicator(self) -> dict[str, dict[str, PRF]]:
        """Counts per indicator: recall over its gold rows, precision over its predictions."""
        table: dict[str, dict[str, PRF]] = {}

        def count(indicator: str, level: str, counts: PRF) -> None:
            row = table.setdefault(indicator, {name: PRF() for name in LEVELS})
            row[level] = row[level] + counts

        for document in self.documents:
            for pair in document.pairs:
                for level in LEVELS if not pair.optional else ():
                    hit = pair.level(level)
                    count(pair.gold["indicator"], level, PRF(int(hit), 0, 1))
                    count(str(pair.predicted["indicator"]), level, PRF(0, 1, 0))
            for level in LEVELS:
                for missed in document.missed:
                    count(missed["indicator"], level, PRF(0, 0, 1))
                for spurious in document.spurious:
                    count(str(spurious["indicator"]), level, PRF(0, 1, 0))
        return dict(sorted(table.items()))

    def by_province(self) -> dict[str, DocumentScores]:
        """Sums over the articles of each province (of the article's metadata)."""
        groups: dict[str, list[DocumentScores]] = {}
        for document in self.documents:
            meta = self.gold.meta.get(document.doc_id)
            province = str(meta.get("province") or "-") if meta else "-"
            groups.setdefault(province, []).append(document)
        return {name: total(documents) for name, documents in sorted(groups.items())}

    def confusion(self) -> dict[tuple[str, str], int]:
        """How often a gold indicator was predicted as another; "-" stands for missed or spurious."""
        table: dict[tuple[str, str], int] = {}
        for document in self.documents:
            cells = [
                (pair.gold["indicator"], str(pair.predicted["indicator"]))
                for pair in document.pairs
                if not pair.optional
            ]
            cells += [(row["indicator"], "-") for row in document.missed]
            cells += [("-", str(row["indicator"])) for row in document.spurious]
            for cell in cells:
                table[cell] = table.get(cell, 0) + 1
        return dict(sorted(table.items()))

    def _indicator_accuracy(self) -> dict[str, float | None]:
        table: dict[str, Accuracy] = {}
        for document in self.documents:
            for pair in document.pairs:
                if not pair.optional:
                    name = pair.gold["indicator"]
                    right = Accuracy("indicator" not in pair.wrong, 1)
                    table[name] = table.get(name, Accuracy()) + right
        return {name: accuracy.value for name, accuracy in table.items()}


def total(documents: Sequence[DocumentScores]) -> DocumentScores:
    """The sum of many."""
    sums = DocumentScores("")
    for document in documents:
        sums = sums + document
    return sums


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def evaluate(
    gold: GoldSet,
    predictions: Mapping[str, Prediction],
    *,
    equality: Equality | None = None,
    hard_categories: frozenset[str] = frozenset(),
) -> Scores:
    """Score predictions, by article id, against a gold set.

    An article without a `Prediction` counts as one in which nothing was found; callers that want an
    error instead check the ids first (`extractor.evaluation.command`).
    """
    equality = equality or Equality.default()
    fields = figure_fields(equality)
    documents = tuple(
        score_document(gold, predictions.get(doc_id) or Prediction(doc_id), fields, equality)
        for doc_id in gold.documents
    )
    return Scores(gold, documents, hard_categories)
