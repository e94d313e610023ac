"""Setting up rooms, their terms and the spans in which they cannot be used."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import Range, TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.core.history import because
from liangxin.core.names import normalised
from liangxin.venues.choices import LIVE_BOOKINGS, Audience, RoomStatus
from liangxin.venues.models import Room, RoomBooking, RoomClosure, RoomFunction, RoomKind, RoomUse
from liangxin.venues.permissions import Permission
from liangxin.venues.rules.rooms import LONGEST, ends_of
from liangxin.venues.services.room_freeing import locked_rooms, offer_freed

if TYPE_CHECKING:
    from liangxin.venues.models import Station

MOST_AHEAD = 366  # days, R-ROM-11


class RoomUnnamed(RuleBroken):
    code, field, message = "venues.room_unnamed", "name", _("请填写房间名称。")


class RoomNameTaken(RuleBroken):
    code, field, message = "venues.room_name_taken", "name", _("这个站点已有同名的房间，请换个名称。")


class RoomHoldsNobody(RuleBroken):
    code, field, message = "venues.room_holds_nobody", "capacity", _("容纳人数至少为 1。")


class MinutesOutOfOrder(RuleBroken):
    code, field, message = (
        "venues.room_minutes_out_of_order",
        "max_minutes",
        _("最长时间不能短于最短时间，也不能超过 24 小时。"),
    )


class AheadTooLong(RuleBroken):
    code, field, message = "venues.room_ahead_too_long", "ahead_days", _("最多可提前 {most} 天预约。")


class ClosureBackwards(RuleBroken):
    code, field, message = "venues.room_closure_backwards", "end", _("停用的结束时间应晚于开始时间。")


class ClosureUnexplained(RuleBroken):
    code, field, message = "venues.room_closure_unexplained", "note", _("请写一句停用的原因，预约的人会看到。")


class ClosuresOverlap(RuleBroken):
    code, field, message = "venues.room_closures_overlap", "start", _("这段时间里已有另一条停用安排。")


class ClosureOverBookings(RuleBroken):
    code, field, message = (
        "venues.room_closure_over_bookings",
        "start",
        _("这段时间里有 {count} 项预约，请先改期或取消。"),
    )


class RoomStillBooked(RuleBroken):
    code, field, message = (
        "venues.room_still_booked",
        "status",
        _("这个房间还有 {count} 项以后的预约，请先改期或取消。"),
    )


@dataclass(frozen=True, kw_only=True)
class RoomValues:
    """What a room is, and its terms; units as in the model."""

    kind: RoomKind
    name: str
    capacity: int
    functions: tuple[RoomFunction, ...] = ()
    description: str = ""
    floor: str = ""
    directions: str = ""
    equipment: tuple[str, ...] = ()
    is_hosted: bool = False
    status: str = RoomStatus.OPEN
    status_note: str = ""
    is_public: bool = True
    audience: str = Audience.EVERYONE
    min_minutes: int = 30
    max_minutes: int = 240
    lead_minutes: int = 0
    ahead_days: int = 30
    buffer_minutes: int = 0
    cancel_minutes: int = 0
    needs_approval: bool = False
    opens_on_holidays: bool = False
    quota_minutes: int | None = None
    offer_minutes: int = 0
    price_fen: int = 0


_COLUMNS = [field.name for field in fields(RoomValues) if field.name != "functions"]


@transaction.atomic
def register_room(*, actor: Actor, station: "Station", values: RoomValues) -> Room:
    """Add a room to a station. Raises as `register_rooms`."""
    return register_rooms(actor=actor, news=[(station, values)])[0]


@transaction.atomic
def register_rooms(*, actor: Actor, news: Sequence[tuple["Station", RoomValues]]) -> list[Room]:
    """Add rooms to stations.

    Raises NotAllowed, NotFound, RoomUnnamed, RoomNameTaken, RoomHoldsNobody, MinutesOutOfOrder, AheadTooLong.
    """
    for station in {station.pk: station for station, _values in news}.values():
        require(actor, Permission.ROOM_MANAGE, scope=station)
    for _station, values in news:
        _check(values)
    with constraint_as(RoomNameTaken(), name="venues_room_name_once"):
        rooms = Room.objects.bulk_create(
            [Room(station=station, **_columns(values)) for station, values in news], batch_size=500
        )
    RoomUse.objects.bulk_create(
        [
            RoomUse(room=room, function=function)
            for room, (_station, values) in zip(rooms, news, strict=True)
            for function in values.functions
        ],
        batch_size=1_000,
    )
    return rooms


@transaction.atomic
def change_room(*, actor: Actor, room: Room, values: RoomValues, reason: str = "") -> Room:
    """Put `values` in place of the room's own; bookings made already stay.

    Raises as `register_rooms`, and RoomStillBooked where it is to be closed with bookings ahead.
    """
    require(actor, Permission.ROOM_MANAGE, scope=room)
    _check(values)
    room = locked_rooms([room.pk])[room.pk]
    if values.status == RoomStatus.CLOSED and room.status != RoomStatus.CLOSED:
        coming = RoomBooking.objects.filter(room=room, status__in=LIVE_BOOKINGS, during__endswith__gt=Now()).count()
        if coming:
            raise RoomStillBooked(count=coming)
    with because(reason), constraint_as(RoomNameTaken(), name="venues_room_name_once"):
        for name, value in _columns(values).items():
            setattr(room, name, value)
        room.save(update_fields=_COLUMNS)
    RoomUse.objects.filter(room=room).exclude(function__in=values.functions).delete()
    present = set(RoomUse.objects.filter(room=room).values_list("function", flat=True))
    RoomUse.objects.bulk_create(
        [RoomUse(room=room, function=each) for each in values.functions if each.pk not in present]
    )
    return room


@transaction.atomic
def shut_room(*, actor: Actor, room: Room, during: "Range[datetime]", note: str, now: datetime) -> RoomClosure:
    """Take a room out of use for a span; bookings in it must be moved or cancelled first.

    Raises NotAllowed, NotFound, ClosureBackwards, ClosureUnexplained, ClosureOverBookings, ClosuresOverlap.
    """
    require(actor, Permission.ROOM_MANAGE, scope=room)
    start, end = ends_of(during)
    if end <= start or end <= now:
        raise ClosureBackwards()
    if not note.strip():
        raise ClosureUnexplained()
    locked_rooms([room.pk])
    span = TimestamptzRange(start, end)
    count = RoomBooking.objects.filter(
        room=room, status__in=LIVE_BOOKINGS, during__overlap=span, during__startswith__gte=start - LONGEST
    ).count()
    if count:
        raise ClosureOverBookings(count=count)
    with constraint_as(ClosuresOverlap(), name="venues_room_closures_apart"):
        return RoomClosure.objects.create(room=room, during=span, note=note.strip())


@transaction.atomic
def reopen_room(*, actor: Actor, closure: RoomClosure, now: datetime) -> None:
    """Let the room be used again; those who wait for a time in it are told. Raises NotAllowed, NotFound."""
    require(actor, Permission.ROOM_MANAGE, scope=closure.room)
    room = locked_rooms([closure.room_id])[closure.room_id]
    freed = closure.during
    closure.delete()
    offer_freed(room=room, freed=freed, now=now)


def _columns(values: RoomValues) -> dict[str, object]:
    columns: dict[str, object] = {name: getattr(values, name) for name in _COLUMNS}
    return {**columns, "name": normalised(values.name), "equipment": list(values.equipment)}


def _check(values: RoomValues) -> None:
    if not normalised(values.name):
        raise RoomUnnamed()
    if values.capacity < 1:
        raise RoomHoldsNobody()
    if not 0 < values.min_minutes <= values.max_minutes <= LONGEST.total_seconds() // 60:
        raise MinutesOutOfOrder()
    if values.ahead_days > MOST_AHEAD:
        raise AheadTooLong(most=MOST_AHEAD)
