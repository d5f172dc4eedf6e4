"""The jobs of the documentation in a real local Spark; opt-in, because it needs Java and the extra spark.

python -m venv with-spark && with-spark/bin/pip install -e '.[spark]' pytest pytest-xdist hypothesis
with-spark/bin/python -m pytest tests/engines/test_spark.py
"""

from __future__ import annotations

import os
import shutil
import signal
import sys

import pandas as pd
import pytest

from extractor import extract_batch
from extractor.engines.frame import ddl

from .conftest import OFF, check_figures, check_gathered, own_rules, rules_used, script

sql = pytest.importorskip("pyspark.sql")

pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="needs Java"),
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.xdist_group("spark"),
]
LOCAL = ("--master", "local[2,4]", "--partitions", 4, "--ner", "none")


def test_figures_and_a_second_run_into_the_same_folder(articles, local_figures, tmp_path):
    for _ in range(2):
        said = script("spark_job.py", articles, "out", *LOCAL, cwd=tmp_path)
        assert said == f"{len(local_figures) + 2} rows, 2 failed articles"
        check_figures(tmp_path / "out", local_figures)


def test_lines_are_gathered_into_a_run(articles, local, tmp_path):
    script("spark_job.py", articles, "lines", *LOCAL, "--lines", cwd=tmp_path)
    check_gathered(articles, tmp_path / "lines", local, tmp_path / "gathered")


def test_own_rules_reach_the_workers(articles, local_figures, tmp_path):
    own_rules(tmp_path / "mine", local_figures)
    script("spark_job.py", articles, "out", *LOCAL, "--rules", "mine", cwd=tmp_path)
    assert OFF not in rules_used(pd.read_parquet(tmp_path / "out"))


def test_a_worker_is_killed(articles, local_figures, tmp_path, monkeypatch):
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    flag = tmp_path / "killed"

    def work(frames):
        for frame in frames:
            yield extract_batch(frame, ner="none")
            try:
                flag.touch(exist_ok=False)
            except FileExistsError:
                continue
            os.kill(os.getpid(), signal.SIGKILL)

    spark = sql.SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        table = spark.read.parquet(str(articles)).repartition(4)
        table.mapInPandas(work, ddl()).write.parquet(str(tmp_path / "out"))
        empty = table.where("id = ''").mapInPandas(work, ddl())
        assert (empty.count(), len(empty.columns)) == (0, len(local_figures.columns) + 1)
    finally:
        spark.stop()
    assert flag.exists()
    check_figures(tmp_path / "out", local_figures)
