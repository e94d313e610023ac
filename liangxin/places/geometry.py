"""Boundaries: GeoJSON polygons in WGS-84, and whether a point lies within."""

from collections.abc import Iterator
from typing import Any

from liangxin.core.validators.geo import Point

Ring = list[list[float]]


class NotABoundary(ValueError):
    """Not a polygon as GeoJSON (RFC 7946) describes it."""


def _polygons(geometry: dict[str, Any]) -> Iterator[list[Ring]]:
    if geometry["type"] == "Polygon":
        yield geometry["coordinates"]
    else:
        yield from geometry["coordinates"]


def _in_ring(ring: Ring, x: float, y: float) -> bool:
    inside = False
    before_x, before_y = ring[-1][0], ring[-1][1]
    for corner in ring:
        corner_x, corner_y = corner[0], corner[1]
        if (corner_y > y) != (before_y > y) and x < (before_x - corner_x) * (y - corner_y) / (
            before_y - corner_y
        ) + corner_x:
            inside = not inside
        before_x, before_y = corner_x, corner_y
    return inside


def contains(geometry: dict[str, Any], point: Point) -> bool:
    """Whether `point` lies within a Polygon or MultiPolygon; within a hole is outside."""
    for polygon in _polygons(geometry):
        outer, *holes = polygon
        if _in_ring(outer, point.longitude, point.latitude):
            return not any(_in_ring(hole, point.longitude, point.latitude) for hole in holes)
    return False


def checked(value: object, *, most_points: int) -> dict[str, Any]:
    """The geometry of `value` (a geometry or a Feature), its numbers to six decimals. Raises NotABoundary."""
    if isinstance(value, dict) and value.get("type") == "Feature":
        value = value.get("geometry")
    if not isinstance(value, dict) or value.get("type") not in {"Polygon", "MultiPolygon"}:
        raise NotABoundary
    polygons = value.get("coordinates")
    if value["type"] == "Polygon":
        polygons = [polygons]
    if not isinstance(polygons, list) or not polygons:
        raise NotABoundary
    cleaned = [_polygon(polygon) for polygon in polygons]
    if sum(len(ring) for polygon in cleaned for ring in polygon) > most_points:
        raise NotABoundary
    return {"type": value["type"], "coordinates": cleaned[0] if value["type"] == "Polygon" else cleaned}


def _polygon(polygon: object) -> list[Ring]:
    if not isinstance(polygon, list) or not polygon:
        raise NotABoundary
    return [_ring(ring) for ring in polygon]


def _ring(ring: object) -> Ring:
    if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
        raise NotABoundary
    return [_corner(corner) for corner in ring]


def _corner(corner: object) -> list[float]:
    if not isinstance(corner, list) or len(corner) < 2:
        raise NotABoundary
    longitude, latitude = corner[0], corner[1]
    for number, most in ((longitude, 180), (latitude, 90)):
        if isinstance(number, bool) or not isinstance(number, int | float) or not -most <= number <= most:
            raise NotABoundary
    return [round(float(longitude), 6), round(float(latitude), 6)]


def bounds(geometry: dict[str, Any]) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees."""
    corners = [corner for polygon in _polygons(geometry) for corner in polygon[0]]
    longitudes, latitudes = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)
