"""The links between figures of different articles as tables: ``extractor reconcile``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.comparison.columns import CONTRADICTIONS, TEXT, Column, frame, side_columns
from extractor.comparison.result import contradiction_rows, link_row
from extractor.comparison.runs import Articles, read_runs
from extractor.reconcile import Reconciliation, reconcile

if TYPE_CHECKING:
    import pandas as pd

LINKS = (
    Column("type", TEXT, "same_as, supersedes (a is the newer one) or conflicts_with"),
    *CONTRADICTIONS[:6],
    *side_columns("a"),
    *side_columns("b"),
)
DUPLICATES = (
    Column("doc_a", TEXT, "the article that came first in the run"),
    Column("doc_b", TEXT, "its near-duplicate"),
    Column("similarity", "Float64", "shared word shingles: Jaccard or containment, whichever is larger"),
    Column("title_a", TEXT, "headline"),
    Column("title_b", TEXT, "headline"),
    Column("outlet_a", TEXT, "newspaper"),
    Column("outlet_b", TEXT, "newspaper"),
)


@dataclass(frozen=True)
class Links:
    """The tables ``links``, ``contradictions`` and ``duplicates`` of some runs."""

    articles: Articles
    reconciliation: Reconciliation

    @cached_property
    def links(self) -> pd.DataFrame:
        """Every link with its reasons and both sentences."""
        found = self.reconciliation
        return frame(
            ({"type": link.type, **link_row(link, found, self.articles)} for link in found.links), LINKS
        )

    @cached_property
    def contradictions(self) -> pd.DataFrame:
        """Pairs that cannot both be right, those with the best agreeing wording first."""
        return frame(contradiction_rows(self.reconciliation, self.articles), CONTRADICTIONS)

    @cached_property
    def duplicates(self) -> pd.DataFrame:
        """Pairs of near-duplicate articles."""
        return frame(self._duplicates(), DUPLICATES)

    def save(self, path: str | Path) -> None:
        """Write ``.csv`` (the links, the other tables beside it) or ``.xlsx``.

        Raises:
            UsageError: for another suffix, or if xlsxwriter is not installed.
            OutputError: if it cannot be written.
        """
        from extractor.comparison.export import write_tables  # noqa: PLC0415 - formats are loaded when used

        tables = {
            "links": (self.links, LINKS),
            "contradictions": (self.contradictions, CONTRADICTIONS),
            "duplicates": (self.duplicates, DUPLICATES),
        }
        write_tables(tables, Path(path))

    def _duplicates(self) -> Iterator[dict[str, Any]]:
        for (left, right), similarity in self.reconciliation.duplicates.similarity.items():
            one, other = self.articles.documents[left], self.articles.documents[right]
            yield {
                "doc_a": left, "doc_b": right, "similarity": similarity,
                "title_a": one["title"], "title_b": other["title"],
                "outlet_a": one["outlet"], "outlet_b": other["outlet"],
            }  # fmt: skip


def link_runs(runs: str | Path | Iterable[str | Path]) -> Links:
    """Links between the figures of all articles of some run folders.

    Raises:
        RunError: for a folder that is no run of this version.
        UsageError: if datasketch is not installed.

    >>> link_runs("runs/2024").contradictions      # doctest: +SKIP
    """
    articles = read_runs(runs)
    return Links(articles, reconcile(articles.documents.values(), articles.figures))
