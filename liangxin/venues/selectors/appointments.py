"""Reading appointments: one's own, and those of one's stations without the confidential ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from liangxin.access.actor import Actor
from liangxin.access.reach import visible
from liangxin.core.calendars import CalendarEvent, uid_of
from liangxin.core.errors import NotFound
from liangxin.core.names import masked_name
from liangxin.venues.choices import AppointmentStatus, RequestStatus
from liangxin.venues.holders import holder_key
from liangxin.venues.models import Appointment, Provider, ServiceRequest, Slot
from liangxin.venues.permissions import OfferPermission

if TYPE_CHECKING:
    from liangxin.venues.models import Station

OWN_PAST = timedelta(days=90)  # how far back one's own page looks


@dataclass(frozen=True, kw_only=True)
class AppointmentFilter:
    """What a list of appointments is narrowed to; first, last: days, inclusive."""

    station_id: int | None = None
    service_id: int | None = None
    status: str = ""
    first: date | None = None
    last: date | None = None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def on_days(first: date, last: date) -> Q:
    """The condition "begins on one of these days"."""
    return Q(during__startswith__gte=_midnight(first), during__startswith__lt=_midnight(last + timedelta(days=1)))


def list_appointments(*, actor: Actor, narrowed: AppointmentFilter) -> "QuerySet[Appointment]":
    """The appointments of the actor's stations, the latest first; confidential ones are never among them (R-OFF-06)."""
    rows = visible(actor, Appointment.objects.all(), OfferPermission.APPOINTMENT_READ).filter(is_confidential=False)
    plain = {"station": narrowed.station_id, "item": narrowed.service_id, "status": narrowed.status}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if narrowed.first is not None:
        rows = rows.filter(during__startswith__gte=_midnight(narrowed.first))
    if narrowed.last is not None:
        rows = rows.filter(during__startswith__lt=_midnight(narrowed.last + timedelta(days=1)))
    return rows.select_related("item", "station__node", "user", "slot__provider").order_by("-during__startswith", "-pk")


def get_appointment(*, actor: Actor, appointment_id: int) -> Appointment:
    """The appointment. Raises NotFound, also for a confidential one that is not one's own."""
    row = (
        visible(actor, Appointment.objects.all(), OfferPermission.APPOINTMENT_READ)
        .select_related("item__station__node", "slot__provider", "user")
        .filter(pk=appointment_id)
        .first()
    )
    if row is None:
        raise NotFound()
    return row


def own_appointments(*, user_id: int, now: datetime) -> "QuerySet[Appointment]":
    """One's own appointments, confidential ones too: what is to come and the last months, the latest first."""
    rows = Appointment.objects.filter(holder_key=holder_key(user_id), during__endswith__gt=now - OWN_PAST)
    return rows.select_related("item__station__node", "slot__provider").order_by("-during__startswith", "-pk")


def own_requests(*, user_id: int, now: datetime) -> "QuerySet[ServiceRequest]":
    """One's own requests of the last months, the latest first."""
    rows = ServiceRequest.objects.filter(user=user_id, asked_at__gt=now - OWN_PAST)
    return rows.select_related("item__station__node").order_by("-asked_at", "-pk")


def list_requests(*, actor: Actor, status: str = "", station_id: int | None = None) -> "QuerySet[ServiceRequest]":
    """The requests to the actor's stations, the oldest open one first."""
    rows = visible(actor, ServiceRequest.objects.all(), OfferPermission.APPOINTMENT_READ)
    plain = {"status": status, "station": station_id}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    return rows.select_related("item", "station__node", "user").order_by("asked_at", "pk")


def get_request(*, actor: Actor, request_id: int) -> ServiceRequest:
    """The request. Raises NotFound."""
    row = list_requests(actor=actor).filter(pk=request_id).first()
    if row is None:
        raise NotFound()
    return row


def count_open_requests(*, actor: Actor) -> int:
    """How many requests wait for an answer at the actor's stations."""
    return list_requests(actor=actor, status=RequestStatus.ASKED).order_by().count()


@dataclass(frozen=True)
class Arrival:
    """Someone who has an appointment, as the keeper sees it: masked, never of a confidential kind."""

    appointment_id: int
    name: str
    code: str
    status: str
    came_at: datetime | None


@dataclass(frozen=True)
class SlotOfDay:
    """A slot of a day as the keeper sees it. service is "" and arrivals are empty for confidential kinds."""

    slot_id: int
    starts_at: datetime
    ends_at: datetime
    service: str
    provider: str
    where: str
    places: int
    taken: int
    is_confidential: bool
    is_closed: bool
    arrivals: Sequence[Arrival] = ()


def said_name(row: Appointment) -> str:
    """Who comes, masked."""
    return masked_name(row.user.display_name if row.user is not None else row.guest_name)


def slots_of_day(*, station: "Station", day: date) -> Sequence[SlotOfDay]:
    """The slots of a station on a day in order, with who comes; two queries. The caller has reached the station.

    Of confidential kinds only that a slot is taken: neither what it is, nor who comes, nor how many (R-OFF-06).
    """
    slots = list(
        Slot.objects.filter(on_days(day, day), station=station)
        .select_related("item", "provider")
        .order_by("during__startswith", "pk")
    )
    coming: dict[int, list[Arrival]] = {}
    shown = (AppointmentStatus.BOOKED, AppointmentStatus.CAME, AppointmentStatus.NO_SHOW)
    rows = Appointment.objects.filter(on_days(day, day), station=station, is_confidential=False, status__in=shown)
    for row in rows.select_related("user").order_by("pk"):
        arrival = Arrival(row.pk, said_name(row), row.code, row.status, row.came_at)
        coming.setdefault(row.slot_id, []).append(arrival)
    found = []
    for slot in slots:
        hidden = slot.item.is_confidential
        if slot.status == "closed" and not slot.taken:
            continue
        if hidden and not slot.taken:
            continue
        found.append(
            SlotOfDay(
                slot.pk, slot.during.lower, slot.during.upper, "" if hidden else slot.item.name,
                "" if hidden else slot.provider.title, "" if hidden else slot.item.where,
                1 if hidden else slot.places, 1 if hidden else slot.taken, hidden, slot.status == "closed",
                () if hidden else tuple(coming.get(slot.pk, ())),
            )
        )  # fmt: skip
    return found


def appointment_by_code(*, station: "Station", day: date, code: str) -> int | None:
    """The open appointment of the day at a station with this code, or None; confidential ones are not found."""
    rows = Appointment.objects.filter(
        on_days(day, day), station=station, is_confidential=False, code=code.strip().upper()
    ).exclude(status__in=(AppointmentStatus.CANCELLED, AppointmentStatus.CALLED_OFF))
    return rows.order_by("pk").values_list("pk", flat=True).first()


@dataclass(frozen=True)
class Session:
    """A slot as its provider sees it: codes and notes of those who come, no names of confidential kinds."""

    slot: Slot
    coming: Sequence[Appointment]


def sessions_of(*, user_id: int, first: date, last: date) -> Sequence[Session]:
    """The slots that an account provides on these days, with those who come. Three queries."""
    mine = Provider.objects.filter(user=user_id, is_active=True)
    slots = list(
        Slot.objects.filter(on_days(first, last), provider__in=mine.values("pk"), taken__gt=0)
        .select_related("item", "station__node")
        .order_by("during__startswith", "pk")[:300]
    )
    coming: dict[int, list[Appointment]] = {}
    rows = Appointment.objects.filter(slot__in=[slot.pk for slot in slots], status__in=("booked", "came", "no_show"))
    for row in rows.select_related("user").order_by("pk"):
        coming.setdefault(row.slot_id, []).append(row)
    return [Session(slot, tuple(coming.get(slot.pk, ()))) for slot in slots]


def is_provider(*, user_id: int) -> bool:
    """Whether an account provides services somewhere."""
    return Provider.objects.filter(user=user_id, is_active=True).exists()


def calendar_of(user_id: int, now: datetime) -> list[CalendarEvent]:
    """One's open kinds of appointments for the private calendar; confidential ones never leave the app (R-OFF-06)."""
    rows = Appointment.objects.filter(
        user=user_id, is_confidential=False, status=AppointmentStatus.BOOKED, during__endswith__gt=now
    )
    return [
        CalendarEvent(
            uid=uid_of("appointment", row.pk), title=row.item.name, starts=row.during.lower, ends=row.during.upper,
            updated_at=row.made_at, location=f"{row.station.node.name} {row.item.where}".strip(), private=True,
        )
        for row in rows.select_related("item", "station__node").order_by("during", "pk")
    ]  # fmt: skip
