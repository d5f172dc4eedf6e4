"""How fast a large database answers: 200,000 figures, asked through Datasette.

Figures are those of corpus/, copied under new articles, provinces and periods (always the same ones).

    python bench/browse.py [--figures 200000] [--keep figures.db]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from extractor.browse import site_of
from extractor.config import Config
from extractor.engine.load import load_rules
from extractor.engine.schema import Vocabulary
from extractor.gazetteer import Gazetteer
from extractor.model import Document
from extractor.pipeline import Pipeline
from extractor.schema import Recorder, Records
from extractor.writers import Entry
from extractor.writers.sqlite import SqliteWriter

CORPUS = Path(__file__).parents[1] / "corpus" / "articles"
RUN = {"version": "bench", "rules": "", "settings": {}, "inputs": [], "counts": {}, "finished": ""}
PAGES = {
    "first page, three facets": "/{base}/evidence",
    "search: doan hung": "/{base}/evidence?_search=doan+hung",
    "search: mo hinh, common words": "/{base}/evidence?_search=mo+hinh",
    "search in one province": "/{base}/evidence?_search=vu+khi&province=Ph%C3%BA+Th%E1%BB%8D",
    "one indicator, three facets": "/{base}/evidence?indicator=weapon",
    "two filters": "/{base}/evidence?indicator=weapon&province=Ngh%E1%BB%87+An",
    "sorted by value": "/{base}/evidence?_sort_desc=value",
    "every field": "/{base}/figures",
    "top indicators": "/{base}/top_indicators",
    "a province's series": "/{base}/province_series?province=dong+nai&indicator=weapon",
    "contradictions": "/{base}/contradictions",
    "low confidence": "/{base}/low_confidence",
}


def corpus() -> list[Records]:
    """The records of the articles written for this project."""
    pipeline, recorder = Pipeline(Config(ner="none")), Recorder(load_rules().get(Vocabulary))
    texts = sorted(CORPUS.glob("*.txt"))
    return [recorder.records(pipeline.run(Document(path.stem, path.read_text("utf-8")))) for path in texts]


def copies(records: list[Records]) -> Iterator[Records]:
    """The records again and again as other articles, elsewhere, in other years."""
    chance = random.Random(1)  # noqa: S311 - the same every time
    provinces = Gazetteer.default().names("province")
    for number in count():
        one = records[number % len(records)]
        doc_id, province = f"a{number:06}", chance.choice(provinces)
        document = one.document.model_copy(update={"doc_id": doc_id, "title": f"{province} {number}"})
        figures = tuple(
            figure.model_copy(
                update={
                    "doc_id": doc_id,
                    "record_id": doc_id + figure.record_id[figure.record_id.index(":") :],
                    "period": f"{chance.randint(2015, 2025)}-{chance.randint(1, 12):02}",
                    "repeat_of": None,
                    "locality": figure.locality
                    and figure.locality.model_copy(update={"province": province, "province_2025": province}),
                }
            )
            for figure in one.figures
        )
        yield Records(document, figures, (), ())


def write(path: Path, figures: int) -> None:
    """A database of so many figures."""
    written = 0
    with SqliteWriter(path, link=False) as writer:  # copies of twelve articles have nothing to link
        for records in copies(corpus()):
            writer.write(Entry.of(records))
            written += len(records.figures)
            if written >= figures:
                break
        writer.finish(RUN)


async def ask(path: Path) -> float:
    """Ask for every page once, as a first visitor does; returns the slowest answer in seconds."""
    site = site_of(path)
    await site.invoke_startup()
    slowest = 0.0
    for name, page in PAGES.items():
        begun = time.perf_counter()
        answer = await site.client.get(page.format(base=path.stem))
        seconds = time.perf_counter() - begun
        slowest = max(slowest, seconds)
        flaw = "" if answer.status_code == 200 and "timed out" not in answer.text else "  FAILED"
        print(f"{seconds:7.3f} s  {name}{flaw}")
    return slowest


def main() -> None:
    """Write, ask, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=200_000)
    parser.add_argument("--keep", type=Path, help="write the database here and leave it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "figures.db"
        begun = time.perf_counter()
        if not path.exists():
            write(path, options.figures)
        print(f"written in {time.perf_counter() - begun:.0f} s, {path.stat().st_size / 1e6:.0f} MB")
        print(f"slowest: {asyncio.run(ask(path)):.3f} s")


if __name__ == "__main__":
    main()
