"""The library's front door: one article in one call."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from extractor.config import Config
from extractor.engine.schema import Vocabulary
from extractor.model import Document, Extraction
from extractor.pipeline import Pipeline
from extractor.schema import Recorder, Records


def extract(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    doc_id: str = "text",
    ner: str = "underthesea",
    rules: Path | None = None,
) -> Extraction:
    """The figures of one article, with everything that was found on the way to them.

    Args:
        text: the article; any string, in any Unicode form. It is never altered: all offsets of the result
            count its characters, and ``text[figure.start:figure.end]`` is the figure's quote.
        published: publication date, ISO and as partial as it is known (``2017``, ``2017-05``); without it
            the date printed in the article is used, and relative times stay open if there is none.
        title: headline, if it is not part of ``text``.
        url: address; its host tells the outlet.
        outlet: the newspaper, if known.
        doc_id: identity of the article in the records.
        ner: recogniser of names, ``underthesea`` or ``none`` (rules and gazetteer alone, faster).
        rules: an analyst's own rule directory, laid over the built-in rules.

    Returns:
        An `Extraction`: ``figures`` in text order (value as `Decimal` in ``unit``: VND, kg, m2, percent,
        person, ...), ``rejections`` with reasons, ``times``, ``places``, ``numbers``.

    Raises:
        UsageError: for an unknown recogniser.
        RuleError: for a rule file that cannot be used.

    >>> figure = extract("Huyện có 39 mô hình tự quản.", ner="none").figures[0]
    >>> figure.indicator, int(figure.value), figure.unit
    ('model', 39, 'model')
    """
    given = Document(doc_id, text, title=title, published=published, url=url, outlet=outlet)
    return _pipeline(ner, rules).run(given)


def records(extraction: Extraction, *, rules: Path | None = None) -> Records:
    """The validated records of an extraction, as the writers write them.

    A figure that breaks a constraint of the schema is no record but a rejection of stage ``validation``.

    >>> records(extract("Huyện có 39 mô hình tự quản.", ner="none")).figures[0].record_id
    'text:9-11:0'
    """
    return _recorder("none", rules).records(extraction)


@lru_cache(maxsize=4)
def _pipeline(ner: str, rules: Path | None) -> Pipeline:
    return Pipeline(Config.of(ner=ner, rules=rules))


@lru_cache(maxsize=4)
def _recorder(ner: str, rules: Path | None) -> Recorder:
    return Recorder(_pipeline(ner, rules).kit.rules.get(Vocabulary))
