"""Where the visible characters of a stretch of text begin and end, without copying the text."""

from __future__ import annotations


def visible_end(text: str, end: int, floor: int = 0) -> int:
    """``end`` moved left over white space: ``text[:end].rstrip()`` ends there.

    >>> visible_end("a b  c", 5)
    3
    """
    while end > floor and text[end - 1].isspace():
        end -= 1
    return end
