"""What is fuzzed: a function from any bytes to nothing, which raises if something is wrong."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

from extractor.model import Document
from extractor.readers import read
from extractor.schema import FailureRecord, dumps, loads
from tests import grounded
from tests.figures import PIPELINE
from tests.fuzz.articles import article
from tests.fuzz.files import Made, made


def readers(data: bytes) -> None:
    """A file of any format gives documents and failures; nothing is raised."""
    check_file(made(data))


def check_file(file: Made) -> None:
    """What `readers` checks, for a file that is there already."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the libraries behind the formats
        path = Path(folder) / f"a{file.suffix}"
        path.write_bytes(file.data)
        items = list(read([str(path)], file.limits))
    documents = [item for item in items if isinstance(item, Document)]
    assert len({document.doc_id for document in documents}) == len(documents)
    for document in documents:
        assert 0 < len(document.text) <= file.limits.max_chars
        assert document.doc_id
        assert all(0 <= part.start <= part.end <= len(document.text) for part in document.sections)
        dumps([document.text, document.title, document.url, document.outlet, document.source_path])
        dumps(document.extra)
    for item in items:
        if isinstance(item, FailureRecord):
            assert item.error
            assert "\n" not in str(item)
            assert loads(dumps(item))["path"]


def pipeline(data: bytes) -> None:
    """Any text gives valid, grounded records."""
    grounded.check(PIPELINE.run(article(data)))


TARGETS: dict[str, Callable[[bytes], None]] = {"readers": readers, "pipeline": pipeline}
