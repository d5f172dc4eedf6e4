"""Places in running text: the table of cases, invariants, and the annotated corpus."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.engine.load import load_rules
from extractor.gazetteer import Gazetteer
from extractor.mentions.places import PlaceFinder, find_places
from extractor.model import Entity
from extractor.text.view import MatchView

ROOT = Path(__file__).parents[2]
CASES = tomllib.loads((ROOT / "tests" / "cases" / "places.toml").read_text("utf-8"))["case"]
PIECES = [
    "xã ", "huyện ", "tỉnh ", "P.", "TP ", "thôn ", "các xã ", "Lộc Ninh", "Hà Giang", "Tân Tiến", "7", "Châu Thành",
    ", ", " (", ")", " và ", " cũ", " nay là ", "\n", "- ", "Nguyễn Văn A", "ông ", "BHG -", "Đăk Lăk", "HÀ NỘI", "giáp ",
]  # fmt: skip


@pytest.fixture(scope="module")
def finder():
    return PlaceFinder(load_rules(), Gazetteer.default())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_cases(case):
    found = find_places(case["text"], case["on"])
    assert [p.text for p in found] == [place["text"] for place in case["places"]]
    for place, expected in zip(found, case["places"], strict=True):
        for name in ("level", "province", "district", "commune", "role"):
            if name in expected:
                assert (getattr(place, name) or "") == expected[name], (place, name)
        if "code" in expected:
            assert place.unit is not None, place
            assert place.unit.code == expected["code"], place
        if expected.get("ambiguous"):
            assert place.unit is None
            assert place.candidates
            assert all(candidate.reasons for candidate in place.candidates)


def test_a_hint_stands_for_the_outlet(finder):
    view = MatchView.of("Công an xã Tân Tiến bắt hai đối tượng.")
    (alone,) = finder.find(view, "2020-05-01")
    (hinted,) = finder.find(view, "2020-05-01", hint_province="Hà Giang")
    assert alone.unit is None
    assert (hinted.province, hinted.district) == ("Hà Giang", "Hoàng Su Phì")


def test_a_recogniser_is_evidence_for_and_against(finder):
    text = "Hội nghị ở Vị Xuyên kết thúc."
    view = MatchView.of(text)
    at = text.index("Vị Xuyên")

    def named(label):
        entity = Entity(at, at + len("Vị Xuyên"), "Vị Xuyên", label, "test")
        return [p.text for p in finder.find(view, "2020-05-01", entities=(entity,))]

    assert named("LOC") == ["Vị Xuyên"]
    assert named("PER") == []


def test_members_of_a_list_share_a_group():
    first, second, other = find_places("tại xã Lộc Khánh, Lộc Thịnh của huyện Lộc Ninh", "2020-05-01")
    assert first.group is not None
    assert first.group == second.group
    assert other.group is None


@pytest.mark.parametrize("on", [None, "", "1950-01-01", "2199-01-01", "2025", "no date"])
def test_any_date_has_an_answer(on):
    places = find_places("xã Lộc Khánh, huyện Lộc Ninh, tỉnh Bình Phước", on)
    assert [p.text for p in places] == ["xã Lộc Khánh", "huyện Lộc Ninh", "tỉnh Bình Phước"]
    assert all(p.unit is None or on != "1950-01-01" for p in places)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_ordered_spans_inside_it(text):
    places = find_places(text, "2020-05-01")
    end = 0
    for place in places:
        assert end <= place.start < place.end <= len(text)
        assert text[place.start : place.end] == place.text
        end = place.end


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=100, deadline=None)
def test_decomposed_letters_change_nothing(text):
    def answer(written):
        return [
            (unicodedata.normalize("NFC", p.text), p.level, p.province, p.district, p.commune, p.unit)
            for p in find_places(written, "2020-05-01")
        ]

    assert answer(unicodedata.normalize("NFD", text)) == answer(unicodedata.normalize("NFC", text))


def test_long_lists_are_read_in_reasonable_time(finder):
    text = ", ".join(["xã Lộc Khánh, huyện Lộc Ninh và thôn Sơn Quả 2"] * 4000)
    assert len(finder.find(MatchView.of(text), "2020-05-01")) == 12000


def _gold(folder, articles):
    meta = {}
    for line in (folder / "meta.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        meta[row["doc"]] = row
    gold = {}
    for line in (folder / "localities.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        gold.setdefault(row["doc"], {})[row["start"], row["end"]] = row
    for doc, row in meta.items():
        yield articles[doc], row.get("publication_date"), gold.get(doc, {})


def _texts(folder):
    return {path.stem: path.read_bytes().decode("utf-8") for path in folder.glob("*.txt")}


def _corpora():
    shared = ROOT.parent / "shared"
    yield pytest.param(ROOT / "gold" / "genre", ROOT / "corpus" / "articles", id="genre")
    yield pytest.param(
        shared / "gold" / "seeds",
        shared / "corpus" / "seeds",
        id="seeds",
        marks=pytest.mark.skipif(not shared.is_dir(), reason="the seed articles are not here"),
    )


@pytest.mark.parametrize(("gold", "corpus"), list(_corpora()))
def test_annotated_corpora(gold, corpus, finder):
    hits = found = annotated = 0
    right = dict.fromkeys(("level", "province", "district", "commune"), 0)
    for text, on, places in _gold(gold, _texts(corpus)):
        view = MatchView.of(text)
        spans = {(p.start, p.end): p for p in map(view.to_source, finder.find(view, on))}
        found += len(spans)
        annotated += len(places)
        for span in spans.keys() & places.keys():
            hits += 1
            for name in right:
                right[name] += (getattr(spans[span], name) or None) == (places[span][name] or None)
    precision, recall = hits / found, hits / annotated
    assert 2 * precision * recall / (precision + recall) >= 0.93
    assert all(count / hits >= 0.95 for count in right.values()), right
