"""Encodings: Unicode and windows-1258 as they are, old fonts when asked for, mojibake by its name."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Document
from extractor.readers import Limits, legacy, read

ARTICLES = sorted((Path(__file__).parents[2] / "corpus" / "articles").glob("*.txt"))
TEXT = ARTICLES[0].read_text("utf-8")
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"


def to_tcvn3(text):
    table = {letter: chr(code) for code, letter in legacy._tcvn3_table().items()}
    upper = {letter.upper(): code for letter, code in table.items()}  # capitals are another font
    return "".join(table.get(char) or upper.get(char) or char for char in unicodedata.normalize("NFC", text))


def to_vni(text):
    table = {letter: written for written, letter in legacy._vni_table()[0].items()}
    return "".join(table.get(char, char) for char in unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "text, encoding, unicode",
    [
        ("Héi N«ng d©n ViÖt Nam", "tcvn3", "Hội Nông dân Việt Nam"),
        ("§¶ng Céng s¶n", "tcvn3", "Đảng Cộng sản"),
        ("Hoäi Noâng daân Vieät Nam", "vni", "Hội Nông dân Việt Nam"),
        (
            "Ñaûng Coäng saûn; möôøi ngöôøi; kyõ thuaät; ñòa chæ",
            "vni",
            "Đảng Cộng sản; mười người; kỹ thuật; địa chỉ",
        ),
        ("COÂNG AN TÆNH HAØ GIANG", "vni", "CÔNG AN TỈNH HÀ GIANG"),
    ],
)
def test_convert(text, encoding, unicode):
    assert legacy.convert(text, encoding) == unicode


@given(st.lists(st.text(LETTERS, min_size=1, max_size=7), min_size=1).map(" ".join))
def test_tcvn3_comes_back(text):
    assert legacy.convert(to_tcvn3(text), "tcvn3") == text


@given(st.lists(st.text(LETTERS, min_size=1, max_size=7), min_size=1).map(" ".join))
def test_vni_comes_back(text):
    assert legacy.convert(to_vni(text), "vni") == text


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("encode, name", [(to_tcvn3, "tcvn3"), (to_vni, "vni")])
def test_articles_are_recognised(path, encode, name):
    text = path.read_text("utf-8")
    assert legacy.recognise(encode(text)) == name
    assert legacy.recognise(text) is None
    assert legacy.plausibility(text) > 0.97


def outcome(tmp_path, data, setting="off"):
    (tmp_path / "a.txt").write_bytes(data)
    (item,) = read([str(tmp_path / "a.txt")], Limits(legacy=setting))
    return item


def western(text):
    return text.encode("cp1252", "ignore")


@pytest.mark.parametrize("encode, name", [(to_tcvn3, "tcvn3"), (to_vni, "vni")])
@pytest.mark.parametrize("as_bytes", [western, str.encode], ids=["as bytes", "pasted"])
def test_old_fonts_are_named_and_converted_on_request(tmp_path, encode, name, as_bytes):
    data = as_bytes(encode(TEXT))
    failure = outcome(tmp_path, data)
    assert not isinstance(failure, Document)
    assert failure.error == f"looks like {name.upper()}, an old font encoding"
    for setting in ("auto", name):
        document = outcome(tmp_path, data, setting)
        assert isinstance(document, Document)
        assert "camera" in document.text or "xã" in document.text
        assert legacy.plausibility(document.text) > 0.97


def test_windows_1258(tmp_path):
    text = unicodedata.normalize("NFD", "Công an xã đã vận động người dân giao nộp 12 khẩu súng tự chế.")
    mixed = "".join(
        unicodedata.normalize("NFC", char) if unicodedata.normalize("NFC", char) in "âêôăơưđ" else char
        for char in text
    )
    shapes = {"a\u0302": "â", "e\u0302": "ê", "o\u0302": "ô", "a\u0306": "ă", "o\u031b": "ơ", "u\u031b": "ư"}
    for apart, letter in shapes.items():
        for tone in ("", "\u0323"):  # the dot below sorts before the shape
            mixed = mixed.replace(apart[0] + tone + apart[1], letter + tone)
    document = outcome(tmp_path, mixed.encode("cp1258"))
    assert isinstance(document, Document)
    assert unicodedata.normalize("NFD", document.text) == text


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_mojibake_is_named(tmp_path, wrong):
    data = TEXT.encode().decode(wrong, "replace").replace("\ufffd", "").encode()
    failure = outcome(tmp_path, data)
    assert not isinstance(failure, Document)
    assert failure.error == "UTF-8 that was read as Latin-1 on its way"


def test_vietnamese_is_left_alone(tmp_path):
    document = outcome(tmp_path, TEXT.encode(), "auto")
    assert isinstance(document, Document)
    assert document.text == TEXT
