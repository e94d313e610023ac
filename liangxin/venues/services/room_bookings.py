"""Booking a room, moving and ending a booking. The database refuses two live bookings at one time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import Range, TimestamptzRange

from liangxin.access.actor import Actor
from liangxin.access.reach import may
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.venues.choices import LIVE_WAITS, BookingStatus, WaitStatus
from liangxin.venues.events import RoomBooked, RoomBookingMoved
from liangxin.venues.models import RoomBooking, RoomWait
from liangxin.venues.permissions import Permission
from liangxin.venues.rules.rooms import held_span, price_of, span_words
from liangxin.venues.selectors.alternatives import Alternative, free_alternatives
from liangxin.venues.selectors.rooms import taken_of
from liangxin.venues.services.room_freeing import end_booking, locked_booking, locked_rooms, offer_freed
from liangxin.venues.services.room_notices import tell_cancelled, tell_moved
from liangxin.venues.services.room_terms import Ask, ask_for, check_ask, check_quota, refuse_if_shut

ONE_AT_A_TIME = "venues_one_booking_per_room_and_time"


class RoomAlreadyBooked(RuleBroken):
    """facts: room, clash (words). What is free instead is looked for when it is asked, after the lock is gone."""

    code, field, message = "venues.room_already_booked", "start", _("“{room}”在 {clash} 已有安排，请换个时间或房间。")

    find: Callable[[], Sequence[Alternative]] | None = None

    @property
    def alternatives(self) -> Sequence[Alternative]:
        """What is free instead, as it is now."""
        return self.find() if self.find is not None else ()


class BookingIsOver(RuleBroken):
    code, field, message = "venues.room_booking_over", "", _("这项预约已经结束或取消，不能再改。")


class HeldForAnActivity(RuleBroken):
    code, field, message = "venues.room_held_for_activity", "", _("这是活动的场地，请在活动里改时间或取消。")


@dataclass(frozen=True, kw_only=True)
class NewBooking:
    """A booking to be. during: aware, half-open; organisation_id: for whom, or None; key: the form's own, once."""

    room_id: int
    during: "Range[datetime]"
    headcount: int
    purpose: str
    organisation_id: int | None = None
    held_for: str = ""
    key: str = ""


@transaction.atomic
def book_room(*, actor: Actor, new: NewBooking, now: datetime) -> RoomBooking:
    """Book a room: confirmed at once, or requested where the room asks for approval and the actor is not its staff.

    The same key sent again gives the booking it made. Raises NotAllowed, NotFound, RoomAlreadyBooked and the refusals
    of room_terms. Publishes RoomBooked.
    """
    made = booking_with_key(actor, new.key)
    if made is not None:
        return made
    ask = ask_for(
        actor=actor, room_id=new.room_id, during=new.during, headcount=new.headcount, purpose=new.purpose,
        organisation_id=new.organisation_id,
    )  # fmt: skip
    check_ask(ask, actor=actor, now=now)
    refuse_if_taken(ask, actor=actor, now=now)
    return store_booking(ask, actor=actor, now=now, held_for=new.held_for, key=new.key)


def hold_room(
    *,
    actor: Actor,
    room_id: int,
    during: "Range[datetime]",
    headcount: int,
    purpose: str,
    now: datetime,
    organisation_id: int | None = None,
) -> RoomBooking:
    """Book a room for an activity, inside the caller's transaction; raises and publishes as `book_room`.

    Its booker cannot end it by hand: `release_room` and `move_room_booking` do, when the activity says so.
    """
    return book_room(
        actor=actor,
        new=NewBooking(
            room_id=room_id, during=during, headcount=headcount, purpose=purpose[:120], organisation_id=organisation_id,
            held_for="activity",
        ),
        now=now,
    )  # fmt: skip


@transaction.atomic
def move_room_booking(
    *,
    actor: Actor,
    booking_id: int,
    during: "Range[datetime]",
    now: datetime,
    room_id: int | None = None,
    headcount: int | None = None,
) -> RoomBooking:
    """Give a booking another time, room or headcount; the terms are asked again, and approval too.

    For a booking of an activity the right to the activity is asked by its caller. Raises NotAllowed, NotFound,
    BookingIsOver, RoomAlreadyBooked and the refusals of room_terms. Publishes RoomBookingMoved.
    """
    before = RoomBooking.objects.filter(pk=booking_id).only("room", "held_for", "organisation", "purpose").first()
    if before is None:
        raise NotFound()
    rooms = locked_rooms({before.room_id, room_id or before.room_id})
    booking = locked_booking(booking_id)
    _require_hold_of(actor, booking)
    if not booking.is_live or booking.status == BookingStatus.OFFERED or booking.ends_at <= now:
        raise BookingIsOver()
    ask = ask_for(
        actor=actor, room_id=room_id or booking.room_id, during=during, purpose=booking.purpose,
        headcount=headcount or booking.headcount, organisation_id=None,
    )  # fmt: skip
    ask = replace(ask, organisation=booking.organisation)  # whose it is stays, also where the actor may not read them
    check_ask(ask, actor=actor, now=now)  # under the lock of both rooms
    check_quota(ask, without_booking=booking.pk)
    refuse_if_taken(ask, actor=actor, now=now, without_booking=booking.pk)
    freed, left = booking.held, booking.room
    booking.room, booking.during, booking.held = rooms.get(ask.room.pk, ask.room), ask.during, held_of(ask)
    booking.headcount, booking.price_fen = ask.headcount, price_of(ask.room.price_fen, ask.minutes)
    booking.status, booking.reminded_at = first_status(ask), None
    with constraint_as(_taken(ask, actor=actor, now=now, clash=None), name=ONE_AT_A_TIME):
        booking.save(update_fields=["room", "during", "held", "headcount", "price_fen", "status", "reminded_at"])
    publish(RoomBookingMoved(booking_id=booking.pk))
    if booking.booker_id != actor.user_id and not booking.held_for:
        tell_moved(booking, now=now)
    offer_freed(room=left, freed=freed, now=now)
    return booking


@transaction.atomic
def cancel_booking(*, actor: Actor, booking_id: int, reason: str, now: datetime) -> RoomBooking:
    """Cancel one's own (or one's organisation's) booking, or as staff of the station anybody's.

    After the room's notice period it is noted as late: a fact for the keeper, nothing more (R-ROM-10). Raises
    NotAllowed, NotFound, BookingIsOver, HeldForAnActivity. Publishes RoomBookingEnded.
    """
    booking = locked_booking(booking_id)
    staff = may(actor, Permission.BOOKING_DECIDE, booking.room)
    if not staff:
        require(actor, Permission.BOOKING_CANCEL, scope=booking)
    if booking.held_for:
        raise HeldForAnActivity()
    return _cancel(booking, reason=reason, now=now, by_staff=staff and booking.booker_id != actor.user_id)


@transaction.atomic
def release_room(*, actor: Actor, booking_id: int, reason: str, now: datetime) -> RoomBooking:
    """Give back the room of an activity; the caller has asked for the right to the activity.

    A booking that is over already stays as it is. Raises NotFound. Publishes RoomBookingEnded.
    """
    booking = locked_booking(booking_id)
    if not booking.held_for:
        require(actor, Permission.BOOKING_CANCEL, scope=booking)
    if not booking.is_live or booking.ends_at <= now:
        return booking
    return _cancel(booking, reason=reason, now=now, by_staff=False)


def _cancel(booking: RoomBooking, *, reason: str, now: datetime, by_staff: bool) -> RoomBooking:
    if not booking.is_live or booking.ends_at <= now:
        raise BookingIsOver()
    late = not by_staff and now > booking.starts_at - timedelta(minutes=booking.room.cancel_minutes)
    if booking.status == BookingStatus.OFFERED:
        RoomWait.objects.filter(booking=booking, status=WaitStatus.OFFERED).update(status=WaitStatus.PASSED)
        late = False
    with because(reason):
        end_booking(
            booking, status=BookingStatus.CANCELLED, reason=reason.strip()[:200], now=now, by_staff=by_staff,
            is_late=late and booking.room.cancel_minutes > 0,
        )  # fmt: skip
    if by_staff:
        tell_cancelled(booking, now=now)
    return booking


def booking_with_key(actor: Actor, key: str) -> RoomBooking | None:
    """The booking that the actor made with this key, or None."""
    if not key or actor.user_id is None:
        return None
    return RoomBooking.objects.filter(booker=actor.user_id, key=key).select_related("room__station__node").first()


def refuse_if_taken(ask: Ask, *, actor: Actor, now: datetime, without_booking: int | None = None) -> None:
    """Answer what is taken by a read, before anything waits for a lock. Raises RoomAlreadyBooked."""
    start, end = held_span(ask.start, ask.end, ask.room.buffer_minutes)
    taken = taken_of(room_ids=[ask.room.pk], start=start, end=end, without_booking=without_booking).get(ask.room.pk)
    if taken:
        raise _taken(ask, actor=actor, now=now, clash=taken[0])


def store_booking(
    ask: Ask, *, actor: Actor, now: datetime, held_for: str = "", key: str = "", series_id: int | None = None
) -> RoomBooking:
    """Write the booking under the room's lock. Raises RoomAlreadyBooked, QuotaUsedUp, RoomShutThen."""
    locked_rooms([ask.room.pk])
    made = booking_with_key(actor, key)
    if made is not None:
        return made
    refuse_if_shut(ask)
    check_quota(ask)
    with constraint_as(_taken(ask, actor=actor, now=now, clash=None), name=ONE_AT_A_TIME):
        booking = RoomBooking.objects.create(
            room=ask.room, organisation=ask.organisation, booker_id=actor.user_id, series_id=series_id,
            purpose=ask.purpose, headcount=ask.headcount, during=ask.during, held=held_of(ask),
            status=first_status(ask), held_for=held_for, key=key, requested_at=now,
            price_fen=price_of(ask.room.price_fen, ask.minutes),
        )  # fmt: skip
    if actor.user_id is not None:
        RoomWait.objects.filter(room=ask.room, user=actor.user_id, status__in=LIVE_WAITS, during=ask.during).update(
            status=WaitStatus.TAKEN, booking=booking
        )
    publish(RoomBooked(booking_id=booking.pk))
    return booking


def first_status(ask: Ask) -> str:
    """Confirmed, or to be approved first."""
    waits = ask.room.needs_approval and not ask.is_staff
    return BookingStatus.REQUESTED if waits else BookingStatus.CONFIRMED


def held_of(ask: Ask) -> TimestamptzRange:
    """What the booking keeps from others."""
    return TimestamptzRange(*held_span(ask.start, ask.end, ask.room.buffer_minutes))


def _require_hold_of(actor: Actor, booking: RoomBooking) -> None:
    if booking.held_for:
        return
    if not may(actor, Permission.BOOKING_DECIDE, booking.room):
        require(actor, Permission.BOOKING_CANCEL, scope=booking)


def _taken(ask: Ask, *, actor: Actor, now: datetime, clash: tuple[datetime, datetime] | None) -> RoomAlreadyBooked:
    refusal = RoomAlreadyBooked(room=ask.room.name, clash=span_words(*(clash or (ask.start, ask.end))))
    refusal.find = lambda: free_alternatives(
        actor=actor, room_id=ask.room.pk, during=ask.during, headcount=ask.headcount, now=now
    )
    return refusal
