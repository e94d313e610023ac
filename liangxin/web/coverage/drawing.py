"""A coverage map as plain shapes: boundaries in WGS-84 put on a sheet, dots for what is missing."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from liangxin.dashboards.rules import MOST_DOTS, shade_of
from liangxin.dashboards.selectors.coverage import WORK, PlaceCoverage
from liangxin.enterprises.selectors.enterprises import PlaceCount

if TYPE_CHECKING:
    from decimal import Decimal

WIDTH, HEIGHT, MARGIN = 900, 420, 24
GOLDEN_ANGLE = 2.399963  # radians: dots around one building do not fall together
DOT_STEP = 5.5


@dataclass(frozen=True)
class Shape:
    """One place on the sheet."""

    place_id: int
    name: str
    points: Sequence[str]
    shade: int
    x: float
    y: float
    share: "Decimal | None"
    gap: int


@dataclass(frozen=True)
class Drawing:
    """The whole map. undrawn: how many stand at a place without coordinates, or beyond the most that are drawn."""

    shapes: Sequence[Shape]
    dots: Sequence[tuple[float, float]]
    undrawn: int
    width: int = WIDTH
    height: int = HEIGHT


def rings_of(boundary: dict[str, Any] | None) -> list[list[tuple[float, float]]]:
    """The outer rings of a polygon or multipolygon."""
    if not boundary:
        return []
    polygons = boundary["coordinates"] if boundary["type"] == "MultiPolygon" else [boundary["coordinates"]]
    return [[(float(point[0]), float(point[1])) for point in polygon[0]] for polygon in polygons]


def draw(lines: Iterable[PlaceCoverage], spots: Iterable[PlaceCount], *, view: str) -> Drawing | None:
    """The places with a boundary, shaded by their share, and a dot for each enterprise without; None without any."""
    drawn = [(line, rings_of(line.place.boundary)) for line in lines]
    drawn = [(line, rings) for line, rings in drawn if rings]
    every = [point for _line, rings in drawn for ring in rings for point in ring]
    if not every:
        return None
    west, east = min(x for x, _y in every), max(x for x, _y in every)
    south, north = min(y for _x, y in every), max(y for _x, y in every)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = min(
        (WIDTH - 2 * MARGIN) / max((east - west) * narrow, 1e-9), (HEIGHT - 2 * MARGIN) / max(north - south, 1e-9)
    )
    left = (WIDTH - (east - west) * narrow * scale) / 2
    top = (HEIGHT - (north - south) * scale) / 2

    def at(x: float, y: float) -> tuple[float, float]:
        return round(left + (x - west) * narrow * scale, 1), round(top + (north - y) * scale, 1)

    shapes = [_shape(line, [[at(*point) for point in ring] for ring in rings], at, view) for line, rings in drawn]
    dots, undrawn = _dots(spots, at)
    return Drawing(shapes, dots, undrawn)


def _shape(line: PlaceCoverage, rings: list[list[tuple[float, float]]], at: Any, view: str) -> Shape:
    place, numbers = line.place, line.numbers
    if place.latitude is not None and place.longitude is not None:
        x, y = at(float(place.longitude), float(place.latitude))
    else:
        ring = rings[0]
        x, y = sum(one[0] for one in ring) / len(ring), sum(one[1] for one in ring) / len(ring)
    share, gap = (
        (numbers.contacted_share, numbers.uncontacted) if view == WORK else (numbers.covered_share, numbers.gap)
    )
    points = [" ".join(f"{px},{py}" for px, py in ring) for ring in rings]
    return Shape(place.pk, place.node.name, points, shade_of(share), round(x, 1), round(y, 1), share, gap)


def _dots(spots: Iterable[PlaceCount], at: Any) -> tuple[list[tuple[float, float]], int]:
    dots: list[tuple[float, float]] = []
    undrawn = 0
    for spot in spots:
        if spot.latitude is None or spot.longitude is None or len(dots) + spot.count > MOST_DOTS:
            undrawn += spot.count
            continue
        x, y = at(float(spot.longitude), float(spot.latitude))
        for number in range(spot.count):
            away, angle = DOT_STEP * math.sqrt(number), number * GOLDEN_ANGLE
            dots.append((round(x + away * math.cos(angle), 1), round(y + away * math.sin(angle), 1)))
    return dots, undrawn
