"""How fast an evidence view opens: from the start of loading until the first article and its list are drawn.

The articles of corpus/ are extracted and copied under new ids, or an existing run is shown.

    python bench/report.py [--articles 500] [--run FOLDER] [--repeat 3]
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from extractor.batch import Job, run
from extractor.report import write_report

CORPUS = Path(__file__).parents[1] / "corpus" / "articles"


def made_run(articles: int, scratch: Path) -> Path:
    """A run over so many articles."""
    texts = cycle(sorted(CORPUS.glob("*.txt")))
    rows = (
        {
            "id": f"{path.stem}-{number}",
            "published": f"{1900 + number // 12}-{number % 12 + 1:02}",  # far apart: not one event
            "text": path.read_text(encoding="utf-8"),
        }
        for number, path in enumerate(islice(texts, articles))
    )
    source = scratch / "articles.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run(Job([str(source)], str(scratch / "run")))
    return scratch / "run"


def timed(page: Page, action: str) -> float:
    """Milliseconds from a key or an input (which waits 120 ms for more) until the page has drawn it."""
    began = time.perf_counter()
    if action.startswith("search "):
        page.locator("input[type=search]").fill(action.removeprefix("search "))
        page.locator(".filters.active").wait_for()
    else:
        page.keyboard.press(action)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--run", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        page_file = Path(folder) / "report.html"
        found = options.run or made_run(options.articles, Path(folder))
        began = time.perf_counter()
        made = write_report(found, page_file)
        print(f"{made.articles} articles, {made.figures} figures, {made.size / 1e6:.1f} MB")
        print(f"made in {time.perf_counter() - began:.2f} s")
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        times: dict[str, list[float]] = {}
        for _ in range(options.repeat):
            page = browser.new_page()
            began = time.perf_counter()
            page.goto(page_file.as_uri())
            page.locator(".text p, .text").first.wait_for()
            times.setdefault("opened", []).append((time.perf_counter() - began) * 1000)
            for action in ("j", "ArrowRight", "search cong an"):
                times.setdefault(action, []).append(timed(page, action))
            page.close()
        browser.close()
    for name, values in times.items():
        print(f"{name:>16}: {statistics.median(values):6.0f} ms")


if __name__ == "__main__":
    main()
