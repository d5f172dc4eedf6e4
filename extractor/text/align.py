"""Finds the words of a tool that rewrites its input: where in the text does each of them stand?

Taggers return words without offsets, in NFC, with blanks collapsed, tone marks moved and misspelt
syllables replaced. The aligner compares skeletons (no blanks, no marks, one case, d for its barred
form) and walks forward, so none of that loses a word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_BARRED = str.maketrans("đðĐÐ", "dddd")
_LOOKAHEAD = 64


def align(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Spans of ``words``, in their order, in ``text``; never fewer than words, never out of order.

    A word that was rewritten beyond recognition gets what lies between its neighbours (an empty span
    if nothing does).

        >>> align("xã  Hoà Bình", ["xã", "Hòa Bình"])
        [(0, 2), (4, 12)]
    """
    letters, origin = skeleton(text)
    spans: list[tuple[int, int]] = []
    lost: list[int] = []
    at = 0
    for number, word in enumerate(words):
        target, _ = skeleton(word)
        found = letters.find(target, at, at + len(target) + _LOOKAHEAD) if target else -1
        if found < 0:
            lost.append(number)
            spans.append((-1, -1))
            continue
        at = found + len(target)
        spans.append((origin[found], _end(text, origin, at)))
    for number in lost:
        begin = max((end for _, end in spans[:number]), default=0)
        finish = next((start for start, _ in spans[number + 1 :] if start >= 0), len(text))
        while begin < finish and text[begin].isspace():
            begin += 1
        while finish > begin and text[finish - 1].isspace():
            finish -= 1
        spans[number] = (begin, max(begin, finish))
    return spans


def skeleton(text: str) -> tuple[str, list[int]]:
    """The letters that matter for comparison, and the index in ``text`` of each."""
    letters: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        if char.isspace():
            continue
        for part in unicodedata.normalize("NFD", char.translate(_BARRED).casefold()):
            if not unicodedata.combining(part):
                letters.append(part)
                origin.append(index)
    return "".join(letters), origin


def _end(text: str, origin: list[int], at: int) -> int:
    """End of the word whose last letter is ``origin[at - 1]``: combining marks belong to it."""
    end = origin[at - 1] + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
