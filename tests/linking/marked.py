"""Articles with marked places and figures, so that linking is tested without the stages before it.

``[huyện Vị Xuyên](Hà Giang/Vị Xuyên)`` is a place with its province, district, commune and hamlet (``-``
for none); ``(outlet:Hà Giang)`` one that signs the article. ``{23 commune}`` is a figure with its unit.
A first line that begins with ``# `` is the headline.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.analysis import Analysis
from extractor.model import Document, Figure, PlaceMention, Publication, Section
from extractor.text.sentences import SentenceSplitter
from extractor.text.view import MatchView

LEVELS = ("province", "district", "commune", "hamlet")
_MARK = re.compile(
    r"\[(?P<text>[^\]]+)\]\((?P<role>outlet:)?(?P<path>[^)]*)\)|\{(?P<value>[^ }]+)(?: (?P<unit>\w+))?\}"
)
_TYPE = re.compile(r"(?:tỉnh|huyện|quận|thị xã|thành phố|xã|phường|thị trấn|thôn|ấp|bản|làng|TP|TX)(?= )")


def read(
    marked: str, splitter: SentenceSplitter, published: str | None = None
) -> tuple[Analysis, list[Figure]]:
    """The analysis and the unplaced figures of a marked article."""
    plain, places, values = "", [], []
    position = 0
    for match in _MARK.finditer(marked):
        plain += marked[position : match.start()]
        start = len(plain)
        plain += match["text"] or match["value"]
        if match["text"]:
            places.append(_place(match["text"], match["path"], match["role"] is not None, start))
        else:
            values.append((start, len(plain), match["unit"] or "case"))
        position = match.end()
    plain += marked[position:]
    view = MatchView.of(plain)
    title_end = plain.find("\n") if plain.startswith("# ") else 0
    sections = ([Section("title", 2, title_end)] if title_end else []) + [
        Section("body", title_end, len(plain))
    ]
    sentences = splitter.split(view, sections)
    figures = []
    for start, end, unit in values:
        digits = plain[start:end].replace(".", "")
        value = Decimal(digits) if digits.isdecimal() else None
        sentence = next(s for s in sentences if s.start <= start < s.end)
        figures.append(
            Figure(start, end, start, end, sentence.index, sentence.region, "case", "all", unit, value)
        )
    analysis = Analysis(
        Document("d", plain),
        view,
        tuple(sections),
        sentences,
        publication=Publication(date=published),
        places=tuple(places),
    )
    return analysis, figures


def _place(text: str, path: str, outlet: bool, start: int) -> PlaceMention:
    if path in {"region", "country"}:
        return PlaceMention(start, start + len(text), text, path, text)
    names = [name if name != "-" else None for name in path.split("/")]
    fields = dict(zip(LEVELS, names, strict=False))
    word = _TYPE.match(text[0].lower() + text[1:]) or _TYPE.match(text)
    word = (word.group() if word else "") or None
    return PlaceMention(
        start,
        start + len(text),
        text,
        LEVELS[len(names) - 1],
        names[-1] or text,
        word,
        role="outlet" if outlet else "site",
        **fields,
    )
