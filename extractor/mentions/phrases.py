"""One pass over the article for every phrase that any rule names, and questions about the hits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from extractor.engine.match import PhraseMatcher


class Owners:
    """Which phrases each owner wants to see alone (`PhraseIndex.among`)."""

    def __init__(self, wanted: Mapping[str, Iterable[str]]) -> None:
        self.names = tuple(wanted)
        by_phrase: dict[str, list[int]] = {}
        for owner, phrases in enumerate(wanted.values()):
            for phrase in dict.fromkeys(phrases):
                by_phrase.setdefault(phrase, []).append(owner)
        self.by_phrase: Mapping[str, Sequence[int]] = by_phrase


class Spans:
    """``(start, end, phrase)`` of some phrases, in order."""

    __slots__ = ("hits", "starts")

    def __init__(self, hits: Sequence[tuple[int, int, str]]) -> None:
        self.hits = hits
        self.starts = [hit[0] for hit in hits] if hits else []

    def inside(self, start: int, end: int) -> Sequence[tuple[int, int, str]]:
        """Those that lie completely inside ``[start, end)``."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [hit for hit in self.hits[low:high] if hit[1] <= end] if low < high else ()


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """Where phrases stand in one text, sorted by start.

    ``starting`` and ``ending`` map an offset to the phrases (with their other offset) that begin or
    end there, longest first. ``owned`` keeps what `among` has sorted out, ``asked`` the answers of `within`.
    """

    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    phrases: Sequence[str] = ()
    starting: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    ending: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    owned: dict[str, Spans] = field(default_factory=dict)
    asked: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)

    def within(self, start: int, end: int) -> frozenset[str]:
        """The phrases that lie completely inside ``[start, end)``; figures share sentences and clauses."""
        found = self.asked.get((start, end))
        if found is None:
            low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
            if low < high and max(self.ends[low:high]) > end:
                found = frozenset([self.phrases[at] for at in range(low, high) if self.ends[at] <= end])
            else:
                found = frozenset(self.phrases[low:high])
            self.asked[start, end] = found
        return found

    def begins(self, at: int, phrases: Container[str]) -> bool:
        """True when one of ``phrases`` begins at ``at``."""
        for _, phrase in self.starting.get(at, ()):  # noqa: SIM110 - hot, any() costs thrice as much
            if phrase in phrases:
                return True
        return False

    def closes(self, at: int, phrases: Container[str]) -> bool:
        """True when one of ``phrases`` ends at ``at``."""
        for _, phrase in self.ending.get(at, ()):  # noqa: SIM110 - hot, any() costs thrice as much
            if phrase in phrases:
                return True
        return False

    def among(
        self, owner: str, phrases: Container[str], start: int, end: int
    ) -> Sequence[tuple[int, int, str]]:
        """`spans` of only those ``phrases``, sorted out once per article for each ``owner``."""
        own = self.owned.get(owner)
        if own is None:
            hits = zip(self.starts, self.ends, self.phrases, strict=True)
            own = self.owned[owner] = Spans([hit for hit in hits if hit[2] in phrases])
        return own.inside(start, end) if own.starts else ()

    def sort_out(self, owners: Owners) -> None:
        """Prepare `among` for several owners in one pass."""
        found: list[list[tuple[int, int, str]]] = [[] for _ in owners.names]
        by_phrase = owners.by_phrase
        for hit in zip(self.starts, self.ends, self.phrases, strict=True):
            if hit[2] in by_phrase:
                for owner in by_phrase[hit[2]]:
                    found[owner].append(hit)
        self.owned.update(zip(owners.names, map(Spans, found), strict=True))

    def spans(self, start: int, end: int) -> Sequence[tuple[int, int, str]]:
        """``(start, end, phrase)`` of everything inside ``[start, end)``, in order."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if low >= high:
            return ()
        hits = zip(self.starts[low:high], self.ends[low:high], self.phrases[low:high], strict=True)
        return [hit for hit in hits if hit[1] <= end]


class PhraseScanner:
    """Finds the phrases of all rules at once.

    ``compounds`` are words whose parts mean nothing alone: no phrase is found inside them ("thu" in
    "doanh thu").

    >>> index = PhraseScanner(["khẩu súng", "súng"]).scan("23 khẩu súng")
    >>> index.starting[3]
    [(12, 'khẩu súng')]
    """

    def __init__(self, phrases: Iterable[str], compounds: Iterable[str] = ()) -> None:
        self._compounds = frozenset(compounds)
        self._matcher = PhraseMatcher(
            (phrase, phrase) for phrase in dict.fromkeys((*phrases, *self._compounds))
        )

    def scan(
        self,
        folded: str,
        spans: Iterable[tuple[int, int]] | None = None,
        names: Sequence[tuple[int, int]] = (),
    ) -> PhraseIndex:
        """Index a folded text, or only the stretches of it that ``spans`` names (ordered, disjoint).

        ``names`` are the places named in it, ordered: no phrase begins inside one ("xã Đồng Đăng" publishes
        nothing).
        """
        hits: list[tuple[int, int, str]] = []
        for low, high in spans if spans is not None else ((0, len(folded)),):
            found = self._matcher.triples(folded[low:high])
            if low:  # back to offsets of the text
                found = [(start + low, end + low, phrase) for start, end, phrase in found]
            first = bisect_right(names, low, key=_END) if names else 0
            if first < len(names) and names[first][0] < high:
                found = _outside(found, names[first:])
            hits += found if self._compounds.isdisjoint([hit[2] for hit in found]) else self._whole(found)
        starting: dict[int, list[tuple[int, str]]] = defaultdict(list)
        ending: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for start, end, phrase in hits:
            starting[start].append((end, phrase))
            ending[end].append((start, phrase))
        return PhraseIndex(
            [hit[0] for hit in hits], [hit[1] for hit in hits], [hit[2] for hit in hits], starting, ending
        )

    def _whole(self, hits: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
        """The hits that do not lie in a compound before them."""
        guarded = 0
        for hit in hits:
            if hit[1] > guarded:
                if hit[2] in self._compounds:
                    guarded = hit[1]
                yield hit


def _outside(
    hits: Iterable[tuple[int, int, str]], names: Sequence[tuple[int, int]]
) -> list[tuple[int, int, str]]:
    """The hits that do not begin inside one of the ``names``; both are ordered."""
    kept = []
    at = 0
    for hit in hits:
        while at < len(names) and names[at][1] <= hit[0]:
            at += 1
        if not (at < len(names) and names[at][0] < hit[0] and hit[1] <= names[at][1]):
            kept.append(hit)
    return kept


_END = itemgetter(1)
