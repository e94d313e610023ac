"""The work calendar: installing the years that are known, correcting a day, putting a whole year on record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.errors import RuleBroken
from liangxin.core.history import because
from liangxin.rulebook.models import WorkCalendarDay, WorkCalendarYear
from liangxin.rulebook.permissions import Permission
from liangxin.rulebook.rules import SATURDAY

FIRST_YEAR, LAST_YEAR = 2004, 2100  # years that can be put on record
INSTALLED_FROM = 2019
FESTIVALS = {
    "New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节", "Mid-autumn Festival": "中秋节", "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}  # fmt: skip
MAKE_UP = "{name}调休上班"


class YearOutOfRange(RuleBroken):
    code, field, message = "rulebook.year_out_of_range", "year", _("年份应在 {first} 与 {last} 之间。")


class DayOfAnotherYear(RuleBroken):
    code, field, message = "rulebook.day_of_another_year", "file", _("{day} 不在 {year} 年，请检查年份或文件。")


class DayTwice(RuleBroken):
    code, field, message = "rulebook.day_twice", "file", _("{day} 出现了两次，请只留一行。")


class YearEmpty(RuleBroken):
    code, field, message = "rulebook.year_empty", "file", _("一天也没有。全年的节假日和调休上班日都要写上。")


class DayIsPlain(RuleBroken):
    code, field, message = (
        "rulebook.day_is_plain",
        "is_workday",
        _("{day} 按星期本来就是这样，不用登记。"),
    )


class NameMissing(RuleBroken):
    code, field, message = "rulebook.name_missing", "name", _("请写节日或调休的名称。")


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """A day that differs from the plain week. name: "国庆节", "国庆节调休上班"."""

    day: date
    is_workday: bool
    name: str


def known_years() -> dict[int, list[CalendarEntry]]:
    """The years that the library chinesecalendar knows, from INSTALLED_FROM on."""
    from chinese_calendar.constants import holidays, workdays

    years: dict[int, list[CalendarEntry]] = {}
    for source, worked in ((holidays, False), (workdays, True)):
        for day, english in source.items():
            if day.year >= INSTALLED_FROM:
                name = FESTIVALS.get(english, english)
                entry = CalendarEntry(day=day, is_workday=worked, name=MAKE_UP.format(name=name) if worked else name)
                years.setdefault(day.year, []).append(entry)
    return years


@transaction.atomic
def install_calendar(*, now: datetime) -> None:
    """Put the known years on record that are missing; those on record stay as people made them."""
    loaded = set(WorkCalendarYear.objects.values_list("year", flat=True))
    for year, entries in sorted(known_years().items()):
        if year not in loaded:
            _store_year(year, entries, source="国务院办公厅放假安排（chinesecalendar）", now=now)


@transaction.atomic
def load_year(
    *, actor: Actor, year: int, entries: Iterable[CalendarEntry], source: str, now: datetime, reason: str = ""
) -> WorkCalendarYear:
    """Put a whole year on record, in place of what was there.

    Raises NotAllowed, YearOutOfRange, YearEmpty, DayOfAnotherYear, DayTwice, NameMissing.
    """
    require(actor, Permission.CALENDAR_CHANGE, scope=None)
    entries = list(entries)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearOutOfRange(first=FIRST_YEAR, last=LAST_YEAR)
    if not entries:
        raise YearEmpty()
    seen: set[date] = set()
    for entry in entries:
        if entry.day.year != year:
            raise DayOfAnotherYear(day=entry.day, year=year)
        if entry.day in seen:
            raise DayTwice(day=entry.day)
        if not entry.name.strip():
            raise NameMissing()
        seen.add(entry.day)
    with because(reason):
        return _store_year(year, entries, source=source, now=now)


@transaction.atomic
def set_day(*, actor: Actor, entry: CalendarEntry, source: str, reason: str = "") -> WorkCalendarDay:
    """Say of one day that it is worked or free. Raises NotAllowed, YearOutOfRange, DayIsPlain, NameMissing.

    It does not put its year on record: a year is on record once all its days are known.
    """
    require(actor, Permission.CALENDAR_CHANGE, scope=None)
    if not FIRST_YEAR <= entry.day.year <= LAST_YEAR:
        raise YearOutOfRange(first=FIRST_YEAR, last=LAST_YEAR)
    if entry.is_workday == (entry.day.weekday() < SATURDAY):
        raise DayIsPlain(day=entry.day)
    if not entry.name.strip():
        raise NameMissing()
    with because(reason):
        kept: WorkCalendarDay
        kept, _is_new = WorkCalendarDay.objects.update_or_create(
            day=entry.day,
            defaults={"is_workday": entry.is_workday, "name": entry.name.strip(), "source": source},
        )
    return kept


@transaction.atomic
def clear_day(*, actor: Actor, day: date, reason: str = "") -> None:
    """Let a day follow its week again. Raises NotAllowed."""
    require(actor, Permission.CALENDAR_CHANGE, scope=None)
    with because(reason):
        WorkCalendarDay.objects.filter(day=day).delete()


def _store_year(year: int, entries: Iterable[CalendarEntry], *, source: str, now: datetime) -> WorkCalendarYear:
    stored: WorkCalendarYear
    stored, _is_new = WorkCalendarYear.objects.update_or_create(
        year=year, defaults={"source": source, "loaded_at": now}
    )
    WorkCalendarDay.objects.filter(day__year=year).delete()
    WorkCalendarDay.objects.bulk_create(
        [
            WorkCalendarDay(day=entry.day, is_workday=entry.is_workday, name=entry.name.strip(), source=source)
            for entry in entries
        ]
    )
    return stored
