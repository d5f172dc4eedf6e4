"""underthesea's CRF recogniser, with offsets, without its quadratic feature code.

Its ``ner()`` runs word segmentation, part-of-speech tagging, chunking and recognition; the last never
reads the chunks, so they are left out. Models and templates are underthesea's own; a parity test
compares the tags. Version pinned in ``pyproject.toml``.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.metadata import version
from typing import Any

import regex

from extractor.engine.load import Rules
from extractor.engine.schema.ner import NerRules
from extractor.model import Entity
from extractor.ner.acronyms import AcronymExpander
from extractor.text.crf import FeatureColumns
from extractor.text.tokens import Words, guarded, load_segmenter
from extractor.text.view import MatchView

_CACHE_SIZE = 4096
_LONGEST = 2000
# What the model marks, without marks and digits around it; without any capital it is no name.
_NAME = regex.compile(r"\p{L}(?=.*\p{Lu}|(?<=\p{Lu})).*(?<=[\p{L}\d)])", regex.DOTALL)
_Tagged = list[tuple[str, str, str]]
_Found = tuple[tuple[int, int, str], ...]


class UndertheseaRecognizer:
    """The default recogniser; see `extractor.ner.Recognizer` for the contract."""

    name = "underthesea"

    def __init__(self, rules: Rules) -> None:
        self._expander = AcronymExpander(rules.get(NerRules).acronyms)
        self._cache: OrderedDict[str, _Found] = OrderedDict()

    def __getstate__(self) -> dict[str, Any]:
        return {"_expander": self._expander, "_cache": OrderedDict()}

    @cached_property
    def version(self) -> str:
        """Version of underthesea."""
        return version("underthesea")

    @cached_property
    def _model(self) -> TaggingModel:
        return TaggingModel()

    def entities(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Entities of each text (one sentence each is best); a sentence met before costs nothing."""
        return [
            [Entity(start, end, text[start:end], label, self.name) for start, end, label in self._found(text)]
            for text in texts
        ]

    def _found(self, text: str) -> _Found:
        known = self._cache.get(text)
        if known is not None:
            self._cache.move_to_end(text)
            return known
        found = self._recognise(text)
        self._cache[text] = found
        if len(self._cache) > _CACHE_SIZE:
            self._cache.popitem(last=False)
        return found

    def _recognise(self, text: str) -> _Found:
        if len(text) > _LONGEST or not text.strip():
            return ()
        view = MatchView.of(text)
        expanded = self._expander.expand(view.cased)
        words = guarded(self._model.entities, expanded.text)
        spans: list[tuple[int, int, str]] = []
        for label, (start, end) in zip(*words, strict=True) if words else ():
            span = expanded.original(start, end)
            name = _NAME.search(view.cased, *span) if span is not None else None
            if name is not None:
                spans.append((*view.source(*name.span()), label))
        return tuple(spans)


class TaggingModel:
    """Segmentation, part-of-speech tags and entity tags, as ``underthesea.ner`` gives them."""

    def __init__(self) -> None:
        from underthesea.pipeline.ner.model_crf import CRFNERPredictor  # noqa: PLC0415
        from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor  # noqa: PLC0415

        speech, entity = CRFPOSTagPredictor.Instance(), CRFNERPredictor.Instance()
        functions: dict[str, Callable[[str], str]] = {"lower": str.lower, "istitle": _is_title}
        self._segment: Callable[[str], Words] = load_segmenter()
        self._speech_tagger, self._entity_tagger = speech.model, entity.model
        self._speech = FeatureColumns(speech.transformer.template, functions)
        self._entity = FeatureColumns(entity.transformer.template, functions)

    def tag(self, sentence: str) -> tuple[_Tagged, list[tuple[int, int]]]:
        """(word, part of speech, entity tag) and the span of every word."""
        words, spans = self._segment(sentence)
        if not words:
            return [], []
        unknown = ["X"] * len(words)
        speech = self._speech_tagger.tag(self._speech.rows([words, unknown]))
        entities = self._entity_tagger.tag(self._entity.rows([words, speech, unknown, unknown]))
        return list(zip(words, speech, entities, strict=True)), spans

    def entities(self, sentence: str) -> Words:
        """Labels and spans of the entities, runs of B- and I- tags joined."""
        tagged, spans = self.tag(sentence)
        labels: list[str] = []
        found: list[tuple[int, int]] = []
        previous = "O"
        for (_, _, tag), (start, end) in zip(tagged, spans, strict=True):
            kind = tag[2:]
            if tag.startswith("I-") and previous[2:] == kind and found:
                found[-1] = (found[-1][0], end)
            elif tag != "O":
                labels.append(kind)
                found.append((start, end))
            previous = tag
        return labels, found


def _is_title(word: str) -> str:
    parts = word.split(" ")
    return "True" if all(part and part[0].istitle() for part in parts) else "False"
