"""The gold loader refuses what does not fit, with file, line and what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.errors import GoldError
from extractor.evaluation.corpus import read_corpus
from extractor.evaluation.gold import GoldSet, builtin_vocabulary, read_gold
from extractor.evaluation.gold_format import json_schemas

from .conftest import ROOT, TEXT, gold_rows, shared_sets, write_lines


def read(folder: Path) -> GoldSet:
    return read_gold(folder / "gold", read_corpus(folder / "corpus"))


def test_a_good_set(gold: GoldSet) -> None:
    assert list(gold.documents) == ["a", "quiet"]
    assert [row["id"] for row in gold.figures["a"]] == ["a-1", "a-2", "a-3", "a-4"]
    assert gold.figures["quiet"] == ()
    assert gold.figures["a"][2].where.endswith("figures.jsonl:3")


@pytest.mark.parametrize(
    ("stem", "at", "fields", "message"),
    [
        ("figures", 1, {"start": 3}, "offset mismatch"),
        ("figures", 1, {"quote": "49 bị can"}, "the quote is not in the article"),
        ("figures", 0, {"value_text": "48"}, "Mend value_start and value_end"),
        ("figures", 2, {"value_start": 0, "value_end": 8, "value_text": TEXT[:8]}, "inside start..end"),
        ("figures", 0, {"indicator": "robbery"}, "allowed are admin_unit"),
        ("figures", 0, {"object": "gun"}, "no object of case"),
        ("figures", 0, {"unit": "pieces"}, '"unit"'),
        ("figures", 0, {"locality": {"name": "x", "level": "town"}}, "\"level\" is 'town'"),
        ("figures", 0, {"period": "2018-13"}, '"period"'),
        ("figures", 0, {"denominator": 3}, "if and only if value_kind is coverage"),
        ("figures", 0, {"rel": [{"type": "pair_with", "target": "a-9"}]}, "dangling relation"),
        ("figures", 0, {"rel": [{"type": "near", "target": "a-2"}]}, "\"type\" is 'near'"),
        ("figures", 0, {"repeat_of": "a-1"}, "dangling relation"),
        ("figures", 1, {"id": "a-1"}, "stands twice"),
        ("figures", 0, {"colour": "red"}, 'unknown field "colour"; allowed are doc'),
        ("figures", 0, {"start": "673"}, '"start"'),
        ("figures", 0, {"doc": "b"}, 'the corpus has no article "b"'),
        ("negatives", 0, {"category": "number"}, '"category"'),
        ("negatives", 1, {"end": 34}, "offset mismatch"),
        ("timex", 0, {"role": "clock"}, '"role"'),
        ("localities", 0, {"level": "town"}, '"level"'),
        ("meta", 0, {"publication_precision": "hour"}, '"publication_precision"'),
    ],
)
def test_a_wrong_row(
    stem: str, at: int, fields: dict, message: str, *, folder: Path, rewrite: Callable[..., None]
) -> None:
    rewrite(stem, at, **fields)
    with pytest.raises(GoldError) as error:
        read(folder)
    assert message in str(error.value)
    assert f"{stem}.jsonl:{at + 1}:" in str(error.value)
    assert error.value.exit_code == 2


def test_an_empty_set(folder: Path) -> None:
    (folder / "gold" / "figures.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(GoldError, match="the gold set is empty"):
        read(folder)


def test_not_json(folder: Path) -> None:
    with (folder / "gold" / "figures.jsonl").open("a", encoding="utf-8") as file:
        file.write("{oops\n")
    with pytest.raises(GoldError, match=r"figures.jsonl:5: not a JSON object"):
        read(folder)


def test_no_such_folder(folder: Path) -> None:
    with pytest.raises(GoldError, match="no such gold set"):
        read_gold(folder / "silver", {})
    with pytest.raises(GoldError, match="no such corpus"):
        read_corpus(folder / "texts")


@pytest.mark.parametrize(
    ("claims", "message"),
    [
        ({"with": [{"value": 3}]}, 'under "with" needs value and indicator'),
        ({"without": [{"unit": "case"}]}, "needs a value or an indicator"),
        ({"with": [{"value": 3, "indicator": "case"}], "without": [{"value": 3}]}, "forbids one"),
        ({"with": [{"value": 3, "indicator": "case"}] * 7}, '"with"'),
        ({"without": [{"value": 3, "indicator": "robbery"}]}, '"indicator"'),
    ],
)
def test_a_wrong_assertion(claims: dict, message: str, folder: Path) -> None:
    write_lines(folder / "gold" / "assertions.jsonl", [{"doc": "a", **claims}])
    with pytest.raises(GoldError, match=message):
        read(folder)


def test_a_set_of_assertions_alone(folder: Path) -> None:
    for stem in gold_rows():
        (folder / "gold" / f"{stem}.jsonl").unlink()
    claims = {"doc": "a", "with": [{"value": 47, "indicator": "case"}], "without": []}
    write_lines(folder / "gold" / "assertions.jsonl", [claims])
    gold = read(folder)
    assert gold.full == frozenset()
    assert list(gold.documents) == ["a"]


def test_line_ends_and_spaces_of_the_corpus_are_kept(tmp_path: Path) -> None:
    text = "a\r\nb\u00a0 c\u0300\n"
    (tmp_path / "x.txt").write_bytes(text.encode())
    assert read_corpus(tmp_path)["x"].text == text
    lines = write_lines(tmp_path / "c.jsonl", [{"id": "x", "text": text, "url": "u", "views": 3}])
    document = read_corpus(lines)["x"]
    assert (document.text, document.url, document.extra) == (text, "u", {"views": 3})


def test_the_published_schemas_are_current() -> None:
    for stem, schema in json_schemas(builtin_vocabulary()).items():
        stored = json.loads((ROOT / "gold" / "schema" / f"{stem}.json").read_text(encoding="utf-8"))
        assert stored == schema, f"gold/schema/{stem}.json is stale: run python tools/gold_schema.py"


def test_the_gold_of_this_repository_holds() -> None:
    gold = read_gold(ROOT / "gold" / "genre", read_corpus(ROOT / "corpus" / "articles"))
    assert len(gold.documents) == 12


@pytest.mark.skipif(not shared_sets(), reason="no gold beside the repository")
def test_the_gold_beside_the_repository_holds() -> None:
    assert {gold.name: sum(map(len, gold.figures.values())) for gold in shared_sets()} == {
        "seeds": 102,
        "dev_genre": 274,
        "dev_real": 508,
    }
