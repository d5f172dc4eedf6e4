"""What an explanation consists of: numbers, and the rules that were tried at each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model import Extraction, Figure, Rejection


@dataclass(frozen=True, slots=True)
class Try:
    """A rule that was considered at a number. ``kind`` is head, object, verb or cue.

    ``text`` at ``[start, end)`` is what it stands on; ``score`` decides among those that hold; ``why`` says
    what kept it from winning.
    """

    kind: str
    rule_id: str
    start: int
    end: int
    text: str
    holds: bool
    won: bool
    score: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class NumberExplained:
    """One number: its surroundings, the rules tried there, and what became of it."""

    start: int
    end: int
    text: str
    zones: tuple[tuple[str, str], ...]
    tries: tuple[Try, ...]
    figure: Figure | None
    rejection: Rejection | None

    @property
    def heads(self) -> tuple[Try, ...]:
        """The head rules that were tried."""
        return tuple(one for one in self.tries if one.kind == "head")


@dataclass(frozen=True, slots=True)
class Explanation:
    """An extraction and, per number in text order, how it came about; offsets into the source."""

    extraction: Extraction
    numbers: tuple[NumberExplained, ...]

    def render(self) -> str:
        """The derivation, number by number; ``*`` won, ``.`` held but lost, ``-`` did not hold."""
        return "\n".join(_lines(self)) + "\n"


def _lines(explanation: Explanation) -> list[str]:
    extraction = explanation.extraction
    publication = extraction.publication
    lines = [f"published {publication.date or 'unknown'} ({publication.source})"]
    lines += [f"time  {t.text!r} = {t.value}, {t.role}  [{t.rule_id}]" for t in extraction.times]
    lines += [
        f"place {p.text!r} = {p.level}, {p.province or 'no province'}  [{p.source}]"
        for p in extraction.places
    ]
    for number in explanation.numbers:
        lines += ["", f"{number.start}-{number.end} {number.text!r}"]
        if number.figure is not None:
            lines += _figure_lines(number.figure, extraction.document.text)
        elif number.rejection is not None:
            r = number.rejection
            lines.append(f"  no figure: {r.stage}: {r.category or r.reason}  [{r.rule_id or r.reason}]")
        lines += [f"  {zone:7}{text!r}" for zone, text in number.zones]
        lines += [_try_line(one) for one in number.tries]
    return lines


def _figure_lines(figure: Figure, text: str) -> Sequence[str]:
    where = figure.locality.name if figure.locality else "no locality"
    value = f"{figure.value} {figure.unit} ({figure.value_kind}, {figure.approx})"
    return (
        f"  figure: {text[figure.start : figure.end]!r}",
        f"    {figure.indicator}/{figure.object} = {value}",
        f"    {figure.action}, {figure.status}, confidence {figure.confidence}",
        f"    {figure.period or 'no period'} ({figure.period_source}); {where} ({figure.locality_source})",
        f"    rules: {', '.join(figure.rule_ids)}",
        *(
            f"    {relation.type} -> {text[relation.target[0] : relation.target[1]]!r}"
            for relation in figure.rel
        ),
    )


def _try_line(one: Try) -> str:
    mark = "*" if one.won else "." if one.holds else "-"
    score = f" {one.score:+d}" if one.score else ""
    on = f" {one.text!r}" if one.text else ""
    return f"  {mark} {one.kind:7}{one.rule_id}{on}{score}" + (f"  ({one.why})" if one.why else "")
