"""``python -m extractor.evaluation --gold DIR --corpus PATH --run DIR``: score a run folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extractor.evaluation.command import run_evaluation


def main() -> int:
    """The same as ``extractor evaluate --run``, without the pipeline."""
    parser = argparse.ArgumentParser(prog="python -m extractor.evaluation", description=__doc__)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--corpus", type=Path, action="append", required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--errors", nargs="*", help='classes to list, as "missed" or "wrong period"')
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    return run_evaluation(given.gold, given.corpus, run=given.run, errors=given.errors, limit=given.limit)


if __name__ == "__main__":
    sys.exit(main())
