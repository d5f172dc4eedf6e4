"""Polygons from a GeoJSON file, as rings of points; nothing else of the file is used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.errors import UsageError

Ring = list[tuple[float, float]]
_HOW = "give a FeatureCollection of Polygon or MultiPolygon in longitude and latitude (WGS 84)"


def read_boundaries(path: Path) -> list[Ring]:
    """Outer and inner rings of every polygon, as (longitude, latitude).

    Raises:
        UsageError: if the file cannot be read, is no GeoJSON, has no polygon or other coordinates.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}; {_HOW}", str(path)) from error
    except ValueError as error:
        raise UsageError(f"not a GeoJSON file; {_HOW}", str(path)) from error
    try:
        rings = [_ring(ring) for ring in _rings(content)]
    except (TypeError, ValueError, KeyError, AttributeError, IndexError) as error:
        raise UsageError(f"broken geometry ({error}); {_HOW}", str(path)) from error
    if not rings:
        raise UsageError(f"no polygon in it; {_HOW}", str(path))
    if any(abs(lon) > 180 or abs(lat) > 90 for ring in rings for lon, lat in ring):
        raise UsageError(f"coordinates are not degrees; {_HOW}", str(path))
    return rings


def _rings(item: Any) -> Iterator[Any]:
    kind = item["type"]
    if kind == "FeatureCollection":
        for feature in item["features"]:
            yield from _rings(feature)
    elif kind == "Feature":
        if item["geometry"] is not None:
            yield from _rings(item["geometry"])
    elif kind == "GeometryCollection":
        for geometry in item["geometries"]:
            yield from _rings(geometry)
    elif kind == "Polygon":
        yield from item["coordinates"]
    elif kind == "MultiPolygon":
        for polygon in item["coordinates"]:
            yield from polygon


def _ring(points: Any) -> Ring:
    return [(float(point[0]), float(point[1])) for point in points]
