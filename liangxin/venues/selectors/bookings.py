"""Reading room bookings, scoped by the actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.core.calendars import CalendarEvent, CalendarStatus, uid_of
from liangxin.core.errors import NotFound
from liangxin.venues.choices import LIVE_BOOKINGS, LIVE_WAITS, BookingStatus, WaitStatus
from liangxin.venues.models import Room, RoomBooking, RoomNote, RoomWait
from liangxin.venues.permissions import Permission
from liangxin.venues.rules.rooms import LONGEST, at_minute
from liangxin.venues.selectors.rooms import rooms_for

CALENDAR_BACK = timedelta(days=30)  # R-ROM-13: how far back one's calendar tells
MOST_MINE = 200
ORDERS = {
    "start": ("during__startswith", "pk"),
    "-start": ("-during__startswith", "-pk"),
    "asked": ("requested_at", "pk"),
    "-asked": ("-requested_at", "-pk"),
    "people": ("headcount", "pk"),
    "-people": ("-headcount", "-pk"),
}


@dataclass(frozen=True, kw_only=True)
class BookingFilter:
    """What a list of bookings is narrowed to. first, last: local days, inclusive; organisation_path: it and below."""

    text: str = ""
    station_id: int | None = None
    room_id: int | None = None
    kind_id: int | None = None
    status: str = ""
    first: date | None = None
    last: date | None = None
    organisation_path: str = ""
    late_only: bool = False


def bookings_for(*, actor: Actor, permission: str = Permission.BOOKING_READ) -> "QuerySet[RoomBooking]":
    """The bookings that the actor reaches, with what is shown of them; unordered."""
    return visible(actor, RoomBooking.objects.all(), permission, part=Part.FULL).select_related(
        "room__kind", "room__station__node", "organisation__node", "booker", "series"
    )


def get_booking(*, actor: Actor, booking_id: int) -> RoomBooking:
    """The booking. Raises NotFound, also for what the actor may not know of."""
    booking = bookings_for(actor=actor).filter(pk=booking_id).first()
    if booking is None:
        raise NotFound()
    return booking


def list_bookings(*, actor: Actor, narrowed: BookingFilter, order: str = "start") -> "QuerySet[RoomBooking]":
    """The bookings of a list page, in the order asked for (a key of ORDERS)."""
    return bookings_for(actor=actor).filter(_condition(narrowed)).order_by(*ORDERS.get(order, ORDERS["start"]))


def _condition(narrowed: BookingFilter) -> Q:
    condition = Q()
    plain = {
        "room__station": narrowed.station_id, "room": narrowed.room_id, "room__kind": narrowed.kind_id,
        "status": narrowed.status or None, "is_late_cancellation": narrowed.late_only or None,
    }  # fmt: skip
    condition &= Q(**{name: value for name, value in plain.items() if value is not None})
    if narrowed.first is not None:
        condition &= Q(during__startswith__gte=at_minute(narrowed.first, 0))
    if narrowed.last is not None:
        condition &= Q(during__startswith__lt=at_minute(narrowed.last, 1440))
    if narrowed.organisation_path:
        condition &= Q(organisation__node__path__startswith=narrowed.organisation_path)
    if narrowed.text:
        condition &= Q(purpose__icontains=narrowed.text) | Q(room__name__icontains=narrowed.text)
    return condition


def requests_to_decide(*, actor: Actor, now: datetime) -> "QuerySet[RoomBooking]":
    """The requests that wait for those who run the room's station, the oldest first."""
    rooms = rooms_for(actor=actor, part=Part.FULL, permission=Permission.BOOKING_DECIDE)
    return (
        RoomBooking.objects.filter(
            status=BookingStatus.REQUESTED, during__endswith__gt=now, room__in=rooms.values("pk")
        )
        .select_related("room__station__node", "organisation__node", "booker")
        .order_by("requested_at", "pk")
    )


def notes_to_settle(*, actor: Actor) -> "QuerySet[RoomNote]":
    """Hand-over notes that ask for something to be done, the oldest first."""
    rooms = rooms_for(actor=actor, part=Part.FULL, permission=Permission.BOOKING_DECIDE)
    return (
        RoomNote.objects.filter(needs_action=True, settled_at=None, booking__room__in=rooms.values("pk"))
        .select_related("booking__room__station__node")
        .order_by("written_at", "pk")
    )


def notes_of(*, booking: RoomBooking) -> Sequence[RoomNote]:
    """The notes of a booking, the first first."""
    return list(booking.notes.select_related("author").order_by("written_at", "pk"))


def last_note_of(*, room: Room, before: datetime) -> RoomNote | None:
    """What the last ones before a moment left to be known about the room."""
    return (
        RoomNote.objects.filter(booking__room=room, booking__during__startswith__lt=before)
        .filter(Q(needs_action=False) | Q(settled_at=None))
        .order_by("-written_at", "-pk")
        .first()
    )


def bookings_on(*, actor: Actor, station_id: int, day: date) -> Sequence[RoomBooking]:
    """What happens in the rooms of a station on a day, in order of time: for the keeper's page and the printed sheet."""
    start, end = at_minute(day, 0), at_minute(day, 1440)
    rows = bookings_for(actor=actor).filter(
        room__station=station_id, status__in=[*LIVE_BOOKINGS, BookingStatus.NO_SHOW],
        during__overlap=TimestamptzRange(start, end), during__startswith__gte=start - LONGEST,
    )  # fmt: skip
    return list(rows.order_by("during__startswith", "room__name", "pk")[:500])


def own_bookings(*, user_id: int, now: datetime, past: bool = False) -> Sequence[RoomBooking]:
    """A person's own bookings: those to come, the next first; or those that are over, the latest first."""
    rows = RoomBooking.objects.filter(booker=user_id).select_related(
        "room__station__node", "room__kind", "organisation__node"
    )
    if past:
        over = Q(during__endswith__lte=now) | ~Q(status__in=LIVE_BOOKINGS)
        return list(rows.filter(over).order_by("-during__startswith", "-pk")[:50])
    coming = rows.filter(status__in=LIVE_BOOKINGS, during__endswith__gt=now)
    return list(coming.order_by("during__startswith", "pk")[:MOST_MINE])


@dataclass(frozen=True)
class Waiting:
    """A waiting entry with its place in the line (1 is next)."""

    wait: RoomWait
    position: int


def own_waits(*, user_id: int, now: datetime) -> list[Waiting]:
    """What a person waits for, the nearest first, each with its place among those whose times meet. Two queries."""
    rows = RoomWait.objects.filter(user=user_id, status__in=LIVE_WAITS, during__startswith__gt=now)
    waits = list(rows.select_related("room__station__node", "booking").order_by("during__startswith", "pk")[:MOST_MINE])
    before = RoomWait.objects.filter(
        room__in={wait.room_id for wait in waits}, status=WaitStatus.WAITING, during__startswith__gt=now
    )
    line = list(before.order_by("pk").values_list("pk", "room", "during")[:5_000])
    return [
        Waiting(
            wait,
            1 + sum(
                pk < wait.pk and room == wait.room_id and during.lower < wait.during.upper
                and wait.during.lower < during.upper
                for pk, room, during in line
            ),
        )
        for wait in waits
    ]  # fmt: skip


def calendar_of(user_id: int, now: datetime) -> list[CalendarEvent]:
    """A person's room bookings for their private feed; cancelled ones are struck out. One query."""
    rows = (
        RoomBooking.objects.filter(booker=user_id, during__startswith__gte=now - CALENDAR_BACK)
        .exclude(status__in=[BookingStatus.OFFERED, BookingStatus.LAPSED])
        .exclude(held_for="activity")
        .select_related("room__station__node", "room__station__place")
        .order_by("during__startswith", "pk")[:500]
    )
    return [calendar_event(row) for row in rows]


STATUSES = {
    BookingStatus.REQUESTED: CalendarStatus.TENTATIVE,
    BookingStatus.CONFIRMED: CalendarStatus.CONFIRMED,
    BookingStatus.NO_SHOW: CalendarStatus.CONFIRMED,
}


def calendar_event(booking: RoomBooking) -> CalendarEvent:
    """A booking as an event of iCalendar."""
    room, station = booking.room, booking.room.station
    changed = max(at for at in (booking.requested_at, booking.decided_at, booking.ended_at) if at is not None)
    return CalendarEvent(
        uid=uid_of("room-booking", booking.pk), title=booking.purpose, starts=booking.starts_at, ends=booking.ends_at,
        updated_at=changed, description=room.directions, url="/me/bookings/",
        location=" ".join(part for part in (station.node.name, room.floor, room.name, station.address) if part),
        status=STATUSES.get(BookingStatus(booking.status), CalendarStatus.CANCELLED),
        sequence=int(changed.timestamp()) % 1_000_000_000,
        latitude=float(station.latitude) if station.latitude is not None else None,
        longitude=float(station.longitude) if station.longitude is not None else None,
    )  # fmt: skip
