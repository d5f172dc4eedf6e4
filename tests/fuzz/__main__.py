"""Coverage-guided fuzzing of one target.

    python -m tests.fuzz pipeline -max_total_time=300

Everything behind the name of the target goes to libFuzzer. Inputs that reached something new are kept in
``out/fuzz/TARGET`` and are where the next run begins; an input that failed is ``out/fuzz/TARGET-crash-...``,
and ``python -m tests.fuzz TARGET FILE`` runs it again.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["extractor"]):
    from tests.fuzz.targets import TARGETS

FOLDER = Path(__file__).parents[2] / "out" / "fuzz"
SEEDS = 60
OPTIONS = (
    "-max_len=1024",
    "-timeout=30",
    "-rss_limit_mb=4096",
    "-report_slow_units=2",
    "-print_final_stats=1",
)


def main() -> None:
    """Fuzz until the time is up or something fails."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: python -m tests.fuzz {'|'.join(TARGETS)} [libFuzzer options]")
    name, options = sys.argv[1], sys.argv[2:]
    given = [option for option in options if not option.startswith("-")]
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        for number in range(SEEDS):
            (folder / f"seed-{number}").write_bytes(random.Random(number).randbytes(16 + 8 * number))
    places = [] if given else [f"-artifact_prefix={folder}-", str(folder)]
    atheris.Setup([sys.argv[0], *OPTIONS, *options, *places], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
