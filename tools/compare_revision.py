"""What the working tree extracts differently from a git revision, on unlabelled articles.

    python tools/compare_revision.py main --html out/diff.html

Both sides extract the articles of this repository and, where they are present beside it, about 2,000
real ones; the difference is shown by rule.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from extractor.evaluation.diff_report import run_diff

ROOT = Path(__file__).parents[1]
CORPORA = (ROOT / "corpus" / "articles", ROOT.parent / "shared" / "corpus" / "archive_sample.jsonl.gz")


def main() -> int:
    """Extract with both versions, compare, show."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("revision", help="a branch, tag or commit")
    parser.add_argument("--corpus", type=Path, action="append", help="articles to extract")
    parser.add_argument("--html", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--limit", type=int, default=5, help="changes shown per rule and kind")
    given = parser.parse_args()
    corpora = given.corpus or [path for path in CORPORA if path.exists()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tree = folder / "tree"
        _run(["git", "worktree", "add", "--quiet", "--detach", str(tree), given.revision], ROOT)
        try:
            before = _extract(tree, corpora, folder / "before")
            after = _extract(ROOT, corpora, folder / "after")
        finally:
            _run(["git", "worktree", "remove", "--force", str(tree)], ROOT)
        return run_diff(before, after, html=given.html, json_file=given.json, limit=given.limit)


def _extract(source: Path, corpora: list[Path], output: Path) -> Path:
    """A run folder made with the package of ``source``."""
    inputs = [str(path.resolve()) for path in corpora]
    command = [
        sys.executable,
        "-m",
        "extractor",
        "extract",
        *inputs,
        "-o",
        f"{output}/",
        "--ner",
        "none",
        "-q",
    ]
    # 3 says that some articles could not be read; they are in failures.jsonl on both sides.
    _run(command, source, allowed=(0, 3))
    return output


def _run(command: list[str], folder: Path, allowed: tuple[int, ...] = (0,)) -> None:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, check=False)  # noqa: S603
    if done.returncode not in allowed:
        sys.exit(f"{' '.join(command)} failed with {done.returncode}")


if __name__ == "__main__":
    sys.exit(main())
