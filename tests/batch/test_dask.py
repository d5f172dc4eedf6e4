"""The Dask engine gives the same bytes as one process, also when a worker is killed."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from extractor.batch import Job, run
from extractor.config import Config
from extractor.errors import UsageError

distributed = pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.xdist_group("dask"),
]

ARTICLES = Path(__file__).parents[2] / "corpus" / "articles"


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.engines.shard.MAX_DOCUMENTS", 6)
    folder = tmp_path / "corpus"
    folder.mkdir()
    for copy in range(5):
        for path in sorted(ARTICLES.glob("*.txt")):
            shutil.copy(path, folder / f"{copy}_{path.name}")
    return folder


def job(corpus, output, **settings):
    return Job([str(corpus)], str(output), Config(ner="none"), **settings)


def figures(folder):
    return (folder / "figures.jsonl").read_bytes()


def test_same_bytes_with_a_worker_killed(corpus, tmp_path):
    run(job(corpus, tmp_path / "local"))
    killed = []

    def kill_one_worker():
        client = distributed.get_client()
        while not killed:
            pids = list(client.run(os.getpid).values())
            if pids:
                os.kill(pids[0], getattr(signal, "SIGKILL", signal.SIGTERM))
                killed.append(pids[0])
            time.sleep(0.05)

    def watch(summary, _entry):
        if summary.documents == 7:
            threading.Thread(target=kill_one_worker).run()

    summary = run(job(corpus, tmp_path / "dask", engine="dask", workers=2), watch)
    assert killed
    assert (summary.documents, summary.failures) == (60, 0)
    assert figures(tmp_path / "dask") == figures(tmp_path / "local")
    again = run(job(corpus, tmp_path / "dask", resume=True))
    assert again.reused == 60


def test_a_scheduler_that_is_not_there(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.engines.cluster._PATIENCE", 0.5)
    with pytest.raises(UsageError, match="no Dask scheduler"):
        run(job(corpus, tmp_path / "out", engine="dask", scheduler="tcp://127.0.0.1:9"))
