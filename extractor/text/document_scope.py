"""Title, byline and outlet of an article, as far as its layout tells (guideline 5, 6.1).

Province and scope are facts about places and are filled in elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import regex

from extractor.engine.load import Rules
from extractor.engine.schema.sections import Outlet, SectionRules
from extractor.model import Document, DocumentScope, Section
from extractor.text.view import MatchView

_EDGES = " \t\r\n*()[].,;:-–—"


class DocumentScopeFinder:
    """Reads the document's own data; built once from the rules."""

    def __init__(self, rules: Rules) -> None:
        table = rules.get(SectionRules)
        self._outlets = table.outlets
        self._by_tag = {tag.casefold(): outlet for outlet in table.outlets.values() for tag in outlet.tags}
        self._by_name = {outlet.name.casefold(): outlet for outlet in table.outlets.values()}
        self._by_host = {host: outlet for outlet in table.outlets.values() for host in outlet.hosts}
        self._label = regex.compile(table.byline_label, flags=regex.IGNORECASE)
        self._person = regex.compile(rf"(?:{table.person})(?:\s*[-,/(].*)?")

    def find(self, document: Document, view: MatchView, sections: Sequence[Section]) -> DocumentScope:
        """Title and byline as written in the source, outlet name and the tag it signs with."""
        outlet, code = self.outlet(document, view, sections)
        return DocumentScope(
            title=document.title or self._title(view, sections),
            byline=self._byline(view, sections),
            outlet=document.outlet or (outlet.name if outlet else None),
            outlet_code=code,
        )

    def outlet(
        self, document: Document, view: MatchView, sections: Sequence[Section]
    ) -> tuple[Outlet | None, str | None]:
        """The outlet by its tag in the text, by metadata or by the address; and the tag as written."""
        for section in sections:
            if section.kind == "outlet_tag":
                tag = _written(view, section).strip(_EDGES)
                known = self._by_tag.get(tag.casefold()) or self._by_name.get(tag.casefold())
                return known or self._by_metadata(document), tag
        return self._by_metadata(document), None

    def _by_metadata(self, document: Document) -> Outlet | None:
        name = (document.outlet or "").casefold()
        host = urlsplit(document.url or "").hostname or name
        known = self._by_name.get(name) or self._by_tag.get(name)
        return known or self._by_host.get(host.removeprefix("www."))

    def _title(self, view: MatchView, sections: Sequence[Section]) -> str | None:
        return next((_written(view, section) for section in sections if section.kind == "title"), None)

    def _byline(self, view: MatchView, sections: Sequence[Section]) -> str | None:
        told = next((s.end for s in sections if s.kind in {"lead", "body"}), 0)
        signatures = sorted((s for s in sections if s.kind == "byline"), key=lambda s: s.start < told)
        signatures += [s for s in sections if s.kind == "source_line" and self._is_person(view, s)]
        for section in signatures:
            name: str = self._label.sub("", _written(view, section).split("\n")[0]).strip()
            name = (
                name.removesuffix(".").strip("*- \t")
                if name.count("(") == name.count(")")
                else name.strip(_EDGES)
            )
            if name:
                return name
        return None

    def _is_person(self, view: MatchView, section: Section) -> bool:
        line = _written(view, section)
        name = self._label.sub("", line)
        return name != line and self._person.fullmatch(name.strip()) is not None


def _written(view: MatchView, section: Section) -> str:
    start, end = view.source(section.start, section.end)
    return view.text[start:end]
