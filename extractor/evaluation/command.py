"""What the command line calls: each function takes all options and returns the exit code.

0 done, 1 below the bar, 2 usage or invalid input. Reports go to ``out``, complaints to ``err``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from extractor.errors import ExtractorError, GoldError, RunError, UsageError
from extractor.evaluation.corpus import read_corpus
from extractor.evaluation.gold import GoldSet, builtin_vocabulary, read_gold
from extractor.evaluation.predictions import Prediction, read_run
from extractor.evaluation.report import text_report
from extractor.evaluation.scores import Scores, evaluate
from extractor.model import Document
from extractor.schema.convert import Records

Extract = Callable[[Iterable[Document]], Iterable[Records]]
"""The pipeline as evaluation sees it: articles in, their records out."""


def run_evaluation(
    gold: Sequence[Path],
    corpus: Sequence[Path],
    *,
    extract: Extract | None = None,
    run: Path | None = None,
    errors: Sequence[str] | None = None,
    limit: int | None = None,
    out: TextIO | None = None,
    err: TextIO | None = None,
) -> int:
    """``extractor evaluate``.

    Args:
        gold: gold folders.
        corpus: folders of ``.txt`` or JSONL files that together hold their articles.
        extract: makes the predictions, unless ``run`` is given.
        run: a run folder with predictions.
        errors: classes of errors to list; None for all.
        limit: how many errors of each class.
        out: where the report goes, stdout if left out.
        err: where complaints go, stderr if left out.
    """
    out, err = out or sys.stdout, err or sys.stderr
    try:
        sets = read_sets(gold, corpus)
        predictions = predict(sets, extract=extract, run=run)
        for scores in score_sets(sets, predictions):
            out.write(text_report(scores, errors=errors, limit=limit))
    except ExtractorError as error:
        err.write(f"error: {error}\n")
        return 2
    return 0


def read_sets(gold: Sequence[Path], corpus: Sequence[Path]) -> list[GoldSet]:
    """The gold sets, over the articles of all the corpora together.

    Raises:
        GoldError: for a wrong row, or one id with two texts.
        UsageError: when no gold set or no corpus is given.
    """
    if not gold or not corpus:
        raise UsageError("give at least one --gold folder and one --corpus")
    articles: dict[str, Document] = {}
    for path in corpus:
        for doc_id, document in read_corpus(path).items():
            if doc_id in articles and articles[doc_id].text != document.text:
                raise GoldError(f'two corpora have different texts for "{doc_id}"', str(path))
            articles[doc_id] = document
    vocabulary = builtin_vocabulary()
    return [read_gold(path, articles, vocabulary) for path in gold]


def predict(
    sets: Sequence[GoldSet], *, extract: Extract | None = None, run: Path | None = None
) -> dict[str, Prediction]:
    """Predictions for every article of the sets, from a run folder or by extracting now.

    Raises:
        RunError: when the run lacks an article or was made from another text.
        UsageError: when there is neither.
    """
    documents = {doc_id: document for gold in sets for doc_id, document in gold.documents.items()}
    if run is not None:
        predictions = read_run(run)
        _check_run(run, documents, predictions)
        return predictions
    if extract is None:
        raise UsageError("give a run folder, or extract")
    return {records.document.doc_id: Prediction.of(records) for records in extract(documents.values())}


def _check_run(run: Path, documents: Mapping[str, Document], predictions: Mapping[str, Prediction]) -> None:
    for doc_id, document in documents.items():
        if doc_id not in predictions:
            raise RunError(f'the run has no article "{doc_id}"; extract the whole corpus again', str(run))
        text = predictions[doc_id].document.get("text")
        if text is not None and text != document.text:
            raise RunError(f'"{doc_id}" was extracted from another text; extract it again', str(run))
        for figure in predictions[doc_id].figures:
            found = document.text[figure["start"] : figure["end"]]
            if found != figure["quote"]:
                raise RunError(
                    f"offset mismatch: text[{figure['start']}:{figure['end']}] is {found[:60]!r}, "
                    f"quote is {figure['quote'][:60]!r}; extract the corpus again",
                    getattr(figure, "where", str(run)),
                )


def score_sets(sets: Sequence[GoldSet], predictions: Mapping[str, Prediction]) -> list[Scores]:
    """Scores of each set; hard negative categories are the vocabulary's."""
    hard = frozenset(builtin_vocabulary().hard_negative_categories)
    return [evaluate(gold, predictions, hard_categories=hard) for gold in sets]
