"""The room of an activity: booked with it, moved with it, given back with it, each in the activity's transaction."""

from datetime import datetime

from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.activities.models import Activity
from liangxin.venues.services.room_bookings import hold_room, move_room_booking, release_room


def put_room(*, actor: Actor, activity: Activity, room_id: int | None, now: datetime) -> None:
    """Book `room_id` for the whole span of the activity, or move what is booked there; None gives it back.

    Raises what `venues.services.room_bookings.hold_room` raises: RoomAlreadyBooked names the clash and what is free.
    """
    booked = activity.room_booking
    if room_id is None:
        give_back_room(actor=actor, activity=activity, reason="", now=now)
        return
    during = TimestamptzRange(activity.starts_at, activity.ends_at)
    headcount = activity.capacity or 1
    if booked is not None and booked.is_live:
        if (booked.room_id, booked.during, booked.headcount) == (room_id, during, headcount):
            return
        move_room_booking(
            actor=actor, booking_id=booked.pk, during=during, room_id=room_id, headcount=headcount, now=now
        )
        return
    activity.room_booking = hold_room(
        actor=actor, room_id=room_id, during=during, headcount=headcount, purpose=activity.title, now=now,
        organisation_id=activity.organiser_id if actor.anchor == Anchor.ORGANISATION else None,
    )  # fmt: skip
    activity.save(update_fields=["room_booking"])


def give_back_room(*, actor: Actor, activity: Activity, reason: str, now: datetime) -> None:
    """End the booking of the activity's room, where there is one."""
    booked = activity.room_booking
    if booked is None:
        return
    activity.room_booking = None
    activity.save(update_fields=["room_booking"])
    release_room(actor=actor, booking_id=booked.pk, reason=reason, now=now)


def room_id_of(activity: Activity) -> int | None:
    """The room booked for the activity, or None."""
    booked = activity.room_booking
    return booked.room_id if booked is not None and booked.is_live else None
