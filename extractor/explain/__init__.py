"""Why a text gives the figures it gives: every rule that was tried at every number, and who won.

The explanation is made by the pipeline itself: its finders are replaced by subclasses that write down what
they are asked and what they answer, so it cannot say anything else than the extraction does.

>>> print(explain("Xã có 12 mô hình.").render())                               # doctest: +SKIP
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from extractor.explain.explained import Explanation, NumberExplained, Try
from extractor.explain.watch import Note, WatchedAssembler
from extractor.model import Document, Figure
from extractor.pipeline import Pipeline
from extractor.text.view import MatchView

__all__ = ["Explainer", "Explanation", "NumberExplained", "Try", "explain"]


def explain(text: str, pipeline: Pipeline | None = None, *, published: str | None = None) -> Explanation:
    """Explain the figures of one text.

    Args:
        text: an article or any part of one.
        pipeline: whose configuration to use; the default one without.
        published: ISO date, may be partial; relative times need it.

    Raises:
        RuleError: for a rule file that cannot be used.
    """
    return Explainer(pipeline).explain(Document("text", text, published=published))


class Explainer:
    """Explains many documents with one pipeline (which stays as it is)."""

    def __init__(self, pipeline: Pipeline | None = None) -> None:
        self._pipeline = copy(pipeline or Pipeline())
        self.kit = self._pipeline.kit
        self._assembler = WatchedAssembler(self.kit.rules, self.kit.relations.phrases)
        self._pipeline.kit = replace(self.kit, assembler=self._assembler)

    def explain(self, document: Document) -> Explanation:
        """The extraction of ``document`` and how it came about."""
        watch = self._assembler.start()
        extraction = self._pipeline.run(document)
        view = MatchView.of(document.text)
        figures = {(f.value_start, f.value_end): f for f in extraction.figures}
        rejections = {(r.start, r.end): r for r in extraction.rejections}
        notes = {view.source(note.quantity.start, note.quantity.end): note for note in watch}
        numbers = []
        for start, end in sorted({*figures, *rejections, *notes}):
            note = notes.get((start, end))
            figure = figures.get((start, end))
            numbers.append(
                NumberExplained(
                    start,
                    end,
                    document.text[start:end],
                    note.surroundings(view) if note else (),
                    tuple(_tries(note, figure, view)) if note else (),
                    figure,
                    rejections.get((start, end)),
                )
            )
        return Explanation(extraction, tuple(numbers))


def _tries(note: Note, figure: Figure | None, view: MatchView) -> list[Try]:
    """The notes of one number as tries, each kind in the order of its strength, every rule once."""
    fired = frozenset(figure.rule_ids) if figure is not None else frozenset[str]()
    found: dict[tuple[str, str, int], Try] = {}

    def add(kind: str, rule_id: str, span: tuple[int, int], score: int, why: str) -> None:
        won = rule_id in fired and not why
        start, end = view.source(*span)
        text = view.text[start:end] if span[1] > span[0] else ""
        key = (kind, rule_id, start)
        if key not in found or (won and not found[key].won):
            beaten = why or ("" if won else "another rule is stronger")
            found[key] = Try(kind, rule_id, start, end, text, not why, won, score, beaten)

    for rule_id, start, end, score, why in note.heads:
        add("head", rule_id, (start, end), score, why)
    for rule_id, score in note.objects:
        add("object", rule_id, (note.quantity.start, note.quantity.start), score, "")
    for rule_id, start, end in note.verbs:
        add("verb", rule_id, (start, end), 0, "")
    for rule_id, start, end, why in note.cues:
        add("cue", rule_id, (start, end), 0, why)
    kinds = ("head", "object", "verb", "cue")
    tries = sorted(
        found.values(), key=lambda one: (kinds.index(one.kind), not one.won, not one.holds, -one.score)
    )
    winner = next((one for one in tries if one.kind == "head"), None)
    # A rule may stand on two words of one head; the longer one decided.
    return [one for one in tries if one is winner or not (one.kind == "head" and one.won)]
