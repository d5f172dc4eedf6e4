"""Relations and repetitions between figures (guideline 6.1), compared by gold ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extractor.evaluation.counts import PRF
from extractor.evaluation.gold import Row

Record = Mapping[str, Any]
Link = tuple[str, str, str]


def score_links(
    rows: Sequence[Row], figures: Sequence[Record], aligned: Sequence[tuple[Row, Record]]
) -> tuple[dict[str, PRF], dict[str, list[str]]]:
    """Counts of relations, and per aligned gold id which of ``rel``, ``repeat_of`` differ.

    ``relations`` looks at aligned figures only; ``relations_all`` also counts links with an end that
    was not found. Links of optional rows are ignored. ``pair_with`` has no direction.
    """
    gold_id = {figure.get("record_id"): row["id"] for row, figure in aligned}
    names = {figure.get("record_id"): f"?{figure.get('record_id')}" for figure in figures} | gold_id
    optional = {row["id"] for row in rows if row.get("optional")}
    gold = _links(rows, "id", {row["id"]: row["id"] for row in rows}, optional)
    predicted = _links(figures, "record_id", names, optional)
    ends = set(gold_id.values())
    near_gold = {link for link in gold if {link[0], link[2]} <= ends}
    near_predicted = {link for link in predicted if {link[0], link[2]} <= ends}
    differing = {link[0] for link in near_gold ^ near_predicted}
    wrong: dict[str, list[str]] = {}
    for row, figure in aligned:
        repeated = figure.get("repeat_of")
        same = (names.get(repeated, repeated) if repeated else None) == row.get("repeat_of")
        wrong[row["id"]] = ["rel"] * (row["id"] in differing) + ["repeat_of"] * (not same)
    counts = {
        "relations": PRF(len(near_gold & near_predicted), len(near_predicted), len(near_gold)),
        "relations_all": PRF(len(gold & predicted), len(predicted), len(gold)),
    }
    return counts, wrong


def _links(rows: Iterable[Record], key: str, names: Mapping[Any, str], optional: set[str]) -> set[Link]:
    links = set()
    for row in rows:
        for link in row.get("rel") or ():
            source, target = names[row.get(key)], names.get(link["target"], f"?{link['target']}")
            if link["type"] == "pair_with" and target < source:
                source, target = target, source
            if not {source, target} & optional:
                links.add((source, str(link["type"]), target))
    return links
