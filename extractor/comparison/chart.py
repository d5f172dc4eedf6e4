"""A bar chart of one measure: provinces by value, exact, approximate and partial ones told apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractor.comparison.drawing import (
    COLOURS,
    FAINT,
    INK,
    LARGEST,
    Point,
    latest,
    number,
    one_measure,
    points,
    pyplot,
    scale,
    source_note,
    title,
    write_picture,
)
from extractor.comparison.measures import Measure
from extractor.comparison.result import Comparison

_LEGEND = {
    "exact": "exact, about the province",
    "approximate": "approximate, about the province",
    "local": "about places inside it only",
}


def draw_chart(comparison: Comparison, path: str | Path, *, period: str | None = None) -> None:
    """Draw the chart: one bar for each province, of one period.

    Args:
        comparison: of one measure.
        path: ``.png``, ``.svg`` or ``.pdf``.
        period: the cell to draw; by default the one with the most provinces.

    Raises:
        UsageError: if there is nothing or more than one measure to draw, for an unknown format, or if
            matplotlib is not installed.
    """
    figure_class = pyplot()
    measure = one_measure(comparison)
    chosen = period or latest(comparison, measure)
    shown = sorted(points(comparison, measure, chosen), key=lambda item: (-item.value, item.province))
    left = len(shown) - LARGEST
    shown = shown[:LARGEST]
    figure = figure_class(figsize=(8, 1.9 + 0.3 * max(len(shown), 4)), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.12, h_pad=0.12)
    axes = figure.subplots()
    _bars(axes, shown, measure)
    heading = title(measure, chosen)
    axes.set_title(heading, loc="left", fontsize=13, color=INK, fontweight="bold")
    note = source_note(comparison, shown)
    if left > 0:
        note += f" {left} provinces with smaller values are not shown."
    figure.supxlabel(note, fontsize=7.5, color=FAINT, wrap=True)
    write_picture(figure, Path(path))


def _bars(axes: Any, shown: Sequence[Point], measure: Measure) -> None:
    divisor, unit = scale(measure, (item.value for item in shown))
    rows = range(len(shown))
    sizes = [item.value / divisor for item in shown]
    bars = axes.barh(rows, sizes, color=[COLOURS[item.sort] for item in shown], height=0.72)
    for bar, item, size in zip(bars, shown, sizes, strict=True):
        if item.partial:
            bar.set_hatch("////")
            bar.set_edgecolor("white")
            bar.set_linewidth(0)
        label = f" {number(size)}" + (f"  ({item.articles} articles)" if item.articles > 1 else "")
        axes.text(
            max(size, 0), bar.get_y() + bar.get_height() / 2, label, va="center", fontsize=8.5, color=INK
        )
    axes.set_yticks(rows, [item.province for item in shown], fontsize=9.5)
    axes.invert_yaxis()
    axes.margins(x=0.16)
    axes.set_xlabel(unit, color=INK)
    axes.xaxis.set_major_formatter(lambda value, _: number(value))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#E6E6E6")
    axes.set_axisbelow(True)
    _legend(axes, shown)


def _legend(axes: Any, shown: Sequence[Point]) -> None:
    from matplotlib.patches import Patch  # noqa: PLC0415 - an extra, and slow to import

    sorts = [sort for sort in _LEGEND if any(item.sort == sort for item in shown)]
    handles = [Patch(facecolor=COLOURS[sort], label=_LEGEND[sort]) for sort in sorts]
    if any(item.partial for item in shown):
        handles.append(
            Patch(facecolor="#BBBBBB", edgecolor="white", hatch="////", label="part of territory or time")
        )
    axes.legend(handles=handles, loc="lower right", fontsize=8, frameon=False)
