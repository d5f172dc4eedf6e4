"""Words with offsets: same words as underthesea, offsets into the text as it was given."""

from __future__ import annotations

import gzip
import json
import pickle
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from underthesea import word_tokenize

from extractor.engine.load import load_rules
from extractor.model import Document
from extractor.text.sections import SectionFinder
from extractor.text.sentences import SentenceSplitter
from extractor.text.tokens import UndertheseaTokenizer, load_segmenter, tokenize, tokenize_sentences
from extractor.text.view import MatchView

ARCHIVE = Path(__file__).parents[3] / "shared/corpus/archive_sample.jsonl.gz"
SEGMENT = load_segmenter()


def real_sentences(count, every):
    rules = load_rules()
    finder, splitter = SectionFinder(rules), SentenceSplitter(rules)
    found = []
    for line in gzip.decompress(ARCHIVE.read_bytes()).decode().split("\n")[::every]:
        if line and len(found) < count:
            text = json.loads(line)["text"]
            view = MatchView.of(text)
            parts = splitter.split(view, finder.find(Document("x", text), view))
            found += [view.cased[part.start : part.end] for part in parts]
    return found[:count]


@pytest.mark.skipif(not ARCHIVE.is_file(), reason="the archive of press articles is not here")
def test_same_words_as_underthesea_on_5000_real_sentences():
    sentences = real_sentences(5000, every=7)
    assert len(sentences) == 5000
    different = [text for text in sentences if SEGMENT(text)[0] != word_tokenize(text)]
    assert not different


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aăâÂđĐoơưừ ĐÐð.,:;-/()[]%0123456789“”'&_@#v\nABCxyz²½ßﬁ", max_size=40))
def test_same_words_as_underthesea_on_anything(text):
    text = unicodedata.normalize("NFC", text)
    try:
        expected = word_tokenize(text)
    except BaseException as error:  # noqa: BLE001  the native code panics
        pytest.skip(f"underthesea fails: {type(error).__name__}")
    assert SEGMENT(text)[0] == expected


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_offsets_index_the_text_as_given(form):
    text = unicodedata.normalize(
        form, "Giữ  bình yên\r\nCông an huyện Hoà Bình\u00a0thu hồi 12 khẩu súng. Đạt 100%."
    )
    sentences = tokenize(text)
    words = [token.text for sentence in sentences for token in sentence.tokens]
    assert [unicodedata.normalize("NFC", word) for word in words] == [
        "Giữ", "bình yên", "Công an", "huyện", "Hoà Bình", "thu hồi", "12", "khẩu", "súng", ".", "Đạt", "100", "%", ".",
    ]  # fmt: skip
    assert all(text[token.start : token.end] == token.text for s in sentences for token in s.tokens)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_ordered_tokens_inside_their_sentence(text):
    for sentence in tokenize(text):
        border = sentence.start
        for token in sentence.tokens:
            assert border <= token.start < token.end <= sentence.end
            assert text[token.start : token.end] == token.text
            border = token.end


def test_a_crash_costs_one_sentence(caplog, monkeypatch):
    def panic(sentence):
        if "hai" in sentence:
            raise BaseException("native panic")  # noqa: TRY002
        return SEGMENT(sentence)

    tokenizer = UndertheseaTokenizer()
    monkeypatch.setitem(tokenizer.__dict__, "_segment", panic)
    text = "Câu một. Câu hai. Câu ba."
    view = MatchView.of(text)
    rules = load_rules()
    sentences = SentenceSplitter(rules).split(view, SectionFinder(rules).find(Document("x", text), view))
    assert [bool(s.tokens) for s in tokenize_sentences(view, sentences, tokenizer)] == [True, False, True]
    assert "one sentence" in caplog.text


def test_an_interruption_is_no_crash(monkeypatch):
    def interrupted(sentence):
        raise KeyboardInterrupt

    tokenizer = UndertheseaTokenizer()
    monkeypatch.setitem(tokenizer.__dict__, "_segment", interrupted)
    with pytest.raises(KeyboardInterrupt):
        tokenizer.words("Câu một.")


def test_picklable_after_use():
    tokenizer = UndertheseaTokenizer()
    expected = tokenizer.words("Công an xã")
    assert pickle.loads(pickle.dumps(tokenizer)).words("Công an xã") == expected
