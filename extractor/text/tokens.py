"""Words with offsets. The tokeniser is underthesea's model, fed by our own faster feature code."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from importlib.metadata import version
from typing import Protocol

from extractor.engine.load import Rules, load_rules
from extractor.model import Document, Sentence, Token
from extractor.text.crf import FeatureColumns
from extractor.text.sections import SectionFinder
from extractor.text.sentences import SentenceSplitter
from extractor.text.view import MatchView

LOGGER = logging.getLogger(__name__)
Words = tuple[list[str], list[tuple[int, int]]]


class Tokenizer(Protocol):
    """Splits one sentence into words."""

    @property
    def name(self) -> str:
        """What a run records, with version."""

    def words(self, sentence: str) -> list[tuple[int, int]]:
        """Spans of the words; empty if the tool could not handle this sentence."""


class UndertheseaTokenizer:
    """underthesea's word segmentation; loaded on first use, same output as ``word_tokenize``."""

    def __getstate__(self) -> dict[str, object]:
        return {}

    @cached_property
    def name(self) -> str:
        """Name and version."""
        return f"underthesea {version('underthesea')}"

    @cached_property
    def _segment(self) -> Callable[[str], Words]:
        return load_segmenter()

    def words(self, sentence: str) -> list[tuple[int, int]]:
        """See `Tokenizer`."""
        found = guarded(self._segment, sentence)
        return found[1] if found else []


def guarded(call: Callable[[str], Words], sentence: str) -> Words | None:
    """Run a model on one sentence; if it crashes (natively, too) the sentence is lost, not the run."""
    try:
        return call(sentence)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001  panics of native code are no `Exception`
        LOGGER.warning("a model failed on one sentence (%s): %.60r", type(error).__name__, sentence)
        return None


def load_segmenter() -> Callable[[str], Words]:
    """The word segmenter: a sentence -> its words as ``word_tokenize`` returns them, and their spans."""
    from pathlib import Path  # noqa: PLC0415

    import joblib  # noqa: PLC0415
    from underthesea.pipeline import word_tokenize as package  # noqa: PLC0415
    from underthesea.pipeline.text_normalize import token_normalize  # noqa: PLC0415
    from underthesea.pipeline.text_normalize.character_normalize import (  # noqa: PLC0415
        normalize_characters_in_text,
    )
    from underthesea.pipeline.word_tokenize.regex_tokenize import patterns  # noqa: PLC0415
    from underthesea_core import CRFTagger  # noqa: PLC0415

    folder = Path(str(package.__file__)).parent / "models" / "ws_crf_vlsp2013_20230727"
    dictionary = joblib.load(folder / "dictionary.bin")
    tagger = CRFTagger()
    tagger.load(str(folder / "models.bin"))
    normalised = lru_cache(maxsize=65536)(token_normalize)
    columns = FeatureColumns(
        joblib.load(folder / "features.bin"),
        {
            "lower": str.lower,
            "isdigit": lambda word: "True" if word.isascii() and word.isdigit() else "False",
            "istitle": lambda word: "True" if all(map(_upper_start, word.split(" "))) else "False",
            "is_in_dict": lambda word: "True" if word.lower() in dictionary else "False",
        },
    )

    def segment(sentence: str) -> Words:
        text = normalize_characters_in_text(sentence)
        if len(text) != len(sentence):
            raise ValueError("not in NFC; build a MatchView first")
        syllables: list[str] = []
        places: list[tuple[int, int]] = []
        for match in patterns.finditer(text):
            syllables.append(normalised(match.group()))
            places.append(match.span())
        if not syllables:
            return [], []
        words: list[str] = []
        spans: list[tuple[int, int]] = []
        for tag, syllable, place in zip(
            tagger.tag(columns.rows([syllables])), syllables, places, strict=True
        ):
            if tag == "I-W" and words:
                words[-1] += " " + syllable
                spans[-1] = (spans[-1][0], place[1])
            else:
                words.append(syllable)
                spans.append(place)
        return words, spans

    return segment


def _upper_start(word: str) -> bool:
    return word[:1].upper() == word[:1]


def tokenize_sentences(
    view: MatchView, sentences: Sequence[Sentence], tokenizer: Tokenizer
) -> tuple[Sentence, ...]:
    """The same sentences with their words, in offsets of the view."""
    text = view.cased
    tokenized = []
    for sentence in sentences:
        base = sentence.start
        tokens = tuple(
            Token(base + start, base + end, text[base + start : base + end])
            for start, end in tokenizer.words(text[base : sentence.end])
        )
        tokenized.append(replace(sentence, tokens=tokens))
    return tuple(tokenized)


def tokenize(text: str, *, rules: Rules | None = None, tokenizer: Tokenizer | None = None) -> list[Sentence]:
    """Sentences and words of any text, with offsets into ``text`` itself.

    ``text[token.start:token.end] == token.text`` holds for every token, whatever the Unicode form.

        >>> [token.text for token in tokenize("Công an xã thu hồi 12 khẩu súng.")[0].tokens]  # doctest: +SKIP
        ['Công an', 'xã', 'thu hồi', '12', 'khẩu', 'súng', '.']
    """
    finder, splitter = (
        _default_splitters() if rules is None else (SectionFinder(rules), SentenceSplitter(rules))
    )
    view = MatchView.of(text)
    sections = finder.find(Document("", text), view)
    sentences = tokenize_sentences(view, splitter.split(view, sections), tokenizer or _default_tokenizer())
    return [
        replace(view.to_source(sentence), tokens=tuple(map(view.to_source, sentence.tokens)))
        for sentence in sentences
    ]


@lru_cache(maxsize=1)
def _default_splitters() -> tuple[SectionFinder, SentenceSplitter]:
    rules = load_rules()
    return SectionFinder(rules), SentenceSplitter(rules)


@lru_cache(maxsize=1)
def _default_tokenizer() -> Tokenizer:
    return UndertheseaTokenizer()
