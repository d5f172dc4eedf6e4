"""How far two annotators agree on the same articles (guideline, Appendix E).

Detection, strict and whole-record F1 (symmetric: precision and recall change places when the
annotators do), Cohen's kappa of every field on the figures both marked, and each disagreement.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from extractor.errors import ExtractorError, GoldError
from extractor.evaluation.equality import Equality, decimal_of, interval_of
from extractor.evaluation.gold import GoldSet, Row
from extractor.evaluation.inputs import read_sets
from extractor.evaluation.matching import overlap
from extractor.evaluation.mistakes import Mistake, find_mistakes
from extractor.evaluation.predictions import Prediction
from extractor.evaluation.scores import Scores, evaluate

Record = Mapping[str, Any]

TARGETS = {"indicator": 0.85, "period": 0.80, "locality": 0.80}
"""Kappa that double annotation should reach (guideline, Appendix E)."""

_PLAIN = (
    "indicator", "object", "action", "status", "value_kind", "unit", "approx", "period_type",
    "period_source", "period_confidence", "locality_source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """One field on the figures both marked; kappa is None where both always gave one same answer."""

    name: str
    pairs: int
    observed: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The first annotator's set scored with the second's rows as predictions."""

    scores: Scores
    fields: tuple[FieldAgreement, ...]

    def disagreements(self) -> list[Mistake]:
        """Every figure only one marked, or on which a field differs."""
        return list(find_mistakes(self.scores))


def compare_annotators(first: GoldSet, second: GoldSet) -> Agreement:
    """Compare two annotations of the same articles; articles of one alone are left out.

    Raises:
        GoldError: when they have no article in common.
    """
    common = [doc_id for doc_id in first.documents if doc_id in second.documents]
    if not common:
        raise GoldError(
            f"no article in common with {first.path}; give two annotations of one corpus", str(second.path)
        )
    shared = replace(first, documents={doc_id: first.documents[doc_id] for doc_id in common})
    predictions = {doc_id: _marked(first, second, doc_id) for doc_id in common}
    scores = evaluate(shared, predictions)
    pairs = [(pair.gold, pair.predicted) for document in scores.documents for pair in document.pairs]
    return Agreement(scores, tuple(_field(name, answer, pairs) for name, answer in _answers().items()))


def _marked(first: GoldSet, second: GoldSet, doc_id: str) -> Prediction:
    """The second's rows; one it calls optional and the first does not have is no disagreement."""
    prediction = as_prediction(second, doc_id)
    spans = [(row["value_start"], row["value_end"]) for row in first.figures[doc_id]]
    kept = tuple(
        row
        for row in prediction.figures
        if not row.get("optional")
        or any(overlap(span, (row["value_start"], row["value_end"])) for span in spans)
    )
    return replace(prediction, figures=kept)


def as_prediction(gold: GoldSet, doc_id: str) -> Prediction:
    """The rows of an annotator in the shape of a run."""
    mentions = [{**row, "kind": "time"} for row in gold.times[doc_id]]
    mentions += [{**row, "kind": "place"} for row in gold.places[doc_id]]
    meta = gold.meta.get(doc_id, Row())
    document = {**meta, "scope": meta.get("scope") or {"level": meta.get("scope_level")}}
    return Prediction(doc_id, tuple(_figure(row) for row in gold.figures[doc_id]), document, tuple(mentions))


def _figure(row: Row) -> Record:
    return {**row, "doc_id": row["doc"], "record_id": row["id"]}


def kappa(pairs: Sequence[tuple[Any, Any]]) -> float | None:
    """Cohen's kappa of paired answers; None when chance alone already gives full agreement."""
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(left == right for left, right in pairs) / n
    lefts, rights = Counter(left for left, _ in pairs), Counter(right for _, right in pairs)
    expected = sum(lefts[answer] * rights[answer] for answer in lefts) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _field(
    name: str, answer: Callable[[Record], Any], pairs: Sequence[tuple[Record, Record]]
) -> FieldAgreement:
    answers = [(answer(left), answer(right)) for left, right in pairs]
    same = sum(left == right for left, right in answers)
    return FieldAgreement(name, len(answers), same / len(answers) if answers else 1.0, kappa(answers))


def _answers() -> dict[str, Callable[[Record], Any]]:
    """What each field says, brought to one form, so that equal answers are equal values."""
    equality = Equality.default()

    def plain(name: str) -> Callable[[Record], Any]:
        return lambda row: row.get(name)

    def period(row: Record) -> Any:
        bounds = interval_of(row.get("period"))
        if bounds is None:
            return None
        return bounds[1] if row.get("period_type") == "as_of" else bounds

    def locality(row: Record) -> Any:
        place = row.get("locality")
        if not place:
            return None
        return (
            place.get("level"),
            equality.place_key(place.get("province")),
            equality.place_key(place.get("name")),
        )

    answers = {name: plain(name) for name in _PLAIN}
    answers |= {"value": lambda row: decimal_of(row.get("value")), "period": period, "locality": locality}
    return answers


def run_agreement(
    first: Path,
    second: Path,
    corpus: Sequence[Path],
    *,
    limit: int | None = None,
    out: TextIO | None = None,
    err: TextIO | None = None,
) -> int:
    """``extractor agreement A B``: two gold folders over one corpus; 2 for invalid input."""
    out, err = out or sys.stdout, err or sys.stderr
    try:
        sets = read_sets([first, second], corpus)
        found = compare_annotators(*sets)
    except ExtractorError as error:
        err.write(f"error: {error}\n")
        return 2
    out.write("\n".join(_lines(found, limit)) + "\n")
    return 0


def _lines(found: Agreement, limit: int | None) -> Iterator[str]:
    prf = found.scores.totals.prf
    counts = prf["detection"]
    yield f"{len(found.scores.documents)} articles; first {counts.gold} figures, second {counts.predicted}"
    yield ", ".join(
        f"{name} F1 {prf[name].f1:.3f}" for name in ("detection", "strict", "record", "relations")
    )
    yield f"{'field':<20}{'pairs':>8}{'agreed':>10}{'kappa':>10}{'target':>10}"
    for item in found.fields:
        target = f"{TARGETS[item.name]:.2f}" if item.name in TARGETS else ""
        shown = "-" if item.kappa is None else f"{item.kappa:.3f}"
        yield f"{item.name:<20}{item.pairs:>8}{item.observed:>10.3f}{shown:>10}{target:>10}"
    disagreements = found.disagreements()
    yield f"disagreements: {len(disagreements)}"
    words = {"missed": "only the first", "spurious": "only the second", "negative": "only the second"}
    for mistake in disagreements[:limit]:
        kinds = ", ".join(words.get(kind, kind.removeprefix("wrong ")) for kind in mistake.kinds)
        yield f"{mistake.doc_id}:{mistake.start} [{kinds}] {mistake.sentence}"
        yield from (f"   {name}: {left} | {right}" for name, left, right in mistake.differences)
        if not mistake.differences:
            yield f"   {mistake.gold or mistake.predicted}"
