"""What an archive takes: articles per second, memory and disk of real runs, and a table for larger ones.

    python bench/sizing.py --articles 20000

Runs ``extractor extract`` with one and with two workers over the same articles. Everything beyond two workers
is arithmetic, and the output says so.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from archive import DEFAULT, articles

_WORKERS = (1, 2)
_CORES = (2, 16, 64)
_SIZES = (10**6, 10**7, 10**8)
_FEW = 4  # articles of a run that measures nothing but the start


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: seconds by the clock and of all processors, peaks in bytes; growth in the second half."""

    articles: int
    workers: int
    seconds: float
    processor: float
    main_processor: float
    main_peak: int
    main_growth: int
    worker_peak: int
    output: int


def main() -> None:
    """Measure, then extrapolate."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--archive", type=Path, default=DEFAULT)
    parser.add_argument("--articles", type=int, default=20_000, help="made by repeating those of the archive")
    parser.add_argument("--ner", default="underthesea", choices=["underthesea", "none"])
    parser.add_argument("--scratch", type=Path, help="folder for inputs and outputs of the runs")
    parser.add_argument(
        "--processor-time", action="store_true", help="hours from processor time: busy machines"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sizing-", dir=options.scratch) as folder:
        few, many = Path(folder) / "few.jsonl", Path(folder) / "many.jsonl"
        write(options.archive, _FEW, few)
        size = write(options.archive, options.articles, many)
        starts = [measure(few, _FEW, workers, options.ner) for workers in _WORKERS]
        runs = [measure(many, options.articles, workers, options.ner) for workers in _WORKERS]
    print(f"{options.articles} articles, {size / options.articles / 1000:.1f} KB each, --ner {options.ner}\n")
    print(measurements(starts, runs))
    print(table(starts[-1], runs[-1], processor=options.processor_time))


def write(archive: Path, count: int, path: Path) -> int:
    """Articles of an archive, again and again under other ids; returns their bytes."""
    documents, size = articles(archive, count), 0
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            again, which = divmod(number, len(documents))
            document = documents[which]
            row = {"id": f"{document.doc_id}-{again}", "text": document.text}
            given = {"title": document.title, "published": document.published, "url": document.url}
            stream.write(json.dumps(row | given, ensure_ascii=False) + "\n")
            size += len(document.text.encode())
    return size


def measure(articles: Path, count: int, workers: int, ner: str) -> Measured:
    """One run in processes of its own, watched from outside."""
    output = articles.with_name(f"{articles.stem}-{workers}")
    options = ["--workers", str(workers), "--ner", ner, "--quiet"]
    command = [sys.executable, "-m", "extractor", "extract", str(articles), "-o", str(output), *options]
    peaks: dict[int, int] = {}
    sizes: list[int] = []
    spent: dict[int, float] = {}
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            sizes.append(look(watched, peaks, spent))
            time.sleep(0.25)
        seconds = time.monotonic() - began
    if process.returncode not in {0, 3}:
        raise SystemExit(f"{' '.join(command)} ended with exit code {process.returncode}")
    main_peak, main_spent = peaks.pop(process.pid, 0), spent.pop(process.pid, 0.0)
    worker_peak = max(peaks.values(), default=0)
    written = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    total = main_spent + sum(spent.values())
    growth = max(0, main_peak - max(sizes[: len(sizes) // 2 + 1], default=main_peak))
    return Measured(count, workers, seconds, total, main_spent, main_peak, growth, worker_peak, written)


def look(process: psutil.Process, peaks: dict[int, int], spent: dict[int, float]) -> int:
    """Note memory and processor time of a process and of all that it has started; returns its own memory."""
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0
    for one in family:
        try:
            with one.oneshot():
                clock = one.cpu_times()
                peaks[one.pid] = max(peaks.get(one.pid, 0), one.memory_info().rss)
                spent[one.pid] = clock.user + clock.system
        except psutil.Error:
            continue
    return peaks.get(process.pid, 0)


def measurements(starts: Sequence[Measured], runs: Sequence[Measured]) -> str:
    """What was measured, a row per run."""
    head = (
        "| workers | start, s | articles/s after it | processor, ms per article | share of the cores it got "
        "| main process, MB | worker, MB | output, bytes per article |"
    )
    rows = [head, "|" + "---:|" * 8]
    for start, run in zip(starts, runs, strict=True):
        share = run.processor / (run.seconds * min(run.workers, os.cpu_count() or 1))
        each = (run.processor - start.processor) / (run.articles - start.articles)
        worker = f"{run.worker_peak / 1e6:.0f}" if run.worker_peak else "is the main one"
        rows.append(
            f"| {run.workers} | {start.seconds:.1f} | {rate(start, run):.1f} | {each * 1000:.2f} "
            f"| {share:.0%} | {run.main_peak / 1e6:.0f} | {worker} | {run.output / run.articles:.0f} |"
        )
    gain = rate(starts[-1], runs[-1]) / rate(starts[0], runs[0])
    return "\n".join(rows) + f"\n\nTwo workers do {gain:.2f} times as much as one.\n"


def rate(start: Measured, run: Measured) -> float:
    """Articles per second when everything has started."""
    return (run.articles - start.articles) / max(1e-9, run.seconds - start.seconds)


def table(start: Measured, run: Measured, *, processor: bool) -> str:
    """Cores, hours, memory and disk for archives that nobody has measured here."""
    per_article = run.articles - start.articles
    each = (run.processor - start.processor) / per_article
    per_core = 1 / each if processor else rate(start, run) / run.workers
    limit = per_article / max(1e-9, run.main_processor - start.main_processor)
    grows = run.main_growth / (run.articles / 2)
    out = run.output / run.articles
    rows = ["| articles | cores | hours | memory, GB | disk, GB (while it runs) | runs |", "|" + "---:|" * 6]
    for count in _SIZES:
        for cores in _CORES:
            memory = run.main_peak + grows * count + cores * run.worker_peak
            hours = count / (cores * per_core) / 3600
            split = math.ceil(cores * per_core / limit)
            rows.append(
                f"| {count:,} | {cores} | {hours:,.{1 if hours >= 1 else 2}f} | {memory / 1e9:,.1f} "
                f"| {count * out / 1e9:,.0f} ({2 * count * out / 1e9:,.0f}) | {split} |"
            )
    basis = "processor time" if processor else "the clock"
    return (
        "\n".join(rows)
        + f"""

Assumptions: {per_core:.0f} articles/s per core by {basis}, from {run.workers} workers, and **linear beyond
them, which was not measured**. The main process takes {1000 / limit:.2f} ms per article, so that one run
cannot do more than {limit:,.0f} articles/s; "runs" says into how many the archive must be split for so many
cores. Memory: the main process plus {grows:,.0f} bytes per article (ids that it has seen: what
the second half of the run added; rough for few articles), plus one worker per core. Disk: a dataset
folder with the texts; while a run works, finished shards take the same again. Articles are as long as those
measured, and nobody waits for the disk.
"""
    )


if __name__ == "__main__":
    main()
