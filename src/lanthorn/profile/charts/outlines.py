"""Boundaries for a map: given GeoJSON and a width, gives each authority's outline in pixels, by GSS code.

Longitudes and latitudes are projected on a plane that is true at the map's own middle latitude, which over one
city differs from the national grid by less than the width of a line; coordinates in metres are taken as they are.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lanthorn.errors import BadFileError

Ring = NDArray[np.float64]

_GSS_CODE = re.compile(r"[ENSW]\d{8}")
_PRECISION = 0.5
"""Pixels: points of a finer outline are merged, so that a detailed file does not make a heavy page."""
_LEAST_POINTS = 4
_HEIGHTS_TRIED = tuple(step / 20 for step in range(4, 17))
_POLYGONS = ("Polygon", "MultiPolygon")


@dataclass(frozen=True)
class Outline:
    """One authority: its polygons, each an outer ring and its holes, in pixels."""

    polygons: tuple[tuple[Ring, ...], ...]

    def geometry(self) -> dict[str, Any]:
        """The outline as a GeoJSON geometry."""
        return {
            "type": "MultiPolygon",
            "coordinates": [[ring.tolist() for ring in polygon] for polygon in self.polygons],
        }

    def largest(self) -> Ring:
        """The outer ring that encloses most."""
        return max((polygon[0] for polygon in self.polygons), key=lambda ring: abs(_area(ring)))


@dataclass(frozen=True)
class Place:
    """The middle of where words may stand inside an outline, and the width of the room there."""

    x: float
    y: float
    width: float


def outlines(boundaries: dict[str, Any], codes: set[str], width: float) -> tuple[dict[str, Outline], float]:
    """The outlines of the authorities asked for, and the height of the map.

    Raises BadFileError where the GeoJSON has none of them.
    """
    shapes = {code: geometry for code, geometry in _by_code(boundaries) if code in codes}
    if not shapes:
        raise BadFileError(
            "The boundary file has none of the map's authorities. Expected a GeoJSON FeatureCollection of polygons "
            "whose features hold a GSS code (such as E09000002) as their id or in a property. Give another file."
        )
    rings = {code: list(_polygons(geometry)) for code, geometry in shapes.items()}
    points = np.vstack([ring for polygons in rings.values() for polygon in polygons for ring in polygon])
    degrees = bool(np.abs(points).max() <= 360)
    stretch = math.cos(math.radians(float((points[:, 1].min() + points[:, 1].max()) / 2))) if degrees else 1.0
    points = points * (stretch, 1.0)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = (width - 2) / float(high[0] - low[0])

    def to_pixels(ring: Ring) -> Ring:
        pixels = np.column_stack([(ring[:, 0] * stretch - low[0]) * scale + 1, (high[1] - ring[:, 1]) * scale + 1])
        return _simplified(pixels)

    drawn = {}
    for code, polygons in rings.items():
        simplified = [tuple(to_pixels(ring) for ring in polygon) for polygon in polygons]
        kept = tuple(
            (polygon[0], *(hole for hole in polygon[1:] if len(hole) >= _LEAST_POINTS))
            for polygon in simplified
            if len(polygon[0]) >= _LEAST_POINTS
        )
        if kept:
            drawn[code] = Outline(kept)
    return drawn, float((high[1] - low[1]) * scale) + 2


def _by_code(boundaries: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for feature in boundaries.get("features") or ():
        geometry = feature.get("geometry") or {}
        if geometry.get("type") not in _POLYGONS:
            continue
        properties = feature.get("properties") or {}
        for candidate in (feature.get("id"), *properties.values()):
            if isinstance(candidate, str) and _GSS_CODE.fullmatch(candidate):
                yield candidate, geometry
                break


def _polygons(geometry: dict[str, Any]) -> Iterator[list[Ring]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield [np.asarray(ring, dtype=np.float64)[:, :2] for ring in polygon]


def _simplified(ring: Ring) -> Ring:
    rounded: Ring = np.round(ring / _PRECISION) * _PRECISION
    moved = np.any(np.diff(rounded, axis=0) != 0, axis=1)
    kept: Ring = rounded[np.concatenate([[True], moved])]
    return kept


def _area(ring: Ring) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)


def room_inside(outline: Outline, height: float) -> Place:
    """The middle of the widest box of that height in the middle part of the largest ring; width 0 where none fits."""
    ring = outline.largest()
    low, high = float(ring[:, 1].min()), float(ring[:, 1].max())
    best = Place(float(ring[:, 0].mean()), (low + high) / 2, 0.0)
    for share in _HEIGHTS_TRIED:
        # Outlines lie on a grid of half pixels: a little beside it no level line runs along an edge.
        y = low + share * (high - low) + 0.01
        levels = [_spans(ring, y + offset) for offset in (-height / 2, 0.0, height / 2)]
        for above, middle, below in product(*levels):
            start = max(above[0], middle[0], below[0])
            end = min(above[1], middle[1], below[1])
            if end - start > best.width:
                best = Place((start + end) / 2, y, end - start)
    return best


def _spans(ring: Ring, level: float) -> list[tuple[float, float]]:
    """The stretches of a level line that lie inside a ring."""
    crossings = _crossings(ring, level)
    return list(zip(crossings[::2], crossings[1::2], strict=False))


def _crossings(ring: Ring, level: float) -> list[float]:
    """Where a ring crosses a level line, from left to right."""
    x, y = ring[:, 0], ring[:, 1]
    crosses = (y[:-1] <= level) != (y[1:] <= level)
    slope = (level - y[:-1][crosses]) / (y[1:][crosses] - y[:-1][crosses])
    return sorted((x[:-1][crosses] + slope * (x[1:][crosses] - x[:-1][crosses])).tolist())
