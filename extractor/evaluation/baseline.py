"""`gold/baseline.json`: the floors that may not be lost, and what they were measured on.

Per gold set it pins the hash of the gold, of its articles and of the rules, a floor for every gated
score, and per figure which fields were wrong and which rules had made it. The latter never fails a
gate; it lets the gate say which figure and which rule were lost.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.errors import GoldError
from extractor.evaluation.fields import RECORD
from extractor.evaluation.gold import GoldSet
from extractor.evaluation.mistakes import rule_ids
from extractor.evaluation.scores import Scores

MIN_ROWS = 3
"""An indicator's recall is gated from this many gold figures on (guideline 6.3)."""

_REMEMBERED = frozenset({"span", *RECORD})


@dataclass(frozen=True, slots=True)
class FigureState:
    """What was wrong with the prediction of a gold figure, and its rules."""

    wrong: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PinnedSet:
    """The baseline of one gold set; ``figures`` holds the gold figures that were found, by id."""

    gold: str
    corpus: str
    rules: str
    floors: Mapping[str, float]
    figures: Mapping[str, FigureState] = field(default_factory=dict)


def pin(scores: Scores, rules: str) -> PinnedSet:
    """The baseline that a gold set would get now."""
    return PinnedSet(
        gold=gold_hash(scores.gold),
        corpus=corpus_hash(scores.gold),
        rules=rules,
        floors={name: math.floor(score * 10000) / 10000 for name, score in gated_scores(scores).items()},
        figures=figure_states(scores),
    )


def gated_scores(scores: Scores) -> dict[str, float]:
    """F1 of every kind, article facts, and recall of the indicators with enough gold figures.

    What is asked of aligned pairs alone (fields, ``relations``) is not among them: finding more figures
    can lower it. Fields are held by ``record.f1``, relations by ``relations_all.f1``.
    """
    gated = {
        name: score
        for name, score in scores.flat().items()
        if score is not None
        and (name.startswith("meta.") or name.endswith(".f1"))
        and not name.startswith(("macro.", "relations."))
    }
    for indicator, levels in scores.by_indicator().items():
        if levels["strict"].gold >= MIN_ROWS:
            gated[f"indicator.{indicator}.recall"] = levels["strict"].recall
    return gated


def figure_states(scores: Scores) -> dict[str, FigureState]:
    """Every gold figure that has a prediction: its wrong fields and the prediction's rules."""
    return {
        pair.gold["id"]: FigureState(
            tuple(name for name in pair.wrong if name in _REMEMBERED), rule_ids(pair.predicted)
        )
        for document in scores.documents
        for pair in document.pairs
        if not pair.optional
    }


def gold_hash(gold: GoldSet) -> str:
    """Of the bytes of the set's files."""
    digest = hashlib.sha256()
    for path in sorted(gold.path.glob("*.jsonl")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def corpus_hash(gold: GoldSet) -> str:
    """Of the articles that the set annotates."""
    digest = hashlib.sha256()
    for doc_id, document in sorted(gold.documents.items()):
        digest.update(f"{doc_id}\0{document.text}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def read_baseline(path: Path) -> dict[str, PinnedSet]:
    """The pinned sets by name; none if the file does not exist yet.

    Raises:
        GoldError: for a file that is not a baseline.
    """
    if not path.exists():
        return {}
    try:
        table = json.loads(path.read_text(encoding="utf-8"))["sets"]
        return {name: _pinned(entry) for name, entry in table.items()}
    except (ValueError, KeyError, TypeError) as error:
        raise GoldError("not a baseline; make a new one with --update", str(path)) from error


def _pinned(entry: Mapping[str, Any]) -> PinnedSet:
    states = {}
    for name, state in entry["figures"].items():
        wrong, _, rules = state.partition("|")
        states[name] = FigureState(tuple(wrong.split()), tuple(rules.split()))
    return PinnedSet(entry["gold"], entry["corpus"], entry["rules"], entry["floors"], states)


def write_baseline(path: Path, sets: Mapping[str, PinnedSet]) -> None:
    """Write it with one line per score and per figure ("wrong fields | rules"), for review as a diff."""
    table = {
        name: {
            "gold": pinned.gold,
            "corpus": pinned.corpus,
            "rules": pinned.rules,
            "floors": dict(pinned.floors),
            "figures": {
                row_id: f"{' '.join(state.wrong)} | {' '.join(state.rules)}".strip()
                for row_id, state in pinned.figures.items()
            },
        }
        for name, pinned in sorted(sets.items())
    }
    text = json.dumps({"sets": table}, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
