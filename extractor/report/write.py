"""``extractor report``: from a run folder to the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractor.errors import OutputError, UsageError
from extractor.report.gold import compare
from extractor.report.links import links_across
from extractor.report.notes import rule_notes
from extractor.report.page import render
from extractor.report.payload import payload, rule_ids
from extractor.report.run import Run


@dataclass(frozen=True, slots=True)
class Summary:
    """How much a report shows; ``linked`` if figures of different articles were compared."""

    articles: int
    figures: int
    size: int
    linked: bool


def write_report(run: Path, output: Path, *, gold: Path | None = None, language: str = "en") -> Summary:
    """Write the evidence view of a run.

    Args:
        run: a run folder.
        output: the ``.html`` file; an older one is replaced when the new one is complete.
        gold: a gold folder for articles of the run; its figures stand beside those found.
        language: of the page's own words: ``en`` or ``vi``.

    Raises:
        RunError: if the run cannot be used.
        GoldError: if gold is wrong or not about this run.
        UsageError: if the output is not to be an HTML file.
        OutputError: if it cannot be written.

    Example:
        >>> write_report(Path("out/corpus"), Path("report.html"), gold=Path("gold/genre"))
        Summary(articles=12, figures=273, size=489551, linked=True)
    """
    if output.suffix.lower() not in {".html", ".htm"}:
        raise UsageError("the report is an HTML file; give -o report.html", str(output))
    found = Run.read(run)
    compared = compare(gold, found) if gold else {}
    notes = rule_notes(rule_ids(found), str(found.description.get("rules")))
    links = links_across(found)
    page = render(payload(found, compared, notes, links or ()), f"{run.resolve().name} · extractor", language)
    _put(output, page)
    figures = sum(len(article.figures) for article in found.articles.values())
    return Summary(len(found.articles), figures, len(page.encode()), links is not None)


def _put(output: Path, page: str) -> None:
    unfinished = output.with_name(output.name + ".tmp")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(page, encoding="utf-8", newline="\n")
        unfinished.replace(output)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", str(output)) from error
