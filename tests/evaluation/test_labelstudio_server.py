"""The round trip through a running Label Studio; opt-in, because it needs a server.

Start one in an environment of its own (about 1 GB), then run this test with its address:

    python -m venv label-studio && label-studio/bin/pip install label-studio==1.23.2
    label-studio/bin/label-studio start --no-browser --data-dir label-studio/data -p 8089 \\
        --username annotator@example.org --password only-for-this-test \\
        --enable-legacy-api-token --user-token 0123456789abcdef0123456789abcdef01234567
    LABEL_STUDIO_URL=http://127.0.0.1:8089 LABEL_STUDIO_TOKEN=0123456789abcdef0123456789abcdef01234567 \\
        python -m pytest tests/evaluation/test_labelstudio_server.py
"""

from __future__ import annotations

import json
import os
import urllib.request
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.evaluation.corpus import read_corpus
from extractor.evaluation.gold import GoldSet, builtin_vocabulary, read_gold
from extractor.evaluation.labelstudio.config import config_xml
from extractor.evaluation.labelstudio.export import gold_tasks, run_tasks
from extractor.evaluation.labelstudio.load import rows_of_task

from .conftest import ROOT, as_predictions, gold_rows, write_lines

URL = os.environ.get("LABEL_STUDIO_URL", "")
TOKEN = os.environ.get("LABEL_STUDIO_TOKEN", "")

pytestmark = pytest.mark.skipif(not URL, reason="LABEL_STUDIO_URL names no running server")


def call(method: str, path: str, body: Any = None) -> Any:
    request = urllib.request.Request(f"{URL}{path}", method=method)
    request.add_header("Authorization", f"Token {TOKEN}")
    data = None
    if body is not None:
        request.add_header("Content-Type", "application/json")
        data = json.dumps(body, default=float).encode()
    with urllib.request.urlopen(request, data, timeout=120) as response:
        raw = response.read()
    return json.loads(raw, parse_float=Decimal) if raw else None


def through_the_server(gold: GoldSet) -> dict[str, Any]:
    """Exported tasks by article, after import into a fresh project and export from it."""
    config = config_xml(builtin_vocabulary())
    project = call("POST", "/api/projects", {"title": "round trip", "label_config": config})["id"]
    try:
        call("POST", f"/api/projects/{project}/import", gold_tasks(gold))
        exported = call("GET", f"/api/projects/{project}/export?exportType=JSON")
    finally:
        call("DELETE", f"/api/projects/{project}")
    return {task["data"]["doc_id"]: task for task in exported}


def check(gold: GoldSet) -> None:
    exported = through_the_server(gold)
    assert set(exported) == set(gold.documents)
    for doc_id, document in gold.documents.items():
        assert exported[doc_id]["data"]["text"] == document.text
    direct = {task["data"]["doc_id"]: task for task in json.loads(json.dumps(gold_tasks(gold), default=str))}
    for doc_id in gold.documents:
        back = rows_of_task(exported[doc_id], "export", text=gold.documents[doc_id].text)
        assert back == rows_of_task(direct[doc_id], "direct")


def test_the_gold_of_this_repository() -> None:
    check(read_gold(ROOT / "gold" / "genre", read_corpus(ROOT / "corpus" / "articles")))


def test_emoji_line_ends_and_decomposed_letters(tmp_path: Path) -> None:
    text = "😀 Sáng nay\r\n\r\nHoa\u0300 Bi\u0300nh:  có\u00a047 vụ 👩‍👩‍👧, 49  đối tượng.\tHết\u2028."
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_bytes(text.encode())
    figures = []
    for row in gold_rows()["figures"][:2]:
        start = text.index(row["value_text"])
        end = start + 5
        figures.append(
            {
                **row,
                "start": start,
                "end": end,
                "quote": text[start:end],
                "value_start": start,
                "value_end": start + 2,
                "value": 12.5 if row["id"] == "a-1" else 49,
            }
        )
    write_lines(tmp_path / "gold" / "figures.jsonl", figures)
    check(read_gold(tmp_path / "gold", read_corpus(corpus)))


def test_pre_annotations(tmp_path: Path) -> None:
    gold = read_gold(ROOT / "gold" / "genre", read_corpus(ROOT / "corpus" / "articles"))
    tasks = run_tasks(gold.documents.values(), as_predictions(gold))
    project = call("POST", "/api/projects", {"label_config": config_xml(builtin_vocabulary())})["id"]
    try:
        call("POST", f"/api/projects/{project}/import", tasks)
        stored = call("GET", f"/api/predictions?project={project}")
    finally:
        call("DELETE", f"/api/projects/{project}")
    expected = [task["predictions"][0]["result"] for task in tasks]
    assert sorted(len(item["result"]) for item in stored) == sorted(map(len, expected))
