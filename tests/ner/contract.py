"""What every recogniser must do; `check` is run for each of them."""

from __future__ import annotations

import pickle
import unicodedata

TEXTS = [
    "",
    " ",
    "\r\n",
    "Ông Nguyễn Văn Bình ở xã Châu Kim, huyện Quế Phong, tỉnh Nghệ An giao nộp 12 khẩu súng.",
    unicodedata.normalize("NFD", "Ông Nguyễn Văn Bình ở huyện Quế Phong gặp bà Trần Thị Hoà."),
    "Ông  Nguyễn Văn   Bình\r\nở huyện\u00a0Quế Phong.",
    "CÔNG AN TỈNH ĐẮK LẮK THU HỒI 350 KHẨU SÚNG",
    "UBND xã Châu Kim bảo đảm ANTT, ANTQ và PCCC.",
    "Đaị úy",
    "\ud800 lone surrogate",
    "\u0301\u200d",
    "(" * 500,
    "a" * 5000,
    "Hà Nội " * 100,
]


def check(recognizer):
    """Offsets in range, ordered, without overlap; nothing raises; same answer twice and after pickling."""
    found = recognizer.entities(TEXTS)
    assert len(found) == len(TEXTS)
    for text, entities in zip(TEXTS, found, strict=True):
        border = 0
        for entity in entities:
            assert border <= entity.start < entity.end <= len(text)
            assert text[entity.start : entity.end] == entity.text
            assert entity.label in {"PER", "ORG", "LOC", "MISC"}
            assert entity.recogniser == recognizer.name
            border = entity.end
    assert recognizer.entities(TEXTS) == found
    assert pickle.loads(pickle.dumps(recognizer)).entities(TEXTS) == found
    assert recognizer.entities([]) == []
    assert isinstance(recognizer.version, str)
