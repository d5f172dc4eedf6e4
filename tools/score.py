"""Extract and score in one go: python tools/score.py [--set genre|seeds|dev_real] [--errors missed ...].

Sets outside the repository are scored where they are present beside it (``../shared``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.pipeline import Pipeline

from extractor.config import Config
from extractor.engine.load import load_rules
from extractor.engine.schema import Vocabulary
from extractor.evaluation.command import run_evaluation
from extractor.model import Document
from extractor.schema.convert import Recorder, Records

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SETS = {
    "genre": (ROOT / "gold/genre", ROOT / "corpus/articles"),
    "seeds": (SHARED / "gold/seeds", SHARED / "corpus/seeds"),
    "dev_real": (SHARED / "gold/dev_real", SHARED / "corpus/dev_real.jsonl"),
}


def main() -> int:
    """Score the chosen sets; all that are there by default."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=SETS, action="append")
    parser.add_argument("--ner", default="none")
    parser.add_argument("--errors", nargs="*", help='classes to list: missed, spurious, "wrong period", ...')
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    chosen = [SETS[name] for name in given.set or SETS if SETS[name][0].is_dir()]
    pipeline = Pipeline(Config(ner=given.ner))
    recorder = Recorder(load_rules().get(Vocabulary))

    def extract(documents: Iterable[Document]) -> Iterator[Records]:
        return map(recorder.records, pipeline.stream(documents))

    return run_evaluation(
        [gold for gold, _ in chosen],
        [corpus for _, corpus in chosen],
        extract=extract,
        errors=given.errors,
        limit=given.limit,
    )


if __name__ == "__main__":
    sys.exit(main())
