"""This pipeline beside its peers, on the same articles, in one run of one process.

    python bench/peers.py --articles 200

Prints speed (best of the repeats, CPU time), ratios, the share of each stage, and how time and peak
memory grow with 1x, 4x and 16x the input. Trust the ratios: absolute numbers depend on the machine.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import re
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from archive import DEFAULT, articles

from extractor.config import Config
from extractor.model import Document
from extractor.pipeline import Pipeline

_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
_GROWTH = (1, 4, 16)


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--archive", type=Path, default=DEFAULT)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--skip-naive", action="store_true", help="leave out the slow peer")
    options = parser.parse_args()
    documents = articles(options.archive, options.articles)
    size = sum(len(document.text.encode()) for document in documents)
    print(f"{len(documents)} articles, {size / 1e3:.0f} KB")
    seconds = compare(documents, options.repeats, naive=not options.skip_naive)
    base = seconds.get("naive: ner per sentence + regex")
    words = seconds["underthesea word_tokenize"]
    print(f"{'':34}{'KB/s':>9}{'ms/article':>12}{'x naive':>9}{'x words':>9}")
    for name, spent in seconds.items():
        ratio = f"{base / spent:9.1f}" if base else " " * 9
        speed, each = size / spent / 1e3, spent / len(documents) * 1e3
        print(f"{name:34}{speed:9.1f}{each:12.2f}{ratio}{words / spent:9.1f}")
    stages(documents)
    growth(options.archive, max(25, options.articles // 4))


def compare(documents: Sequence[Document], repeats: int, *, naive: bool) -> dict[str, float]:
    """CPU seconds of each tool for all documents; models are loaded and warmed before."""
    logging.disable(logging.WARNING)
    tools: list[tuple[str, Callable[[Document], object], int]] = [
        ("pipeline --ner none", warm(Pipeline(Config(ner="none")), documents).run, repeats),
        ("pipeline (default)", warm(Pipeline(Config()), documents).run, repeats),
        ("underthesea word_tokenize", word_tokenize_peer(), 1),
    ]
    if pyvi := pyvi_peer():
        tools.append(("pyvi ViTokenizer", pyvi, 1))
    if naive:
        tools.append(("naive: ner per sentence + regex", naive_peer(), 1))
    seconds: dict[str, float] = {}
    for name, run, times in tools:
        for document in documents[:3]:
            run(document)
        spent = []
        for _ in range(times):
            started = time.process_time()
            for document in documents:
                run(document)
            spent.append(time.process_time() - started)
        seconds[name] = min(spent)
    return seconds


def warm(pipeline: Pipeline, documents: Sequence[Document]) -> Pipeline:
    """Run a few articles and load the models, which are loaded on first use."""
    for document in documents[:3]:
        pipeline.run(document)
    pipeline.kit.recognizer.entities(["Ông Nguyễn Văn A ở Hà Nội."])
    return pipeline


def naive_peer() -> Callable[[Document], object]:
    """What one writes in an afternoon: every sentence through ``ner``, numerals by a regular expression."""
    from underthesea import ner, sent_tokenize  # noqa: PLC0415

    def run(document: Document) -> object:
        return [(ner(sentence), _NUMERAL.findall(sentence)) for sentence in sent_tokenize(document.text)]

    return run


def word_tokenize_peer() -> Callable[[Document], object]:
    """Word segmentation alone."""
    from underthesea import word_tokenize  # noqa: PLC0415

    return lambda document: word_tokenize(document.text)


def pyvi_peer() -> Callable[[Document], object] | None:
    """Segmentation by pyvi, if that is installed."""
    try:
        from pyvi import ViTokenizer  # noqa: PLC0415
    except ImportError:
        return None
    return lambda document: ViTokenizer.tokenize(document.text)


class Timed:
    """Stands in for a part of the kit and adds up the time of its calls."""

    def __init__(self, part: Any, name: str, spent: dict[str, float]) -> None:
        self._part, self._name, self._spent = part, name, spent

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(self._part, attribute)
        if not callable(value):
            return value

        def call(*args: Any, **kwargs: Any) -> Any:
            started = time.perf_counter()
            try:
                return value(*args, **kwargs)
            finally:
                self._spent[self._name] += time.perf_counter() - started

        return call


def stages(documents: Sequence[Document]) -> None:
    """Print the share of each part of the kit in the time of the default pipeline."""
    pipeline = Pipeline(Config())
    warm(pipeline, documents)
    spent: dict[str, float] = defaultdict(float)
    parts = {
        field.name: Timed(getattr(pipeline.kit, field.name), field.name, spent)
        for field in fields(pipeline.kit)
        if field.name not in {"config", "rules"}
    }
    pipeline.kit = replace(pipeline.kit, **parts)  # type: ignore[arg-type]
    started = time.perf_counter()
    for document in documents:
        pipeline.run(document)
    total = time.perf_counter() - started
    spent["everything else"] = total - sum(spent.values())
    print("\nstage                     share   ms/article")
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"{name:24}{seconds / total:7.1%}{seconds / len(documents) * 1e3:13.3f}")


def growth(archive: Path, count: int) -> None:
    """Print time and peak memory for 1x, 4x, 16x as many articles, and one article 1x, 4x, 16x as long."""
    print(f"\n{'input':34}{'seconds':>9}{'ratio':>8}{'peak MB':>9}")
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for kind in ("articles", "length of one article"):
            first = 0.0
            for factor in _GROWTH:
                seconds, megabytes = pool.apply(measure, (archive, count, kind, factor))
                first = first or seconds
                print(f"{f'{factor} x {kind}':34}{seconds:9.2f}{seconds / first:8.2f}{megabytes:9.0f}")


def measure(archive: Path, count: int, kind: str, factor: int) -> tuple[float, float]:
    """Seconds and peak megabytes of a fresh process (the first articles warm it up)."""
    logging.disable(logging.WARNING)
    documents = articles(archive, count)
    pipeline = Pipeline(Config())
    warm(pipeline, documents)
    started = time.process_time()
    if kind == "articles":
        for _ in range(factor):
            for document in documents:
                pipeline.run(document)
    else:
        text = "\n".join(document.text for document in documents)
        pipeline.run(Document("long", "\n".join([text] * factor)))
    seconds = time.process_time() - started
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
