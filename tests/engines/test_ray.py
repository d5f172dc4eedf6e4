"""The jobs of the documentation in a real local Ray; opt-in, because it needs the extra ray.

python -m venv with-ray && with-ray/bin/pip install -e '.[ray]' pytest pytest-xdist hypothesis
with-ray/bin/python -m pytest tests/engines/test_ray.py
"""

from __future__ import annotations

import os
import signal

import pandas as pd
import pytest

from extractor import extract_batch
from extractor.engines.frame import arrow_schema

from .conftest import OFF, check_figures, check_gathered, own_rules, rules_used, script

pa = pytest.importorskip("pyarrow")
ray = pytest.importorskip("ray")
data = pytest.importorskip("ray.data")

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.xdist_group("ray")]
LOCAL = ("--cpus", 2, "--ner", "none", "--batch", 8)


def test_figures_and_a_second_run_into_the_same_folder(articles, local_figures, tmp_path):
    for _ in range(2):
        said = script("ray_job.py", articles, "out", *LOCAL, "--blocks", 4, cwd=tmp_path)
        assert said == f"{len(local_figures) + 2} rows, 2 failed articles"
        assert len(list((tmp_path / "out").iterdir())) > 1
        check_figures(tmp_path / "out", local_figures)


def test_lines_are_gathered_into_a_run(articles, local, tmp_path):
    script("ray_job.py", articles, "lines", *LOCAL, "--lines", cwd=tmp_path)
    check_gathered(articles, tmp_path / "lines", local, tmp_path / "gathered")


def test_own_rules_reach_the_workers(articles, local_figures, tmp_path):
    own_rules(tmp_path / "mine", local_figures)
    script("ray_job.py", articles, "out", *LOCAL, "--rules", "mine", cwd=tmp_path)
    assert OFF not in rules_used(pd.read_parquet(tmp_path / "out"))


def test_a_worker_is_killed(articles, local_figures, tmp_path):
    flag = tmp_path / "killed"

    def work(batch):
        found = extract_batch(batch.to_pandas(), ner="none")
        try:
            flag.touch(exist_ok=False)
        except FileExistsError:
            return pa.Table.from_pandas(found, arrow_schema(), preserve_index=False)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    ray.init(num_cpus=2, include_dashboard=False)
    try:
        table = data.read_parquet(str(articles)).repartition(4)
        table.map_batches(work, batch_format="pyarrow", batch_size=8).write_parquet(str(tmp_path / "out"))
    finally:
        ray.shutdown()
    assert flag.exists()
    check_figures(tmp_path / "out", local_figures)
