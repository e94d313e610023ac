"""Telling those who booked: in the transaction of what happened, each thing once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from liangxin.notifications.services.notices import queue_facts
from liangxin.venues import notices_rooms as kinds
from liangxin.venues.choices import BookingStatus
from liangxin.venues.models import Room, RoomBooking, RoomWait
from liangxin.venues.rules.rooms import span_words

MINE = "/me/bookings/"
REMINDED_BEFORE = timedelta(hours=24)  # R-ROM-12
BOOKED_BEFORE = timedelta(hours=36)  # R-ROM-12: who books for tomorrow needs no reminder
MOST_REMINDED = 500  # in one run of the worker


def tell_decided(booking: RoomBooking, *, now: datetime) -> None:
    """The booker learns what was decided."""
    kind = kinds.AGREED if booking.status == BookingStatus.CONFIRMED else kinds.DECLINED
    _tell(booking, kind, now=now, reason=booking.decision_note)


def tell_cancelled(booking: RoomBooking, *, now: datetime) -> None:
    """The booker learns that the station cancelled."""
    _tell(booking, kinds.CANCELLED, now=now, reason=booking.end_reason)


def tell_moved(booking: RoomBooking, *, now: datetime) -> None:
    """The booker learns that the station moved it."""
    _tell(booking, kinds.MOVED, now=now)


def tell_slot(wait: RoomWait, *, room: Room, kept: RoomBooking | None, now: datetime) -> None:
    """Who waits learns that the time is kept for them, or free for the first who comes."""
    facts = _facts(room, wait.during.lower, wait.during.upper)
    if kept is not None and kept.offered_until is not None:
        facts["until"] = kept.offered_until
    queue_facts(
        kind=kinds.KEPT if kept is not None else kinds.FREED, to=[wait.user_id], facts=facts, url=MINE, now=now,
        key=f"room-wait-{wait.pk}-{now.isoformat()}", expires_at=kept.offered_until if kept else wait.during.lower,
    )  # fmt: skip


@transaction.atomic
def remind_bookings(*, now: datetime) -> int:
    """Remind those whose booking begins within a day and was made earlier; once each. Called by the worker."""
    due: Sequence[RoomBooking] = list(
        RoomBooking.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(
            status=BookingStatus.CONFIRMED, reminded_at=None, held_for="", during__startswith__gt=now,
            during__startswith__lte=now + REMINDED_BEFORE, requested_at__lte=now - (BOOKED_BEFORE - REMINDED_BEFORE),
        )
        .exclude(booker=None)
        .select_related("room__station__node")
        .order_by("pk")[:MOST_REMINDED]
    )  # fmt: skip
    for booking in due:
        _tell(booking, kinds.REMINDER, now=now)
        booking.reminded_at = now
    RoomBooking.objects.bulk_update(due, ["reminded_at"])
    return len(due)


def _tell(booking: RoomBooking, kind: str, *, now: datetime, reason: str = "") -> None:
    if booking.booker_id is None:
        return
    facts = _facts(booking.room, booking.starts_at, booking.ends_at)
    queue_facts(
        kind=kind, to=[booking.booker_id], facts={**facts, "reason": reason or "—"}, url=MINE, now=now,
        key=f"room-{booking.pk}-{kind}-{booking.starts_at.isoformat()}", expires_at=booking.ends_at,
    )  # fmt: skip


def _facts(room: Room, start: datetime, end: datetime) -> dict[str, object]:
    return {"room": room.name, "station": room.station.node.name, "when": span_words(start, end)}
