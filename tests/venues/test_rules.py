"""Opening hours in plain arithmetic; no database."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.venues.rules import (
    DAY_MINUTES,
    Opening,
    SpecialDays,
    Timetable,
    area_words,
    clock,
    hours_on,
    is_personal_phone,
    joined,
    may_stand_below,
    opening_at,
    week_in_runs,
)

WEEKDAYS = dict.fromkeys(range(1, 6), ((540, 720), (780, 1080)))
TABLE = Timetable(WEEKDAYS, (SpecialDays(date(2026, 11, 25), date(2026, 11, 27), None, "设备检修"),))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("_case", "moment", "expected"),
    [
        ("monday morning", at(23, 9), Opening(True, closes_at=720)),
        ("half an hour before noon", at(23, 11, 30), Opening(True, closes_at=720, closes_soon=True)),
        ("the closing minute is closed", at(23, 12), Opening(False, opens_on=date(2026, 11, 23), opens_at=780)),
        (
            "tuesday evening, then two special days",
            at(24, 18),
            Opening(False, opens_on=date(2026, 11, 27), opens_at=540),
        ),
        ("special day", at(25, 10), Opening(False, opens_on=date(2026, 11, 27), opens_at=540, note="设备检修")),
        ("saturday", at(28, 10), Opening(False, opens_on=date(2026, 11, 30), opens_at=540)),
    ],
)
def test_open_or_closed_and_what_comes_next(_case: str, moment: datetime, expected: Opening) -> None:
    assert opening_at(TABLE, moment) == expected


def test_without_hours_nothing_is_said() -> None:
    assert opening_at(Timetable(), at(23, 9)) is None


def test_special_hours_open_a_station_without_a_week() -> None:
    table = Timetable({}, (SpecialDays(date(2026, 11, 23), date(2026, 11, 24), (600, 660), "开放日"),))
    assert opening_at(table, at(23, 10)) == Opening(True, closes_at=660, note="开放日")
    assert opening_at(table, at(24, 10)) == Opening(False)


def test_special_hours_replace_the_day() -> None:
    table = Timetable(WEEKDAYS, (SpecialDays(date(2026, 11, 23), date(2026, 11, 24), (600, 660), "短开"),))
    assert hours_on(table, date(2026, 11, 23)) == ([(600, 660)], "短开")


def test_runs_of_equal_days() -> None:
    assert week_in_runs({**WEEKDAYS, 6: ((540, 1020),)}) == [
        (1, 5, [(540, 720), (780, 1080)]),
        (6, 6, [(540, 1020)]),
        (7, 7, []),
    ]


def test_clock() -> None:
    assert [clock(minutes) for minutes in (0, 545, 1440)] == ["0:00", "9:05", "24:00"]


spans = st.lists(
    st.tuples(st.integers(0, DAY_MINUTES - 1), st.integers(1, DAY_MINUTES))
    .map(lambda s: (min(s), max(s)))
    .filter(lambda s: s[0] < s[1]),
    max_size=6,
)


@given(spans, st.integers(0, DAY_MINUTES - 1))
def test_joined_spans_hold_the_same_minutes_and_never_touch(parts: list[tuple[int, int]], minute: int) -> None:
    whole = joined(parts)
    assert any(a <= minute < b for a, b in whole) == any(a <= minute < b for a, b in parts)
    assert all(before[1] < after[0] for before, after in pairwise(whole))


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("000-5500 0318", False),
        ("13800001234", True),
        ("138 0000 1234", True),
        ("+86 13800001234", True),
        ("400-800-1234", False),
        ("", False),
    ],
)
def test_personal_phones_are_recognised(text: str, personal: bool) -> None:
    assert is_personal_phone(text) is personal


@pytest.mark.parametrize(
    ("rank", "parent", "may"), [(2, 1, True), (2, 2, True), (1, 2, False), (None, 3, True), (1, None, True)]
)
def test_no_level_stands_below_a_lower_one(rank: int | None, parent: int | None, may: bool) -> None:
    assert may_stand_below(rank=rank, parent_rank=parent) is may


@pytest.mark.parametrize(("area", "words"), [("2400.00", "2,400"), ("120.50", "120.5"), ("0.04", "0")])
def test_areas_as_people_read_them(area: str, words: str) -> None:
    assert area_words(Decimal(area)) == words
