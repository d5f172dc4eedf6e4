"""Vietnamese from before Unicode: TCVN3 (ABC) and VNI fonts, and UTF-8 that was read as Latin-1.

Texts of these fonts look like Western letters and signs. The tables are built from base letters and
marks, the way the encodings were.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

from extractor.readers.language import is_vietnamese

GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"
_D, _STROKED_D = "\u0111", "\u0110"

# TCVN3: after each base letter the codes of it with grave, hook, tilde, acute, dot.
_TCVN3_TONES = (GRAVE, HOOK, TILDE, ACUTE, DOT)
_TCVN3 = {
    "a": "B5B6B7B8B9",
    "a" + BREVE: "BBBCBDBEC6",
    "a" + CIRCUMFLEX: "C7C8C9CACB",
    "e": "CCCECFD0D1",
    "e" + CIRCUMFLEX: "D2D3D4D5D6",
    "i": "D7D8DCDDDE",
    "o": "DFE1E2E3E4",
    "o" + CIRCUMFLEX: "E5E6E7E8E9",
    "o" + HORN: "EAEBECEDEE",
    "u": "EFF1F2F3F4",
    "u" + HORN: "F5F6F7F8F9",
    "y": "FAFBFCFDFE",
}
_TCVN3_PLAIN = {
    0xA1: "A" + BREVE, 0xA2: "A" + CIRCUMFLEX, 0xA3: "E" + CIRCUMFLEX, 0xA4: "O" + CIRCUMFLEX,
    0xA5: "O" + HORN, 0xA6: "U" + HORN, 0xA7: _STROKED_D, 0xA8: "a" + BREVE, 0xA9: "a" + CIRCUMFLEX,
    0xAA: "e" + CIRCUMFLEX, 0xAB: "o" + CIRCUMFLEX, 0xAC: "o" + HORN, 0xAD: "u" + HORN, 0xAE: _D,
}  # fmt: skip

# VNI: a letter, then a letter that stands for its marks; some letters stand for themselves.
_VNI_MARKS = {
    0xF9: ACUTE, 0xF8: GRAVE, 0xFB: HOOK, 0xF5: TILDE, 0xEF: DOT,
    0xE2: CIRCUMFLEX, 0xE1: CIRCUMFLEX + ACUTE, 0xE0: CIRCUMFLEX + GRAVE, 0xE5: CIRCUMFLEX + HOOK,
    0xE3: CIRCUMFLEX + TILDE, 0xE4: CIRCUMFLEX + DOT,
    0xEA: BREVE, 0xE9: BREVE + ACUTE, 0xE8: BREVE + GRAVE, 0xFA: BREVE + HOOK, 0xFC: BREVE + TILDE,
    0xEB: BREVE + DOT,
}  # fmt: skip
_VNI_ALONE = {
    0xF4: "o" + HORN, 0xF6: "u" + HORN, 0xF1: _D, 0xE6: "i" + HOOK, 0xF3: "i" + TILDE, 0xF2: "i" + DOT,
    0xEE: "y" + DOT,
}  # fmt: skip
_VNI_BASES = "aeouy\u00f4\u00f6"

_WORD = regex.compile(r"\S+")
_EDGES = "\"'()[]{}<>.,;:!?/-–—…“”‘’*"
_LETTERS = regex.compile("[a-zA-Z\u0111\u0110]")
_TONES = frozenset((GRAVE, ACUTE, HOOK, TILDE, DOT))
_SHAPES = frozenset((CIRCUMFLEX, BREVE, HORN))
_LIKELY = 0.85
_SAMPLE = 20_000

ENCODINGS = ("tcvn3", "vni")


def convert(text: str, encoding: str) -> str:
    """Text of an old font as Unicode.

    >>> convert("H\u00e9i N\u00abng d\u00a9n", "tcvn3")
    'Hội Nông dân'
    """
    if encoding == "tcvn3":
        return str(text.translate(_tcvn3_table()))
    table, pattern = _vni_table()
    return str(pattern.sub(lambda match: table[match.group()], text))


def recognise(text: str, encodings: tuple[str, ...] = ENCODINGS) -> str | None:
    """The old encoding that makes Vietnamese of a text which is none, or None."""
    sample = text[:_SAMPLE]
    if sample.isascii() or plausibility(sample) >= _LIKELY:
        return None
    scored = [(plausibility(convert(sample, encoding)), encoding) for encoding in encodings]
    score, best = max(scored, default=(0.0, ""))
    return best if score >= _LIKELY else None


def is_mojibake(text: str) -> bool:
    """True for UTF-8 that was once read as Windows-1252 or Latin-1."""
    for encoding in ("cp1252", "latin-1"):
        try:
            repaired = text[:_SAMPLE].encode(encoding, "ignore").decode("utf-8", "ignore")
        except UnicodeError:
            continue
        if is_vietnamese(repaired) and plausibility(repaired) > max(_LIKELY, plausibility(text[:_SAMPLE])):
            return True
    return False


def from_bytes(data: bytes, encodings: tuple[str, ...]) -> tuple[str, str] | None:
    """Text and encoding of bytes that are no UTF-8: windows-1258 or an old font; None if none fits."""
    western = data.decode("cp1252", "replace") if b"\x81" not in data else data.decode("latin-1")
    candidates = [("cp1258", data.decode("cp1258", "replace"))]
    candidates += [(encoding, convert(western, encoding)) for encoding in encodings]
    scored = [(plausibility(text[:_SAMPLE]), text, name) for name, text in candidates]
    score, text, name = max(scored, key=lambda item: item[0])
    return (text, name) if score >= _LIKELY and "\ufffd" not in text else None


def plausibility(text: str) -> float:
    """Share of words with letters that could be Vietnamese: its letters only, at most one tone; 0..1."""
    good = total = 0
    for match in _WORD.finditer(unicodedata.normalize("NFD", text)):
        word = match.group().strip(_EDGES)
        if word.isascii() or not _LETTERS.search(word):
            continue
        total += 1
        rest = _LETTERS.sub("", word)
        tones = sum(char in _TONES for char in rest)
        good += tones <= 1 and all(char in _TONES or char in _SHAPES for char in rest)
    return good / total if total else 0.0


@lru_cache(maxsize=1)
def _tcvn3_table() -> dict[int, str]:
    table = {code: unicodedata.normalize("NFC", text) for code, text in _TCVN3_PLAIN.items()}
    for base, codes in _TCVN3.items():
        for code, tone in zip(bytes.fromhex(codes), _TCVN3_TONES, strict=True):
            table[code] = unicodedata.normalize("NFC", base + tone)
    return table


@lru_cache(maxsize=1)
def _vni_table() -> tuple[dict[str, str], regex.Pattern[str]]:
    """Letters and pairs of them, in every case, with what they stand for; pairs go first."""
    table = {chr(code): unicodedata.normalize("NFC", text) for code, text in _VNI_ALONE.items()}
    for base in _VNI_BASES:
        for code, marks in _VNI_MARKS.items():
            letter = unicodedata.normalize("NFC", table.get(base, base) + marks)
            if len(letter) == 1:
                table[base + chr(code)] = letter
    for written, letter in list(table.items()):
        table[written.upper()] = table[written.capitalize()] = letter.upper()
    longest_first = sorted(table, key=len, reverse=True)
    return table, regex.compile("|".join(map(regex.escape, longest_first)))
