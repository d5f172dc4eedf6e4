"""Recognisers: the contract, the offsets, the acronyms, and parity with underthesea."""

from __future__ import annotations

import gzip
import json
import unicodedata
from pathlib import Path

import pytest
from underthesea import ner

from extractor.engine.load import load_rules
from extractor.errors import UsageError
from extractor.model import Document
from extractor.ner import NAMES, Recognizer, get_recognizer
from extractor.ner.underthesea_crf import TaggingModel, UndertheseaRecognizer
from extractor.text.sections import SectionFinder
from extractor.text.sentences import SentenceSplitter
from extractor.text.view import MatchView

from .contract import check

ARCHIVE = Path(__file__).parents[3] / "shared/corpus/archive_sample.jsonl.gz"
RULES = load_rules()


@pytest.mark.parametrize("name", NAMES)
def test_contract(name):
    recognizer = get_recognizer(name, RULES)
    assert isinstance(recognizer, Recognizer)
    assert recognizer.name == name
    check(recognizer)


def test_an_unknown_name_says_what_is_allowed():
    with pytest.raises(UsageError, match="underthesea, none"):
        get_recognizer("phobert", RULES)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_are_found_where_they_stand(form):
    text = unicodedata.normalize(form, "Ông Nguyễn Văn Bình ở  huyện Quế Phong, Nghệ An.")
    entities = get_recognizer("underthesea", RULES).entities([text])[0]
    found = {(unicodedata.normalize("NFC", entity.text), entity.label) for entity in entities}
    assert {("Nguyễn Văn Bình", "PER"), ("Nghệ An", "LOC")} <= found


def test_acronyms_of_the_genre_are_no_names():
    text = "Tình hình ANTT, ANTQ và PCCC tại xã Châu Kim được giữ vững."
    entities = get_recognizer("underthesea", RULES).entities([text])[0]
    assert [entity.text for entity in entities if entity.text in {"ANTT", "ANTQ", "PCCC"}] == []


def test_a_sentence_is_recognised_once():
    recognizer = UndertheseaRecognizer(RULES)
    first = recognizer.entities(["Ông Bình ở Hà Nội."])
    recognizer.__dict__["_model"] = None
    assert recognizer.entities(["Ông Bình ở Hà Nội."]) == first


def test_the_cache_is_bounded(monkeypatch):
    monkeypatch.setattr("extractor.ner.underthesea_crf._CACHE_SIZE", 3)
    recognizer = UndertheseaRecognizer(RULES)
    recognizer.entities([f"Ông Bình số {number}." for number in range(10)])
    assert len(recognizer._cache) == 3


@pytest.mark.skipif(not ARCHIVE.is_file(), reason="the archive of press articles is not here")
def test_same_tags_as_underthesea_on_500_real_sentences():
    finder, splitter = SectionFinder(RULES), SentenceSplitter(RULES)
    sentences = []
    for line in gzip.decompress(ARCHIVE.read_bytes()).decode().split("\n")[3::50]:
        if line and len(sentences) < 500:
            text = json.loads(line)["text"]
            view = MatchView.of(text)
            parts = splitter.split(view, finder.find(Document("x", text), view))
            sentences += [view.cased[part.start : part.end] for part in parts]
    sentences = sentences[:500]
    assert len(sentences) == 500
    model = TaggingModel()
    different = [text for text in sentences if model.tag(text)[0] != [(w, p, e) for w, p, _, e in ner(text)]]
    assert not different
