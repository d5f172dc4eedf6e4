"""Recognisers propose persons, organisations and places; rules decide.

A recogniser is anything with a name, a version and ``entities(texts)``. ``get_recognizer`` knows
``underthesea`` (the default) and ``none``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from extractor.engine.load import Rules
from extractor.errors import UsageError
from extractor.model import Entity
from extractor.ner.questions import QuestionGate

__all__ = ["NAMES", "NoRecognizer", "QuestionGate", "Recognizer", "get_recognizer"]

NAMES = ("underthesea", "none")


@runtime_checkable
class Recognizer(Protocol):
    """Finds named entities.

    ``entities`` returns one list per text, in order; offsets are half-open, index that text, do not
    overlap and are sorted. It never raises for a text: what it cannot handle has no entities.
    Recognisers are picklable and give the same answer every time.
    """

    @property
    def name(self) -> str:
        """The name it is asked for by."""

    @property
    def version(self) -> str:
        """Version of the model behind it."""

    def entities(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Entities of each text."""


class NoRecognizer:
    """Finds nothing: ``--ner none``."""

    name = "none"
    version = ""

    def entities(self, texts: Sequence[str]) -> list[list[Entity]]:
        """One empty list per text."""
        return [[] for _ in texts]


def get_recognizer(name: str, rules: Rules) -> Recognizer:
    """The recogniser called ``name``; models are loaded when it is first asked.

    Raises:
        UsageError: for a name that is not in ``NAMES``.
    """
    if name == "none":
        return NoRecognizer()
    if name == "underthesea":
        from extractor.ner.underthesea_crf import UndertheseaRecognizer  # noqa: PLC0415

        return UndertheseaRecognizer(rules)
    raise UsageError(f'no recogniser "{name}"; allowed are {", ".join(NAMES)}')
