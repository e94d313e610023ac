"""Reading rooms, scoped by the actor: the rooms, when they are open and when they are taken."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.core.errors import NotFound
from liangxin.rulebook.selectors import holidays_between
from liangxin.venues.choices import LIVE_BOOKINGS, RoomStatus
from liangxin.venues.models import Room, RoomBooking, RoomClosure
from liangxin.venues.permissions import Permission
from liangxin.venues.rules.rooms import LONGEST, Hours, Moments, at_minute
from liangxin.venues.selectors.stations import timetables_of


def rooms_for(*, actor: Actor, part: Part = Part.BASIC, permission: str = Permission.ROOM_READ) -> "QuerySet[Room]":
    """The rooms that the actor reaches with `permission`, at least to `part`; unordered."""
    return visible(actor, Room.objects.all(), permission, part=part).select_related(
        "kind", "station__node", "station__place__node", "station__owner__node"
    )


def get_room(*, actor: Actor, room_id: int, part: Part = Part.BASIC, permission: str = Permission.ROOM_READ) -> Room:
    """The room. Raises NotFound, also for what the actor may not know of."""
    room = rooms_for(actor=actor, part=part, permission=permission).filter(pk=room_id).first()
    if room is None:
        raise NotFound()
    return room


def list_rooms(*, actor: Actor, station_id: int, part: Part = Part.BASIC, with_closed: bool = False) -> Sequence[Room]:
    """The rooms of a station in order of name, with the functions they serve."""
    rooms = rooms_for(actor=actor, part=part).filter(station=station_id)
    if not with_closed:
        rooms = rooms.exclude(status=RoomStatus.CLOSED)
    return list(rooms.prefetch_related("functions").order_by("kind__position", "name", "pk"))


def hours_of(*, rooms: Sequence[Room], first: date, last: date) -> dict[int, Hours]:
    """When each of these rooms (a page of them) may be used on the days `first` to `last`. Four queries."""
    tables = timetables_of(station_ids=sorted({room.station_id for room in rooms}), day=first)
    holidays = holidays_between(first, last)
    span = TimestamptzRange(at_minute(first, 0), at_minute(last, 0) + LONGEST)
    closures: dict[int, list[tuple[datetime, datetime, str]]] = {}
    rows = RoomClosure.objects.filter(room__in=[room.pk for room in rooms], during__overlap=span)
    for row in rows.order_by("room", "during"):
        closures.setdefault(row.room_id, []).append((row.during.lower, row.during.upper, row.note))
    return {
        room.pk: Hours(
            timetable=tables[room.station_id], holidays=holidays, opens_on_holidays=room.opens_on_holidays,
            closures=tuple(closures.get(room.pk, ())),
        )
        for room in rooms
    }  # fmt: skip


def live_bookings(*, room_ids: Iterable[int], start: datetime, end: datetime) -> "QuerySet[RoomBooking]":
    """The live bookings that hold one of the rooms within a span. No booking is longer than LONGEST: bounded by it."""
    return RoomBooking.objects.filter(
        room__in=list(room_ids), status__in=LIVE_BOOKINGS, held__overlap=TimestamptzRange(start, end),
        during__startswith__gte=start - LONGEST - timedelta(days=1), during__startswith__lt=end,
    )  # fmt: skip


def taken_of(
    *, room_ids: Iterable[int], start: datetime, end: datetime, without_booking: int | None = None
) -> dict[int, list[Moments]]:
    """The spans in which each room is held. One query."""
    taken: dict[int, list[Moments]] = {}
    rows = live_bookings(room_ids=room_ids, start=start, end=end).exclude(pk=without_booking or 0)
    for room_id, held in rows.values_list("room", "held").order_by("held"):
        taken.setdefault(room_id, []).append((held.lower, held.upper))
    return taken


def closures_of(*, room: Room, now: datetime) -> Sequence[RoomClosure]:
    """The closures of a room that are not over."""
    return list(room.closures.filter(during__endswith__gt=now).order_by("during", "pk")[:100])
