"""Links between figures of different articles, for the page."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from extractor.reconcile import SAME_AS, Link, Reconciliation, reconcile
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
        for link in _without_cliques(found)
    ]


def _without_cliques(found: Reconciliation) -> Iterator[Link]:
    """All links, but of figures that are all the same only those to the one that stands for them.

    Forty outlets with one text would otherwise give 780 links for every figure in it.
    """
    led = set(found.group.values())
    near = [link for link in found.links if found.group.get(link.left) in {link.left, link.right}]
    for link in (*near, *found.links):
        ends = {link.left, link.right}
        if link.type == SAME_AS and not ends <= led:
            led |= ends
            yield link
    yield from (link for link in found.links if link.type != SAME_AS)
