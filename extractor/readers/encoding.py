"""From bytes to text: UTF-8, UTF-16 with its mark, windows-1258; old fonts if asked for.

>>> decode("giao nộp".encode("utf-16"))
'giao nộp'
"""

from __future__ import annotations

import codecs

import regex

from extractor.errors import InputError
from extractor.readers import legacy

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARY = regex.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD = 65_536


def decode(data: bytes, old_fonts: str = "off") -> str:
    """The text, unaltered but for the byte order mark.

    Args:
        data: all bytes of the text.
        old_fonts: ``off``, ``auto``, ``tcvn3`` or ``vni``.

    Raises:
        InputError: saying what is wrong with the bytes and what they look like.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    head = data[:_HEAD]
    if len(_BINARY.findall(head)) > len(head) // 100:
        raise InputError("binary data, not text; give articles as text, JSONL, a table or HTML")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _old(data, old_fonts)


def fonts(old_fonts: str) -> tuple[str, ...]:
    """The old encodings that a setting allows."""
    return legacy.ENCODINGS if old_fonts == "auto" else () if old_fonts == "off" else (old_fonts,)


def _old(data: bytes, old_fonts: str) -> str:
    found = legacy.from_bytes(data, fonts(old_fonts))
    if found is not None:
        return found[0]
    likely = legacy.from_bytes(data, legacy.ENCODINGS)
    if likely is not None:
        raise InputError(f"looks like {likely[1].upper()}, an old font encoding; --legacy auto converts it")
    return _strict(data, "utf-8")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        byte = data[error.start]
        raise InputError(
            f"not {encoding.upper()} (byte 0x{byte:02X} at {error.start}); convert the file to UTF-8"
        ) from error
