"""Counting days. No clock, no database: the calendar comes as an argument. Numbers: docs/rules/rulebook.md."""

import calendar as months
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
MOST_WORKING_DAYS = 1_000  # R-RUL-03: further ahead nobody counts in working days


@dataclass(frozen=True)
class CountedDay:
    """A day that was counted to. provisional: a year it passes through is not on record; missing: those years."""

    day: date
    missing: tuple[int, ...] = ()

    @property
    def provisional(self) -> bool:
        return bool(self.missing)


def months_after(day: date, count: int) -> date:
    """R-RUL-01: natural months, clamped to the end of the month: 31 January + 1 month = 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def is_working(day: date, exceptions: Mapping[date, bool]) -> bool:
    """R-RUL-02: Monday to Friday, except where the calendar says otherwise."""
    return exceptions.get(day, day.weekday() < SATURDAY)


def working_days_from(day: date, count: int, *, exceptions: Mapping[date, bool], loaded: Collection[int]) -> CountedDay:
    """R-RUL-03: the `count`-th working day after `day` (before it for a negative count); 0 is the day itself.

    `day` does not count. Every year walked through that is not among `loaded` is reported as missing.
    """
    step = timedelta(days=1 if count >= 0 else -1)
    left, here = abs(count), day
    years: list[int] = []
    while left:
        here += step
        if here.year not in loaded and here.year not in years:
            years.append(here.year)
        if is_working(here, exceptions):
            left -= 1
    return CountedDay(here, tuple(sorted(years)))


def span_to_read(day: date, count: int) -> tuple[date, date]:
    """Days that hold at least `count` working days from `day`: no week has fewer than 0, no year under 230."""
    days = timedelta(days=abs(count) * 2 + 40)
    return (day, day + days) if count >= 0 else (day - days, day)
