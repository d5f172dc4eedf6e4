"""Score every gold set that is present: the one of this repository, and those beside it.

python tools/score.py --set genre --errors missed "wrong period" --limit 5
python tools/score.py --gate                 # as CI does: exit 1 below gold/baseline.json
python tools/score.py --gate --update        # pin anew; never lowers a floor
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.config import Config
from extractor.engine.schema import Vocabulary
from extractor.evaluation.command import GateOptions, Outputs, run_evaluation
from extractor.model import Document
from extractor.pipeline import Pipeline
from extractor.schema.convert import Recorder, Records

ROOT = Path(__file__).parents[1]
BESIDE = ROOT.parent / "shared"
SETS = {
    "genre": (Path("gold/genre"), Path("corpus/articles")),
    "press": (Path("gold/press"), Path("corpus/press")),
    "seeds": (BESIDE / "gold/seeds", BESIDE / "corpus/seeds"),
    "archive": (Path("gold/archive"), BESIDE / "corpus/archive_sample.jsonl.gz"),
    "dev_real": (BESIDE / "gold/dev_real", BESIDE / "corpus/dev_real.jsonl"),
}


def main() -> int:
    """Extract the articles of the chosen sets, score them, hold the bar if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", choices=SETS, action="append", help="all that are present if left out")
    parser.add_argument("--ner", default="none", help="underthesea or none")
    parser.add_argument("--errors", nargs="*", help='classes to list: missed, spurious, "wrong period", ...')
    parser.add_argument("--limit", type=int, help="errors listed per class")
    parser.add_argument("--html", type=Path)
    parser.add_argument("--junit", type=Path)
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    given = parser.parse_args()
    chosen = [SETS[name] for name in given.set or SETS if all((ROOT / path).exists() for path in SETS[name])]
    pipeline = Pipeline(Config(ner=given.ner))
    recorder = Recorder(pipeline.kit.rules.get(Vocabulary))

    def extract(documents: Iterable[Document]) -> Iterator[Records]:
        return map(recorder.records, pipeline.stream(documents))

    baseline = Path("gold/baseline.json") if given.gate else None
    return run_evaluation(
        [gold for gold, _ in chosen],
        [corpus for _, corpus in chosen],
        extract=extract,
        rules=pipeline.kit.rules,
        gate=GateOptions(baseline, update=given.update, allow_regression=given.allow_regression),
        outputs=Outputs(html=given.html, junit=given.junit),
        errors=() if given.gate and given.errors is None else given.errors,
        limit=given.limit,
    )


if __name__ == "__main__":
    sys.exit(main())
