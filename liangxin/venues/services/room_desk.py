"""What those who run a station do with bookings: decide, note who did not come, read and settle hand-over notes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.reach import may
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.core.events import publish
from liangxin.venues.choices import BookingStatus
from liangxin.venues.events import RoomBookingDecided
from liangxin.venues.models import RoomBooking, RoomNote
from liangxin.venues.permissions import Permission
from liangxin.venues.services.room_bookings import ONE_AT_A_TIME, BookingIsOver
from liangxin.venues.services.room_freeing import end_booking, locked_booking
from liangxin.venues.services.room_notices import tell_decided


class NothingToDecide(RuleBroken):
    code, field, message = "venues.room_nothing_to_decide", "", _("这项预约不在待审批之列，可能已有人处理。")


class DeclinedWithoutReason(RuleBroken):
    code, field, message = "venues.room_declined_without_reason", "note", _("请写明不同意的原因，预约的人会看到。")


class NotBegunYet(RuleBroken):
    code, field, message = "venues.room_not_begun", "", _("还没到开始时间，不能记未到场。")


class TakenMeanwhile(RuleBroken):
    code, field, message = "venues.room_taken_meanwhile", "", _("这段时间已给了别人，不能恢复。")


class NoteEmpty(RuleBroken):
    code, field, message = "venues.room_note_empty", "text", _("请写下要交接的事。")


@transaction.atomic
def decide_booking(*, actor: Actor, booking_id: int, agreed: bool, note: str, now: datetime) -> RoomBooking:
    """Agree to a request, or decline it with a reason; its time is held until then, so nothing can have come between.

    Raises NotAllowed, NotFound, NothingToDecide, DeclinedWithoutReason. Publishes RoomBookingDecided.
    """
    booking = _for_staff(actor, booking_id)
    if booking.status != BookingStatus.REQUESTED or booking.ends_at <= now:
        raise NothingToDecide()
    if not agreed and not note.strip():
        raise DeclinedWithoutReason()
    booking.decided_at, booking.decided_by_id, booking.decision_note = now, actor.user_id, note.strip()[:200]
    booking.save(update_fields=["decided_at", "decided_by", "decision_note"])
    if agreed:
        booking.status = BookingStatus.CONFIRMED
        booking.save(update_fields=["status"])
    else:
        end_booking(booking, status=BookingStatus.DECLINED, reason=note.strip()[:200], now=now, by_staff=True)
    publish(RoomBookingDecided(booking_id=booking.pk))
    tell_decided(booking, now=now)
    return booking


@transaction.atomic
def record_no_show(*, actor: Actor, booking_id: int, now: datetime) -> RoomBooking:
    """Note that nobody came: a fact of the booking, no mark on a person. The rest of the time is free again.

    Raises NotAllowed, NotFound, BookingIsOver, NotBegunYet.
    """
    booking = _for_staff(actor, booking_id)
    if booking.status != BookingStatus.CONFIRMED:
        raise BookingIsOver()
    if now < booking.starts_at:
        raise NotBegunYet()
    end_booking(booking, status=BookingStatus.NO_SHOW, reason="", now=now, by_staff=True)
    return booking


@transaction.atomic
def withdraw_no_show(*, actor: Actor, booking_id: int, now: datetime) -> RoomBooking:
    """They came after all. Raises NotAllowed, NotFound, NothingToDecide, TakenMeanwhile."""
    booking = _for_staff(actor, booking_id)
    if booking.status != BookingStatus.NO_SHOW:
        raise NothingToDecide()
    booking.status, booking.ended_at = BookingStatus.CONFIRMED, None
    with constraint_as(TakenMeanwhile(), name=ONE_AT_A_TIME):
        booking.save(update_fields=["status", "ended_at"])
    return booking


@transaction.atomic
def write_note(*, actor: Actor, booking_id: int, text: str, needs_action: bool, now: datetime) -> RoomNote:
    """Leave word about the room for those who come next and for the keeper. Raises NotAllowed, NotFound, NoteEmpty."""
    booking = locked_booking(booking_id)
    if not may(actor, Permission.BOOKING_DECIDE, booking.room):
        require(actor, Permission.BOOKING_CANCEL, scope=booking)
    if not text.strip():
        raise NoteEmpty()
    return RoomNote.objects.create(
        booking=booking, author_id=actor.user_id, written_at=now, text=text.strip()[:300], needs_action=needs_action
    )


@transaction.atomic
def settle_note(*, actor: Actor, note_id: int, now: datetime) -> RoomNote:
    """What a note asked for is done. Raises NotAllowed, NotFound."""
    note = (
        RoomNote.objects.select_for_update(of=("self",))
        .filter(pk=note_id)
        .select_related("booking__room__station__node")
        .first()
    )
    if note is None:
        raise NotFound()
    require(actor, Permission.BOOKING_DECIDE, scope=note.booking.room)
    note.settled_at = now
    note.save(update_fields=["settled_at"])
    return note


def _for_staff(actor: Actor, booking_id: int) -> RoomBooking:
    booking = locked_booking(booking_id)
    require(actor, Permission.BOOKING_DECIDE, scope=booking.room)
    return booking
