"""A database made from articles written for the tests, and the real command serving it."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from types import SimpleNamespace

import pytest

from extractor.config import Config
from extractor.engine.load import load_rules
from extractor.engine.schema import Vocabulary
from extractor.model import Document
from extractor.pipeline import Pipeline
from extractor.schema import Recorder
from extractor.writers import Entry, open_writer

RUN = {"version": "0", "rules": "r", "settings": {}, "inputs": [], "counts": {}, "finished": "2026-01-01"}
ARTICLES = {
    "phu-tho": (
        "Đoan Hùng thu hồi vũ khí <script>alert(1)</script>",
        "2024-07-12",
        "Năm 2023, Công an huyện Đoan Hùng (Phú Thọ) đã vận động nhân dân giao nộp 42 khẩu súng tự chế. Toàn huyện duy trì <b>15 mô hình</b> tự quản về an ninh trật tự.",
    ),
    "phu-tho-2": (
        "Vận động giao nộp vũ khí ở Đoan Hùng",
        "2024-08-01",
        "Năm 2023, Công an huyện Đoan Hùng (Phú Thọ) đã vận động nhân dân giao nộp 45 khẩu súng tự chế.",
    ),
    "loc-ninh": (
        "Lộc Ninh giữ bình yên",
        "2024-07-12",
        "6 tháng đầu năm 2024, Công an huyện Lộc Ninh (Bình Phước) đã vận động nhân dân giao nộp hơn 23 khẩu súng tự chế. Năm qua, huyện thu được hàng chục tin báo.",
    ),
}


def write_database(path, articles=None):
    pipeline, recorder = Pipeline(Config(ner="none")), Recorder(load_rules().get(Vocabulary))
    with open_writer(str(path), path.parent) as writer:
        for doc_id, (title, published, text) in (articles or ARTICLES).items():
            document = Document(doc_id, text, title=title, published=published)
            writer.write(Entry.of(recorder.records(pipeline.run(document))))
        writer.finish(RUN)
    return path


@pytest.fixture(scope="session")
def database(tmp_path_factory):
    return write_database(tmp_path_factory.mktemp("browse") / "figures.db")


@pytest.fixture(scope="session")
def site(database):
    """The command in a process of its own; `get` asks it over HTTP."""
    command = [sys.executable, "-m", "extractor", "browse", str(database), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            line = process.stderr.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert address, line + process.stderr.read()

            def get(path):
                with urllib.request.urlopen(address[0] + path, timeout=10) as answer:
                    return answer.read().decode()

            yield SimpleNamespace(address=address[0], first=line.split()[3], get=get)
        finally:
            process.terminate()
            process.wait(10)
