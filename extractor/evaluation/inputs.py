"""Gold sets, their articles and the predictions for them, read and checked together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from extractor.errors import ExtractorError, GoldError, RunError, UsageError
from extractor.evaluation.corpus import read_corpus
from extractor.evaluation.gold import GoldSet, builtin_vocabulary, read_gold
from extractor.evaluation.predictions import Prediction, read_run
from extractor.evaluation.scores import Scores, evaluate
from extractor.model import Document
from extractor.schema.convert import Records

Extract = Callable[[Iterable[Document]], Iterable[Records]]
"""The pipeline as evaluation sees it: articles in, their records out."""


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
    return {doc_id: _extracted(document, extract) for doc_id, document in documents.items()}


def _extracted(document: Document, extract: Extract) -> Prediction:
    """The prediction for one article; a crash is the fault of the rules or of the program, not a score."""
    try:
        (records,) = extract([document])
    except ExtractorError:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise RunError(
            f"extraction failed with {reason}; extract it alone to see more", document.doc_id
        ) from error
    return Prediction.of(records)


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
