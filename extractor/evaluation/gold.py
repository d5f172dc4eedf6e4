"""Reads a gold set and refuses whatever does not fit its article or the vocabulary.

gold = read_gold(Path("gold/genre"), read_corpus(Path("corpus/articles")))
gold.figures["dg101"][0]["indicator"]
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from extractor.engine.load import builtin_directory
from extractor.engine.schema.vocabulary import Vocabulary
from extractor.errors import GoldError
from extractor.evaluation.equality import expand
from extractor.evaluation.gold_format import FILES, closed_lists
from extractor.model import Document


class Row(dict[str, Any]):
    """A validated row; ``where`` is its ``file:line``."""

    where: str = ""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One gold set; every mapping goes from article id to rows in file order.

    ``documents`` are the articles that the set annotates, also those without any figure; those in
    ``full`` have all their figures marked, the others only assertions.
    ``has_times`` and ``has_places`` say whether the set annotates them at all.
    """

    name: str
    path: Path
    documents: Mapping[str, Document]
    full: frozenset[str]
    figures: Mapping[str, tuple[Row, ...]]
    negatives: Mapping[str, tuple[Row, ...]]
    times: Mapping[str, tuple[Row, ...]]
    places: Mapping[str, tuple[Row, ...]]
    meta: Mapping[str, Row]
    assertions: Mapping[str, Row]
    has_times: bool
    has_places: bool


def builtin_vocabulary() -> Vocabulary:
    """The closed lists of this version, read alone: scoring does not depend on the other rules."""
    path = builtin_directory() / Vocabulary.files
    return Vocabulary.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def read_gold(path: Path, corpus: Mapping[str, Document], vocabulary: Vocabulary | None = None) -> GoldSet:
    """Read and check ``path/{figures,negatives,timex,localities,meta,assertions}.jsonl``.

    Raises:
        GoldError: with ``file:line`` of the first row that is wrong, and what to do about it.
    """
    if not path.is_dir():
        raise GoldError("no such gold set; give the folder that holds figures.jsonl", str(path))
    checker = _Checker(vocabulary or builtin_vocabulary(), corpus)
    rows = {stem: read_rows(path / f"{stem}.jsonl", model) for stem, model in FILES.items()}
    if not rows["figures"] and not rows["assertions"]:
        raise GoldError("the gold set is empty: no row in figures.jsonl or assertions.jsonl", str(path))
    for stem, found in rows.items():
        for row in found:
            checker.check(stem, row)
    checker.check_links(rows["figures"])
    named = dict.fromkeys(row["doc"] for found in rows.values() for row in found)
    order = [doc_id for doc_id in corpus if doc_id in named]
    full = {row["doc"] for stem, found in rows.items() if stem != "assertions" for row in found}
    return GoldSet(
        name=path.name,
        path=path,
        documents={doc_id: corpus[doc_id] for doc_id in order},
        full=frozenset(full) if (path / "figures.jsonl").exists() else frozenset(),
        figures=_by_document(order, rows["figures"]),
        negatives=_by_document(order, rows["negatives"]),
        times=_by_document(order, rows["timex"]),
        places=_by_document(order, rows["localities"]),
        meta={row["doc"]: row for row in rows["meta"]},
        assertions={row["doc"]: row for row in rows["assertions"]},
        has_times=(path / "timex.jsonl").exists(),
        has_places=(path / "localities.jsonl").exists(),
    )


def read_rows(path: Path, model: type[BaseModel] | None = None) -> list[Row]:
    """The rows of a JSONL file, numbers as int or Decimal; a missing file has none.

    Raises:
        GoldError: with ``file:line``, for a line that is not a JSON object or not what ``model`` says.
    """
    if not path.exists():
        return []
    rows = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = Row(json.loads(line, parse_float=Decimal))
        except (ValueError, TypeError) as error:
            raise GoldError(f"not a JSON object: {error}", where) from error
        row.where = where
        if model is not None:
            validate(row, model)
        rows.append(row)
    return rows


def validate(row: Row, model: type[BaseModel]) -> None:
    """Raise a `GoldError` that names the first field of the row the model refuses."""
    try:
        model.model_validate(dict(row))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        message = f'"{field}": {first["msg"]}'
        if first["type"] == "extra_forbidden":
            allowed = ", ".join(info.alias or name for name, info in model.model_fields.items())
            message = f'unknown field "{field}"; allowed are {allowed}'
        raise GoldError(message, row.where) from error


def _by_document(order: Iterable[str], rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    grouped: dict[str, list[Row]] = {doc_id: [] for doc_id in order}
    for row in rows:
        grouped[row["doc"]].append(row)
    return {doc_id: tuple(found) for doc_id, found in grouped.items()}


class _Checker:
    """What a schema cannot say: offsets, closed lists, objects of indicators, links, periods."""

    def __init__(self, vocabulary: Vocabulary, corpus: Mapping[str, Document]) -> None:
        self.vocabulary = vocabulary
        self.corpus = corpus
        self.lists = {name: frozenset(words) for name, words in closed_lists(vocabulary).items()}

    def check(self, stem: str, row: Row) -> None:
        document = self.corpus.get(row["doc"])
        if document is None:
            raise GoldError(
                f'the corpus has no article "{row["doc"]}"; give --corpus the folder or file that has it',
                row.where,
            )
        if "quote" in row:
            self._span(row, document.text, "start", "end", "quote")
        self._enumerations(FILES[stem], row, row.where)
        if stem == "figures":
            self._figure(row, document.text)
        elif stem == "assertions":
            self._assertions(row)

    def _span(self, row: Row, text: str, start: str, end: str, quote: str) -> None:
        found = text[row[start] : row[end]]
        if found != row[quote]:
            hint = text.find(row[quote])
            more = f"; the quote stands at {hint}" if hint >= 0 else "; the quote is not in the article"
            raise GoldError(
                f"offset mismatch: text[{row[start]}:{row[end]}] is {found[:60]!r}, {quote} is "
                f"{row[quote][:60]!r}{more}. Mend {start} and {end}",
                row.where,
            )

    def _enumerations(self, model: type[BaseModel], row: Mapping[str, Any], where: str) -> None:
        for name, info in model.model_fields.items():
            value = row.get(info.alias or name)
            extra = info.json_schema_extra
            if isinstance(extra, dict) and value is not None:
                allowed = self.lists[str(extra["enumeration"])]
                if value not in allowed:
                    raise GoldError(f'"{name}" is {value!r}; allowed are {", ".join(sorted(allowed))}', where)
            for item in value if isinstance(value, list) else [value]:
                inner = _model_inside(info.annotation)
                if inner is not None and isinstance(item, dict):
                    self._enumerations(inner, item, where)

    def _figure(self, row: Row, text: str) -> None:
        self._span(row, text, "value_start", "value_end", "value_text")
        if not row["start"] <= row["value_start"] < row["value_end"] <= row["end"]:
            raise GoldError("the value span must lie inside start..end", row.where)
        objects = self.vocabulary.indicators[row["indicator"]].objects
        if row["object"] not in objects:
            raise GoldError(
                f"{row['object']!r} is no object of {row['indicator']}; allowed are {', '.join(objects)}",
                row.where,
            )
        for field in ("period", "base_period"):
            if row.get(field) is not None:
                try:
                    expand(row[field])
                except ValueError as error:
                    raise GoldError(f'"{field}": {error}', row.where) from error
        if (row["value_kind"] == "coverage") != (row.get("denominator") is not None):
            raise GoldError("denominator stands if and only if value_kind is coverage", row.where)

    def _assertions(self, row: Row) -> None:
        for claim in [*row.get("with", []), *row.get("without", [])]:
            if claim.get("value") is None and claim.get("indicator") is None:
                raise GoldError("an assertion needs a value or an indicator", row.where)
        for claim in row.get("with", []):
            if claim.get("value") is None or claim.get("indicator") is None:
                raise GoldError('an assertion under "with" needs value and indicator', row.where)
            for ban in row.get("without", []):
                if all(claim.get(key) == value for key, value in ban.items() if value is not None):
                    raise GoldError('an assertion under "without" forbids one under "with"', row.where)

    def check_links(self, figures: Iterable[Row]) -> None:
        """Ids are unique; relations and repetitions point to figures of the same article."""
        home: dict[str, str] = {}
        for row in figures:
            if row["id"] in home:
                raise GoldError(f'the id "{row["id"]}" stands twice; ids are unique', row.where)
            home[row["id"]] = row["doc"]
        for row in figures:
            targets = [link["target"] for link in row.get("rel", [])]
            if row.get("repeat_of"):
                targets.append(row["repeat_of"])
            for target in targets:
                if home.get(target) != row["doc"] or target == row["id"]:
                    raise GoldError(
                        f'dangling relation: "{target}" is not another figure of {row["doc"]}', row.where
                    )


def _model_inside(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_inside(inner)
        if found is not None:
            return found
    return None
