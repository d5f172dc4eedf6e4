"""Pieces of the self-contained HTML pages (report and diff); everything is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib import resources
from string import Template


class Html(str):
    """A piece that is HTML already; any other string gets escaped."""

    __slots__ = ()


def page(title: str, body: str, sections: Sequence[tuple[str, str]]) -> str:
    """A whole page; ``sections`` are (anchor, label) for the navigation."""
    assets = resources.files("extractor.evaluation") / "html"

    def read(name: str) -> str:
        return (assets / name).read_text(encoding="utf-8")

    links = " ".join(f'<a href="#{escape(anchor)}">{escape(label)}</a>' for anchor, label in sections)
    return Template(read("page.html")).substitute(
        title=escape(title), style=read("page.css"), script=read("page.js"), navigation=links, body=body
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A sortable table; a cell that is `Html` brings its own ``<td>``."""
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    lines = (
        "<tr>" + "".join(cell if isinstance(cell, Html) else f"<td>{escape(cell)}</td>" for cell in row)
        for row in rows
    )
    body = "\n".join(f"{line}</tr>" for line in lines)
    return (
        f'<div class="wide"><table class="sortable"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def text_cell(text: str) -> Html:
    """A cell of words, left-aligned."""
    return Html(f'<td class="text">{escape(text)}</td>')


def rate_cell(value: float | None) -> Html:
    """A rate with a bar behind it."""
    if value is None:
        return Html("<td>-</td>")
    return Html(f'<td class="bar" style="--share:{value:.1%}">{value:.3f}</td>')


def filters(list_id: str, kinds: Sequence[str], documents: Sequence[str]) -> str:
    """Controls that hide the cards of a list."""
    return (
        f'<div class="filters" data-list="{escape(list_id)}">{_select("kind", "all kinds", kinds)}'
        f"{_select('doc', 'all articles', documents)}"
        '<input name="words" type="search" placeholder="words, rule ids"><output></output></div>'
    )


def _select(name: str, everything: str, options: Sequence[str]) -> str:
    items = "".join(f'<option value="{escape(option)}">{escape(option)}</option>' for option in options)
    return f'<select name="{name}"><option value="">{escape(everything)}</option>{items}</select>'


def card(
    *,
    kinds: Sequence[str],
    doc_id: str,
    place: str,
    sentence: str,
    differences: Sequence[Sequence[str]] = (),
    lines: Sequence[tuple[str, str]] = (),
    rules: Sequence[str] = (),
    sides: tuple[str, str] = ("gold", "predicted"),
    tone: str = "",
) -> str:
    """One error or change; the value in the sentence stands in «» and gets marked."""
    tags = "".join(f'<span class="kind {tone}">{escape(kind)}</span>' for kind in kinds)
    marked = escape(sentence).replace("«", "<mark>", 1).replace("»", "</mark>", 1)
    parts = [
        f'<article data-kinds="{escape("|".join(kinds))}" data-doc="{escape(doc_id)}">',
        f'<p>{tags} <span class="place">{escape(place)}</span></p><p>{marked}</p>',
    ]
    if differences:
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in differences
        )
        parts.append(f"<table><tr><th>field</th><th>{sides[0]}</th><th>{sides[1]}</th></tr>{rows}</table>")
    parts += [f"<p><b>{escape(label)}</b> {escape(text)}</p>" for label, text in lines if text]
    if rules:
        parts.append("<p>" + " ".join(f"<code>{escape(rule)}</code>" for rule in rules) + "</p>")
    return "".join(parts) + "</article>"
