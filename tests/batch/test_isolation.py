"""One document must not take the others with it: errors, time, memory, dead workers."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import deadly

from extractor.batch import Job, run
from extractor.config import Config
from extractor.engines.local import LocalEngine
from extractor.engines.shard import make_shards
from extractor.engines.workers import WorkersEngine
from extractor.errors import RunError, UsageError
from extractor.model import Document
from extractor.readers import Limits

CONFIG = Config(ner="none", time_limit=0.5)
GOOD = "Công an xã đã vận động người dân giao nộp 12 khẩu súng tự chế."


def shards(texts):
    items = [(Document(f"d{at}", text, source_path=f"{at}.txt"), "") for at, text in enumerate(texts)]
    return make_shards(items)


def outcomes(results):
    found = []
    for _, entries in results:
        for entry in entries:
            errors = [row["error"] for row in entry.rows("failures")]
            found.append(errors[0] if errors else sum(entry.found.values()))
    return found


def test_in_this_process():
    documents = [Document(f"d{at}", text) for at, text in enumerate([GOOD, "raise", "memory", "sleep", GOOD])]
    entries = deadly.processor(CONFIG, Limits()).entries(documents, [""] * 5)
    assert outcomes([(None, entries)]) == [
        1, "ValueError: two lines", "not enough memory for this document", "took more than 0.5 seconds", 1,
    ]  # fmt: skip


def test_in_a_thread_of_a_cluster():
    documents = [Document(f"d{at}", text) for at, text in enumerate([GOOD, "spin", GOOD])]
    found = []

    def work():
        found.extend(deadly.processor(CONFIG, Limits()).entries(documents, [""] * 3))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    assert outcomes([(None, found)]) == [1, "took more than 0.5 seconds", 1]


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="POSIX signals")
@pytest.mark.parametrize("workers", [1, 2])
def test_in_workers(tmp_path, monkeypatch, workers):
    monkeypatch.setattr("extractor.engines.shard.MAX_DOCUMENTS", 3)
    monkeypatch.setattr("extractor.engines.workers._GRACE", 0.5)
    texts = [GOOD, "kill", GOOD, "loop", GOOD, f"kill-once {tmp_path / 'flag'}", GOOD, "raise", GOOD]
    engine = WorkersEngine(CONFIG, Limits(), tmp_path, workers, deadly.processor)
    assert outcomes(engine.run(shards(texts))) == [
        1, "ends the process that works on it (exit code -9)", 1, "took more than 0.5 seconds", 1, 0, 1,
        "ValueError: two lines", 1,
    ]  # fmt: skip


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="POSIX signals")
def test_a_run_with_one_worker_names_the_document_that_ends_it(tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.batch.WorkersEngine", partial(WorkersEngine, processor=deadly.processor))
    corpus = tmp_path / "corpus.jsonl"
    texts = [GOOD, "crash", GOOD, "exit", GOOD, "sleep", GOOD]
    rows = [json.dumps({"id": f"d{at}", "text": text}) for at, text in enumerate(texts)]
    corpus.write_text("\n".join(rows), "utf-8")
    summary = run(Job([str(corpus)], str(tmp_path / "out"), CONFIG, workers=1, engine="local"))
    assert (summary.documents, summary.figures, summary.exit_code) == (4, 4, 3)
    lines = (tmp_path / "out" / "failures.jsonl").read_text("utf-8").splitlines()
    failures = [json.loads(line) for line in lines]
    assert [(f["doc_id"], f["path"], f["line"]) for f in failures] == [
        ("d1", str(corpus), 2), ("d3", str(corpus), 4), ("d5", str(corpus), 6),
    ]  # fmt: skip
    assert [f["error"] for f in failures] == [
        f"ends the process that works on it (exit code -{signal.SIGSEGV})",
        "ends the process that works on it (exit code 3)",
        "took more than 0.5 seconds",
    ]


class Named:
    """An engine that only says that it was asked."""

    def __init__(self, name, asked):
        self._name, self._asked = name, asked

    def run(self, shards):
        self._asked.append(self._name)
        return ((shard, ()) for shard in shards)


@pytest.mark.parametrize(
    "texts, engine", [([], "alone"), ([GOOD], "alone"), ([GOOD] * 2, "many"), ([GOOD] * 9, "many")]
)
@pytest.mark.parametrize("at_once", [1, 64])
def test_a_single_document_needs_no_worker(monkeypatch, texts, engine, at_once):
    monkeypatch.setattr("extractor.engines.shard.MAX_DOCUMENTS", at_once)
    asked = []
    local = LocalEngine(Named("alone", asked), Named("many", asked))
    done = [slot.doc_id for shard, _ in local.run(shards(texts)) for slot in shard.slots]
    assert asked == [engine]
    assert done == [f"d{at}" for at in range(len(texts))]


def test_this_process_is_one(tmp_path):
    with pytest.raises(UsageError, match="one process"):
        run(Job([__file__], str(tmp_path / "out"), CONFIG, workers=2, engine="inline"))


def test_workers_that_never_start(tmp_path):
    engine = WorkersEngine(CONFIG, Limits(), tmp_path, 2, deadly.stillborn)
    with pytest.raises(RunError, match="exit code 7"):
        list(engine.run(shards([GOOD])))


def test_a_worker_killed_from_outside_is_replaced(tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.engines.shard.MAX_DOCUMENTS", 1)
    engine = WorkersEngine(CONFIG, Limits(), tmp_path, 2)
    found = []
    for number, (_, entries) in enumerate(engine.run(shards([GOOD] * 16))):
        found += [sum(entry.found.values()) for entry in entries]
        if number % 7 == 0:
            os.kill(engine._workers[0]._process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    assert found == [1] * 16
