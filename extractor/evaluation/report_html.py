"""The evaluation as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from extractor.evaluation.bootstrap import intervals
from extractor.evaluation.counts import PRF
from extractor.evaluation.mistakes import find_mistakes
from extractor.evaluation.page import card, filters, page, rate_cell, table, text_cell
from extractor.evaluation.reliability import reliability
from extractor.evaluation.rule_statistics import RuleUse
from extractor.evaluation.scores import Scores


def html_report(sets: Sequence[Scores], rules: Sequence[RuleUse] = ()) -> str:
    """Tables by set, field, indicator and article, the confusion table, every error, the rules."""
    body = "\n".join(_set(scores, f"set{at}") for at, scores in enumerate(sets))
    sections = [(f"set{at}", scores.gold.name) for at, scores in enumerate(sets)]
    if rules:
        sections.append(("rules", "rules"))
        body += _rules(rules)
    return page("Extraction against gold", body, sections)


def _set(scores: Scores, anchor: str) -> str:
    gold, sums = scores.gold, scores.totals
    n_gold = sums.prf.get("detection", PRF()).gold
    hits = sum(len(document.negative_hits) for document in scores.documents)
    facts_line = (
        f"{len(gold.documents)} articles, {n_gold} figures to find; {sums.rejected} candidates rejected, "
        f"{sums.invalid} of them by validation; "
        f"{hits} predictions on numbers that are no figures, {len(scores.hard_hits)} of them hard."
    )
    spread = intervals(scores)
    heads = ("score", "precision", "recall", "F1", "95 %", "hits", "found", "gold")
    overall = [
        (*_prf(name, counts)[:4], "{:.3f}-{:.3f}".format(*spread[name]), *_prf(name, counts)[4:])
        for name, counts in sums.prf.items()
    ]
    accuracies = [
        (name, rate_cell(accuracy.value), f"{accuracy.right:.4g}", str(accuracy.total))
        for name, accuracy in sums.fields.items()
    ]
    facts = [
        (name, rate_cell(accuracy.value), f"{accuracy.right:.4g}", str(accuracy.total))
        for name, accuracy in sums.meta.items()
    ]
    bins = [
        (f"{low:.1f}-{high:.1f}", rate_cell(accuracy.value), f"{accuracy.right:.4g}", str(accuracy.total))
        for (low, high), accuracy in reliability(scores.documents).items()
    ]
    short = ("precision", "recall", "F1", "hits", "found", "gold")
    parts = [
        f'<h2 id="{anchor}">{escape(gold.name)}</h2>',
        f'<p class="facts">{escape(facts_line)} Intervals resample articles.</p>',
        table(heads, overall),
        '<div class="columns"><div><h3>Fields on aligned pairs</h3>',
        table(("field", "accuracy", "right", "of"), accuracies),
        "</div><div><h3>Article</h3>",
        table(("fact", "accuracy", "right", "of"), facts),
        "<h3>Confidence, records strictly right</h3>",
        table(("confidence", "share", "right", "of"), bins),
        "<h3>Articles, strict</h3>",
        table(("article", *short), _documents(scores)),
        "</div><div><h3>Indicators, strict</h3>",
        table(("indicator", *short), [_prf(k, v["strict"]) for k, v in scores.by_indicator().items()]),
        "<h3>Indicators taken for others</h3>",
        table(("gold", "predicted", "times"), _confusion(scores)),
        "</div></div>",
        _errors(scores, anchor),
    ]
    return "\n".join(parts)


def _documents(scores: Scores) -> Iterator[Sequence[str]]:
    for document in scores.documents:
        if "strict" in document.prf:
            yield _prf(document.doc_id, document.prf["strict"])


def _prf(name: str, counts: PRF) -> tuple[str, ...]:
    rates = (counts.precision, counts.recall, counts.f1)
    numbers = (counts.hits, counts.predicted, counts.gold)
    return (name, *(rate_cell(rate) for rate in rates), *(str(number) for number in numbers))


def _confusion(scores: Scores) -> Iterator[Sequence[str]]:
    cells = sorted(scores.confusion().items(), key=lambda cell: (-cell[1], cell[0]))
    for (gold, predicted), times in cells:
        if gold != predicted:
            yield gold, text_cell(predicted), str(times)


def _errors(scores: Scores, anchor: str) -> str:
    found = list(find_mistakes(scores))
    kinds = sorted({kind for mistake in found for kind in mistake.kinds})
    documents = list(dict.fromkeys(mistake.doc_id for mistake in found))
    cards = "\n".join(
        card(
            kinds=mistake.kinds,
            doc_id=mistake.doc_id,
            place=" · ".join(part for part in (mistake.doc_id, mistake.gold_id, mistake.where) if part),
            sentence=mistake.sentence,
            differences=mistake.differences,
            lines=(("gold", mistake.gold), ("predicted", mistake.predicted), ("note", mistake.note)),
            rules=mistake.rule_ids,
        )
        for mistake in found
    )
    list_id = f"{anchor}-errors"
    return (
        f"<h3>Errors: {len(found)}</h3>{filters(list_id, kinds, documents)}"
        f'<section id="{list_id}">{cards}</section>'
    )


def _rules(rules: Sequence[RuleUse]) -> str:
    dead = sum(rule.state == "dead" for rule in rules)
    shadowed = sum(rule.state == "shadowed" for rule in rules)
    rows = [
        (
            rule.rule_id,
            text_cell(rule.state),
            str(rule.figures),
            str(rule.mentions),
            str(rule.rejected),
            str(rule.judged),
            rate_cell(rule.precision),
            rate_cell(rule.record / rule.judged if rule.judged else None),
        )
        for rule in rules
    ]
    heads = ("rule", "state", "figures", "mentions", "rejected", "judged", "strict", "whole record")
    return (
        f'<h2 id="rules">Rules</h2><p class="facts">{len(rules)} rules; {dead} dead, {shadowed} shadowed '
        f"on these articles.</p>{table(heads, rows)}"
    )
