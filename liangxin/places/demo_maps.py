"""The sheet on which the demo districts are drawn, and where its points lie on the earth."""

import random
from decimal import Decimal
from typing import Any

from liangxin.core.validators.geo import Point
from liangxin.places import geometry
from liangxin.places.services.coordinates import Coordinates

WEST, NORTH = 121.50, 31.35  # degrees of the sheet's upper left corner
DEGREES_A_STEP_EAST, DEGREES_A_STEP_SOUTH = 0.0004, 0.00034


def _corner(text: str) -> list[float]:
    east, south = (float(part) for part in text.split(","))
    return [round(WEST + east * DEGREES_A_STEP_EAST, 6), round(NORTH - south * DEGREES_A_STEP_SOUTH, 6)]


def outline(text: str) -> dict[str, Any]:
    """ "x,y x,y …" on the sheet as a GeoJSON polygon."""
    ring = [_corner(part) for part in text.split()]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def point(text: str) -> Coordinates:
    """ "x,y" on the sheet as coordinates."""
    longitude, latitude = _corner(text)
    return Coordinates(longitude=Decimal(str(longitude)), latitude=Decimal(str(latitude)))


def somewhere_in(shape: dict[str, Any], rng: random.Random) -> Coordinates:
    """A random point within the outline."""
    west, south, east, north = geometry.bounds(shape)
    while True:
        longitude, latitude = round(rng.uniform(west, east), 6), round(rng.uniform(south, north), 6)
        if geometry.contains(shape, Point(longitude, latitude)):
            return Coordinates(longitude=Decimal(str(longitude)), latitude=Decimal(str(latitude)))
