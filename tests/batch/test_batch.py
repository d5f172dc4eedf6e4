"""Batches: one result whatever the number of workers, and nothing redone that need not be."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path

import pytest

from extractor.batch import Job, run
from extractor.config import Config
from extractor.engines import inline
from extractor.errors import OutputError, UsageError
from extractor.readers import Limits

ARTICLES = Path(__file__).parents[2] / "corpus" / "articles"
FILES = ("figures", "documents", "mentions", "rejects", "failures", "journal")


def job(inputs, output, **settings):
    config = Config(ner="none", **settings.pop("config", {}))
    return Job([str(name) for name in inputs], str(output), config, Limits(), **settings)


def lines(folder):
    return {name: (folder / f"{name}.jsonl").read_bytes() for name in FILES}


@pytest.fixture
def corpus(tmp_path):
    """Articles under several ids, with something broken between them."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for copy in range(3):
        for path in sorted(ARTICLES.glob("*.txt")):
            shutil.copy(path, folder / f"{copy}_{path.name}")
    (folder / "1_broken.txt").write_bytes(b"\x00\x01" * 50)
    return folder


@pytest.fixture
def small_shards(monkeypatch):
    monkeypatch.setattr("extractor.engines.shard.MAX_DOCUMENTS", 4)


@pytest.mark.usefixtures("small_shards")
def test_workers_give_the_same_bytes(tmp_path, corpus):
    one = run(job([corpus], tmp_path / "one"))
    two = run(job([corpus], tmp_path / "two", workers=2))
    assert lines(tmp_path / "one") == lines(tmp_path / "two")
    assert (one.documents, one.failures, one.exit_code) == (36, 1, 3)
    assert one.figures == two.figures > 0
    assert not (tmp_path / "two" / ".work").exists()


def test_run_json_tells_what_was_done(tmp_path):
    summary = run(job([ARTICLES], tmp_path / "out"))
    told = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert told["counts"]["documents"] == summary.documents == 12
    assert told["counts"]["figures"] == sum(told["figures_by_indicator"].values())
    assert told["settings"]["ner"] == "none"
    assert summary.exit_code == 0


def test_nothing_to_do(tmp_path):
    (tmp_path / "empty").mkdir()
    assert run(job([tmp_path / "empty"], tmp_path / "out")).exit_code == 1


def test_missing_inputs_are_found_before_any_output_is_made(tmp_path):
    with pytest.raises(UsageError):
        run(job([tmp_path / "missing"], tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_results_must_not_become_inputs(tmp_path, corpus):
    for output in (corpus, corpus / "out", corpus / "out.csv"):
        with pytest.raises(UsageError, match="inside an input folder"):
            run(job([corpus], output))


@pytest.mark.usefixtures("small_shards")
def test_resume_redoes_only_what_changed(tmp_path, corpus):
    run(job([corpus], tmp_path / "out"))
    before = lines(tmp_path / "out")
    again = run(job([corpus], tmp_path / "out", resume=True))
    assert again.reused == 36
    assert lines(tmp_path / "out") == before

    changed = corpus / "1_dg105.txt"
    changed.write_text(changed.read_text("utf-8") + "\nXã có 7 mô hình mới.", "utf-8")
    (corpus / "0_aa.txt").write_text("Công an xã vận động người dân giao nộp 3 khẩu súng.", "utf-8")
    third = run(job([corpus], tmp_path / "out", resume=True))
    assert (third.documents, third.reused) == (37, 35)
    fresh = run(job([corpus], tmp_path / "fresh"))
    assert fresh.reused == 0
    assert lines(tmp_path / "out") == lines(tmp_path / "fresh")


def test_changed_settings_redo_everything(tmp_path):
    run(job([ARTICLES], tmp_path / "out"))
    assert run(job([ARTICLES], tmp_path / "out", resume=True)).reused == 12
    assert run(job([ARTICLES], tmp_path / "out", resume=True, config={"published": "2024"})).reused == 0


def test_without_resume_everything_is_done_again(tmp_path):
    run(job([ARTICLES], tmp_path / "out"))
    assert run(job([ARTICLES], tmp_path / "out")).reused == 0


class StopHere(Exception):  # noqa: N818 - not a mistake
    """What a test raises in the middle of a run."""


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("output", ["out", "out.csv", "out.db"])
@pytest.mark.usefixtures("small_shards")
def test_a_stopped_run_goes_on(tmp_path, corpus, output, workers):
    def stop(summary, entry):
        if summary.documents == 20:
            raise StopHere

    with pytest.raises(StopHere):
        run(job([corpus], tmp_path / output, workers=workers), stop)
    assert not (tmp_path / output / "figures.jsonl").exists()
    rest = run(job([corpus], tmp_path / output, resume=True))
    assert rest.reused >= 16
    run(job([corpus], tmp_path / f"fresh_{output}"))
    if output == "out":
        assert lines(tmp_path / output) == lines(tmp_path / f"fresh_{output}")
    elif output == "out.csv":
        assert (tmp_path / output).read_bytes() == (tmp_path / f"fresh_{output}").read_bytes()
    assert not (tmp_path / f"{output}.work").exists()


def test_a_full_disk_is_said_and_nothing_is_spoilt(tmp_path, monkeypatch):
    run(job([ARTICLES], tmp_path / "out"))
    before = lines(tmp_path / "out")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(inline, "write_shard", full)
    with pytest.raises(OutputError, match=r"disk is full.*--resume") as caught:
        run(job([ARTICLES], tmp_path / "out"))
    assert caught.value.exit_code == 1
    assert lines(tmp_path / "out") == before


def test_two_runs_do_not_share_an_output(tmp_path):
    def second(summary, entry):
        with pytest.raises(UsageError, match="another run"):
            run(job([ARTICLES], tmp_path / "out"))

    first = run(job([ARTICLES], tmp_path / "out"), second)
    assert first.documents == 12
    assert run(job([ARTICLES], tmp_path / "out", resume=True)).reused == 12


def test_order_of_inputs_is_order_of_output(tmp_path):
    paths = sorted(ARTICLES.glob("*.txt"), reverse=True)
    run(job(paths, tmp_path / "out", workers=2))
    documents = (tmp_path / "out" / "documents.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["doc_id"] for line in documents] == [path.stem for path in paths]
