"""The figures of many articles: which are the same, which are out of date, which contradict each other.

reconciliation = reconcile(documents, figures)
reconciliation.links[0].type, reconciliation.links[0].reasons
reconciliation.group["a:10-12:0"]         # the record that stands for this one
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.reconcile.duplicates import Duplicates, near_duplicates
from extractor.reconcile.facts import Facts, builtin_facts
from extractor.reconcile.pair import CONFLICTS, OPEN_INDICATOR, SAME_AS, SUPERSEDES, Link, link
from extractor.reconcile.statement import Row, Statement, statement

_TELLING = 2
_COMPARED = 400
"""How many statements of one kind and place, next in time, a statement is compared with."""
_RANK = {SAME_AS: 0, SUPERSEDES: 1, CONFLICTS: 2}


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What was found.

    Attributes:
        statements: what was compared, by record id; restatements within an article are not in it.
        links: sorted by type and record ids. Of ``same_as`` the left one stands for both.
        group: record id to the record that stands for all that state the same.
        superseded: record ids that a later bulletin has replaced.
        duplicates: near-duplicate articles.
    """

    statements: Mapping[str, Statement]
    links: tuple[Link, ...]
    group: Mapping[str, str]
    superseded: frozenset[str]
    duplicates: Duplicates

    def contradictions(self) -> tuple[Link, ...]:
        """The contradictions, those with the best agreeing wording first."""
        found = [item for item in self.links if item.type == CONFLICTS]
        return tuple(sorted(found, key=lambda item: (-item.strength, item.left, item.right)))


def reconcile(documents: Iterable[Row], figures: Iterable[Row], facts: Facts | None = None) -> Reconciliation:
    """Compare the figures of all articles with each other.

    Args:
        documents: document records, with their text.
        figures: figure records of these documents.
        facts: thresholds; the built-in ones by default.

    Raises:
        UsageError: if datasketch is not installed.
    """
    facts = facts or builtin_facts()
    known = {row["doc_id"]: row for row in documents}
    stated: dict[str, Statement] = {}
    for figure in figures:
        made = statement(figure, known.get(figure["doc_id"], {})) if figure["repeat_of"] is None else None
        if made is not None:
            stated[made.record_id] = made
    duplicates = near_duplicates({doc_id: row.get("text") or "" for doc_id, row in known.items()}, facts)
    pairs = list(_candidates(stated.values(), duplicates, facts))
    alone = _links(pairs, duplicates, facts, Counter())
    shared = Counter(
        pair
        for item in alone
        if item.type == SAME_AS and stated[item.left].stated.digits >= _TELLING
        for pair in [_documents(stated[item.left], stated[item.right])]
    )
    links = _one_to_one(_links(pairs, duplicates, facts, shared), stated)
    return Reconciliation(
        stated, tuple(links), _groups(links, stated), frozenset(_superseded(links)), duplicates
    )


def _candidates(
    statements: Iterable[Statement], duplicates: Duplicates, facts: Facts
) -> Iterator[tuple[Statement, Statement]]:
    blocks: dict[tuple[str | None, ...], list[Statement]] = defaultdict(list)
    for item in statements:
        open_head = item.head if item.indicator == OPEN_INDICATOR else ""
        kind = (item.indicator, item.unit, item.kind, item.status, open_head)
        place = item.place
        if place is not None:
            blocks[*kind, "place", place.chain[0] or place.name].append(item)
        cluster = duplicates.cluster.get(item.doc_id, item.doc_id)
        blocks[*kind, "copies", cluster].append(item)
    window = timedelta(days=facts.state_days)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        if len({item.doc_id for item in block}) < 2:
            continue
        ordered = sorted(block, key=lambda item: (_moment(item), item.record_id))
        for at, left in enumerate(ordered):
            for right in ordered[at + 1 : at + 1 + _COMPARED]:
                if _moment(right) - _moment(left) > window:
                    break
                key = (left.record_id, right.record_id)
                if left.doc_id != right.doc_id and key not in seen:
                    seen.add(key)
                    yield left, right


def _moment(item: Statement) -> date:
    if item.extent is not None and item.extent.end is not None:
        return item.extent.end
    return item.day or date.min


def _links(
    pairs: Sequence[tuple[Statement, Statement]],
    duplicates: Duplicates,
    facts: Facts,
    shared: Counter[tuple[str, str]],
) -> list[Link]:
    found = []
    for left, right in pairs:
        copies = duplicates.same(left.doc_id, right.doc_id)
        common = shared[_documents(left, right)]
        made = link(left, right, facts, copies=copies)
        if made is not None and made.type == SAME_AS and left.stated.digits >= _TELLING:
            common -= 1
        if common > 0:
            made = link(left, right, facts, copies=copies, shared=common)
        if made is not None:
            found.append(made)
    return found


def _documents(left: Statement, right: Statement) -> tuple[str, str]:
    return min(left.doc_id, right.doc_id), max(left.doc_id, right.doc_id)


def _one_to_one(links: Iterable[Link], stated: Mapping[str, Statement]) -> list[Link]:
    """A figure has one counterpart in another article; one that is confirmed there is not contradicted."""
    taken: set[tuple[str, str]] = set()
    kept = []
    for item in sorted(links, key=lambda item: (_RANK[item.type], -item.strength, item.left, item.right)):
        left, right = stated[item.left], stated[item.right]
        ends = {(item.left, right.doc_id), (item.right, left.doc_id)}
        if not ends & taken:
            taken |= ends
            kept.append(item)
    return sorted(kept, key=lambda item: (item.type, item.left, item.right))


def _groups(links: Iterable[Link], stated: Mapping[str, Statement]) -> dict[str, str]:
    parent = {record_id: record_id for record_id in stated}

    def root(item: str) -> str:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def rank(item: str) -> tuple[bool, int, str, str]:
        one = stated[item]
        return not one.stated.exact, -one.stated.digits, one.published or "9999", item

    for item in links:
        if item.type == SAME_AS:
            first, second = sorted((root(item.left), root(item.right)), key=rank)
            parent[second] = first
    return {item: root(item) for item in parent}


def _superseded(links: Iterable[Link]) -> Iterator[str]:
    return (item.right for item in links if item.type == SUPERSEDES)
