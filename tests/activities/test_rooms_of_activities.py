"""The room of an activity: booked with it, moved with it, given back with it."""

from datetime import timedelta

import pytest

from liangxin.access.actor import SYSTEM
from liangxin.activities.models import Activity
from liangxin.activities.services.changes import TimeAndPlace, change_time_and_place
from liangxin.activities.services.planning import copy_activity, plan_activity
from liangxin.activities.services.publishing import cancel_activity, publish_activity
from liangxin.venues.choices import BookingStatus
from liangxin.venues.models import Room, RoomBooking
from liangxin.venues.services.room_bookings import RoomAlreadyBooked
from tests.access.factories import NOW
from tests.activities.factories import values
from tests.venues.factories import at, make_room, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return make_room(make_world().centre, capacity=20)


def in_room(room: Room, hour: int = 10) -> Activity:
    asked = values(
        room.station.owner, station=room.station, room_id=room.pk, starts_at=at(8, hour), ends_at=at(8, hour + 1),
        closes_at=at(8, hour), cancel_until=at(8, hour),
    )  # fmt: skip
    return plan_activity(actor=SYSTEM, values=asked, now=NOW)


def test_planning_books_the_room(room: Room) -> None:
    found = in_room(room)
    booking = RoomBooking.objects.get()
    assert (found.room_booking, booking.room, booking.held_for) == (booking, room, "activity")
    assert (booking.during.lower, booking.during.upper, booking.headcount) == (at(8, 10), at(8, 11), 10)


def test_a_clash_refuses_the_plan_and_nothing_is_written(room: Room) -> None:
    in_room(room)
    with pytest.raises(RoomAlreadyBooked):
        in_room(room)
    assert (Activity.objects.count(), RoomBooking.objects.count()) == (1, 1)


def test_a_change_of_time_moves_the_booking(room: Room) -> None:
    found = publish_activity(actor=SYSTEM, activity=in_room(room), now=NOW)
    later = TimeAndPlace(starts_at=at(8, 14), ends_at=at(8, 15), room_id=room.pk)
    change_time_and_place(actor=SYSTEM, activity=found, values=later, now=NOW)
    booking = RoomBooking.objects.get()
    assert (booking.during.lower, booking.status) == (at(8, 14), BookingStatus.CONFIRMED)


def test_cancelling_gives_the_room_back(room: Room) -> None:
    found = in_room(room)
    cancelled = cancel_activity(actor=SYSTEM, activity=found, reason="停电", now=NOW)
    assert cancelled.room_booking is None
    assert RoomBooking.objects.get().status == BookingStatus.CANCELLED
    in_room(room)


def test_a_copy_books_the_same_room_on_its_day(room: Room) -> None:
    found = in_room(room)
    copy = copy_activity(actor=SYSTEM, activity=found, starts_at=found.starts_at + timedelta(hours=3), now=NOW)
    assert copy.room_booking is not None and copy.room_booking.during.lower == at(8, 13)
