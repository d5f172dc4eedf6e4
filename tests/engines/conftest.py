"""Own articles as a table, and what one machine makes of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from extractor.batch import Job, run
from extractor.config import Config
from extractor.engines.frame import DTYPES
from extractor.schema import loads

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
ORDER = ["doc_id", "value_start", "value_end", "record_id"]
OFF = "facility.camera"
ENGLISH = "English text, and quite enough of it to tell that it is none." * 3


@pytest.fixture(scope="session")
def articles(tmp_path_factory):
    """Articles and sentences of `corpus/`, and two rows that fail, in a Parquet file."""
    texts = sorted(path for room in ("articles", "press") for path in (ROOT / "corpus" / room).glob("*.txt"))
    rows = [{"id": path.stem, "text": path.read_bytes().decode()} for path in texts]
    sentences = (
        ROOT / "corpus" / "phenomena" / "ranges.jsonl",
        ROOT / "corpus" / "phenomena" / "status.jsonl",
    )
    rows += [loads(line) for path in sentences for line in path.read_text("utf-8").splitlines()]
    rows[20:20] = [{"id": "no-text"}, {"id": "english", "text": ENGLISH}]
    table = pd.DataFrame(rows).assign(crawled=pd.Timestamp("2024-05-20T07:00"))
    assert len(table) >= 45
    path = tmp_path_factory.mktemp("cluster") / "articles.parquet"
    table.to_parquet(path, index=False, coerce_timestamps="us")
    return path


@pytest.fixture(scope="session")
def local(articles):
    """Folder of a run on this machine."""
    folder = articles.parent / "local"
    run(Job([str(articles)], str(folder), Config(ner="none")))
    return folder


@pytest.fixture(scope="session")
def local_figures(articles):
    """The figures of such a run as a table."""
    path = articles.parent / "local.parquet"
    run(Job([str(articles)], str(path), Config(ner="none")))
    return in_order(pd.read_parquet(path))


def in_order(table):
    """Sorted, with the types of `extract_batch`: what is equal now has equal figures."""
    types = {name: dtype for name, dtype in DTYPES.items() if name in table.columns}
    return table.astype(types).sort_values(ORDER, ignore_index=True)


def check_figures(written, expected):
    """A folder of Parquet files holds exactly these figures, and the two rows that fail."""
    table = pd.read_parquet(written)
    failed = table[table["failure"].notna()]
    assert sorted(failed["doc_id"]) == ["english", "no-text"]
    found = in_order(table[table["failure"].isna()].drop(columns="failure"))
    pd.testing.assert_frame_equal(found, expected)


def script(name, *arguments, cwd):
    """Run an example of the documentation; returns the last line that it printed."""
    command = [sys.executable, EXAMPLES / name, *map(str, arguments)]
    ran = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip().splitlines()[-1]


def check_gathered(articles, lines, local, folder):
    """Gathered rows are a run: same bytes."""
    script("gather.py", articles, lines, folder, "--ner", "none", cwd=folder.parent)
    for name in ("figures", "mentions", "rejects"):
        assert (folder / f"{name}.jsonl").read_bytes() == (local / f"{name}.jsonl").read_bytes(), name


def own_rules(folder, figures):
    """Rules without one that these figures needed."""
    assert OFF in rules_used(figures)
    (folder / "indicators").mkdir(parents=True)
    (folder / "indicators" / "off.toml").write_text(f'disable = ["{OFF}"]', "utf-8")


def rules_used(table):
    """Ids of all rules in a table of figures."""
    return {rule for listed in table["rule_ids"].dropna() for rule in loads(listed)}
