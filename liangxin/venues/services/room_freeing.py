"""What happens when a room's time becomes free: those who wait are told, or have it kept for them, in fair order."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from psycopg.types.range import Range, TimestamptzRange

from liangxin.core.errors import NotFound
from liangxin.core.events import publish
from liangxin.venues.choices import BookingStatus, RoomStatus, WaitStatus
from liangxin.venues.events import RoomBookingEnded, RoomSlotOffered
from liangxin.venues.models import Room, RoomBooking, RoomWait
from liangxin.venues.rules.rooms import ends_of, held_span, local_day, minutes_between, overlaps, price_of
from liangxin.venues.selectors.rooms import hours_of, taken_of
from liangxin.venues.services.room_notices import tell_slot

MOST_TOLD = 50  # R-ROM-09: waiting entries looked at when a slot becomes free


def locked_rooms(room_ids: Iterable[int]) -> dict[int, Room]:
    """The rooms, each held until the end of the transaction, in order of id. Bookings of a room come one by one:
    two inserts that meet in the exclusion constraint would wait for each other until one is killed."""
    rows = Room.objects.select_for_update(of=("self",), no_key=True).select_related("station__node", "kind")
    return {room.pk: room for room in rows.filter(pk__in=sorted(set(room_ids))).order_by("pk")}


def locked_booking(booking_id: int) -> RoomBooking:
    """The booking as it is now, with its room locked before it. Raises NotFound."""
    room_id = RoomBooking.objects.filter(pk=booking_id).values_list("room", flat=True).first()
    if room_id is None:
        raise NotFound()
    room = locked_rooms([room_id])[room_id]
    booking = (
        RoomBooking.objects.select_for_update(of=("self",)).select_related("organisation__node").get(pk=booking_id)
    )
    if booking.room_id != room_id:  # moved while we waited
        return locked_booking(booking_id)
    booking.room = room
    return booking


def end_booking(
    booking: RoomBooking, *, status: str, reason: str, now: datetime, by_staff: bool, is_late: bool = False
) -> None:
    """End a live booking whose room is locked, and give its time to those who wait. Publishes RoomBookingEnded."""
    booking.status, booking.ended_at, booking.end_reason = status, now, reason
    booking.is_late_cancellation, booking.offered_until = is_late, None
    booking.save(update_fields=["status", "ended_at", "end_reason", "is_late_cancellation", "offered_until"])
    publish(RoomBookingEnded(booking_id=booking.pk, by_staff=by_staff))
    offer_freed(room=booking.room, freed=booking.held, now=now)


def offer_freed(*, room: Room, freed: "Range[datetime]", now: datetime) -> int:
    """Tell those who wait for a time that `freed` touches and that is now free; the room must be locked.

    With an offer window the slot is kept for the first in order, then the next (by `lapse_offers`); without one all
    are told and the first who books has it. Returns how many were told. Publishes RoomSlotOffered.
    """
    if ends_of(freed)[1] <= now or room.status != RoomStatus.OPEN:
        return 0
    waits = list(
        RoomWait.objects.select_for_update(of=("self",))
        .filter(room=room, status=WaitStatus.WAITING, during__overlap=freed, during__startswith__gt=now)
        .order_by("pk")[:MOST_TOLD]
    )
    if not waits:
        return 0
    first, last = min(wait.during.lower for wait in waits), max(wait.during.upper for wait in waits)
    hours = hours_of(rooms=[room], first=local_day(first), last=local_day(last))[room.pk]
    taken = taken_of(
        room_ids=[room.pk], start=first - timedelta(days=1), end=last + timedelta(minutes=room.buffer_minutes)
    ).get(room.pk, [])
    told = 0
    for wait in waits:
        start, end = wait.during.lower, wait.during.upper
        held = held_span(start, end, room.buffer_minutes)
        if overlaps(held, taken) or hours.closure_over(start, end) is not None:
            continue
        booking = None
        if room.offer_minutes:
            booking = _kept_for(wait, room=room, now=now)
            taken.append(held)
            wait.status, wait.booking = WaitStatus.OFFERED, booking
        wait.told_at = now
        wait.save(update_fields=["status", "booking", "told_at"])
        publish(RoomSlotOffered(wait_id=wait.pk, booking_id=booking.pk if booking else None))
        tell_slot(wait, room=room, kept=booking, now=now)
        told += 1
    return told


def _kept_for(wait: RoomWait, *, room: Room, now: datetime) -> RoomBooking:
    start, end = wait.during.lower, wait.during.upper
    return RoomBooking.objects.create(
        room=room, organisation_id=wait.organisation_id, booker_id=wait.user_id, purpose=wait.purpose,
        headcount=wait.headcount, during=wait.during,
        held=TimestamptzRange(*held_span(start, end, room.buffer_minutes)), status=BookingStatus.OFFERED,
        offered_until=min(now + timedelta(minutes=room.offer_minutes), start), requested_at=now,
        price_fen=price_of(room.price_fen, minutes_between(start, end)),
    )  # fmt: skip
