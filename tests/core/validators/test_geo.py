"""Coordinates: against known values of the published algorithm, and there and back."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.core.validators import geo
from liangxin.core.validators.geo import Point

BUILDINGS = Path(__file__).resolve().parents[4] / "shared" / "data" / "buildings_shanghai.csv"
inside = st.builds(Point, st.floats(73.5, 135), st.floats(3.5, 53.5))


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        (Point(121.5272106, 31.1774276), Point(121.531541859215, 31.17530398364597)),
        (Point(113.912316, 22.543847), Point(113.9171764808363, 22.540796131694766)),
        (Point(116.377817, 39.911954), Point(116.38404722455657, 39.91334545536069)),
    ],
)
def test_the_published_values(wgs84: Point, gcj02: Point) -> None:
    assert geo.distance(geo.wgs84_to_gcj02(wgs84), gcj02) < 0.01
    assert geo.distance(geo.gcj02_to_wgs84(gcj02), wgs84) < 0.01


def test_the_published_value_of_baidu() -> None:
    assert geo.distance(geo.gcj02_to_bd09(Point(116.404, 39.915)), Point(116.41036949371029, 39.92133699351021)) < 0.01


@given(inside)
def test_gcj02_there_and_back_is_under_a_millimetre(point: Point) -> None:
    assert geo.distance(geo.gcj02_to_wgs84(geo.wgs84_to_gcj02(point)), point) < 0.001


@given(inside)
def test_bd09_there_and_back_is_under_a_centimetre(point: Point) -> None:
    assert geo.distance(geo.to_wgs84(geo.from_wgs84(point, system=geo.BD09), system=geo.BD09), point) < 0.01


@given(inside)
def test_the_shift_is_some_hundred_metres(point: Point) -> None:
    assert geo.distance(geo.wgs84_to_gcj02(point), point) < 1_500


def test_outside_china_nothing_is_shifted() -> None:
    paris = Point(2.3522, 48.8566)
    assert geo.wgs84_to_gcj02(paris) == paris
    assert geo.to_wgs84(paris, system=geo.GCJ02) == paris


def test_an_unknown_system_is_a_bug() -> None:
    with pytest.raises(ValueError, match="unknown coordinate system"):
        geo.to_wgs84(Point(121.5, 31.2), system="CGCS")


@pytest.mark.parametrize(
    ("longitude", "latitude", "error", "suggestion"),
    [
        (31.2, 121.5, geo.CoordinatesSwapped, "121.5,31.2"),
        (200.0, 31.2, geo.CoordinatesInvalid, ""),
        (121.5, 91.0, geo.CoordinatesInvalid, ""),
        (float("nan"), 31.2, geo.CoordinatesInvalid, ""),
    ],
)
def test_bad_coordinates_are_refused(longitude: float, latitude: float, error: type, suggestion: str) -> None:
    with pytest.raises(error) as refused:
        geo.validate(longitude, latitude)
    assert refused.value.suggestion == suggestion


def test_against_coordinates_converted_by_others() -> None:
    if not BUILDINGS.exists():
        pytest.skip("../shared/data/buildings_shanghai.csv is not here")
    with BUILDINGS.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["lng_wgs84"] and row["lng_gcj02"]]
    errors = [
        geo.distance(
            geo.gcj02_to_wgs84(Point(float(row["lng_gcj02"]), float(row["lat_gcj02"]))),
            Point(float(row["lng_wgs84"]), float(row["lat_wgs84"])),
        )
        for row in rows
    ]
    assert len(errors) > 4_000
    assert max(errors) < 1.0
