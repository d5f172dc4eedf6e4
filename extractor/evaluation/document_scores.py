"""One article scored: its alignment and everything that is counted on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from extractor.evaluation.assertions import Broken, score_assertions
from extractor.evaluation.counts import PRF, Accuracy
from extractor.evaluation.equality import Equality
from extractor.evaluation.fields import RECORD, STRICT, Field
from extractor.evaluation.gold import GoldSet, Row
from extractor.evaluation.links import score_links
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
    """One article: the alignment and all counts. Adding two gives counts without alignment.

    ``rejected`` candidates did not become figures; ``invalid`` ones among them broke a constraint of
    the record.
    """

    doc_id: str
    pairs: tuple[Pair, ...] = ()
    missed: tuple[Row, ...] = ()
    spurious: tuple[Record, ...] = ()
    negative_hits: tuple[NegativeHit, ...] = ()
    prf: Mapping[str, PRF] = field(default_factory=dict)
    fields: Mapping[str, Accuracy] = field(default_factory=dict)
    meta: Mapping[str, Accuracy] = field(default_factory=dict)
    broken: tuple[Broken, ...] = ()
    rejected: int = 0
    invalid: int = 0

    def __add__(self, other: DocumentScores) -> DocumentScores:
        return DocumentScores(
            doc_id="",
            negative_hits=self.negative_hits + other.negative_hits,
            broken=self.broken + other.broken,
            prf={
                name: self.prf.get(name, PRF()) + other.prf.get(name, PRF())
                for name in dict.fromkeys([*self.prf, *other.prf])
            },
            fields=_added(self.fields, other.fields),
            meta=_added(self.meta, other.meta),
            rejected=self.rejected + other.rejected,
            invalid=self.invalid + other.invalid,
        )


def _added(left: Mapping[str, Accuracy], right: Mapping[str, Accuracy]) -> dict[str, Accuracy]:
    names = dict.fromkeys([*left, *right])
    return {name: left.get(name, Accuracy()) + right.get(name, Accuracy()) for name in names}


def score_document(
    gold: GoldSet, prediction: Prediction, fields: Sequence[Field], equality: Equality
) -> DocumentScores:
    """Score one article; one that has only assertions in gold is not asked for figures."""
    doc_id = prediction.doc_id
    prf: dict[str, PRF] = {}
    broken: tuple[Broken, ...] = ()
    if doc_id in gold.assertions:
        prf["assertions"], broken = score_assertions(gold.assertions[doc_id], prediction.figures)
    meta = meta_accuracies(gold.meta.get(doc_id), prediction.document, equality)
    if doc_id in gold.full:
        return replace(_figures(gold, prediction, fields, equality, prf), meta=meta, broken=broken)
    return DocumentScores(doc_id, prf=prf, meta=meta, broken=broken)


def _figures(
    gold: GoldSet,
    prediction: Prediction,
    fields: Sequence[Field],
    equality: Equality,
    prf: Mapping[str, PRF],
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
    aligned = [(rows[i], figures[j]) for i, j in alignment.pairs]
    links, wrong_links = score_links(rows, figures, aligned)
    pairs = [_pair(row, figure, fields, wrong_links[row["id"]]) for row, figure in aligned]
    counted = [pair for pair in pairs if not pair.optional]
    missed = tuple(rows[i] for i in alignment.missed if not rows[i].get("optional"))
    spurious = tuple(figures[j] for j in alignment.spurious)
    n_predicted, n_gold = len(counted) + len(spurious), len(counted) + len(missed)
    prf = {
        **{level: PRF(sum(pair.level(level) for pair in counted), n_predicted, n_gold) for level in LEVELS},
        **links,
        **prf,
    }
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
        rejected=len(prediction.rejects),
        invalid=sum(reject.get("stage") == "validation" for reject in prediction.rejects),
    )


def _accuracy(item: Field, pairs: Sequence[Pair]) -> Accuracy:
    asked = [pair for pair in pairs if item.asked(pair.gold, pair.predicted)]
    return Accuracy(sum(item.name not in pair.wrong for pair in asked), len(asked))


def _pair(row: Row, figure: Record, fields: Sequence[Field], wrong_links: Sequence[str]) -> Pair:
    same_span = (row["value_start"], row["value_end"]) == (figure["value_start"], figure["value_end"])
    wrong = [] if same_span else ["span"]
    wrong += [item.name for item in fields if not item.equal(row, figure)]
    wrong += wrong_links
    shared = overlap((row["start"], row["end"]), (figure["start"], figure["end"]))
    size = row["end"] - row["start"] + figure["end"] - figure["start"]
    return Pair(row, figure, tuple(wrong), 2 * shared / size, bool(row.get("optional")))
