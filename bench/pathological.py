"""Texts that are no prose: does time grow with length only, and how much memory does it take?

    python bench/pathological.py                           # 64 KB, 256 KB, 1 MB of everything
    python bench/pathological.py --only prose figures --sizes 20

Every measurement has a process of its own, forked when the pipeline is ready. The ratio compares the last
size with the first: 16 times the text should take 16 times as long, more than 17 is worth a look.
"""

from __future__ import annotations

import argparse
import multiprocessing as mp
import resource
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from extractor.config import Config
from extractor.model import Document
from extractor.pipeline import Pipeline

MEGABYTE = 1_000_000
ARTICLES = Path(__file__).resolve().parents[1] / "corpus" / "articles"


def repeated(piece: str) -> Callable[[int], str]:
    """As many characters of one piece, over and over."""
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def wrapped(before: str, inside: str, after: str) -> Callable[[int], str]:
    """Nested as deep as it goes."""
    return lambda size: before * (size // 2) + inside + after * (size // 2)


def prose(size: int) -> str:
    """Articles on one line."""
    text = " ".join(path.read_text("utf-8") for path in sorted(ARTICLES.glob("*.txt")))
    return repeated(text.replace("\n", " "))(size)


def piled(size: int) -> str:
    """Letters under fifty marks each."""
    return repeated("o" + "\u0302\u0301\u0323\u0300\u0308" * 10 + " 5 người ")(size)


INPUTS: dict[str, Callable[[int], str]] = {
    "prose": prose,
    "capitals": lambda size: prose(size).upper(),
    "decomposed": lambda size: unicodedata.normalize("NFD", prose(size))[:size],
    "figures": repeated("12 vụ, 5/6/7 đối tượng, "),
    "figures and commas": repeated("có 5 người và 3 khẩu súng, "),
    "figures and stops": repeated("Bắt 5 người. "),
    "figures and semicolons": repeated("5 khẩu súng; "),
    "figures in brackets": repeated("5 người (3 nam, 2 nữ), "),
    "figures of which": repeated("10 người, trong đó 3 người "),
    "figures in lines": repeated("- 5 khẩu súng.\n"),
    "percentages": repeated("tăng 5% so với cùng kỳ, "),
    "ranges": repeated("từ 5 đến 6 "),
    "numbers": repeated("1 23 456 7 "),
    "number words": repeated("hai trăm "),
    "one number word": repeated("mươi "),
    "digits": repeated("1234567890"),
    "digits and dots": repeated("123."),
    "digits and commas": repeated("123,"),
    "digits and dashes": repeated("12-"),
    "slashes": repeated("5/6/"),
    "dates": repeated("ngày 5/6/2024 "),
    "days": repeated("ngày "),
    "years": repeated("năm "),
    "years and numbers": repeated("năm 2024 "),
    "from to": repeated("từ ngày 1/2 đến "),
    "months": repeated("tháng 5, "),
    "communes": repeated("xã A, "),
    "chains of places": repeated("xã A, huyện B, tỉnh C, "),
    "provinces": repeated("tỉnh Nghệ An, "),
    "names": repeated("Hà Nội, "),
    "offices": repeated("Công an "),
    "offices and places": repeated("Công an xã Tân Lập, "),
    "capital letters": repeated("A"),
    "initials": repeated("A. "),
    "capitalised words": repeated("Nguyễn "),
    "letters": repeated("abcđ"),
    "short words": repeated("a "),
    "conjunctions": repeated("và "),
    "denials": repeated("không "),
    "sayings": repeated("“Có 5 người”, ông A nói. "),
    "nested quotes": wrapped("“", "5 người", "”"),
    "straight quotes": repeated('"'),
    "quotes never closed": repeated("“5 người "),
    "brackets": wrapped("(", "5 người", ")"),
    "dots": repeated("."),
    "stops": repeated(". "),
    "ellipses": repeated("… "),
    "colons": repeated("gồm: "),
    "questions": repeated("?!"),
    "dashes": repeated("- "),
    "spaces": repeated(" "),
    "tabs": repeated("\t"),
    "newlines": repeated("\n"),
    "carriage returns": repeated("\r\n"),
    "short lines": repeated("a\n"),
    "lines of figures": repeated("5 người\n"),
    "headings": repeated("I. KẾT QUẢ\n"),
    "addresses": repeated("https://a.vn/b?c=1 "),
    "tags": repeated("<br>"),
    "entities": repeated("&nbsp;"),
    "half entities": repeated("&"),
    "invisible": repeated("\u00ad\u200b"),
    "marks": repeated("\u0301"),
    "piled marks": piled,
    "emoji": repeated("👨‍👩‍👧 "),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", type=float, nargs="+", default=[1 / 16, 1 / 4, 1], help="in megabytes")
    parser.add_argument("--only", nargs="+", choices=INPUTS, default=list(INPUTS), metavar="INPUT")
    parser.add_argument("--limit", type=float, default=300, help="seconds after which one is given up")
    options = parser.parse_args()
    pipeline = Pipeline(Config(ner="none"))
    pipeline.run(Document("warm", "Xã có 12 mô hình."))
    sizes = [int(size * MEGABYTE) for size in options.sizes]
    print(f"{'input':24}", *(f"{size / MEGABYTE:>8.3g} MB" for size in sizes), "   ratio  us/char  peak MB")
    worst = 0.0
    for name in options.only:
        worst = max(worst, row(pipeline, name, sizes, options.limit))
    print(f"largest ratio {worst:.1f} for {sizes[-1] / sizes[0]:.0f} times the text")


def row(pipeline: Pipeline, name: str, sizes: Sequence[int], limit: float) -> float:
    """Measure and print one input; gives its ratio."""
    print(f"{name:24}", end=" ", flush=True)
    seconds, peak = [], 0.0
    for size in sizes:
        measured = apart(pipeline, INPUTS[name](size), limit)
        if measured is None:
            print(f"{'> ' + format(limit, '.0f'):>11} s")
            return float("inf")
        seconds.append(measured[0])
        peak = measured[1]
        print(f"{seconds[-1]:>9.3f} s", end=" ", flush=True)
    ratio = seconds[-1] / seconds[0]
    print(f"{ratio:>7.1f} {seconds[-1] / sizes[-1] * 1e6:>8.2f} {peak:>8.0f}", flush=True)
    return ratio


def apart(pipeline: Pipeline, text: str, limit: float) -> tuple[float, float] | None:
    """CPU seconds and additional peak memory (MB) of one document; None if it takes too long."""
    context = mp.get_context("fork")
    ours, theirs = context.Pipe()

    def work() -> None:
        before, began = peak_memory(), time.process_time()
        pipeline.run(Document("text", text))
        theirs.send((time.process_time() - began, peak_memory() - before))

    process = context.Process(target=work)
    process.start()
    theirs.close()
    measured: tuple[float, float] | None = ours.recv() if ours.poll(limit) else None
    process.kill()
    process.join()
    return measured


def peak_memory() -> float:
    """Of this process, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE


if __name__ == "__main__":
    main()
