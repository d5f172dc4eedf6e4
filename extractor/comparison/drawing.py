"""What chart and map share: the values of one measure, colours, numbers as Vietnamese readers write them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.comparison.cells import Cell
from extractor.comparison.measures import Measure
from extractor.comparison.result import Comparison
from extractor.errors import OutputError, UsageError

EXACT, APPROXIMATE, LOCAL, NOTHING = "#0072B2", "#E69F00", "#999999", "#D9D9D9"
COLOURS = {"exact": EXACT, "approximate": APPROXIMATE, "local": LOCAL}
"""Colours of Okabe and Ito, told apart by colour-blind readers."""
INK, FAINT = "#222222", "#6B6B6B"
LARGEST = 25
_SHORT = {
    "VND": ((10**12, "trillion VND"), (10**9, "billion VND"), (10**6, "million VND")),
    "USD": ((10**9, "billion USD"), (10**6, "million USD")),
}


@dataclass(frozen=True, slots=True)
class Point:
    """The value of one province, how it was stated, and what it rests on."""

    code: str
    province: str
    period: str
    value: float
    sort: str
    partial: bool
    articles: int


def one_measure(comparison: Comparison) -> Measure:
    """The measure to draw: the only one, or the one with the most provinces if one indicator was chosen.

    Raises:
        UsageError: if there is nothing to draw, or several measures to choose from.
    """
    drawn = [cell for cell in comparison.cells if point(cell) is not None]
    measures = list(dict.fromkeys(cell.measure for cell in drawn))
    if not measures:
        raise UsageError("nothing to draw: no cell has a value; left_out in the output of -o says why")
    if len(measures) > 1:
        shown = "; ".join(
            f"--indicator {m.indicator} --object {m.object} --action {m.action} "
            f"--status {m.status} --unit {m.unit}"
            for m in measures[:3]
        )
        if len({(m.indicator, m.object, m.action, m.status, m.unit, m.kind) for m in measures}) > 1:
            raise UsageError(f"{len(measures)} measures; a picture shows one. Choose, for example: {shown}")
    return max(measures, key=lambda m: (sum(cell.measure == m for cell in drawn), m))


def points(comparison: Comparison, measure: Measure, period: str | None = None) -> list[Point]:
    """The values of a measure, of one period if given."""
    found = (point(cell) for cell in comparison.cells if cell.measure == measure)
    return [item for item in found if item is not None and period in {None, item.period}]


def point(cell: Cell) -> Point | None:
    """The value of a cell as it is drawn: about the province, else of places inside it, else nothing."""
    for tally, local in ((cell.tally, False), (cell.local, True)):
        if tally.value is not None or tally.approximate is not None:
            value = float((tally.value or 0) + (tally.approximate or 0))
            sort = "local" if local else "exact" if tally.approximate is None else "approximate"
            return Point(
                cell.province.code, cell.province.name, cell.period, value, sort,
                local or not cell.complete, len(cell.articles),
            )  # fmt: skip
    return None


def latest(comparison: Comparison, measure: Measure) -> str:
    """The period with the most provinces, the later one of equals."""
    counts: dict[str, int] = {}
    for item in points(comparison, measure):
        counts[item.period] = counts.get(item.period, 0) + 1
    return max(counts, key=lambda period: (counts[period], period))


def title(measure: Measure, period: str) -> str:
    """A measure and its period in words."""
    words = [measure.head or measure.indicator.replace("_", " ")]
    if measure.object not in {"all", "other"}:
        words.append(f"({measure.object.replace('_', ' ')})")
    if measure.action not in {"exist", "other"}:
        words.append(f"- {measure.action.replace('_', ' ')}")
    if measure.status != "achieved":
        words.append(f"- {measure.status}")
    when = "all periods" if period == "all" else period
    return f"{' '.join(words)}, {when}".capitalize()


def scale(measure: Measure, values: Iterable[float]) -> tuple[float, str]:
    """What to divide by, and the name of the unit then."""
    largest = max((abs(value) for value in values), default=0)
    for size, name in _SHORT.get(measure.unit, ()):
        if largest >= size:
            return float(size), name
    return 1.0, measure.unit.replace("_", " ")


def number(value: float) -> str:
    """A number with points between thousands and a decimal comma: 1.399, 12,5."""
    shown = f"{value:,.0f}" if value == round(value) or abs(value) >= 100 else f"{value:,.3g}"
    return shown.translate(str.maketrans(",.", ".,"))


def source_note(comparison: Comparison, shown: Iterable[Point]) -> str:
    """Where the values come from, for the foot of a picture."""
    articles = sum(item.articles for item in shown)
    units = len(comparison.provinces.units)
    return (
        f"Source: figures stated in {articles} press articles, as extracted; not official statistics. "
        f"Provinces of {comparison.provinces.on} ({units})."
    )


def pyplot() -> Any:
    """Matplotlib without a window.

    Raises:
        UsageError: if it is not installed.
    """
    try:
        import matplotlib as mpl  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise UsageError("drawing needs matplotlib; pip install 'vn-press-extractor[compare]'") from error
    from matplotlib.figure import Figure  # noqa: PLC0415 - an extra, and slow to import

    mpl.rcParams["svg.hashsalt"] = "extractor"
    return Figure


def write_picture(figure: Any, path: Path) -> None:
    """Write a figure as PNG, SVG or PDF.

    Raises:
        UsageError: for another suffix.
        OutputError: if it cannot be written.
    """
    if path.suffix.lower() not in {".png", ".svg", ".pdf"}:
        raise UsageError(f"unknown picture format {path.suffix!r}; use .png, .svg or .pdf", str(path))
    try:
        figure.savefig(path, dpi=160, facecolor="white")
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}; choose another place", str(path)) from error
