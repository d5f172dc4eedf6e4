"""Near-duplicate and syndicated articles, found by MinHash over word shingles.

A copy shares most of its text with the original, or is an excerpt of it. Candidates come from a
locality-sensitive index; whether two really are near-duplicates is decided on their full sets of
shingles, so the random choices of MinHash can lose a pair but never invent one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import regex

from extractor.errors import UsageError
from extractor.reconcile.facts import Facts, builtin_facts
from extractor.text.view import MatchView

_WORD = regex.compile(r"[\p{L}\p{N}]+")


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Clusters of near-duplicates: every document's cluster, and the similarity of linked pairs."""

    cluster: Mapping[str, str]
    similarity: Mapping[tuple[str, str], float]

    def same(self, left: str, right: str) -> bool:
        """True when one document is a copy of the other, directly or through a third."""
        return self.cluster.get(left, left) == self.cluster.get(right, right)


def near_duplicates(texts: Mapping[str, str], facts: Facts | None = None) -> Duplicates:
    """Near-duplicates among documents, given as id and text.

    The first document of a cluster, in the order given, names it. Numbers take part in shingles like
    words: two bulletins of one form with other figures share the form only.

    Raises:
        UsageError: if datasketch is not installed.
    """
    facts = facts or builtin_facts()
    try:
        from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise UsageError(
            "finding near-duplicate articles needs datasketch; pip install 'vn-press-extractor[compare]'"
        ) from error

    index = MinHashLSH(threshold=facts.candidate_similarity, num_perm=facts.permutations)
    shingles: dict[str, frozenset[bytes]] = {}
    parent: dict[str, str] = {}
    similarity: dict[tuple[str, str], float] = {}
    order = {doc_id: at for at, doc_id in enumerate(texts)}
    for doc_id, text in texts.items():
        parent[doc_id] = doc_id
        own = shingles[doc_id] = _shingles(text, facts.shingle)
        if not own:
            continue
        sketch = MinHash(num_perm=facts.permutations, hashfunc=zlib.crc32)
        sketch.update_batch(sorted(own))
        for other in sorted(index.query(sketch), key=order.__getitem__):
            score = _similarity(own, shingles[other], facts)
            if score is not None:
                similarity[other, doc_id] = score
                _join(parent, other, doc_id, order)
        index.insert(doc_id, sketch)
    return Duplicates({doc_id: _root(parent, doc_id) for doc_id in parent}, similarity)


def _shingles(text: str, size: int) -> frozenset[bytes]:
    words = _WORD.findall(MatchView.of(text).folded)
    if len(words) < size * 4:
        return frozenset()
    return frozenset(" ".join(words[at : at + size]).encode() for at in range(len(words) - size + 1))


def _similarity(left: Iterable[bytes], right: Iterable[bytes], facts: Facts) -> float | None:
    one, other = frozenset(left), frozenset(right)
    shared = len(one & other)
    jaccard = shared / len(one | other)
    contained = shared / min(len(one), len(other))
    enough = jaccard >= facts.duplicate_similarity or contained >= facts.duplicate_containment
    return round(max(jaccard, contained), 3) if enough else None


def _root(parent: dict[str, str], item: str) -> str:
    while parent[item] != item:
        parent[item] = parent[parent[item]]
        item = parent[item]
    return item


def _join(parent: dict[str, str], left: str, right: str, order: Mapping[str, int]) -> None:
    first, second = sorted((_root(parent, left), _root(parent, right)), key=order.__getitem__)
    parent[second] = first
