"""Points and polygons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.core.validators.geo import Point
from liangxin.places.geometry import NotABoundary, bounds, checked, contains
from liangxin.places.rules import division_stem, is_division_code
from tests.places.factories import square

LAKE = {
    "type": "Polygon",
    "coordinates": [*square(121, 31, 1)["coordinates"], *square(121.4, 31.4, 0.2)["coordinates"]],
}
TWO = {"type": "MultiPolygon", "coordinates": [square(121, 31, 1)["coordinates"], square(123, 31, 1)["coordinates"]]}


@pytest.mark.parametrize(
    ("shape", "longitude", "latitude", "within"),
    [
        (square(121, 31, 1), 121.5, 31.5, True), (square(121, 31, 1), 122.5, 31.5, False),
        (square(121, 31, 1), 121.5, 30.9, False), (LAKE, 121.5, 31.5, False), (LAKE, 121.1, 31.5, True),
        (TWO, 123.5, 31.5, True), (TWO, 122.5, 31.5, False),
    ],
)  # fmt: skip
def test_within(shape: dict, longitude: float, latitude: float, within: bool) -> None:
    assert contains(shape, Point(longitude, latitude)) is within


@given(st.floats(120, 124), st.floats(30, 33))
def test_what_is_within_lies_in_the_bounds(longitude: float, latitude: float) -> None:
    west, south, east, north = bounds(TWO)
    if contains(TWO, Point(longitude, latitude)):
        assert west <= longitude <= east and south <= latitude <= north


@pytest.mark.parametrize(
    "value",
    [
        None, "Polygon", {"type": "Point", "coordinates": [1, 2]}, {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2]]]},
        {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 6], [7, 8]]]},
        {"type": "Polygon", "coordinates": [[[1, 2], [3, "4"], [5, 6], [1, 2]]]},
        {"type": "Polygon", "coordinates": [[[1, 2], [300, 4], [5, 6], [1, 2]]]},
        {"type": "Polygon", "coordinates": [[[1, 2], [True, 4], [5, 6], [1, 2]]]},
        {"type": "Polygon", "coordinates": [[[1, 2], [float("nan"), 4], [5, 6], [1, 2]]]},
        {"type": "MultiPolygon", "coordinates": {}},
    ],
)  # fmt: skip
def test_no_boundary(value: object) -> None:
    with pytest.raises(NotABoundary):
        checked(value, most_points=100)


def test_a_feature_is_taken_and_too_many_points_are_not() -> None:
    assert checked({"type": "Feature", "geometry": square(121, 31, 1)}, most_points=5) == square(121, 31, 1)
    with pytest.raises(NotABoundary):
        checked(square(121, 31, 1), most_points=4)


@pytest.mark.parametrize(
    ("code", "good"),
    [
        ("310115", True),
        ("310115005", True),
        ("310115005001", True),
        ("3101150", False),
        ("990115", False),
        ("３１０１１５", False),
    ],
)
def test_division_codes(code: str, good: bool) -> None:
    assert is_division_code(code) is good


@pytest.mark.parametrize(
    ("code", "stem"),
    [
        ("310115000000", "310115"),
        ("310115005", "310115005"),
        ("310000", "31"),
        ("310100", "3101"),
        ("310115", "310115"),
    ],
)
def test_what_codes_below_begin_with(code: str, stem: str) -> None:
    assert division_stem(code) == stem
