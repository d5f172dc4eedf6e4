"""The evaluation as text: tables, then every error with its sentence, gold beside prediction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from extractor.evaluation.assertions import Broken
from extractor.evaluation.bootstrap import intervals
from extractor.evaluation.counts import PRF
from extractor.evaluation.mistakes import Mistake, find_mistakes, summary
from extractor.evaluation.reliability import reliability
from extractor.evaluation.scores import Scores

_RULE = "-" * 100


def text_report(scores: Scores, *, errors: Sequence[str] | None = None, limit: int | None = None) -> str:
    """The report of one gold set.

    Args:
        scores: of `extractor.evaluation.scores.evaluate`.
        errors: classes of errors to list ("missed", "wrong period", ...); None for all, () for none.
        limit: how many errors of each class at most.
    """
    parts = [*_tables(scores), *_errors(scores, errors, limit)]
    return "\n".join(parts) + "\n"


def _tables(scores: Scores) -> Iterator[str]:
    sums = scores.totals
    gold = scores.gold
    n_gold = sums.prf.get("detection", PRF()).gold
    yield f"{gold.name}: {len(scores.documents)} articles, {n_gold} figures to find"
    yield ""
    yield _heading("score") + "   95 % of F1"
    spread = intervals(scores)
    for name, counts in sums.prf.items():
        low, high = spread[name]
        yield f"{_prf(name, counts)}   {low:.3f}-{high:.3f}"
    flat = scores.flat()
    for name in ("document", "indicator", "province"):
        mean = flat[f"macro.{name}.strict.f1"]
        yield f"{'strict, mean per ' + name:<24}{'':>20}{_rate(mean):>10}"
    yield ""
    yield "fields on aligned pairs"
    for name, accuracy in sums.fields.items():
        yield f"  {name:<22}{_rate(accuracy.value):>10}{accuracy.right:>10.4g} of {accuracy.total}"
    yield "article"
    for name, accuracy in sums.meta.items():
        yield f"  {name:<22}{_rate(accuracy.value):>10}{accuracy.right:>10.4g} of {accuracy.total}"
    bins = reliability(scores.documents)
    if bins:
        yield "confidence (records strictly right)"
    for (low, high), accuracy in bins.items():
        name = f"{low:.1f}-{high:.1f}"
        yield f"  {name:<22}{_rate(accuracy.value):>10}{accuracy.right:>10.4g} of {accuracy.total}"
    yield ""
    yield f"rejected candidates {sums.rejected}, {sums.invalid} of them by validation"
    yield f"false alarms on negatives: {_negatives(scores)}"
    full = [document for document in scores.documents if document.doc_id in gold.full]
    empty = [document for document in full if not document.prf["detection"].gold]
    if empty:
        wrong = sum(bool(document.spurious) for document in empty)
        yield f"articles without figures: {len(empty)}, with a false alarm: {wrong}"
    yield from _broken(sums.broken)
    yield ""
    yield _heading("indicator (strict)")
    for indicator, levels in scores.by_indicator().items():
        yield _prf(indicator, levels["strict"])
    confused = [(cell, n) for cell, n in scores.confusion().items() if "-" not in cell and len(set(cell)) > 1]
    if confused:
        yield ""
        yield "indicators taken for others (gold -> predicted)"
        yield from (f"  {gold} -> {found}  {n}" for (gold, found), n in sorted(confused, key=lambda c: -c[1]))
    yield ""
    yield _heading("article (strict)")
    for document in full:
        yield _prf(document.doc_id, document.prf["strict"])


def _heading(name: str) -> str:
    return f"{name:<24}{'precision':>10}{'recall':>10}{'F1':>10}{'hits':>8}{'found':>8}{'gold':>8}"


def _prf(name: str, counts: PRF) -> str:
    rates = "".join(f"{rate:>10.3f}" for rate in (counts.precision, counts.recall, counts.f1))
    return f"{name[:24]:<24}{rates}{counts.hits:>8}{counts.predicted:>8}{counts.gold:>8}"


def _rate(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _broken(assertions: Iterable[Broken]) -> Iterator[str]:
    for item in assertions:
        yield f"assertion broken at {item.where}: {item.kind} {_claim(item.claim)}"
        if item.predicted is not None:
            yield f"   found {summary(item.predicted)}"


def _claim(claim: Mapping[str, Any]) -> str:
    return " ".join(f"{key}={value}" for key, value in claim.items())


def _negatives(scores: Scores) -> str:
    counts: dict[str, int] = {}
    for document in scores.documents:
        for hit in document.negative_hits:
            category = hit.negative["category"]
            label = f"{category} (hard)" if category in scores.hard_categories else category
            counts[label] = counts.get(label, 0) + 1
    return ", ".join(f"{name} {n}" for name, n in sorted(counts.items())) or "none"


def _errors(scores: Scores, wanted: Sequence[str] | None, limit: int | None) -> Iterator[str]:
    grouped: dict[str, list[Mistake]] = {}
    for mistake in find_mistakes(scores):
        for kind in mistake.kinds:
            grouped.setdefault(kind, []).append(mistake)
    if wanted is not None:
        grouped = {kind: found for kind, found in grouped.items() if kind in wanted}
    if not grouped:
        return
    yield ""
    yield "errors: " + ", ".join(f"{kind} {len(found)}" for kind, found in grouped.items())
    for kind, found in grouped.items():
        yield ""
        yield f"== {kind} ({len(found)}) {_RULE}"[:100]
        yield from _listed(found[:limit])


def _listed(found: Iterable[Mistake]) -> Iterator[str]:
    for mistake in found:
        yield f"{mistake.doc_id}:{mistake.start}  {mistake.sentence}"
        if mistake.gold:
            yield f"   gold  {mistake.gold}"
        if mistake.predicted:
            yield f"   pred  {mistake.predicted}"
        if mistake.note:
            yield f"   note  {mistake.note}"
        if mistake.rule_ids:
            yield f"   rules {', '.join(mistake.rule_ids)}"
