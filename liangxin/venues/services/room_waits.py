"""Waiting for a time of a room that is taken: asking, being offered it, accepting or passing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.venues.choices import LIVE_WAITS, BookingStatus, WaitStatus
from liangxin.venues.events import RoomBooked
from liangxin.venues.models import RoomBooking, RoomWait
from liangxin.venues.rules.rooms import held_span
from liangxin.venues.selectors.rooms import taken_of
from liangxin.venues.services.room_bookings import NewBooking
from liangxin.venues.services.room_freeing import end_booking, locked_booking, locked_rooms
from liangxin.venues.services.room_terms import ask_for, check_ask

MOST_LAPSED = 200  # offers ended in one run of the worker


class SlotIsFree(RuleBroken):
    code, field, message = "venues.room_slot_is_free", "start", _("这段时间是空的，可以直接预约，不必候补。")


class AlreadyWaiting(RuleBroken):
    code, field, message = "venues.room_already_waiting", "start", _("您已在候补这段时间。")


class OfferIsOver(RuleBroken):
    code, field, message = "venues.room_offer_over", "", _("保留的时间已过，这段时间已让给下一位。")


class AccountNeeded(RuleBroken):
    code, field, message = "venues.room_account_needed", "", _("候补要用自己的账号，到时才能通知到您。")


@transaction.atomic
def join_wait(*, actor: Actor, new: NewBooking, now: datetime) -> RoomWait:
    """Wait for a time that is taken; told when it frees, in order of asking (R-ROM-09).

    Raises NotAllowed, NotFound, AccountNeeded, SlotIsFree, AlreadyWaiting and the refusals of room_terms.
    """
    if actor.user_id is None:
        raise AccountNeeded()
    ask = ask_for(
        actor=actor, room_id=new.room_id, during=new.during, headcount=new.headcount, purpose=new.purpose,
        organisation_id=new.organisation_id,
    )  # fmt: skip
    check_ask(ask, actor=actor, now=now)
    locked_rooms([ask.room.pk])
    start, end = held_span(ask.start, ask.end, ask.room.buffer_minutes)
    if not taken_of(room_ids=[ask.room.pk], start=start, end=end):
        raise SlotIsFree()
    with constraint_as(AlreadyWaiting(), name="venues_wait_once"):
        return RoomWait.objects.create(
            room=ask.room, user_id=actor.user_id, organisation=ask.organisation, during=ask.during,
            purpose=ask.purpose, headcount=ask.headcount, asked_at=now,
        )  # fmt: skip


@transaction.atomic
def leave_wait(*, actor: Actor, wait_id: int, now: datetime) -> RoomWait:
    """Wait no longer; a slot kept meanwhile goes to the next. Raises NotFound."""
    wait = _own(actor, wait_id)
    if wait.status not in LIVE_WAITS:
        return wait
    offered, wait.status = wait.booking, WaitStatus.LEFT
    wait.save(update_fields=["status"])
    if offered is not None and offered.status == BookingStatus.OFFERED:
        _lapse(offered, status=BookingStatus.CANCELLED, now=now)
    return wait


@transaction.atomic
def accept_offer(*, actor: Actor, wait_id: int, now: datetime) -> RoomBooking:
    """Take the slot that is kept. Raises NotFound, OfferIsOver. Publishes RoomBooked."""
    wait = _own(actor, wait_id)
    booking = wait.booking
    if wait.status == WaitStatus.TAKEN and booking is not None:
        return booking
    if booking is None or booking.status != BookingStatus.OFFERED:
        raise OfferIsOver()
    if booking.offered_until is None or booking.offered_until <= now:
        raise OfferIsOver()
    booking.status = BookingStatus.REQUESTED if booking.room.needs_approval else BookingStatus.CONFIRMED
    booking.offered_until, wait.status = None, WaitStatus.TAKEN
    booking.save(update_fields=["status", "offered_until"])
    wait.save(update_fields=["status"])
    publish(RoomBooked(booking_id=booking.pk))
    return booking


def lapse_offers(*, now: datetime) -> int:
    """End the offers whose time is over, each in its own transaction, and pass the slot on; called by the worker."""
    over = RoomBooking.objects.filter(status=BookingStatus.OFFERED, offered_until__lte=now)
    ids = list(over.order_by("offered_until", "pk").values_list("pk", flat=True)[:MOST_LAPSED])
    return sum(_lapse_one(booking_id, now=now) for booking_id in ids)


@transaction.atomic
def close_past_waits(*, now: datetime) -> int:
    """Nobody waits for a time that has begun."""
    past = RoomWait.objects.filter(status=WaitStatus.WAITING, during__startswith__lte=now)
    return past.update(status=WaitStatus.OVER)


@transaction.atomic
def _lapse_one(booking_id: int, *, now: datetime) -> int:
    booking = locked_booking(booking_id)
    if booking.status != BookingStatus.OFFERED or booking.offered_until is None or booking.offered_until > now:
        return 0
    RoomWait.objects.filter(booking=booking, status=WaitStatus.OFFERED).update(status=WaitStatus.PASSED)
    _lapse(booking, status=BookingStatus.LAPSED, now=now)
    return 1


def _lapse(booking: RoomBooking, *, status: str, now: datetime) -> None:
    end_booking(booking, status=status, reason="", now=now, by_staff=False)


def _own(actor: Actor, wait_id: int) -> RoomWait:
    """The actor's own entry, its room locked first, then its booking, then itself."""
    found = RoomWait.objects.filter(pk=wait_id, user=actor.user_id or 0).values_list("room", "booking").first()
    if found is None:
        raise NotFound()
    room = locked_rooms([found[0]])[found[0]]
    wait = RoomWait.objects.select_for_update(of=("self",)).get(pk=wait_id)
    wait.room = room
    if wait.booking_id is not None:
        wait.booking = locked_booking(wait.booking_id)
    return wait
