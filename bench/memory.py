"""Is memory flat? A long run of `extractor extract`, with the resident memory of each process every second.

    python bench/memory.py                        # 50,000 documents, two workers
    python bench/memory.py --documents 5000 --workers 1 --ner underthesea

The documents are the articles of the archive, over and over under new ids. Needs `ps`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive import DEFAULT, articles

from extractor.engines.shard import MAX_DOCUMENTS

ROWS = 20
ARTICLES = 2_000


@dataclass(frozen=True, slots=True)
class Sample:
    """One moment: seconds since the start, finished documents, MB of the main process and of each worker."""

    seconds: float
    documents: int
    main: float
    workers: tuple[float, ...]


def main() -> None:
    """Run, sample, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--archive", type=Path, default=DEFAULT)
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--ner", default="none")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus, output = Path(folder, "corpus.jsonl"), Path(folder, "out")
        size = write(corpus, options.archive, options.documents)
        print(f"{options.documents} documents, {size / 1e6:.0f} MB, {options.workers} workers")
        command = [
            sys.executable, "-m", "extractor", "extract", str(corpus), "-o", str(output), "--quiet",
            "--ner", options.ner, "--workers", str(options.workers),
        ]  # fmt: skip
        samples = list(watch(subprocess.Popen(command), output / ".work" / "shards"))
        counts = json.loads((output / "run.json").read_text("utf-8"))["counts"]
    show(samples)
    print("finished:", ", ".join(f"{name} {count}" for name, count in counts.items()))


def write(corpus: Path, archive: Path, count: int) -> int:
    """Write the documents; gives the size in bytes."""
    with corpus.open("w", encoding="utf-8") as stream:
        source = itertools.cycle(articles(archive, min(count, ARTICLES)))
        for number, article in enumerate(itertools.islice(source, count)):
            row = {"id": f"{number}", "text": article.text, "published": article.published}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return corpus.stat().st_size


def watch(process: subprocess.Popen[bytes], shards: Path) -> Iterator[Sample]:
    """A sample each second until the process ends."""
    began = time.monotonic()
    while process.poll() is None:
        time.sleep(1)
        resident, workers = memory(process.pid)
        done = sum(1 for name in shards.glob("*") if name.suffix != ".tmp") if shards.exists() else 0
        if resident:
            yield Sample(time.monotonic() - began, done * MAX_DOCUMENTS, resident, workers)
    if process.returncode not in (0, 3):
        sys.exit(f"the run ended with exit code {process.returncode}")


def memory(pid: int) -> tuple[float, tuple[float, ...]]:
    """MB of a process, and of each of its workers in the order in which they were started."""
    table = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,rss=,args="], capture_output=True, text=True, check=True
    ).stdout
    resident, workers = 0.0, []
    for line in table.splitlines():
        own, parent, size, command = line.split(None, 3)
        if int(own) == pid:
            resident = int(size) / 1000
        elif int(parent) == pid and "spawn_main" in command:
            workers.append((int(own), int(size) / 1000))
    return resident, tuple(size for _, size in sorted(workers))


def show(samples: Sequence[Sample]) -> None:
    """Some of the samples as a table, and how the second half differs from the first."""
    step = max(1, len(samples) // ROWS)
    columns = max(len(sample.workers) for sample in samples)
    names = [f"worker {number + 1}" for number in range(columns)]
    print(f"{'seconds':>8}{'documents':>11}{'main MB':>9}", *(f"{name:>10}" for name in names))
    for sample in (*samples[::step], samples[-1]):
        workers = (f"{size:>10.0f}" for size in sample.workers)
        print(f"{sample.seconds:>8.0f}{sample.documents:>11}{sample.main:>9.0f}", *workers)
    full = [sample for sample in samples if len(sample.workers) == columns]
    late = full[len(full) // 2 :]
    sizes = {"main": [sample.main for sample in late]}
    sizes |= {name: [sample.workers[at] for sample in late] for at, name in enumerate(names)}
    for name, own in sizes.items():
        print(f"{name}: {own[0]:.0f} MB half way, {own[-1]:.0f} MB at the end, {max(own):.0f} MB at most")


if __name__ == "__main__":
    main()
