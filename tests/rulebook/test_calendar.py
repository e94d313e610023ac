"""The work calendar: what is on record, what is provisional, and how it is kept."""

from datetime import date

import pytest

from liangxin.access.actor import Actor
from liangxin.core.errors import NotAllowed, RuleBroken
from liangxin.rulebook.models import WorkCalendarDay, WorkCalendarYear
from liangxin.rulebook.selectors import (
    calendar_of,
    due_day,
    first_year_missing,
    is_working_day,
    rule_in_force,
    working_days_after,
    years_loaded,
    years_shown,
)
from liangxin.rulebook.services.calendar import (
    CalendarEntry,
    DayIsPlain,
    DayOfAnotherYear,
    DayTwice,
    NameMissing,
    YearEmpty,
    YearOutOfRange,
    clear_day,
    install_calendar,
    load_year,
    set_day,
)
from liangxin.rulebook.services.rulesets import install_rulesets
from tests.rulebook import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _installed() -> None:
    install_calendar(now=factories.NOW)


def test_the_years_on_record() -> None:
    assert [each.year for each in years_loaded()] == list(range(2019, 2027))
    assert first_year_missing(factories.TODAY) == 2027
    assert first_year_missing(date(2025, 5, 1)) is None
    assert years_shown(factories.TODAY) == (2019, 2027)


@pytest.mark.parametrize(
    ("year", "worked"),
    [
        (2026, ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]),
        (2019, ["02-02", "02-03", "04-28", "05-05", "09-29", "10-12"]),
    ],
)
def test_weekend_days_that_are_worked(year: int, worked: list[str]) -> None:
    days = calendar_of(year=year).days.values()
    assert [each.day.strftime("%m-%d") for each in days if each.is_workday] == worked


def test_working_days_pass_over_holidays_and_take_make_up_days(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        found = working_days_after(date(2026, 9, 30), 5)
    assert (found.day, found.provisional) == (date(2026, 10, 13), False)  # 8, 9, 10 (Saturday), 12, 13
    assert working_days_after(date(2026, 10, 13), -5).day == date(2026, 9, 30)


def test_a_year_that_is_not_loaded_makes_the_answer_provisional() -> None:
    found = working_days_after(date(2026, 12, 29), 5)
    assert (found.provisional, found.missing) == (True, (2027,))
    install_rulesets()
    notice = rule_in_force("development.notice_min", factories.TODAY)
    assert due_day(notice, date(2026, 12, 29)).provisional
    assert not due_day(notice, factories.TODAY).provisional


def test_whether_a_day_is_worked() -> None:
    assert is_working_day(date(2026, 10, 1)) is None
    worked, unknown = is_working_day(date(2026, 10, 10)), is_working_day(date(2027, 1, 1))
    assert worked is not None and not worked.provisional
    assert unknown is not None and unknown.provisional


NEW_YEAR = CalendarEntry(day=date(2027, 1, 1), is_workday=False, name="元旦")
MADE_UP = CalendarEntry(day=date(2027, 1, 9), is_workday=True, name="元旦调休上班")


def test_a_year_put_on_record_settles_what_was_provisional() -> None:
    load_year(
        actor=factories.keeper(),
        year=2027,
        entries=[NEW_YEAR, MADE_UP],
        source="国办发明电",
        now=factories.NOW,
        reason="通知",
    )
    found = working_days_after(date(2026, 12, 30), 2)
    assert (found.day, found.provisional) == (date(2027, 1, 4), False)
    load_year(actor=factories.keeper(), year=2027, entries=[NEW_YEAR], source="更正", now=factories.NOW)
    assert WorkCalendarDay.objects.filter(day__year=2027).count() == 1


@pytest.mark.parametrize(
    ("_case", "actor", "year", "entries", "refusal"),
    [
        ("only at a node", factories.officer(), 2027, [NEW_YEAR], NotAllowed),
        ("too far", factories.keeper(), 2200, [NEW_YEAR], YearOutOfRange),
        ("empty", factories.keeper(), 2027, [], YearEmpty),
        ("another year", factories.keeper(), 2028, [NEW_YEAR], DayOfAnotherYear),
        ("twice", factories.keeper(), 2027, [NEW_YEAR, NEW_YEAR], DayTwice),
        (
            "no name",
            factories.keeper(),
            2027,
            [CalendarEntry(day=date(2027, 1, 1), is_workday=False, name=" ")],
            NameMissing,
        ),
    ],
)
def test_a_year_refused_changes_nothing(
    _case: str, actor: Actor, year: int, entries: list[CalendarEntry], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        load_year(actor=actor, year=year, entries=entries, source="", now=factories.NOW)
    assert not WorkCalendarYear.objects.filter(year__gte=2027).exists()
    assert not WorkCalendarDay.objects.filter(day__year__gte=2027).exists()


def test_a_day_is_corrected_and_cleared() -> None:
    typhoon = CalendarEntry(day=date(2026, 11, 24), is_workday=False, name="台风停工")
    set_day(actor=factories.keeper(), entry=typhoon, source="市政府通知", reason="台风")
    assert working_days_after(factories.TODAY, 1).day == date(2026, 11, 25)
    clear_day(actor=factories.keeper(), day=typhoon.day, reason="未登陆")
    assert working_days_after(factories.TODAY, 1).day == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("_case", "actor", "entry", "refusal"),
    [
        (
            "only at a node",
            factories.officer(),
            CalendarEntry(day=date(2026, 11, 24), is_workday=False, name="停工"),
            NotAllowed,
        ),
        (
            "plain week",
            factories.keeper(),
            CalendarEntry(day=date(2026, 11, 24), is_workday=True, name="上班"),
            DayIsPlain,
        ),
        ("no name", factories.keeper(), CalendarEntry(day=date(2026, 11, 24), is_workday=False, name=""), NameMissing),
        (
            "too far",
            factories.keeper(),
            CalendarEntry(day=date(2200, 1, 1), is_workday=False, name="元旦"),
            YearOutOfRange,
        ),
    ],
)
def test_a_day_refused_changes_nothing(
    _case: str, actor: Actor, entry: CalendarEntry, refusal: type[RuleBroken]
) -> None:
    before = WorkCalendarDay.objects.count()
    with pytest.raises(refusal):
        set_day(actor=actor, entry=entry, source="")
    assert WorkCalendarDay.objects.count() == before


def test_clearing_needs_the_right() -> None:
    with pytest.raises(NotAllowed):
        clear_day(actor=factories.officer(), day=date(2026, 10, 1))
    assert WorkCalendarDay.objects.filter(day=date(2026, 10, 1)).exists()
