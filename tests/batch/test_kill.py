"""The whole run is killed at random moments; going on gives what an undisturbed run gives."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ARTICLES = Path(__file__).parents[2] / "corpus" / "articles"
KILLS = 20

pytestmark = pytest.mark.xdist_group("kill")


def command(corpus, output, *options):
    return [
        sys.executable,
        "-m",
        "extractor",
        "extract",
        str(corpus),
        "-o",
        str(output),
        "--ner",
        "none",
        *options,
    ]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    path = tmp_path_factory.mktemp("kill") / "corpus.jsonl"
    articles = [article.read_text("utf-8") for article in sorted(ARTICLES.glob("*.txt"))]
    with path.open("w", encoding="utf-8") as stream:
        for number in range(256):
            stream.write(json.dumps({"id": f"a{number}", "text": articles[number % len(articles)]}) + "\n")
    return path


@pytest.fixture(scope="module")
def undisturbed(corpus):
    output = corpus.parent / "undisturbed"
    subprocess.run(command(corpus, output, "-q"), check=True)
    return (output / "figures.jsonl").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_twenty_kills(corpus, undisturbed, tmp_path):
    chance = random.Random(20)
    output, finished = tmp_path / "out", False
    for _ in range(KILLS):
        process = subprocess.Popen(
            command(corpus, output, "-q", "--workers", "2", "--resume"), start_new_session=True
        )
        try:
            process.wait(timeout=chance.uniform(0.2, 2.5))
            finished = True
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    subprocess.run(command(corpus, output, "-q", "--resume"), check=True)
    assert (output / "figures.jsonl").read_bytes() == undisturbed
    assert not (output / ".work").exists()
    assert finished or len((output / "documents.jsonl").read_bytes().splitlines()) == 256


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_control_c(corpus, undisturbed, tmp_path, workers):
    output = tmp_path / "out"
    process = subprocess.Popen(
        command(corpus, output, "--workers", workers), stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    deadline = time.monotonic() + 60
    while not list(output.glob(".work/shards/*[0-9]")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "--resume" in said
    assert "Traceback" not in said
    again = subprocess.run(command(corpus, output, "--resume"), capture_output=True, check=True)
    assert "taken from an earlier run" in again.stderr.decode()
    assert (output / "figures.jsonl").read_bytes() == undisturbed
