"""Which line is the headline: the one metadata knows, or the first that looks like one."""

from __future__ import annotations

from extractor.text.captions import CaptionFinder
from extractor.text.line_rules import LineRules, Lines
from extractor.text.sentences import SentenceSplitter

TITLE_LINES = 6
FINAL = ".!?…:;,"
_TERMINAL = ".!?…"
_KICKER_LENGTH = 30
_SURE_LENGTH = 20  # letters that make it certain that a line and the metadata mean the same headline


class HeadlineFinder:
    """Finds the headline among the first lines."""

    def __init__(
        self,
        longest: int,
        rules: tuple[LineRules, LineRules],
        captions: CaptionFinder,
        splitter: SentenceSplitter,
    ) -> None:
        self._longest = longest
        self._whole, self._start = rules
        self._captions = captions
        self._cut = splitter.cut

    def find(self, state: Lines) -> frozenset[int]:
        """The headline: the line that metadata knows, or the first that looks like one; with its kicker."""
        lines = state.lines
        if len(lines) < 2:
            return frozenset()
        top = range(min(TITLE_LINES, len(lines)))
        known = next((n for n in top if state.title and self._is_known_title(state, n)), None)
        if known is not None:
            return frozenset((known,))
        for number in top[: state.first_paragraph + 1]:
            shape = self._shape(state, number)
            below = self._shape(state, number + 1) if number < state.first_paragraph else ""
            if shape == "headline":
                start, end = lines[number]
                if (
                    end - start <= _KICKER_LENGTH
                    and below == shape
                    and not self._captions.is_worded_like_one(state.folded, *lines[number + 1])
                ):
                    return frozenset((number, number + 1))
                return frozenset((number,))
            if shape == "sentence" and number == 0 < len(lines) - 3:
                return frozenset((1,)) if below == "headline" else frozenset((0,))
        return frozenset()

    def _is_known_title(self, state: Lines, number: int) -> bool:
        line = skeleton(state.folded[slice(*state.lines[number])])
        return line == state.title or (
            len(line) > _SURE_LENGTH
            and (line in state.title or state.title in line[: len(state.title) + 2 * _SURE_LENGTH])
        )

    def _shape(self, state: Lines, number: int) -> str:
        """``headline`` for a short line that does not end like a sentence, ``sentence`` if it does."""
        start, end = state.lines[number]
        if end - start > self._longest or (
            number == state.first_paragraph and number + 1 >= len(state.lines)
        ):
            return ""
        ruled = self._whole.match(state, number, start, end) or self._start.match(state, number, start, end)
        if ruled and not (number == 0 and ruled[0].region == "byline"):
            return ""
        if len(self._cut(state.text, start, end)) != 1:
            return ""
        last = state.text[end - 1]
        if last not in FINAL or (number == 0 and last in "!?"):
            return "headline"
        return "sentence" if last in _TERMINAL else ""


def skeleton(folded: str) -> str:
    """Letters and digits only."""
    return "".join(filter(str.isalnum, folded))
