"""Who provides services, when, and the slots that follow from it (#090)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange, Range, TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.core.history import because
from liangxin.rulebook.selectors import holidays_between
from liangxin.venues.choices import AppointmentStatus, ServiceMode, SlotStatus
from liangxin.venues.models import Appointment, Provider, ProviderAbsence, ProviderHours, ServiceItem, Slot, Station
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.rules import hours_on
from liangxin.venues.rules_offers import SLOTS_AHEAD, WeeklyHours, days_of, slot_starts
from liangxin.venues.selectors.stations import timetables_of
from liangxin.venues.services.appointments import call_off_slots

if TYPE_CHECKING:
    from liangxin.accounts.models import User


class ProviderUntitled(RuleBroken):
    code, field, message = "venues.provider_untitled", "title", _("请写公开的称呼，例如“家庭医生”。")


class ProviderExists(RuleBroken):
    code, field, message = "venues.provider_exists", "title", _("这个站点已有“{title}”。")


class BookedConfidentially(RuleBroken):
    code, field, message = (
        "venues.booked_confidentially",
        "login",
        _("有人已约了保密服务，现在不能换绑账号：留言是写给原来那位的。"),
    )


class ProviderElsewhere(RuleBroken):
    code, field, message = "venues.provider_elsewhere", "item", _("服务和服务人员应属于同一个站点。")


class ServiceWithoutSlots(RuleBroken):
    code, field, message = "venues.service_without_slots", "item", _("“{name}”不用预约，不必排时段。")


class ShiftBackwards(RuleBroken):
    code, field, message = "venues.shift_backwards", "end", _("结束时间应晚于开始时间，至少够一个时段。")


class ShiftOverlaps(RuleBroken):
    code, field, message = "venues.shift_overlaps", "start", _("这位服务人员这天已有重叠的排班。")


class SlotLengthOdd(RuleBroken):
    code, field, message = "venues.slot_length_odd", "slot_minutes", _("每个时段应在 5 到 480 分钟之间。")


class PlacesOdd(RuleBroken):
    code, field, message = "venues.places_odd", "places", _("每个时段应有 1 到 200 个名额。")


class AbsentTwice(RuleBroken):
    code, field, message = "venues.absent_twice", "first", _("这些天里已登记过请假。")


class AbsenceBackwards(RuleBroken):
    code, field, message = "venues.absence_backwards", "last", _("最后一天不能早于第一天。")


@dataclass(frozen=True, kw_only=True)
class NewShift:
    """A weekly shift. start, end: minutes since local midnight; since: the first day; until: the first day without."""

    item: ServiceItem
    weekday: int
    start: int
    end: int
    slot_minutes: int
    places: int
    since: date
    until: date | None = None


@transaction.atomic
def put_provider(
    *, actor: Actor, station: Station, title: str, organisation_name: str = "",
    provider: Provider | None = None,
) -> Provider:  # fmt: skip
    """Add who provides services at a station, or change `provider`.

    Raises NotAllowed, NotFound, ProviderUntitled, ProviderExists.
    """
    require(actor, OfferPermission.SERVICE_CHANGE, scope=provider or station)
    if not title.strip():
        raise ProviderUntitled()
    row = (
        Provider.objects.select_for_update(of=("self",)).get(pk=provider.pk) if provider else Provider(station=station)
    )
    row.title, row.organisation_name = title.strip(), organisation_name.strip()
    with constraint_as(ProviderExists(title=row.title), name="venues_provider_once"):
        row.save()
    return row


@transaction.atomic
def bind_provider(*, actor: Actor, provider: Provider, user: "User | None", reason: str) -> Provider:
    """Let an account see who comes to its own sessions, or nobody (R-OFF-17).

    Above the keeper's rights, and never while somebody is booked confidentially: who wrote a note did not write it
    for another. Raises NotAllowed, NotFound, BookedConfidentially.
    """
    require(actor, OfferPermission.SERVICE_MANAGE, scope=provider)
    row = Provider.objects.select_for_update(of=("self",)).get(pk=provider.pk)
    ahead = Appointment.objects.filter(slot__provider=row, is_confidential=True, status=AppointmentStatus.BOOKED)
    if row.user_id != (user.pk if user else None) and ahead.exists():
        raise BookedConfidentially()
    row.user = user
    with because(reason):
        row.save(update_fields=["user"])
    return row


@transaction.atomic
def add_shift(*, actor: Actor, provider: Provider, new: NewShift, now: datetime) -> ProviderHours:
    """Give a provider a weekly shift of a service and open its slots (R-OFF-01).

    Raises NotAllowed, NotFound, ProviderElsewhere, ServiceWithoutSlots, ShiftBackwards, SlotLengthOdd, PlacesOdd,
    ShiftOverlaps.
    """
    require(actor, OfferPermission.SERVICE_CHANGE, scope=provider)
    _check_shift(provider, new)
    with constraint_as(ShiftOverlaps(), name="venues_provider_hours_apart"):
        row = ProviderHours.objects.create(
            provider=provider, item=new.item, weekday=new.weekday, minutes=Range(new.start, new.end),
            slot_minutes=new.slot_minutes, places=new.places, days=DateRange(new.since, new.until),
        )  # fmt: skip
    open_slots(hours=[row], now=now)
    return row


def _check_shift(provider: Provider, new: NewShift) -> None:
    if new.item.station_id != provider.station_id:
        raise ProviderElsewhere()
    if new.item.mode != ServiceMode.APPOINTMENT:
        raise ServiceWithoutSlots(name=new.item.name)
    if not 5 <= new.slot_minutes <= 480:
        raise SlotLengthOdd()
    if not 1 <= new.places <= 200:
        raise PlacesOdd()
    if not 0 <= new.start < new.end <= 1440 or new.end - new.start < new.slot_minutes:
        raise ShiftBackwards()


@transaction.atomic
def end_shift(*, actor: Actor, hours: ProviderHours, until: date, now: datetime, reason: str) -> int:
    """End a shift: `until` is the first day without. Its slots from then on close, who was booked is told.

    Returns how many appointments were called off. Raises NotAllowed, NotFound.
    """
    require(actor, OfferPermission.SERVICE_CHANGE, scope=hours.provider)
    row = ProviderHours.objects.select_for_update(of=("self",)).get(pk=hours.pk)
    slots = Slot.objects.filter(
        item=row.item_id, provider=row.provider_id, during__startswith__gte=_midnight(until),
        during__startswith__week_day=row.weekday % 7 + 1,
    )  # fmt: skip
    called_off = call_off_slots(slots=slots, now=now, reason=reason)
    with because(reason):
        if until <= row.days.lower:
            row.delete()
        else:
            row.days = DateRange(row.days.lower, until)
            row.save(update_fields=["days"])
    return called_off


@transaction.atomic
def add_absence(*, actor: Actor, provider: Provider, first: date, last: date, note: str = "", now: datetime) -> int:
    """Note that a provider does not come on the days `first` to `last` (inclusive); who was booked is told.

    Returns how many appointments were called off. Raises NotAllowed, NotFound, AbsenceBackwards, AbsentTwice.
    """
    require(actor, OfferPermission.SERVICE_CHANGE, scope=provider)
    if last < first:
        raise AbsenceBackwards()
    with constraint_as(AbsentTwice(), name="venues_one_absence_a_day"):
        ProviderAbsence.objects.create(
            provider=provider, days=DateRange(first, last + timedelta(days=1)), note=note.strip()
        )
    slots = Slot.objects.filter(
        provider=provider, during__startswith__gte=_midnight(first),
        during__startswith__lt=_midnight(last + timedelta(days=1)),
    )  # fmt: skip
    return call_off_slots(slots=slots, now=now, reason=note.strip())


@transaction.atomic
def remove_absence(*, actor: Actor, absence: ProviderAbsence, now: datetime) -> None:
    """The provider comes after all: the slots of those days open again; who was told stays called off.

    Raises NotAllowed, NotFound.
    """
    require(actor, OfferPermission.SERVICE_CHANGE, scope=absence.provider)
    days, provider = absence.days, absence.provider
    absence.delete()
    Slot.objects.filter(
        provider=provider, status=SlotStatus.CLOSED, during__startswith__gte=max(_midnight(days.lower), now),
        during__startswith__lt=_midnight(days.upper),
    ).update(status=SlotStatus.OPEN)  # fmt: skip
    open_slots(hours=list(ProviderHours.objects.filter(provider=provider)), now=now)


@transaction.atomic
def open_all_slots(*, now: datetime) -> int:
    """Open the slots that have come within reach at every station (R-OFF-01); the worker calls it once a day."""
    today = now.astimezone(_zone()).date()
    hours = ProviderHours.objects.filter(
        Q(days__endswith=None) | Q(days__endswith__gt=today), provider__is_active=True, item__is_active=True
    )
    return open_slots(hours=list(hours.order_by("pk")), now=now)


def open_slots(*, hours: Sequence[ProviderHours], now: datetime, since: date | None = None) -> int:
    """Open the slots of shifts for the weeks ahead that are not there yet; returns how many.

    Days on which the station is closed, the calendar rests or the provider is absent are left out (R-OFF-03).
    since: opened from that day on instead of from today, for what is loaded with a past.
    """
    today = now.astimezone(_zone()).date()
    first, after = since or today, today + SLOTS_AHEAD
    providers = {row.provider_id for row in hours}
    stations = dict(Provider.objects.filter(pk__in=providers).values_list("pk", "station_id"))
    tables = timetables_of(station_ids=sorted(set(stations.values())), day=first)
    rests = _rest_days(first, after)
    absent = _absent_days(providers)
    there = set(
        Slot.objects.filter(provider__in=providers, during__startswith__gte=_midnight(first))
        .values_list("provider_id", "during__startswith")
    )  # fmt: skip
    rows: list[Slot] = []
    for row in hours:
        station_id = stations[row.provider_id]
        table = tables.get(station_id)
        for day in days_of(_weekly(row), first=first, after=after):
            closed = table is not None and table.is_known and not hours_on(table, day)[0]
            if closed or day in rests or (row.provider_id, day) in absent:
                continue
            for start, end in slot_starts(_weekly(row)):
                begins = _moment(day, start)
                during = TimestamptzRange(begins, _moment(day, end))
                if (row.provider_id, begins) not in there and (since is not None or begins > now):
                    rows.append(
                        Slot(item_id=row.item_id, provider_id=row.provider_id, station_id=station_id,
                             during=during, places=row.places)
                    )  # fmt: skip
    Slot.objects.bulk_create(rows, batch_size=2_000, ignore_conflicts=True)
    return len(rows)


def _weekly(row: ProviderHours) -> WeeklyHours:
    return WeeklyHours(
        row.pk, row.weekday, row.minutes.lower, row.minutes.upper, row.slot_minutes, row.days.lower, row.days.upper
    )


def _rest_days(first: date, after: date) -> set[date]:
    """The public holidays of the work calendar."""
    return set(holidays_between(first, after))


def _absent_days(providers: set[int]) -> set[tuple[int, date]]:
    return {
        (row.provider_id, row.days.lower + timedelta(days=number))
        for row in ProviderAbsence.objects.filter(provider__in=providers)
        for number in range((row.days.upper - row.days.lower).days)
    }


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def _moment(day: date, minutes: int) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=_zone()) + timedelta(minutes=minutes)


def _midnight(day: date) -> datetime:
    return _moment(day, 0)
