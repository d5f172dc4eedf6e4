"""One document as the period linker reads it: text, sentences, figures in order, topic times."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extractor.analysis import Analysis
from extractor.linking.period_cues import PeriodCues
from extractor.linking.time_topics import Timing, Topics
from extractor.mentions import calendar
from extractor.model import Figure, FigureKey, Sentence, TimeExpression

_NEAR = 24


class Passage:
    """What the steps of the linker share; ``timings`` grows as figures are decided."""

    def __init__(self, cues: PeriodCues, figures: Sequence[Figure], analysis: Analysis) -> None:
        self.cues = cues
        self.figures = sorted(figures, key=lambda figure: (figure.value_start, figure.k))
        self._starts = [figure.value_start for figure in self.figures]
        self.by_key = {figure.key: figure for figure in figures}
        self.timings: dict[FigureKey, Timing] = {}
        self.text = analysis.view.folded
        self.sentences = analysis.sentences
        self.topics = Topics(analysis, cues, frozenset(figure.sentence for figure in figures))
        self.published = calendar.day_of(analysis.published)

    def behind(self, time: TimeExpression) -> Sequence[Figure]:
        """The figures that begin right behind a time."""
        return self.figures[
            bisect_left(self._starts, time.end) : bisect_right(self._starts, time.end + _NEAR)
        ]

    def within(self, sentence: int) -> Sequence[Figure]:
        """The figures of a sentence."""
        if not 0 <= sentence < len(self.sentences):
            return [figure for figure in self.figures if figure.sentence == sentence]
        span = self.sentences[sentence]
        return self.figures[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def sentence(self, figure: Figure) -> Sentence:
        """The sentence of a figure."""
        if 0 <= figure.sentence < len(self.sentences):
            return self.sentences[figure.sentence]
        return Sentence(-1, figure.start, figure.end)

    def clause(self, figure: Figure, sentence: Sentence) -> tuple[int, int]:
        """The stretch between semicolons that the figure stands in."""
        left = self.text.rfind(";", sentence.start, figure.value_start)
        right = self.text.find(";", figure.value_end, sentence.end)
        return left if left >= 0 else sentence.start, right if right >= 0 else sentence.end

    def opens(self, time: TimeExpression, figure: Figure) -> bool:
        """A bare "cùng kỳ" right in front of a value: the value is that of the base window."""
        if time.anchor != "same_window" or time.end > figure.value_start:
            return False
        gap = self.text[time.end : figure.value_start]
        return len(gap) <= _NEAR and "," not in gap and ")" not in gap
