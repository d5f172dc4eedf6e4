"""What a person sees of a run, all of it on standard error: failures, progress, the result."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.status import Status
from rich.table import Table

from extractor.batch import Summary
from extractor.schema import FailureRecord
from extractor.writers import STDOUT, Entry

_MANY_FAILURES = 100
_SECONDS_BETWEEN_LINES = 10.0
_ROWS = 25


class Display:
    """Shows a run: a live line on a terminal, a plain line now and then elsewhere.

    Args:
        output: where the results go.
        quiet: show only failures.
    """

    def __init__(self, output: str, *, quiet: bool = False) -> None:
        self._output = output
        self._quiet = quiet
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._status: Status | None = None
        self._began = self._said = time.monotonic()
        self._failures = 0

    def __enter__(self) -> Self:
        if self._console.is_terminal and not self._quiet:
            self._status = self._console.status("reading")
            self._status.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._status is not None:
            self._status.stop()
        if kind is SystemExit and self._output != STDOUT:
            self._console.print("what was done is kept: --resume goes on from here", markup=False)

    def watch(self, summary: Summary, entry: Entry) -> None:
        """Take in one finished document."""
        for row in entry.rows("failures"):
            self._failures += 1
            if self._failures <= _MANY_FAILURES:
                self._console.print(f"failed: {FailureRecord(**row)}", markup=False, style="red")
            elif self._failures == _MANY_FAILURES + 1:
                self._console.print("more failures are only in failures.jsonl", markup=False)
        now = time.monotonic()
        pause = 0.2 if self._status else _SECONDS_BETWEEN_LINES
        if not self._quiet and now - self._said >= pause:
            self._said = now
            line = self._progress(summary, now - self._began)
            if self._status is not None:
                self._status.update(line)
            else:
                self._console.print(line, markup=False)

    def show(self, summary: Summary) -> None:
        """The result: what was found and where it is."""
        if self._status is not None:
            self._status.stop()
        if self._quiet:
            return
        if summary.found:
            table = Table(title="figures found", title_justify="left")
            table.add_column("indicator", min_width=max(map(len, summary.found)))
            table.add_column("figures", justify="right")
            table.add_column("for example", overflow="ellipsis", no_wrap=True, max_width=60)
            for indicator, number in summary.found.most_common(_ROWS):
                table.add_row(indicator, f"{number:,}", escape(" ".join(summary.examples[indicator].split())))
            rest = summary.found.most_common()[_ROWS:]
            if rest:
                table.add_row(f"{len(rest)} more", f"{sum(number for _, number in rest):,}")
            self._console.print(table)
        self._console.print(self._result(summary), markup=False)
        if self._output != STDOUT:
            self._console.print(f"results: {Path(self._output)}", markup=False)

    def _result(self, summary: Summary) -> str:
        parts = [
            f"{summary.figures:,} figures in {summary.documents:,} documents",
            f"{summary.rejects:,} candidates rejected",
            f"{summary.failures:,} failures",
        ]
        if summary.reused:
            parts.insert(1, f"{summary.reused:,} documents taken from an earlier run")
        return ", ".join(parts) + f", {summary.seconds:.1f} s"

    @staticmethod
    def _progress(summary: Summary, seconds: float) -> str:
        rate = summary.documents / max(seconds, 0.001)
        line = (
            f"{summary.documents:,} documents, {summary.figures:,} figures, "
            f"{summary.failures:,} failures, {rate:,.0f} documents/s"
        )
        share = summary.input.share
        if 0 < share < 1:
            left = dt.timedelta(seconds=round(seconds * (1 - share) / share))
            line += f", {share:.0%} read, {left} left"
        return line
