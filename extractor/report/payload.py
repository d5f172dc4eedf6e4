"""The data of the page: what the run says, as plain JSON, without what the page can work out itself.

Quotes are left out (they are ``text[start:end]``), and so are empty fields; numbers are strings, because
JavaScript would round them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from extractor.evaluation.predictions import Prediction, Record
from extractor.report.run import Run

_DERIVED = frozenset({"doc_id", "quote", "value_text", "schema_version"})
_METADATA = (
    "title", "publication_date", "publication_source", "outlet", "byline", "province", "province_2025",
    "source_path", "warnings", "text",
)  # fmt: skip


def payload(
    run: Run, gold: Mapping[str, Any], notes: Mapping[str, str], links: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """Everything the page shows.

    Args:
        run: what was found.
        gold: comparison with gold by article (`extractor.report.gold.compare`); may be empty.
        notes: what a rule states, by rule id, for those rules that say it in words.
        links: between figures of different articles (`extractor.report.links.links_across`).
    """
    described = run.description
    return {
        "run": {
            "version": described.get("version"),
            "rules": described.get("rules"),
            "ner": (described.get("settings") or {}).get("ner"),
            "finished": described.get("finished"),
            "failures": (described.get("counts") or {}).get("failures", 0),
        },
        "gold": bool(gold),
        "notes": notes,
        "links": links,
        "articles": [_article(article, gold.get(doc_id)) for doc_id, article in run.articles.items()],
    }


def rule_ids(run: Run) -> Iterator[str]:
    """Every rule that the page names; the same one may come again."""
    for article in run.articles.values():
        for figure in article.figures:
            yield from (figure.get("provenance") or {}).get("rule_ids") or ()
        for row in (*article.mentions, *article.rejects):
            if row.get("rule_id"):
                yield row["rule_id"]


def _article(article: Prediction, gold: Any) -> dict[str, Any]:
    document = article.document
    return {
        "id": article.doc_id,
        **_filled({name: document.get(name) for name in _METADATA}),
        **_filled({"url": _web_address(document.get("url")), "scope": document.get("scope"), "gold": gold}),
        "regions": [dict(region) for region in document.get("regions") or ()],
        "figures": [_figure(figure) for figure in article.figures],
        "times": _rows(article.mentions, "time"),
        "places": _rows(article.mentions, "place"),
        "rejects": [_row(reject) for reject in article.rejects],
    }


def _figure(figure: Record) -> dict[str, Any]:
    row = _row(figure)
    if row.get("head"):
        row["head"] = [row["head"]["start"], row["head"]["end"]]
    return row


def _rows(mentions: Iterable[Record], kind: str) -> list[dict[str, Any]]:
    return [_row(mention) for mention in mentions if mention["kind"] == kind]


def _row(record: Record) -> dict[str, Any]:
    return _filled({name: value for name, value in record.items() if name not in _DERIVED})


def _filled(row: Mapping[str, Any]) -> dict[str, Any]:
    """Without fields that say nothing; amounts as strings of plain digits."""
    filled: dict[str, Any] = {}
    for name, value in row.items():
        if value is None or value in ((), [], {}):
            continue
        if name in {"value", "value_max", "denominator"}:
            filled[name] = _digits(value)
        elif name == "per":
            filled[name] = {"value": _digits(value["value"]), "unit": value["unit"]}
        else:
            filled[name] = value
    return filled


def _digits(value: Any) -> str:
    """A number without exponent: ``Decimal("1E+6")`` is ``1000000``; TIMEX3 values stay as they are."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _web_address(url: Any) -> str | None:
    """Only an address that a browser may open from a page it does not trust."""
    return url if isinstance(url, str) and url.startswith(("https://", "http://")) else None
