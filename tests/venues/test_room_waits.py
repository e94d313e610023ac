"""Waiting for a room, approval, no-show, notes, reminders: what happens, what is refused, who is told."""

from datetime import timedelta

import pytest

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.selectors import own_actor
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.notifications.models import Notice
from liangxin.venues.choices import BookingStatus, WaitStatus
from liangxin.venues.models import Room, RoomBooking, RoomNote, RoomWait
from liangxin.venues.selectors.bookings import calendar_of, notes_to_settle, own_bookings, own_waits, requests_to_decide
from liangxin.venues.services import room_desk as desk
from liangxin.venues.services import room_waits as waits
from liangxin.venues.services.room_bookings import NewBooking, RoomAlreadyBooked, book_room, cancel_booking
from liangxin.venues.services.room_desk import (
    decide_booking,
    record_no_show,
    settle_note,
    withdraw_no_show,
    write_note,
)
from liangxin.venues.services.room_notices import remind_bookings
from liangxin.venues.services.room_waits import accept_offer, close_past_waits, join_wait, lapse_offers, leave_wait
from liangxin.venues.services.rooms import reopen_room, shut_room
from tests.access.factories import NOW, actor, make_user
from tests.helpers import at_once
from tests.venues.factories import World, at, between, make_room, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def person() -> Actor:
    return own_actor(user=make_user())


def new(room: Room, during: object = None, **changed: object) -> NewBooking:
    values = {"room_id": room.pk, "during": during or between(1, 14, 15), "headcount": 6, "purpose": "读书会"}
    return NewBooking(**{**values, **changed})  # type: ignore[arg-type]


def told(who: Actor) -> list[str]:
    return list(Notice.objects.filter(user_id=who.user_id).order_by("id").values_list("kind", flat=True))


def statuses() -> list[str]:
    return list(RoomWait.objects.order_by("id").values_list("status", flat=True))


def test_a_freed_time_is_kept_for_the_first_then_the_next(world: World) -> None:
    room = make_room(world.building, offer_minutes=30)
    holder, first, second, outsider = person(), person(), person(), person()
    booking = book_room(actor=holder, new=new(room), now=NOW)
    one = join_wait(actor=first, new=new(room), now=NOW)
    two = join_wait(actor=second, new=new(room), now=NOW)
    assert [each.position for each in own_waits(user_id=second.user_id or 0, now=NOW)] == [2]
    cancel_booking(actor=holder, booking_id=booking.pk, reason="", now=NOW)
    assert (statuses(), told(first), told(second)) == (["offered", "waiting"], ["venues.room_kept"], [])
    with pytest.raises(RoomAlreadyBooked):
        book_room(actor=outsider, new=new(room), now=NOW)
    with pytest.raises(NotFound):
        accept_offer(actor=second, wait_id=one.pk, now=NOW)
    later = NOW + timedelta(minutes=31)
    with pytest.raises(waits.OfferIsOver):
        accept_offer(actor=first, wait_id=one.pk, now=later)
    assert lapse_offers(now=NOW + timedelta(minutes=29)) == 0
    assert lapse_offers(now=later) == 1
    assert (statuses(), told(second)) == (["passed", "offered"], ["venues.room_kept"])
    taken = accept_offer(actor=second, wait_id=two.pk, now=later)
    assert accept_offer(actor=second, wait_id=two.pk, now=later) == taken
    assert (taken.status, taken.booker_id, statuses()) == ("confirmed", second.user_id, ["passed", "taken"])
    assert lapse_offers(now=later + timedelta(days=1)) == 0


def test_without_a_window_all_are_told_and_the_first_who_books_has_it(world: World) -> None:
    room = make_room(world.building)
    holder, first, second = person(), person(), person()
    booking = book_room(actor=holder, new=new(room, between(1, 14, 16)), now=NOW)
    join_wait(actor=first, new=new(room), now=NOW)
    join_wait(actor=second, new=new(room, between(1, 15, 16)), now=NOW)
    cancel_booking(actor=holder, booking_id=booking.pk, reason="", now=NOW)
    assert (told(first), told(second)) == (["venues.room_freed"], ["venues.room_freed"])
    book_room(actor=first, new=new(room), now=NOW)
    assert statuses() == ["taken", "waiting"]
    assert close_past_waits(now=NOW + timedelta(days=3)) == 1
    assert statuses() == ["taken", "over"]


def test_who_may_not_wait(world: World) -> None:
    room = make_room(world.building)
    who = person()
    with pytest.raises(waits.SlotIsFree):
        join_wait(actor=who, new=new(room), now=NOW)
    book_room(actor=person(), new=new(room), now=NOW)
    with pytest.raises(waits.AccountNeeded):
        join_wait(actor=SYSTEM, new=new(room), now=NOW)
    join_wait(actor=who, new=new(room), now=NOW)
    with pytest.raises(waits.AlreadyWaiting):
        join_wait(actor=who, new=new(room), now=NOW)
    assert statuses() == ["waiting"]


def test_who_leaves_gives_the_kept_time_to_the_next(world: World) -> None:
    room = make_room(world.building, offer_minutes=30)
    holder, first, second = person(), person(), person()
    booking = book_room(actor=holder, new=new(room), now=NOW)
    one, _two = join_wait(actor=first, new=new(room), now=NOW), join_wait(actor=second, new=new(room), now=NOW)
    cancel_booking(actor=holder, booking_id=booking.pk, reason="", now=NOW)
    leave_wait(actor=first, wait_id=one.pk, now=NOW)
    assert statuses() == ["left", "offered"]


def test_an_opened_room_is_offered_to_those_who_wait(world: World) -> None:
    room = make_room(world.building)
    who = person()
    booking = book_room(actor=person(), new=new(room), now=NOW)
    join_wait(actor=who, new=new(room), now=NOW)
    closure = shut_room(actor=SYSTEM, room=room, during=between(1, 16, 18), note="检修", now=NOW)
    reopen_room(actor=SYSTEM, closure=closure, now=NOW)
    assert told(who) == []
    cancel_booking(actor=SYSTEM, booking_id=booking.pk, reason="停电", now=NOW)
    assert told(who) == ["venues.room_freed"]


def test_a_request_is_decided_by_the_station(world: World) -> None:
    room = make_room(world.building, needs_approval=True)
    who, keeper = person(), actor("station_keeper", world.building.node)
    stranger = actor("station_keeper", world.hidden.node)
    asked = book_room(actor=who, new=new(room), now=NOW)
    other = book_room(actor=who, new=new(room, between(1, 16, 17)), now=NOW)
    assert list(requests_to_decide(actor=keeper, now=NOW)) == [asked, other]
    assert list(requests_to_decide(actor=stranger, now=NOW)) == []
    with pytest.raises(RoomAlreadyBooked):
        book_room(actor=person(), new=new(room), now=NOW)
    for refused in (stranger, who):
        with pytest.raises((NotAllowed, NotFound)):
            decide_booking(actor=refused, booking_id=asked.pk, agreed=True, note="", now=NOW)
    with pytest.raises(desk.DeclinedWithoutReason):
        decide_booking(actor=keeper, booking_id=asked.pk, agreed=False, note=" ", now=NOW)
    decide_booking(actor=keeper, booking_id=asked.pk, agreed=True, note="", now=NOW)
    decide_booking(actor=keeper, booking_id=other.pk, agreed=False, note="当天布展", now=NOW)
    with pytest.raises(desk.NothingToDecide):
        decide_booking(actor=keeper, booking_id=asked.pk, agreed=False, note="晚了", now=NOW)
    assert told(who) == ["venues.room_agreed", "venues.room_declined"]
    assert list(RoomBooking.objects.order_by("id").values_list("status", "decided_by", "end_reason")) == [
        ("confirmed", keeper.user_id, ""), ("declined", keeper.user_id, "当天布展"),
    ]  # fmt: skip


def test_the_keeper_notes_who_did_not_come_and_may_take_it_back(world: World) -> None:
    room = make_room(world.building)
    who, keeper = person(), actor("station_keeper", world.building.node)
    booking = book_room(actor=who, new=new(room), now=NOW)
    with pytest.raises(desk.NotBegunYet):
        record_no_show(actor=keeper, booking_id=booking.pk, now=NOW)
    during = at(1, 14, 20)
    with pytest.raises(NotAllowed):
        record_no_show(actor=who, booking_id=booking.pk, now=during)
    assert record_no_show(actor=keeper, booking_id=booking.pk, now=during).status == BookingStatus.NO_SHOW
    assert withdraw_no_show(actor=keeper, booking_id=booking.pk, now=during).status == BookingStatus.CONFIRMED
    record_no_show(actor=keeper, booking_id=booking.pk, now=during)
    book_room(actor=keeper, new=new(room, between(1, 14, 15)), now=during)
    with pytest.raises(desk.TakenMeanwhile):
        withdraw_no_show(actor=keeper, booking_id=booking.pk, now=during)


def test_a_note_is_left_and_settled(world: World) -> None:
    room = make_room(world.building)
    who, keeper = person(), actor("station_keeper", world.building.node)
    booking = book_room(actor=who, new=new(room), now=NOW)
    with pytest.raises(desk.NoteEmpty):
        write_note(actor=who, booking_id=booking.pk, text=" ", needs_action=True, now=NOW)
    with pytest.raises(NotFound):
        write_note(actor=person(), booking_id=booking.pk, text="投影灯坏了", needs_action=True, now=NOW)
    note = write_note(actor=who, booking_id=booking.pk, text="投影灯坏了", needs_action=True, now=NOW)
    assert [each.pk for each in notes_to_settle(actor=keeper)] == [note.pk]
    with pytest.raises(NotAllowed):
        settle_note(actor=who, note_id=note.pk, now=NOW)
    settle_note(actor=keeper, note_id=note.pk, now=NOW)
    assert (list(notes_to_settle(actor=keeper)), RoomNote.objects.get().settled_at) == ([], NOW)


def test_a_reminder_comes_once_and_not_to_who_has_just_booked(world: World) -> None:
    room = make_room(world.building)
    early, late = person(), person()
    book_room(actor=early, new=new(room, between(2, 9, 10)), now=NOW)
    tomorrow = NOW + timedelta(days=1)
    book_room(actor=late, new=new(room, between(2, 10, 11)), now=tomorrow)
    assert (remind_bookings(now=NOW), remind_bookings(now=tomorrow), remind_bookings(now=tomorrow)) == (0, 1, 0)
    assert (told(early), told(late)) == (["venues.room_reminder"], [])


def test_ones_own_bookings_and_their_calendar(world: World) -> None:
    room = make_room(world.building, "三楼会议室", floor="3 层", directions="出电梯左转", needs_approval=True)
    who = person()
    asked = book_room(actor=who, new=new(room), now=NOW)
    gone = book_room(actor=who, new=new(room, between(2, 14, 15)), now=NOW)
    cancel_booking(actor=who, booking_id=gone.pk, reason="", now=NOW)
    user = who.user_id or 0
    assert [each.pk for each in own_bookings(user_id=user, now=NOW)] == [asked.pk]
    assert [each.pk for each in own_bookings(user_id=user, now=NOW, past=True)] == [gone.pk]
    events = calendar_of(user, NOW)
    assert [(each.uid, each.status) for each in events] == [
        (f"room-booking-{asked.pk}@liangxin", "TENTATIVE"), (f"room-booking-{gone.pk}@liangxin", "CANCELLED"),
    ]  # fmt: skip
    assert events[0].location == "云帆大厦党群服务站 3 层 三楼会议室"


@pytest.mark.django_db(transaction=True)
def test_a_kept_time_is_accepted_or_lapses_never_both() -> None:
    room = make_room(make_world().building, offer_minutes=30)
    holder, first = person(), person()
    booking = book_room(actor=holder, new=new(room), now=NOW)
    wait = join_wait(actor=first, new=new(room), now=NOW)
    cancel_booking(actor=holder, booking_id=booking.pk, reason="", now=NOW)
    edge = NOW + timedelta(minutes=30)
    results = at_once(
        lambda: accept_offer(actor=first, wait_id=wait.pk, now=edge - timedelta(seconds=1)),
        lambda: lapse_offers(now=edge),
    )
    accepted = isinstance(results[0], RoomBooking)
    assert results[1] == (0 if accepted else 1)
    assert statuses() == [WaitStatus.TAKEN if accepted else WaitStatus.PASSED]
