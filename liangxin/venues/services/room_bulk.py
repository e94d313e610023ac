"""Many bookings at once: what was kept on paper or elsewhere, put in by those who run the installation."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.venues.choices import BookingStatus
from liangxin.venues.models import Room, RoomBooking
from liangxin.venues.permissions import Permission
from liangxin.venues.rules.rooms import held_span, minutes_between, price_of
from liangxin.venues.services.room_bookings import ONE_AT_A_TIME, NewBooking
from liangxin.venues.services.room_freeing import locked_rooms


class SomeOverlap(RuleBroken):
    code, field, message = "venues.room_some_overlap", "", _("其中有时间重叠的预约，没有写入任何一项。")


@transaction.atomic
def record_bookings(*, actor: Actor, news: Sequence[tuple[NewBooking, str]], now: datetime) -> int:
    """Write bookings with the state they ended in, past ones too; all or none. Tells nobody.

    Raises NotAllowed, NotFound for a room that the actor does not run, SomeOverlap.
    """
    rooms: dict[int, Room] = locked_rooms({new.room_id for new, _status in news})
    for room in rooms.values():
        require(actor, Permission.BOOKING_DECIDE, scope=room)
    rows = [_row(new, status, rooms[new.room_id], actor=actor, now=now) for new, status in news]
    with constraint_as(SomeOverlap(), name=ONE_AT_A_TIME):
        return len(RoomBooking.objects.bulk_create(rows, batch_size=500))


def _row(new: NewBooking, status: str, room: Room, *, actor: Actor, now: datetime) -> RoomBooking:
    start, end = new.during.lower, new.during.upper
    assert start is not None and end is not None
    return RoomBooking(
        room=room, organisation_id=new.organisation_id, booker_id=actor.user_id, purpose=new.purpose,
        headcount=min(new.headcount, room.capacity), during=TimestamptzRange(start, end),
        held=TimestamptzRange(*held_span(start, end, room.buffer_minutes)), status=status, requested_at=min(now, start),
        price_fen=price_of(room.price_fen, minutes_between(start, end)),
        ended_at=min(now, start) if status in (BookingStatus.CANCELLED, BookingStatus.NO_SHOW) else None,
    )  # fmt: skip
