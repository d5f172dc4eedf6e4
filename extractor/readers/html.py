"""HTML pages: the clean text with its regions, and the lead paragraph that extractors lose.

trafilatura finds the body, htmldate (inside it) the date. The text is put together here, block by
block, so that title, lead, table rows and captions have known offsets. The lead ("sapo") is looked
for where Vietnamese sites put it and restored when the body has lost it.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import regex

from extractor.errors import InputError
from extractor.model import Document, Section
from extractor.readers.encoding import decode
from extractor.readers.rows import iso_date
from extractor.readers.source import Item, Limits, Page, Source

_CHARSET = regex.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", regex.IGNORECASE)
_PUBLISHED = regex.compile(
    r"""(?:article:published_time|datePublished|pubdate)["'][^>]{0,80}?["'](?P<date>\d{4}-\d{2}-\d{2}[^"']{0,20})["']"""
)
_LEADS = " | ".join(
    f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    for name in ("sapo", "description", "chapeau", "article-sapo", "detail-sapo", "singular-sapo", "summary")
)
_CAPTIONS = (
    "//figcaption | //*[contains(@class, 'caption') or contains(@class, 'Caption')][not(.//figcaption)]"
)
_NO_ARTICLE = "no article on the page; give pages of single articles"
_LONGEST_LEAD, _LONGEST_CAPTION = 1500, 400


def read_html(source: Source, limits: Limits) -> Iterator[Item]:
    """The page, to be turned into a document where there is time for it (`document_of`).

    Raises:
        OSError: if it cannot be read.
        InputError: if it is too large for a page.
    """
    with source.open() as stream:
        data = stream.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise InputError(f"more than {limits.max_bytes:,} bytes; no page is that large")
    yield Page(source.stem, data, source.name)


def document_of(page: Page, limits: Limits) -> Document:
    """The article of a page: title, lead, body, captions, one block per line.

    Raises:
        InputError: if there is no article on it, or it is in no known encoding.
    """
    try:
        trafilatura, html = import_module("trafilatura"), import_module("lxml.html")
    except ImportError as error:
        raise InputError("reading HTML needs trafilatura; pip install 'vn-press-extractor[html]'") from error
    markup = _decode(page.data, limits)
    if not markup.strip():
        raise InputError("empty text; nothing to extract")
    found = trafilatura.bare_extraction(
        markup, include_comments=False, include_tables=True, with_metadata=True
    )
    if found is None or found.body is None or not found.text:
        raise InputError(_NO_ARTICLE)
    tree = html.document_fromstring(markup)
    text, sections = _compose(_blocks(found, tree))
    if not text:
        raise InputError(_NO_ARTICLE)
    return Document(
        doc_id=page.doc_id,
        text=text,
        title=found.title,
        published=_published(markup) or iso_date(found.date),
        url=found.url or page.url,
        outlet=found.sitename,
        source_path=page.source_path,
        sections=sections,
        extra={"author": found.author} if found.author else {},
    )


def _decode(data: bytes, limits: Limits) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeError):
            pass
    return decode(data, limits.legacy)


def _blocks(found: Any, tree: Any) -> Iterator[tuple[str, str]]:
    """Region and text of each block, in the order of the page; captions come last."""
    body = list(_body_blocks(found.body))
    known = {_key(text) for _, text in body}
    title = _clean(found.title or "")
    if title:
        yield "title", title
    lead = _lead(found, tree, title)
    if lead:
        yield "lead", lead
    said = {_key(title), _key(lead)}
    yield from (block for block in body if _key(block[1]) not in said)
    for element in tree.xpath(_CAPTIONS):
        caption = _clean(element.text_content())
        if caption and len(caption) <= _LONGEST_CAPTION and _key(caption) not in known:
            known.add(_key(caption))
            yield "caption", caption


def _lead(found: Any, tree: Any, title: str) -> str:
    """The lead as the page marks it, otherwise its description if that is a whole sentence."""
    for element in tree.xpath(_LEADS):
        lead = _clean(element.text_content())
        if 30 <= len(lead) <= _LONGEST_LEAD and _key(lead) != _key(title):
            return lead
    lead = _clean(found.description or "")
    whole = len(lead) >= 30 and lead.endswith((".", "!", "?")) and not lead.endswith("...")
    return lead if whole and _key(lead)[:60] not in _key(found.text) else ""


def _body_blocks(body: Any) -> Iterator[tuple[str, str]]:
    for element in body:
        if element.tag == "table":
            for row in element.iter("row"):
                cells = [_clean(" ".join(cell.itertext())) for cell in row.iter("cell")]
                if any(cells):
                    yield "list", " | ".join(cells)
        elif element.tag == "list":
            for item in element.iter("item"):
                yield "body", _clean(" ".join(item.itertext()))
        else:
            for part in "".join(_with_breaks(element)).split("\n"):
                yield "body", _clean(part)


def _with_breaks(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from ("\n",) if child.tag == "lb" else _with_breaks(child)
        yield child.tail or ""


def _compose(blocks: Iterator[tuple[str, str]]) -> tuple[str, tuple[Section, ...]]:
    parts: list[str] = []
    sections: list[Section] = []
    at = 0
    for kind, text in blocks:
        if text:
            sections.append(Section(kind, at, at + len(text), "html"))
            parts.append(text)
            at += len(text) + 1
    return "\n".join(parts), tuple(sections)


def _published(markup: str) -> str | None:
    match = _PUBLISHED.search(markup)
    return iso_date(match["date"]) if match else None


def _clean(text: str) -> str:
    return " ".join(text.split())


def _key(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())
