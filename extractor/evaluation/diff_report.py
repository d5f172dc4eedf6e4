"""``extractor diff``: a difference between runs as text, HTML and JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from extractor.errors import ExtractorError, UsageError
from extractor.evaluation.diff import Change, Difference, compare
from extractor.evaluation.page import card, filters, page, table
from extractor.evaluation.predictions import read_run


def run_diff(
    before: Path,
    after: Path,
    *,
    html: Path | None = None,
    json_file: Path | None = None,
    limit: int = 5,
    out: TextIO | None = None,
    err: TextIO | None = None,
) -> int:
    """``extractor diff RUN_A RUN_B``.

    Args:
        before: run folder A.
        after: run folder B, on the same articles.
        html: also write a page with every change.
        json_file: also write every change as JSON.
        limit: how many changes of each kind the text shows per rule.
        out: where the text goes, stdout if left out.
        err: where complaints go, stderr if left out.

    Returns:
        0 when the runs could be compared, whatever they differ in; 2 for invalid input.
    """
    out, err = out or sys.stdout, err or sys.stderr
    try:
        difference = compare(read_run(before), read_run(after))
        for path, text in ((html, html_diff), (json_file, json_diff)):
            if path is not None:
                _write(path, text(difference))
    except ExtractorError as error:
        err.write(f"error: {error}\n")
        return 2
    out.write(text_diff(difference, limit=limit))
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", str(path)) from error


def text_diff(difference: Difference, *, limit: int = 5) -> str:
    """Counts, then the changes of each rule with their sentences."""
    return "\n".join(_lines(difference, limit)) + "\n"


def _headline(difference: Difference) -> str:
    line = ", ".join(f"{kind} {n}" for kind, n in difference.counts().items())
    for word, ids in (("before", difference.only_before), ("after", difference.only_after)):
        if ids:
            line += f"; articles only {word}: {len(ids)}"
    return line


def _lines(difference: Difference, limit: int) -> Iterator[str]:
    yield _headline(difference)
    for rule, kinds in difference.by_rule().items():
        yield ""
        yield f"{rule}: " + ", ".join(f"{kind} {len(found)}" for kind, found in kinds.items() if found)
        for kind, found in kinds.items():
            for change in found[:limit]:
                yield from _change(kind, change)
            if len(found) > limit:
                yield f"  ... {len(found) - limit} more {kind}"


def _change(kind: str, change: Change) -> Iterator[str]:
    sign = {"gained": "+", "lost": "-", "changed": "~"}[kind]
    yield f"  {sign} {change.doc_id}:{change.start} {change.sentence}"
    for name, old, new in change.differences:
        yield f"      {name}: {old} -> {new}"
    if not change.differences:
        yield f"      {change.before or change.after}"


def json_diff(difference: Difference) -> str:
    """Every change with its fields, for other programs."""
    value = {
        "counts": difference.counts(),
        "only_before": difference.only_before,
        "only_after": difference.only_after,
        "changes": [asdict(change) for change in difference.changes],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def html_diff(difference: Difference) -> str:
    """A self-contained page: the table of rules, then a filterable card per change."""
    rows = [
        (rule, *(str(len(kinds[kind])) for kind in ("gained", "lost", "changed")))
        for rule, kinds in difference.by_rule().items()
    ]
    cards = "\n".join(
        card(
            kinds=(change.kind,),
            doc_id=change.doc_id,
            place=f"{change.doc_id}:{change.start}",
            sentence=change.sentence,
            differences=change.differences,
            lines=(("before", change.before), ("after", change.after)) if not change.differences else (),
            rules=change.rules,
            sides=("before", "after"),
            tone=change.kind,
        )
        for change in difference.changes
    )
    documents = list(dict.fromkeys(change.doc_id for change in difference.changes))
    body = (
        f'<p class="facts">{_headline(difference)}</p><h2 id="rules">Rules</h2>'
        f"{table(('rule', 'gained', 'lost', 'changed'), rows)}"
        f'<h2 id="changes">Changes</h2>{filters("list", ("gained", "lost", "changed"), documents)}'
        f'<section id="list">{cards}</section>'
    )
    return page("Two runs compared", body, (("rules", "rules"), ("changes", "changes")))
