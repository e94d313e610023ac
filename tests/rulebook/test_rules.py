"""Counting days: no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.rulebook.rules import is_working, months_after, span_to_read, working_days_from

days = st.dates(date(2019, 1, 1), date(2026, 12, 31))
exceptions = st.dictionaries(days, st.booleans(), max_size=60)
ALL = range(1990, 2060)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_months_are_natural_and_end_at_the_end(day: date, count: int, expected: date) -> None:
    assert months_after(day, count) == expected


@given(days, st.integers(-60, 60))
def test_months_keep_the_day_or_clamp_it(day: date, count: int) -> None:
    there = months_after(day, count)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == count
    assert there.day == day.day or (there + timedelta(days=1)).day == 1


@given(days, st.integers(0, 200), exceptions)
def test_counting_agrees_with_walking(day: date, count: int, exceptions: dict[date, bool]) -> None:
    found = working_days_from(day, count, exceptions=exceptions, loaded=ALL).day
    walked = [
        day + timedelta(days=step)
        for step in range(1, (found - day).days + 1)
        if is_working(day + timedelta(days=step), exceptions)
    ]
    assert len(walked) == count
    assert found == (walked[-1] if walked else day)


@given(days, st.integers(1, 200), exceptions)
def test_backwards_undoes_forwards_from_a_working_day(day: date, count: int, exceptions: dict[date, bool]) -> None:
    there = working_days_from(day, count, exceptions=exceptions, loaded=ALL).day
    back = working_days_from(there, -count, exceptions=exceptions, loaded=ALL).day
    assert back <= day or not is_working(day, exceptions)
    if is_working(day, exceptions):
        assert back == day


@given(days, st.integers(-300, 300))
def test_what_is_read_holds_the_answer(day: date, count: int) -> None:
    first, last = span_to_read(day, count)
    assert first <= working_days_from(day, count, exceptions={}, loaded=ALL).day <= last


def test_a_year_that_is_not_on_record_is_named() -> None:
    found = working_days_from(date(2026, 12, 30), 3, exceptions={}, loaded={2026})
    assert (found.day, found.provisional, found.missing) == (date(2027, 1, 4), True, (2027,))
    assert not working_days_from(date(2026, 12, 28), 3, exceptions={}, loaded={2026}).provisional
