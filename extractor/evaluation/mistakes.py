"""Every difference between gold and prediction, classed by what went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import regex

from extractor.evaluation.document_scores import DocumentScores, Pair
from extractor.evaluation.scores import Scores

Record = Mapping[str, Any]

FIELD_CLASSES = (
    "span", "indicator", "object", "value", "value_max", "denominator", "per", "unit", "value_kind",
    "action", "approx", "status", "name", "period", "period_type", "base_period", "locality", "rel",
    "repeat_of",
)  # fmt: skip
"""Fields whose errors are listed; the finer ones (province, period_source) only count."""

_SENTENCE_END = regex.compile(r"[.!?;…]\s+|\n+")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One figure that is not as it should be.

    ``kinds`` are error classes ("missed", "spurious", "negative", "wrong period"); ``gold`` and
    ``predicted`` are one-line summaries, empty on the side that has nothing; ``where`` is the
    ``file:line`` of the gold row; ``differences`` are (field, gold, predicted).
    """

    kinds: tuple[str, ...]
    doc_id: str
    start: int
    end: int
    sentence: str
    gold: str = ""
    predicted: str = ""
    note: str = ""
    rule_ids: tuple[str, ...] = ()
    where: str = ""
    gold_id: str = ""
    differences: tuple[tuple[str, str, str], ...] = ()


def find_mistakes(scores: Scores) -> Iterator[Mistake]:
    """All mistakes, article by article in text order."""
    for document in scores.documents:
        text = scores.gold.documents[document.doc_id].text
        yield from sorted(_of_document(document, text), key=lambda mistake: mistake.start)


def _of_document(document: DocumentScores, text: str) -> Iterator[Mistake]:
    for pair in document.pairs:
        wrong = [name for name in FIELD_CLASSES if name in pair.wrong]
        if wrong and not pair.optional:
            yield _wrong(pair, wrong, document.doc_id, text)
    for row in document.missed:
        yield Mistake(
            ("missed",),
            document.doc_id,
            row["value_start"],
            row["value_end"],
            sentence_around(text, row["value_start"], row["value_end"]),
            gold=summary(row),
            note=str(row.get("notes") or ""),
            where=row.where,
            gold_id=row["id"],
        )
    hits = {id(hit.predicted): hit.negative for hit in document.negative_hits}
    for figure in document.spurious:
        negative = hits.get(id(figure))
        yield Mistake(
            ("negative",) if negative else ("spurious",),
            document.doc_id,
            figure["value_start"],
            figure["value_end"],
            sentence_around(text, figure["value_start"], figure["value_end"]),
            predicted=summary(figure),
            note=f"{negative['category']}: {negative['quote']}" if negative else "",
            rule_ids=rule_ids(figure),
            where=negative.where if negative else "",
        )


def _wrong(pair: Pair, wrong: list[str], doc_id: str, text: str) -> Mistake:
    start, end = pair.gold["value_start"], pair.gold["value_end"]
    notes = [str(pair.gold.get("notes") or ""), *(f"{name} differs" for name in wrong)]
    return Mistake(
        tuple(f"wrong {name}" for name in wrong),
        doc_id,
        start,
        end,
        sentence_around(text, start, end),
        gold=summary(pair.gold),
        predicted=summary(pair.predicted),
        note="; ".join(note for note in notes if note),
        rule_ids=rule_ids(pair.predicted),
        where=pair.gold.where,
        gold_id=pair.gold["id"],
        differences=tuple((name, shown(pair.gold, name), shown(pair.predicted, name)) for name in wrong),
    )


def rule_ids(figure: Record) -> tuple[str, ...]:
    """The rules that a prediction names as its origin, each once."""
    named = (figure.get("provenance") or {}).get("rule_ids") or ()
    return tuple(dict.fromkeys(named))


def sentence_around(text: str, start: int, end: int, *, reach: int = 240) -> str:
    """The sentence that holds ``text[start:end]``, with it in «», on one line."""
    left, right = max(0, start - reach), min(len(text), end + reach)
    for match in _SENTENCE_END.finditer(text, left, start):
        left = match.end()
    found = _SENTENCE_END.search(text, end, right)
    right = found.start() + 1 if found else right
    return " ".join(f"{text[left:start]}«{text[start:end]}»{text[end:right]}".split())


def summary(row: Record) -> str:
    """A figure on one line, fields that say nothing left out."""
    value = str(row.get("value"))
    if row.get("value_max") is not None:
        value += f"..{row['value_max']}"
    if row.get("denominator") is not None:
        value += f"/{row['denominator']}"
    if row.get("per"):
        value += f" per {row['per'].get('value')} {row['per'].get('unit')}"
    locality = row.get("locality") or {}
    chain = " < ".join(
        str(locality[key]) for key in ("name", "commune", "district", "province") if locality.get(key)
    )
    period = " ".join(
        str(row[key])
        for key in ("period", "period_type", "period_source")
        if row.get(key) not in {None, "none"}
    )
    parts = [
        f"{row.get('id') or row.get('record_id')} «{row.get('quote')}»",
        f"{value} {row.get('unit')}" + _unless(row, "value_kind", "level") + _unless(row, "approx", "exact"),
        f"{row.get('indicator')}/{row.get('object')} {row.get('action')}"
        + _unless(row, "status", "achieved"),
        f"{period or '-'}" + (f" base {row['base_period']}" if row.get("base_period") else ""),
        f"{locality.get('level', '-')} {chain} ({row.get('locality_source')})",
    ]
    parts += [f"{link['type']} {link['target']}" for link in row.get("rel") or ()]
    if row.get("repeat_of"):
        parts.append(f"repeats {row['repeat_of']}")
    if row.get("name"):
        parts.append(f"name {row['name']}")
    return " | ".join(parts)


def shown(row: Record, name: str) -> str:
    """One field as a reader wants to see it."""
    value = row.get("value_text" if name == "span" else name)
    if name == "period" and value is not None:
        return f"{value} {row.get('period_type') or ''}".strip()
    if name == "locality" and value:
        chain = ("level", "name", "commune", "district", "province")
        return ", ".join(str(value[key]) for key in chain if value.get(key))
    if name == "per" and value:
        return f"{value.get('value')} {value.get('unit')}"
    if name == "rel":
        return ", ".join(f"{link['type']} {link['target']}" for link in value or ()) or "none"
    return "none" if value is None else str(value)


def _unless(row: Record, key: str, default: str) -> str:
    return f" {row[key]}" if row.get(key) not in {None, default} else ""
