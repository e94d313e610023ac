"""When a station is open."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange, Range

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.venues.choices import Weekday
from liangxin.venues.models import OpeningException, OpeningHours, Station
from liangxin.venues.permissions import Permission
from liangxin.venues.rules import DAY_MINUTES, MOST_SPANS_A_DAY, Span


class HoursBackwards(RuleBroken):
    code, field, message = "venues.hours_backwards", "hours", _("{day}的结束时间应晚于开始时间。")


class HoursOverlap(RuleBroken):
    code, field, message = "venues.hours_overlap", "hours", _("{day}有两段时间重叠，请合为一段。")


class TooManySpans(RuleBroken):
    code, field, message = "venues.too_many_spans", "hours", _("一天最多填 {most} 段开放时间。")


class SpecialDaysOverlap(RuleBroken):
    code, field, message = "venues.special_days_overlap", "first", _("这些天里已有另一条特别安排，请先删去它。")


class SpecialDaysBackwards(RuleBroken):
    code, field, message = "venues.special_days_backwards", "last", _("最后一天不能早于第一天。")


class SpecialDaysUnexplained(RuleBroken):
    code, field, message = "venues.special_days_unexplained", "note", _("请写一句说明，来的人会看到。")


@transaction.atomic
def set_opening_hours(*, actor: Actor, station: Station, week: Mapping[int, Sequence[Span]]) -> None:
    """Put `week` (ISO weekday → spans of minutes since midnight) in place of the station's week (R-VEN-07).

    Raises NotAllowed, NotFound, HoursBackwards, HoursOverlap, TooManySpans.
    """
    require(actor, Permission.STATION_CHANGE, scope=station)
    for weekday, spans in week.items():
        _check_day(weekday, spans)
    Station.objects.select_for_update(of=("self",)).get(pk=station.pk)
    OpeningHours.objects.filter(station=station).delete()
    OpeningHours.objects.bulk_create(_rows(station, week))


@transaction.atomic
def set_opening_hours_many(*, actor: Actor, weeks: Sequence[tuple[Station, Mapping[int, Sequence[Span]]]]) -> None:
    """The first weeks of many stations at once, under the same rules; they must have none yet."""
    rows: list[OpeningHours] = []
    for station, week in weeks:
        require(actor, Permission.STATION_CHANGE, scope=station)
        for weekday, spans in week.items():
            _check_day(weekday, spans)
        rows += _rows(station, week)
    OpeningHours.objects.bulk_create(rows, batch_size=2_000)


def _rows(station: Station, week: Mapping[int, Sequence[Span]]) -> list[OpeningHours]:
    return [
        OpeningHours(station=station, weekday=weekday, minutes=Range(start, end))
        for weekday, spans in week.items()
        for start, end in sorted(spans)
    ]


def _check_day(weekday: int, spans: Sequence[Span]) -> None:
    day = Weekday(weekday).label
    if len(spans) > MOST_SPANS_A_DAY:
        raise TooManySpans(most=MOST_SPANS_A_DAY)
    for start, end in spans:
        if not 0 <= start < end <= DAY_MINUTES:
            raise HoursBackwards(day=day)
    ordered = sorted(spans)
    for (_start, end), (start, _end) in pairwise(ordered):
        if start < end:
            raise HoursOverlap(day=day)


@transaction.atomic
def add_special_days(
    *, actor: Actor, station: Station, first: date, last: date, span: Span | None, note: str
) -> OpeningException:
    """Close the station on the days `first` to `last` (inclusive), or open it at `span` instead of its usual hours.

    Raises NotAllowed, NotFound, SpecialDaysBackwards, SpecialDaysUnexplained, HoursBackwards, SpecialDaysOverlap.
    """
    require(actor, Permission.STATION_CHANGE, scope=station)
    if last < first:
        raise SpecialDaysBackwards()
    if not note.strip():
        raise SpecialDaysUnexplained()
    if span is not None and not 0 <= span[0] < span[1] <= DAY_MINUTES:
        raise HoursBackwards(day=_("这些天"))
    with constraint_as(SpecialDaysOverlap(), name="venues_one_exception_a_day"):
        return OpeningException.objects.create(
            station=station, days=DateRange(first, last + timedelta(days=1)), note=note.strip(),
            minutes=Range(*span) if span is not None else None,
        )  # fmt: skip


@transaction.atomic
def remove_special_days(*, actor: Actor, special: OpeningException) -> None:
    """Let those days be as usual again. Raises NotAllowed, NotFound."""
    require(actor, Permission.STATION_CHANGE, scope=special.station)
    special.delete()
