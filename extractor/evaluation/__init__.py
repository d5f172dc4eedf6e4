"""Evaluation as a product: gold, matching, scores, report, gate, diff, agreement, annotation tools.

    gold = read_gold(Path("gold/genre"), read_corpus(Path("corpus/articles")))
    scores = evaluate(gold, read_run(Path("out/corpus")))
    print(text_report(scores, errors=["missed", "wrong period"], limit=5))

`gold/README.md` explains the format and how figures are compared.
"""

from extractor.evaluation.agreement import compare_annotators
from extractor.evaluation.corpus import read_corpus
from extractor.evaluation.diff import compare
from extractor.evaluation.gold import GoldSet, read_gold
from extractor.evaluation.mistakes import find_mistakes
from extractor.evaluation.predictions import Prediction, read_run
from extractor.evaluation.report import text_report
from extractor.evaluation.report_html import html_report
from extractor.evaluation.rule_statistics import rule_uses
from extractor.evaluation.scores import Scores, evaluate

__all__ = [
    "GoldSet",
    "Prediction",
    "Scores",
    "compare",
    "compare_annotators",
    "evaluate",
    "find_mistakes",
    "html_report",
    "read_corpus",
    "read_gold",
    "read_run",
    "rule_uses",
    "text_report",
]
