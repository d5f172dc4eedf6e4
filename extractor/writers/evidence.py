"""The sentence a figure stands in, its quote marked, for tables that people read.

>>> from extractor.engine.load import load_rules
>>> Evidence(load_rules()).marked("Năm 2024, xã có 42 mô hình. Hết.", 16, 26)
'Năm 2024, xã có ⟦42 mô hình⟧.'
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engine.load import Rules
from extractor.text.sentences import SentenceSplitter

OPEN, CLOSE = "\u27e6", "\u27e7"  # mathematical white brackets: articles do not use them
_CONTEXT = 400  # characters on either side that a sentence may have; crawled pages can lack every dot
_SHORTENED = "\u2026"
_PLAIN = str.maketrans({OPEN: "[", CLOSE: "]"})


class Evidence:
    """Finds sentences; built once from the rules.

    Args:
        rules: their abbreviations say which dots end a sentence.
    """

    def __init__(self, rules: Rules) -> None:
        self._cut = SentenceSplitter(rules).cut

    def marked(self, text: str, start: int, end: int, borders: Sequence[int] = ()) -> str:
        """The sentence of ``text[start:end]``, in one line, the quote between `OPEN` and `CLOSE`.

        Args:
            text: the article.
            start: of the quote.
            end: of the quote.
            borders: where sections begin or end; no sentence crosses one.
        """
        first, last = self._sentence(text, start, end, borders)
        before, after = text[first:start], text[end:last]
        if len(before) > _CONTEXT:
            before = _SHORTENED + before[-_CONTEXT:].partition(" ")[2]
        if len(after) > _CONTEXT:
            after = after[:_CONTEXT].rpartition(" ")[0] + _SHORTENED
        before, quote, after = (part.translate(_PLAIN) for part in (before, text[start:end], after))
        return " ".join(f"{before}{OPEN}{quote}{CLOSE}{after}".split())

    def _sentence(self, text: str, start: int, end: int, borders: Sequence[int]) -> tuple[int, int]:
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        line = max([line, *(border for border in borders if border <= start)])
        stop = min([stop, *(border for border in borders if border >= end)])
        first, last = start, end
        for begin, finish in self._cut(text, line, stop):
            if begin < end and start < finish:
                first, last = min(first, begin), max(last, finish)
        return first, last
