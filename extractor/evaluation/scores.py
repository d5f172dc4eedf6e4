"""Scores of predictions against a gold set (guideline 6.3).

    scores = evaluate(gold, predictions)
    scores.totals.strict.f1, scores.flat()["field.unit"]

Everything is counted per article (`DocumentScores`) and added up, so that micro and macro averages
and the bootstrap read the same counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from extractor.evaluation.counts import PRF, Accuracy
from extractor.evaluation.equality import Equality
from extractor.evaluation.fields import RECORD, STRICT, Field, figure_fields
from extractor.evaluation.gold import GoldSet, Row
from extractor.evaluation.matching import align, overlap
from extractor.evaluation.mention_scores import meta_accuracies, place_counts, time_counts
from extractor.evaluation.predictions import Prediction

Record = Mapping[str, Any]
NEVER_ALIGNED = frozenset({"caption", "boilerplate"})
LEVELS = ("detection", "strict", "relaxed", "record")


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold figure and the prediction aligned to it, with the fields that differ.

    ``wrong`` holds names of `Field`s, ``span`` for unequal value spans and ``rel``, ``repeat_of``
    for links. ``optional`` pairs are shown but never counted.
    """

    gold: Row
    predicted: Record
    wrong: tuple[str, ...]
    quote: float
    optional: bool = False

    def level(self, name: str) -> bool:
        """Whether the pair is a hit: detection, strict, relaxed or record."""
        if name == "detection":
            return True
        if name == "relaxed":
            return not {"indicator", "value"} & set(self.wrong)
        needed = STRICT if name == "strict" else RECORD
        return not {"span", *needed} & set(self.wrong)


@dataclass(frozen=True, slots=True)
class NegativeHit:
    """A prediction on a number that is not a figure."""

    negative: Row
    predicted: Record


@dataclass(frozen=True, slots=True)
class DocumentScores:
    """One article: the alignment and all counts. Adding two gives counts without alignment."""

    doc_id: str
    pairs: tuple[Pair, ...] = ()
    missed: tuple[Row, ...] = ()
    spurious: tuple[Record, ...] = ()
    negative_hits: tuple[NegativeHit, ...] = ()
    prf: Mapping[str, PRF] = field(default_factory=dict)
    fields: Mapping[str, Accuracy] = field(default_factory=dict)
    meta: Mapping[str, Accuracy] = field(default_factory=dict)
    rejected: int = 0

    def __add__(self, other: DocumentScores) -> DocumentScores:
        return DocumentScores(
            doc_id="",
            negative_hits=self.negative_hits + other.negative_hits,
            prf={
                name: self.prf.get(name, PRF()) + other.prf.get(name, PRF())
                for name in dict.fromkeys([*self.prf, *other.prf])
            },
            fields=_added(self.fields, other.fields),
            meta=_added(self.meta, other.meta),
            rejected=self.rejected + other.rejected,
        )


def _added(left: Mapping[str, Accuracy], right: Mapping[str, Accuracy]) -> dict[str, Accuracy]:
    names = dict.fromkeys([*left, *right])
    return {name: left.get(name, Accuracy()) + right.get(name, Accuracy()) for name in names}


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
        by_document = [document.prf["strict"].f1 for document in self.documents]
        by_indicator = self.by_indicator()
        flat["macro.document.strict.f1"] = _mean(by_document)
        flat["macro.indicator.strict.f1"] = _mean([counts["strict"].f1 for counts in by_indicator.values()])
        flat["macro.province.strict.f1"] = _mean(
            [scores.prf["strict"].f1 for scores in self.by_province().values()]
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
    sums = DocumentScores("", prf={level: PRF() for level in LEVELS})
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
        _document(gold, predictions.get(doc_id) or Prediction(doc_id), fields, equality)
        for doc_id in gold.documents
    )
    return Scores(gold, documents, hard_categories)


def _document(
    gold: GoldSet, prediction: Prediction, fields: Sequence[Field], equality: Equality
) -> DocumentScores:
    doc_id = prediction.doc_id
    rows, figures = gold.figures[doc_id], prediction.figures
    alignment = align(
        rows,
        figures,
        span=lambda row: (row["value_start"], row["value_end"]),
        same_kind=lambda row, figure: bool(row["indicator"] == figure["indicator"]),
        may_align=lambda figure: figure.get("region") not in NEVER_ALIGNED,
    )
    pairs = [_pair(rows[i], figures[j], fields) for i, j in alignment.pairs]
    pairs, links = score_links(rows, figures, pairs)
    counted = [pair for pair in pairs if not pair.optional]
    missed = tuple(rows[i] for i in alignment.missed if not rows[i].get("optional"))
    spurious = tuple(figures[j] for j in alignment.spurious)
    n_predicted, n_gold = len(counted) + len(spurious), len(counted) + len(missed)
    prf = {
        level: PRF(sum(pair.level(level) for pair in counted), n_predicted, n_gold) for level in LEVELS
    } | links
    if gold.has_times:
        prf |= time_counts(gold.times[doc_id], prediction.mentions)
    if gold.has_places:
        prf |= place_counts(gold.places[doc_id], prediction.mentions, equality)
    accuracies = {item.name: _accuracy(item, counted) for item in fields}
    accuracies["repeat_of"] = Accuracy(sum("repeat_of" not in pair.wrong for pair in counted), len(counted))
    accuracies["quote"] = Accuracy(sum(pair.quote for pair in counted), len(counted))
    return DocumentScores(
        doc_id=doc_id,
        pairs=tuple(pairs),
        missed=missed,
        spurious=spurious,
        negative_hits=tuple(
            NegativeHit(negative, figure)
            for figure in spurious
            for negative in gold.negatives[doc_id]
            if overlap((negative["start"], negative["end"]), (figure["value_start"], figure["value_end"]))
        ),
        prf=prf,
        fields=accuracies,
        meta=meta_accuracies(gold.meta.get(doc_id), prediction.document, equality),
        rejected=len(prediction.rejects),
    )


def _accuracy(item: Field, pairs: Sequence[Pair]) -> Accuracy:
    asked = [pair for pair in pairs if item.asked(pair.gold, pair.predicted)]
    return Accuracy(sum(item.name not in pair.wrong for pair in asked), len(asked))


def _pair(row: Row, figure: Record, fields: Sequence[Field]) -> Pair:
    same_span = (row["value_start"], row["value_end"]) == (figure["value_start"], figure["value_end"])
    wrong = [] if same_span else ["span"]
    wrong += [item.name for item in fields if not item.equal(row, figure)]
    shared = overlap((row["start"], row["end"]), (figure["start"], figure["end"]))
    size = row["end"] - row["start"] + figure["end"] - figure["start"]
    return Pair(row, figure, tuple(wrong), 2 * shared / size, bool(row.get("optional")))


def score_links(
    rows: Sequence[Row], figures: Sequence[Record], pairs: Sequence[Pair]
) -> tuple[list[Pair], dict[str, PRF]]:
    """Relations and repetitions, compared after both ends were translated to gold ids.

    ``relations`` looks at aligned pairs only; ``relations_all`` also counts links whose ends were
    not found. Links of optional rows are ignored. ``pair_with`` has no direction.
    """
    gold_id = {pair.predicted.get("record_id"): pair.gold["id"] for pair in pairs}
    ignored = {row["id"] for row in rows if row.get("optional")}
    gold_links = {
        _link(row["id"], link["type"], link["target"]) for row in rows for link in row.get("rel") or ()
    }
    predicted_links = {
        _link(
            gold_id.get(figure.get("record_id"), f"?{figure.get('record_id')}"),
            link["type"],
            gold_id.get(link["target"], f"?{link['target']}"),
        )
        for figure in figures
        for link in figure.get("rel") or ()
    }
    gold_links = {link for link in gold_links if not {link[0], link[2]} & ignored}
    predicted_links = {link for link in predicted_links if not {link[0], link[2]} & ignored}
    aligned = set(gold_id.values())
    near_gold = {link for link in gold_links if {link[0], link[2]} <= aligned}
    near_predicted = {link for link in predicted_links if {link[0], link[2]} <= aligned}
    differing = near_gold ^ near_predicted
    changed = []
    for pair in pairs:
        wrong = list(pair.wrong)
        if any(pair.gold["id"] == link[0] for link in differing):
            wrong.append("rel")
        repeated = pair.predicted.get("repeat_of")
        if (gold_id.get(repeated, repeated) if repeated else None) != pair.gold.get("repeat_of"):
            wrong.append("repeat_of")
        changed.append(replace(pair, wrong=tuple(wrong)))
    return changed, {
        "relations": PRF(len(near_gold & near_predicted), len(near_predicted), len(near_gold)),
        "relations_all": PRF(len(gold_links & predicted_links), len(predicted_links), len(gold_links)),
    }


def _link(source: str, kind: str, target: str) -> tuple[str, str, str]:
    if kind == "pair_with" and target < source:
        source, target = target, source
    return source, kind, target
