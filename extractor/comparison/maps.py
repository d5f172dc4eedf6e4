"""A map of one measure: a circle for each province, its area proportional to the value.

Without boundaries the ground of the map is every commune of the gazetteer as a dot, so that the
country and all its islands, Hoàng Sa and Trường Sa with them, can be recognised. With ``boundaries``
the user's own polygons are drawn instead.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from extractor.comparison.boundaries import read_boundaries
from extractor.comparison.drawing import (
    COLOURS,
    FAINT,
    INK,
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
from extractor.gazetteer import Gazetteer
from extractor.gazetteer.validity import is_valid
from extractor.model import AdminUnit

_ISLANDS = frozenset({"20333", "22736"})
"""The special zones far out at sea that are named on the map."""
_LARGEST_AREA = {34: 900.0, 63: 480.0}
"""Area of the largest circle, in square points, by the number of provinces."""
_STEPS = (1.0, 0.25, 0.05)
_LIMITS = (101.6, 115.4, 7.6, 23.8)
_ASPECT = 1 / math.cos(math.radians(16))
_LETTER, _HALF_LINE, _DOT = 0.094, 0.1, 0.05
"""In degrees: width of a letter, half the height of a line, half the size of a point to keep free."""
_Box: TypeAlias = tuple[float, float, float, float]
_GROUND = "#C3CCD2"


def draw_map(
    comparison: Comparison,
    path: str | Path,
    *,
    period: str | None = None,
    boundaries: str | Path | None = None,
) -> None:
    """Draw the map of one period.

    Args:
        comparison: of one measure.
        path: ``.png``, ``.svg`` or ``.pdf``.
        period: the cell to draw; the one with the most provinces by default.
        boundaries: GeoJSON polygons of the provinces, drawn as the ground of the map.

    Raises:
        UsageError: if there is nothing or more than one measure to draw, for an unknown format, a file
            that is no GeoJSON, or if matplotlib is not installed.
    """
    figure_class = pyplot()
    measure = one_measure(comparison)
    chosen = period or latest(comparison, measure)
    shown = sorted(points(comparison, measure, chosen), key=lambda item: -item.value)
    figure = figure_class(figsize=(8.2, 10.4), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.12, h_pad=0.12)
    axes = figure.subplots()
    axes.set_aspect(_ASPECT)
    axes.set_xlim(*_LIMITS[:2])
    axes.set_ylim(*_LIMITS[2:])
    axes.axis("off")
    gazetteer = Gazetteer.default()
    if boundaries is None:
        _ground(axes, gazetteer, comparison.provinces.on)
    else:
        for ring in read_boundaries(Path(boundaries)):
            axes.fill(*zip(*ring, strict=True), facecolor="#EEF1F3", edgecolor="#8A959C", linewidth=0.5)
    _islands(axes, gazetteer)
    _provinces(axes, comparison.provinces.units, shown, measure)
    axes.set_title(title(measure, chosen), loc="left", fontsize=14, color=INK, fontweight="bold")
    ground = "" if boundaries else " Grey dots: communes of today."
    figure.supxlabel(source_note(comparison, shown) + ground, fontsize=7.5, color=FAINT)
    write_picture(figure, Path(path))


def _ground(axes: Any, gazetteer: Gazetteer, on: str) -> None:
    day = max(on, "2025-07-01")
    dots = [
        u for u in gazetteer.units if u.level == "commune" and u.lat is not None and is_valid(u, (day, day))
    ]
    axes.scatter([u.lon for u in dots], [u.lat for u in dots], s=3.2, color=_GROUND, linewidths=0, zorder=1)


def _islands(axes: Any, gazetteer: Gazetteer) -> None:
    for code in sorted(_ISLANDS):
        unit = gazetteer.get(code)
        if unit is not None and unit.lon is not None:
            axes.scatter([unit.lon], [unit.lat], s=14, color="#8A959C", marker="^", linewidths=0, zorder=2)
            axes.annotate(
                f"{unit.type} {unit.name}", (unit.lon, unit.lat), xytext=(0, -11), textcoords="offset points",
                ha="center", fontsize=7.5, color=FAINT, style="italic",
            )  # fmt: skip


def _provinces(axes: Any, units: Sequence[AdminUnit], shown: Sequence[Point], measure: Measure) -> None:
    places = {unit.code: unit for unit in units}
    values = {item.code: item for item in shown}
    divisor, unit_name = scale(measure, (item.value for item in shown))
    sizes = _Sizes(
        max((abs(item.value) for item in shown), default=1.0) or 1.0,
        _LARGEST_AREA[34] if len(units) <= 34 else _LARGEST_AREA[63],
    )
    for unit in units:
        if unit.code not in values:
            axes.scatter(
                [unit.lon], [unit.lat], s=9, facecolor="white", edgecolor=FAINT, linewidth=0.8, zorder=3
            )
    for item in shown:  # the largest first, so that small circles stay on top
        place = places[item.code]
        axes.scatter(
            [place.lon], [place.lat], s=sizes.area(item.value), zorder=4, alpha=0.78,
            facecolor=COLOURS[item.sort], edgecolor=INK if item.partial else "white", linewidth=0.8,
            linestyle=":" if item.partial else "-",
        )  # fmt: skip
    _labels(axes, units, values, divisor, sizes)
    _key(axes, shown, unit_name, divisor, sizes)


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Areas of circles, proportional to values."""

    largest: float
    full: float

    def area(self, value: float) -> float:
        """In square points; the least that can be seen for small values."""
        return max(self.full * abs(value) / self.largest, 12)

    def radius(self, value: float) -> float:
        """In degrees, with a little room."""
        return math.sqrt(self.area(value) / math.pi) * 0.021 + 0.05


def _labels(
    axes: Any, units: Sequence[AdminUnit], values: dict[str, Point], divisor: float, sizes: _Sizes
) -> None:
    """Names of the provinces with a value beside the circles, led away where they would meet."""
    from matplotlib.patheffects import withStroke  # noqa: PLC0415 - an extra, and slow to import

    halo = [withStroke(linewidth=2.2, foreground="white")]
    taken = [(lon - _DOT, lat - _DOT, lon + _DOT, lat + _DOT) for lon, lat in map(_position, units)]
    for unit in sorted((unit for unit in units if unit.code in values), key=lambda u: values[u.code].value):
        item = values[unit.code]
        lon, lat = _position(unit)
        text = f"{unit.name} {number(item.value / divisor)}"
        width = len(text) * _LETTER
        left, low = _free(lon, lat, sizes.radius(item.value), width, taken)
        taken.append((left, low - _HALF_LINE, left + width, low + _HALF_LINE))
        axes.text(left, low, text, fontsize=6.9, color=INK, va="center", zorder=6, path_effects=halo)
        near = left if left > lon else left + width
        if abs(low - lat) > 0.15 or abs(near - lon) > sizes.radius(item.value) + 0.1:
            axes.plot([lon, near], [lat, low], color=INK, linewidth=0.5, zorder=5)


def _position(unit: AdminUnit) -> tuple[float, float]:
    assert unit.lon is not None, unit.name
    assert unit.lat is not None, unit.name
    return unit.lon, unit.lat


def _free(lon: float, lat: float, radius: float, width: float, taken: Sequence[_Box]) -> tuple[float, float]:
    """Where a label fits: right of the circle, left of it, then further up, down and out."""
    for out in (0.0, 0.7, 1.5, 2.4):
        for shift in (0.0, 0.2, -0.2, 0.4, -0.4, 0.6, -0.6, 0.8, -0.8, 1.0, -1.0):
            for left in (lon + radius + out, lon - radius - out - width):
                box = (left, lat + shift - _HALF_LINE, left + width, lat + shift + _HALF_LINE)
                inside = _LIMITS[0] <= left and left + width <= _LIMITS[1]
                if inside and not any(_meet(box, other) for other in taken):
                    return left, lat + shift
    return lon + radius, lat


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _key(axes: Any, shown: Sequence[Point], unit_name: str, divisor: float, sizes: _Sizes) -> None:
    from matplotlib.lines import Line2D  # noqa: PLC0415 - an extra, and slow to import

    def circle(size: float, colour: str, label: str, edge: str = "white") -> Any:
        return Line2D(
            [], [], linestyle="", marker="o", markersize=math.sqrt(size), markerfacecolor=colour,
            markeredgecolor=edge, label=label,
        )  # fmt: skip

    steps = [
        circle(sizes.area(sizes.largest * step), "none", number(_round(sizes.largest * step / divisor)), INK)
        for step in _STEPS
    ]
    first = axes.legend(
        handles=steps, title=unit_name, loc="lower left", frameon=False, fontsize=8.5, labelspacing=1.9,
        handletextpad=1.4, borderpad=1.2, title_fontsize=9.5, bbox_to_anchor=(0.0, 0.17),
    )  # fmt: skip
    axes.add_artist(first)
    sorts = {"exact": "exact", "approximate": "approximate", "local": "places inside the province only"}
    kinds = [
        circle(60, COLOURS[sort], text) for sort, text in sorts.items() if any(p.sort == sort for p in shown)
    ]
    if any(item.partial for item in shown):
        kinds.append(circle(60, "#E4E4E4", "dotted edge: part of the territory or the time", INK))
    kinds.append(circle(14, "white", "no figure found", FAINT))
    axes.legend(handles=kinds, loc="lower left", frameon=False, fontsize=8.5, bbox_to_anchor=(0.0, 0.0))


def _round(value: float) -> float:
    """Two digits are enough for a key."""
    if value == 0:
        return 0.0
    return round(value, 1 - math.floor(math.log10(abs(value))))
