"""What may stand where, how far coordinates may be off, and what a boundary may be. Numbers: docs/rules/places.md."""

import re

from liangxin.core.validators.geo import Point, in_china
from liangxin.places.choices import CoordinateDoubt, PlaceLevel

LEVEL_ORDER = (PlaceLevel.REGION, PlaceLevel.AREA, PlaceLevel.SITE, PlaceLevel.SPACE)
MOST_BOUNDARY_POINTS = 20_000  # R-PLA-04, points of all rings together
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
    ]
)
DOUBT_OF_LEVEL = {
    PlaceLevel.REGION.value: CoordinateDoubt.OUTSIDE_REGION,
    PlaceLevel.AREA.value: CoordinateDoubt.OUTSIDE_AREA,
    PlaceLevel.SITE.value: CoordinateDoubt.OUTSIDE_SITE,
}


def may_stand_under(*, parent_levels: list[str], parent_level: str | None) -> bool:
    """R-PLA-01: a kind names the levels it may stand under; a kind that names none is a root."""
    if parent_level is None:
        return not parent_levels
    return parent_level in parent_levels


def level_fits(*, level: str, parent_levels: list[str]) -> bool:
    """R-PLA-02: a kind stands under its own level or a higher one; only regions are roots."""
    if level == PlaceLevel.REGION:
        return not parent_levels
    allowed = LEVEL_ORDER[: LEVEL_ORDER.index(PlaceLevel(level)) + 1]
    return bool(parent_levels) and all(item in allowed for item in parent_levels)


def is_division_code(code: str) -> bool:
    """R-PLA-03: 6 digits (county), 9 (street, town) or 12 (village) of GB/T 2260, beginning with a province."""
    return re.fullmatch(r"\d{6}(\d{3}){0,2}", code, re.ASCII) is not None and code[:2] in PROVINCES


def division_stem(code: str) -> str:
    """The part of a division code that every code below it begins with: "310115000000" → "310115"."""
    while len(code) > 6 and code.endswith("000"):
        code = code[:-3]
    if code.endswith("0000"):
        return code[:-4]
    return code[:-2] if code.endswith("00") and len(code) == 6 else code


def within_china(point: Point) -> bool:
    return in_china(point)


MOST_FEEDBACK_CHARACTERS = 2_000  # R-PLA-20
FEEDBACK_ANSWER_WORKING_DAYS = 15  # R-PLA-21, working days
