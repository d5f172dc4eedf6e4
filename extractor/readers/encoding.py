"""From bytes to text: UTF-8 or UTF-16, otherwise a clear no.

>>> decode("giao nộp".encode("utf-16"))
'giao nộp'
"""

from __future__ import annotations

import codecs

import regex

from extractor.errors import InputError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARY = regex.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, _legacy: str = "off") -> str:
    """The text, unaltered but for the byte order mark.

    Raises:
        InputError: saying what is wrong with the bytes.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    if len(_BINARY.findall(data[:65536])) > len(data[:65536]) // 100:
        raise InputError("binary data, not text; give articles as text, JSONL, a table or HTML")
    return _strict(data, "utf-8")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        byte = data[error.start]
        raise InputError(
            f"not {encoding.upper()} (byte 0x{byte:02X} at {error.start}); convert the file to UTF-8"
        ) from error
