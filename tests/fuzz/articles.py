"""Bytes of a fuzzer as articles: words and sentences of the rules' examples, cut, repeated and mixed."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from extractor.model import Document
from tests.fuzz.choices import Choices

ROOT = Path(__file__).parents[2]
LONGEST = 3_000
MARKS = (
    " ", "\n", "\r\n", "\t", "\u00a0", "\u200b", "\u00ad", "\ufeff", ".", ",", ";", ":", "!", "?", "…", "...",
    "-", "–", "/", "%", "‰", "°", "(", ")", "[", "]", "“", "”", "‘", "’", '"', "'", "«", "»", "&nbsp;", "<br>",
    "&", "*", "+", "=", "~", "$", "€", "²", "½", "①", "Ⅳ", "٣", "１", "\u0301", "\u0323", "\x00", "\x1c", "\u2028",
    "\u202e", "😀", "Đ", "đ", "İ", "ß", "ﬁ", "0", "1", "00", "1.000", "1,5", "31/2", "24/7", "30%", "1e9", "2024",
)  # fmt: skip
DATES = (
    None,
    "2024",
    "2024-02",
    "2024-02-29",
    "2019-07-01T08:00:00+07:00",
    "0001-01-01",
    "9999-12-31",
    "9999",
)
CHANGES: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.lower,
    str.title,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: unicodedata.normalize("NFKD", text),
    lambda text: text[::-1],
    lambda text: text[: len(text) // 2],
    lambda text: text[len(text) // 2 :],
    lambda text: text.replace(" ", ""),
    lambda text: text.replace(" ", "\n"),
)


def example_texts() -> Iterator[str]:
    """The examples and counter-examples of all rules."""
    for path in sorted((ROOT / "extractor/rules").rglob("*.toml")):
        yield from _texts(tomllib.loads(path.read_text(encoding="utf-8")))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


SENTENCES = tuple(dict.fromkeys(example_texts()))
WORDS = tuple(sorted({word for text in SENTENCES for word in text.split()}))


def article(data: bytes) -> Document:
    """The document that these bytes stand for."""
    choices = Choices(data)
    published, title = choices.one_of(DATES), choices.number(4)
    pieces: list[str] = []
    length = 0
    while choices.more and length < LONGEST:
        added = _piece(choices, pieces)
        pieces.append(added)
        length += len(added)
    text = "".join(pieces)[:LONGEST].encode("utf-8", "ignore").decode()
    return Document(
        "fuzz",
        text,
        title=(None, "", text[:80], text.split("\n", 1)[0])[title],
        published=published,
        outlet=choices.one_of((None, "", "Báo Nghệ An")),
    )


def _piece(choices: Choices, before: list[str]) -> str:
    match choices.number(8):
        case 0 | 1 | 2:
            return choices.one_of(WORDS) + " "
        case 3:
            return choices.one_of(SENTENCES) + choices.one_of((" ", "\n", ". "))
        case 4:
            return choices.one_of(MARKS)
        case 5:
            return str(choices.number(65_536)) + choices.one_of(("", " ", "/", ".", ",", "-", "%"))
        case 6:
            again = "".join(before[-1 - choices.number(6) :])
            return again * (1 + choices.number(12)) if len(again) < LONGEST else ""
        case _:
            changed = choices.one_of(CHANGES)("".join(before[-1 - choices.number(6) :]))
            return changed + choices.one_of(("", " ", "\n"))
