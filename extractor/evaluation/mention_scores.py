"""Scores of what is not a figure: time expressions, place mentions, facts about the article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from extractor.evaluation.counts import PRF, Accuracy
from extractor.evaluation.equality import Equality, expand
from extractor.evaluation.gold import Row
from extractor.evaluation.matching import align

Record = Mapping[str, Any]
Test = Callable[[Record, Record], bool]


def _span(row: Record) -> tuple[int, int]:
    return row["start"], row["end"]


def _counts(
    gold: Sequence[Record], predicted: Sequence[Record], prefix: str, tests: Mapping[str, Test]
) -> dict[str, PRF]:
    alignment = align(gold, predicted, span=_span)
    pairs = [(gold[i], predicted[j]) for i, j in alignment.pairs]
    exact = [pair for pair in pairs if _span(pair[0]) == _span(pair[1])]
    hits = {"overlap": len(pairs), "span": len(exact)}
    hits |= {name: sum(test(*pair) for pair in exact) for name, test in tests.items()}
    return {f"{prefix}.{name}": PRF(n, len(predicted), len(gold)) for name, n in hits.items()}


def time_counts(gold: Sequence[Row], mentions: Sequence[Record]) -> dict[str, PRF]:
    """``times.overlap``, ``times.span``, ``times.value`` (TIMEX3 value), ``times.bounds`` (days)."""
    times = [mention for mention in mentions if mention.get("kind") == "time"]
    return _counts(
        gold,
        times,
        "times",
        {
            "value": lambda row, other: bool(row["value"] == other.get("value")),
            "bounds": lambda row, other: (
                _day(row, "begin") == _day(other, "begin")
                and _day(row, "end_date", last=True) == _day(other, "end_date", last=True)
            ),
        },
    )


def _day(row: Record, key: str, *, last: bool = False) -> Any:
    value = row.get(key)
    try:
        return expand(value)[1 if last else 0] if value else None
    except ValueError:
        return value


def place_counts(gold: Sequence[Row], mentions: Sequence[Record], equality: Equality) -> dict[str, PRF]:
    """``places.overlap``, ``places.span``, ``places.level``, ``places.resolved`` (the whole chain)."""
    places = [mention for mention in mentions if mention.get("kind") == "place"]

    def resolved(row: Record, other: Record) -> bool:
        chain = ("province", "district", "commune")
        return row["level"] == other.get("level") and all(
            equality.same_place(row.get(part), other.get(part)) for part in chain
        )

    return _counts(
        gold,
        places,
        "places",
        {"level": lambda row, other: bool(row["level"] == other.get("level")), "resolved": resolved},
    )


def meta_accuracies(gold: Row | None, document: Record, equality: Equality) -> dict[str, Accuracy]:
    """Facts about one article; only keys that the gold row has are asked."""
    if gold is None:
        return {}
    results: dict[str, bool] = {}
    scope, predicted_scope = _scope(gold), document.get("scope") or {}
    if "publication_date" in gold:
        stated, found = gold["publication_date"], document.get("publication_date")
        results["date"] = (stated or "")[:16] == (found or "")[:16]
        results["date_day"] = (stated or "")[:10] == (found or "")[:10]
    for key in ("title", "byline"):
        if key in gold:
            results[key] = equality.text_key(gold[key]) == equality.text_key(document.get(key))
    for key in ("province", "province_2025"):
        if key in gold:
            results[key] = equality.same_place(gold[key], document.get(key))
    if scope.get("level"):
        results["scope_level"] = scope["level"] == predicted_scope.get("level")
    if scope.get("name"):
        results["scope_name"] = equality.same_place(scope["name"], predicted_scope.get("name"))
    return {name: Accuracy(right, 1) for name, right in results.items()}


def _scope(gold: Row) -> Record:
    return gold.get("scope") or {"level": gold.get("scope_level")}
