"""Links between figures of different articles, for the page."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from extractor.reconcile import reconcile
from extractor.report.run import Run


def links_across(run: Run) -> list[dict[str, Any]] | None:
    """Which figures say the same, are superseded or contradict each other in other articles.

    Returns:
        Rows of ``type``, ``from``, ``to`` (record ids) and ``reasons``; None if the extra ``[compare]``,
        which finds near-duplicate articles, is not installed.
    """
    if find_spec("datasketch") is None:
        return None
    articles = run.articles.values()
    found = reconcile(
        [article.document for article in articles], [row for article in articles for row in article.figures]
    )
    return [
        {"type": link.type, "from": link.left, "to": link.right, "reasons": link.reasons}
        for link in found.links
    ]
