"""Coordinates: WGS-84 (kept), GCJ-02 (AMap, Tencent) and BD-09 (Baidu), converted both ways with an error under 1 m.

GCJ-02 by the published formula on the Krasovsky ellipsoid; its inverse has no closed form and is found by iteration.
"""

import math
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liangxin.core.validators.invalid import Invalid

WGS84, GCJ02, BD09 = "WGS-84", "GCJ-02", "BD-09"
SYSTEMS = (WGS84, GCJ02, BD09)
KRASOVSKY_AXIS = 6_378_245.0
KRASOVSKY_ECCENTRICITY = 0.006_693_421_622_965_943
EARTH_RADIUS = 6_371_008.8
BAIDU_ANGLE = math.pi * 3000.0 / 180.0
CLOSE_ENOUGH = 1e-9
MOST_ROUNDS = 30


class CoordinatesInvalid(Invalid):
    code = "geo.invalid"
    message = _("坐标不正确：经度在 −180 与 180 之间，纬度在 −90 与 90 之间。")


class CoordinatesSwapped(CoordinatesInvalid):
    code = "geo.swapped"
    message = _("经度与纬度像是写反了。")


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees."""

    longitude: float
    latitude: float


def validate(longitude: float, latitude: float) -> Point:
    """Raises CoordinatesInvalid, or CoordinatesSwapped where exchanging the two lands in China."""
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        raise CoordinatesInvalid
    if abs(latitude) > 90 and abs(longitude) <= 90 and in_china(Point(latitude, longitude)):
        raise CoordinatesSwapped(suggestion=f"{latitude},{longitude}")
    if abs(longitude) > 180 or abs(latitude) > 90:
        raise CoordinatesInvalid
    return Point(longitude, latitude)


def in_china(point: Point) -> bool:
    """The rectangle outside which the published formula shifts nothing."""
    return 72.004 <= point.longitude <= 137.8347 and 0.8293 <= point.latitude <= 55.8271


def _waves(x: float, y: float) -> tuple[float, float]:
    common = (20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + common
    north += (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + common
    east += (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    return east, north


def wgs84_to_gcj02(point: Point) -> Point:
    """The published formula; a point outside the rectangle of China is returned as it is."""
    if not in_china(point):
        return point
    east, north = _waves(point.longitude - 105.0, point.latitude - 35.0)
    radians = math.radians(point.latitude)
    magic = 1.0 - KRASOVSKY_ECCENTRICITY * math.sin(radians) ** 2
    meridian = KRASOVSKY_AXIS * (1.0 - KRASOVSKY_ECCENTRICITY) / (magic * math.sqrt(magic))
    parallel = KRASOVSKY_AXIS / math.sqrt(magic) * math.cos(radians)
    return Point(
        point.longitude + math.degrees(east / parallel),
        point.latitude + math.degrees(north / meridian),
    )


def gcj02_to_wgs84(point: Point) -> Point:
    """The point whose GCJ-02 is `point`, to under a millimetre."""
    if not in_china(point):
        return point
    guess = point
    for _round in range(MOST_ROUNDS):
        shifted = wgs84_to_gcj02(guess)
        longitude, latitude = point.longitude - shifted.longitude, point.latitude - shifted.latitude
        guess = Point(guess.longitude + longitude, guess.latitude + latitude)
        if max(abs(longitude), abs(latitude)) < CLOSE_ENOUGH:
            break
    return guess


def gcj02_to_bd09(point: Point) -> Point:
    """Baidu's second shift."""
    x, y = point.longitude, point.latitude
    radius = math.hypot(x, y) + 0.00002 * math.sin(y * BAIDU_ANGLE)
    angle = math.atan2(y, x) + 0.000003 * math.cos(x * BAIDU_ANGLE)
    return Point(radius * math.cos(angle) + 0.0065, radius * math.sin(angle) + 0.006)


def bd09_to_gcj02(point: Point) -> Point:
    """The point whose BD-09 is `point`, by the same iteration."""
    guess = Point(point.longitude - 0.0065, point.latitude - 0.006)
    for _round in range(MOST_ROUNDS):
        shifted = gcj02_to_bd09(guess)
        longitude, latitude = point.longitude - shifted.longitude, point.latitude - shifted.latitude
        guess = Point(guess.longitude + longitude, guess.latitude + latitude)
        if max(abs(longitude), abs(latitude)) < CLOSE_ENOUGH:
            break
    return guess


def to_wgs84(point: Point, *, system: str) -> Point:
    """`point`, given in `system`, as WGS-84. Raises ValueError for an unknown system."""
    if system == WGS84:
        return point
    if system == GCJ02:
        return gcj02_to_wgs84(point)
    if system == BD09:
        return gcj02_to_wgs84(bd09_to_gcj02(point))
    raise ValueError(f"unknown coordinate system {system!r}")


def from_wgs84(point: Point, *, system: str) -> Point:
    """`point`, given as WGS-84, in `system`. Raises ValueError for an unknown system."""
    if system == WGS84:
        return point
    if system == GCJ02:
        return wgs84_to_gcj02(point)
    if system == BD09:
        return gcj02_to_bd09(wgs84_to_gcj02(point))
    raise ValueError(f"unknown coordinate system {system!r}")


def distance(one: Point, other: Point) -> float:
    """Metres along the great circle."""
    first, second = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(half))
