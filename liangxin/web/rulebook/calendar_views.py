import calendar as months
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liangxin.access.services import require, require_somewhere
from liangxin.core.errors import NotFound
from liangxin.rulebook.permissions import Permission
from liangxin.rulebook.selectors import CalendarYear, calendar_of, years_shown
from liangxin.rulebook.services.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    CalendarEntry,
    clear_day,
    load_year,
    set_day,
)
from liangxin.web.rulebook.forms import DayForm, YearForm
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, leave, posted, say

SATURDAY = 5


@dataclass(frozen=True)
class Cell:
    """A day of the year's grid. tone: "free" (a holiday), "worked" (a weekend day worked), "weekend" or ""."""

    day: date
    tone: str
    words: str
    today: bool


@dataclass(frozen=True)
class Month:
    number: int
    weeks: list[list[Cell | None]]


def _cell(day: date, year: CalendarYear, today: date) -> Cell:
    entry = year.days.get(day)
    if entry is not None:
        tone, kind = ("worked", _("上班")) if entry.is_workday else ("free", _("放假"))
        return Cell(day, tone, f"{entry.name} · {kind}", day == today)
    return Cell(day, "weekend" if day.weekday() >= SATURDAY else "", "", day == today)


def _months(year: CalendarYear, today: date) -> list[Month]:
    weeks = months.Calendar(firstweekday=0)
    return [
        Month(
            number,
            [
                [_cell(day, year, today) if day.month == number else None for day in week]
                for week in weeks.monthdatescalendar(year.year, number)
            ],
        )
        for number in range(1, 13)
    ]


@login_required
@require_GET
def this_year(request: Any) -> HttpResponse:
    """To the calendar of this year."""
    require_somewhere(request.actor, Permission.CALENDAR_READ)
    return leave(request, reverse("calendar-year", args=[timezone.localdate().year]))


@login_required
@require_GET
def calendar(request: Any, year: int) -> HttpResponse:
    """A year: what is free, what is worked, whether it is on record."""
    require_somewhere(request.actor, Permission.CALENDAR_READ)
    today = timezone.localdate()
    first, last = years_shown(today)
    if not first <= year <= last:
        raise NotFound()
    found = calendar_of(year=year)
    entries = sorted(found.days.values(), key=lambda entry: entry.day)
    context = {
        "year": found, "months": _months(found, today), "entries": entries, "years": range(first, last + 1),
        "free": sum(not entry.is_workday for entry in entries), "worked": sum(entry.is_workday for entry in entries),
        "may_change": request.actor.may_somewhere(Permission.CALENDAR_CHANGE),
        "previous_year": year - 1 if year > first else None, "next_year": year + 1 if year < last else None,
    }  # fmt: skip
    return render(request, "rulebook/calendar.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def day(request: Any, year: int, month: int, number: int) -> HttpResponse:
    """Say of one day that it is free or worked; or let it follow its week again."""
    require(request.actor, Permission.CALENDAR_CHANGE, scope=None)
    try:
        asked = date(year, month, number)
    except ValueError:
        raise NotFound() from None
    entry = calendar_of(year=year).days.get(asked)
    weekend = asked.weekday() >= SATURDAY
    initial: dict[str, Any] = {"is_workday": "yes" if weekend else "no"}
    if entry is not None:
        initial = {"is_workday": "yes" if entry.is_workday else "no", "name": entry.name, "source": entry.source}
    clearing = request.POST.get("do") == "clear"
    form = DayForm(None if clearing else posted(request), initial=initial)
    if clearing:
        clear_day(actor=request.actor, day=asked, reason=request.POST.get("reason", "")[:300])
        say(request, _("{day} 恢复为按星期。").format(day=asked))
        return leave(request, reverse("calendar-year", args=[year]))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            changed = CalendarEntry(day=asked, is_workday=given["is_workday"], name=given["name"])
            set_day(actor=request.actor, entry=changed, source=given["source"], reason=given["reason"])
            say(request, _("已记下 {day}。").format(day=asked))
            return leave(request, reverse("calendar-year", args=[year]))
    context = {"form": form, "day": asked, "entry": entry, "weekend": weekend}
    return answer(request, "rulebook/day.html", "rulebook/_day.html", context, form=form)


@login_required
@require_http_methods(["GET", "POST"])
def load(request: Any, year: int) -> HttpResponse:
    """Put a whole year on record."""
    require(request.actor, Permission.CALENDAR_CHANGE, scope=None)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound()
    form = YearForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            load_year(
                actor=request.actor, year=year, entries=given["entries"], source=given["source"], now=timezone.now(),
                reason=given["reason"],
            )  # fmt: skip
            say(request, _("{year} 年已载入，{count} 天。").format(year=year, count=len(given["entries"])))
            return leave(request, reverse("calendar-year", args=[year]))
    context = {"form": form, "year": calendar_of(year=year)}
    return answer(request, "rulebook/load.html", "rulebook/_load.html", context, form=form)
