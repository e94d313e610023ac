"""Booking a room, moving and ending a booking, every refusal, and who wins when two come at once."""

from datetime import timedelta

import pytest
from django.db import transaction

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.selectors import own_actor
from liangxin.core.errors import NotAllowed, NotFound, Refusal
from liangxin.core.models import OutboxEvent
from liangxin.venues.choices import Audience, BookingStatus, RoomStatus
from liangxin.venues.models import Room, RoomBooking
from liangxin.venues.selectors.alternatives import free_alternatives
from liangxin.venues.services import room_bookings as service
from liangxin.venues.services import room_terms as terms
from liangxin.venues.services.room_bookings import (
    NewBooking,
    RoomAlreadyBooked,
    book_room,
    cancel_booking,
    hold_room,
    move_room_booking,
    release_room,
)
from liangxin.venues.services.room_bulk import SomeOverlap, record_bookings
from liangxin.venues.services.rooms import shut_room
from tests.access.factories import NOW, actor, make_user
from tests.helpers import at_once
from tests.venues.factories import World, at, between, make_room, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def room(world: World) -> Room:
    return make_room(world.building, "三楼会议室", buffer_minutes=15)


def person() -> Actor:
    return own_actor(user=make_user())


def new(room: Room, during: object = None, **changed: object) -> NewBooking:
    values = {"room_id": room.pk, "during": during or between(1, 14, 15), "headcount": 6, "purpose": "主题党日"}
    return NewBooking(**{**values, **changed})  # type: ignore[arg-type]


def events() -> list[str]:
    return list(OutboxEvent.objects.order_by("id").values_list("name", flat=True))


def test_a_room_is_booked_with_its_buffer(room: Room) -> None:
    who = person()
    made = book_room(actor=who, new=new(room, key="one"), now=NOW)
    stored = RoomBooking.objects.get(pk=made.pk)
    assert (stored.booker_id, stored.status, stored.headcount, stored.purpose, stored.requested_at) == (
        who.user_id, BookingStatus.CONFIRMED, 6, "主题党日", NOW,
    )  # fmt: skip
    assert (stored.starts_at, stored.ends_at, stored.held.upper) == (at(1, 14), at(1, 15), at(1, 15, 15))
    assert events()[-1] == "venues.room_booked"
    assert book_room(actor=who, new=new(room, key="one"), now=NOW) == stored
    assert RoomBooking.objects.count() == 1


def test_what_is_taken_is_refused_with_alternatives(world: World, room: Room) -> None:
    other = make_room(world.building, "四楼会议室")
    make_room(world.building, "小谈心室", capacity=3)
    book_room(actor=person(), new=new(room), now=NOW)
    with pytest.raises(RoomAlreadyBooked) as error:
        book_room(actor=person(), new=new(room), now=NOW)
    assert str(error.value) == "“三楼会议室”在 2026-11-24 14:00—15:15 已有安排，请换个时间或房间。"
    found = [(each.room.name, each.during.lower) for each in error.value.alternatives]
    assert found == [
        (other.name, at(1, 14)),
        (room.name, at(1, 12)), (room.name, at(1, 12, 30)), (room.name, at(1, 15, 30)),
    ]  # fmt: skip
    assert RoomBooking.objects.count() == 1


def test_the_buffer_is_kept_on_both_sides_and_not_more(room: Room) -> None:
    book_room(actor=person(), new=new(room), now=NOW)
    for start, end in ((at(1, 15), at(1, 16)), (at(1, 13), at(1, 13, 50))):
        with pytest.raises(RoomAlreadyBooked):
            book_room(actor=person(), new=new(room, type(between(1, 1, 2))(start, end)), now=NOW)
    book_room(actor=person(), new=new(room, between(1, 15, 16, minute=15)), now=NOW)
    book_room(actor=person(), new=new(room, type(between(1, 1, 2))(at(1, 13), at(1, 13, 45))), now=NOW)


@pytest.mark.parametrize(
    ("_case", "terms_of_room", "changed", "refusal"),
    [
        ("backwards", {}, {"during": between(1, 15, 15)}, terms.SpanBackwards),
        ("off the step", {}, {"during": between(1, 14, 15, minute=7)}, terms.SpanOffTheStep),
        ("past", {}, {"during": between(-1, 14, 15)}, terms.SpanInThePast),
        ("nobody", {}, {"headcount": 0}, terms.NobodyComes),
        ("too many", {}, {"headcount": 13}, terms.TooManyForRoom),
        ("no purpose", {}, {"purpose": "  "}, terms.PurposeMissing),
        ("too short", {"min_minutes": 90}, {}, terms.BookingTooShort),
        ("too long", {"max_minutes": 30}, {}, terms.BookingTooLong),
        ("too late", {"lead_minutes": 2 * 1440}, {}, terms.BookedTooLate),
        ("too far ahead", {"ahead_days": 7}, {"during": between(8, 14, 15)}, terms.BookedTooFarAhead),
        ("suspended", {"status": RoomStatus.SUSPENDED}, {}, terms.RoomNotBookable),
        ("for organisations", {"audience": Audience.ORGANISATIONS}, {}, terms.OnlyOrganisationsBook),
        ("for staff", {"audience": Audience.STAFF}, {}, terms.OnlyStaffBook),
        ("outside the hours", {}, {"during": between(1, 6, 7)}, terms.StationShutThen),
        ("closed room", {"status": RoomStatus.CLOSED}, {}, NotFound),
        ("hidden room", {"is_public": False}, {}, NotFound),
        ("for an organisation not one's own", {}, {"organisation_id": 1}, NotFound),
    ],
)
def test_refusals_leave_nothing(
    world: World, _case: str, terms_of_room: dict[str, object], changed: dict[str, object], refusal: type[Refusal]
) -> None:
    room = make_room(world.building, **terms_of_room)
    who = person()
    before = events()
    with pytest.raises(refusal):
        book_room(actor=who, new=new(room, **changed), now=NOW)
    assert (RoomBooking.objects.count(), events()) == (0, before)


def test_staff_are_bound_by_time_and_space_only(world: World) -> None:
    room = make_room(world.building, audience=Audience.STAFF, max_minutes=60, lead_minutes=9000, needs_approval=True)
    keeper = actor("station_keeper", world.building.node)
    made = book_room(actor=keeper, new=new(room, between(1, 6, 12)), now=NOW)
    assert made.status == BookingStatus.CONFIRMED
    with pytest.raises(RoomAlreadyBooked):
        book_room(actor=keeper, new=new(room, between(1, 11, 13)), now=NOW)
    with pytest.raises(terms.TooManyForRoom):
        book_room(actor=keeper, new=new(room, between(2, 11, 13), headcount=99), now=NOW)
    with pytest.raises(NotFound):
        book_room(actor=keeper, new=new(make_room(world.hidden)), now=NOW)


def test_an_organisation_books_for_itself_within_its_quota(world: World) -> None:
    room = make_room(world.building, audience=Audience.ORGANISATIONS, quota_minutes=120, needs_approval=True)
    officer = actor("organisation_officer", world.branch.node)  # of the owner of the station
    made = book_room(actor=officer, new=new(room, between(2, 9, 10)), now=NOW)
    assert (made.organisation_id, made.status) == (world.branch.pk, BookingStatus.CONFIRMED)
    stranger = actor("branch_secretary", world.other.node)
    asked = book_room(actor=stranger, new=new(room, between(2, 10, 11)), now=NOW)
    assert (asked.organisation_id, asked.status) == (world.other.pk, BookingStatus.REQUESTED)
    with pytest.raises(terms.QuotaUsedUp) as error:
        book_room(actor=stranger, new=new(room, between(3, 10, 12)), now=NOW)
    assert error.value.facts == {"left": 60}
    book_room(actor=stranger, new=new(room, between(10, 10, 12)), now=NOW)  # the next month
    with pytest.raises(NotFound):
        book_room(actor=stranger, new=new(room, between(4, 10, 11), organisation_id=world.branch.pk), now=NOW)


def test_a_shut_room_is_not_booked(world: World, room: Room) -> None:
    shut_room(actor=SYSTEM, room=room, during=between(1, 10, 12), note="地毯清洗", now=NOW)
    with pytest.raises(terms.RoomShutThen) as error:
        book_room(actor=person(), new=new(room, between(1, 11, 13)), now=NOW)
    assert str(error.value) == "房间在这段时间停用：地毯清洗"
    book_room(actor=person(), new=new(room, between(1, 12, 13)), now=NOW)


def test_a_booking_is_moved_and_its_old_time_is_free(world: World, room: Room) -> None:
    other = make_room(world.building, "四楼会议室")
    who = person()
    made = book_room(actor=who, new=new(room), now=NOW)
    book_room(actor=person(), new=new(other, between(1, 9, 10)), now=NOW)
    with pytest.raises(RoomAlreadyBooked):
        move_room_booking(actor=who, booking_id=made.pk, room_id=other.pk, during=between(1, 9, 10), now=NOW)
    move_room_booking(actor=who, booking_id=made.pk, during=between(1, 14, 15, minute=30), now=NOW)
    move_room_booking(actor=who, booking_id=made.pk, room_id=other.pk, during=between(1, 10, 11), now=NOW)
    made.refresh_from_db()
    assert (made.room_id, made.starts_at, made.held.upper) == (other.pk, at(1, 10), at(1, 11))
    book_room(actor=person(), new=new(room), now=NOW)
    with pytest.raises(NotFound):
        move_room_booking(actor=person(), booking_id=made.pk, during=between(2, 10, 11), now=NOW)


def test_the_station_moves_a_booking_of_an_organisation_it_cannot_read(world: World) -> None:
    room = make_room(world.building)
    made = book_room(actor=actor("branch_secretary", world.other.node), new=new(room), now=NOW)
    keeper = actor("station_keeper", world.building.node)
    moved = move_room_booking(actor=keeper, booking_id=made.pk, during=between(1, 16, 17), now=NOW)
    assert (moved.organisation_id, moved.starts_at) == (world.other.pk, at(1, 16))


def test_a_booking_is_cancelled_by_those_who_may(world: World) -> None:
    room = make_room(world.building, cancel_minutes=24 * 60)
    who, keeper = person(), actor("station_keeper", world.building.node)
    early = book_room(actor=who, new=new(room, between(5, 9, 10)), now=NOW)
    late = book_room(actor=who, new=new(room, between(0, 20, 21)), now=NOW)
    third = book_room(actor=who, new=new(room, between(0, 21, 22)), now=NOW)
    with pytest.raises(NotFound):
        cancel_booking(actor=person(), booking_id=early.pk, reason="", now=NOW)
    with pytest.raises(NotFound):
        cancel_booking(actor=actor("station_keeper", world.hidden.node), booking_id=early.pk, reason="", now=NOW)
    assert not cancel_booking(actor=who, booking_id=early.pk, reason="改期", now=NOW).is_late_cancellation
    assert cancel_booking(actor=who, booking_id=late.pk, reason="", now=NOW).is_late_cancellation
    assert not cancel_booking(actor=keeper, booking_id=third.pk, reason="停电", now=NOW).is_late_cancellation
    assert events()[-1] == "venues.room_booking_ended"
    with pytest.raises(service.BookingIsOver):
        cancel_booking(actor=who, booking_id=early.pk, reason="", now=NOW)
    book_room(actor=person(), new=new(room, between(5, 9, 10)), now=NOW)


def test_the_room_of_an_activity_is_ended_by_its_activity_only(room: Room) -> None:
    who = person()
    held = hold_room(actor=who, room_id=room.pk, during=between(1, 14, 15), headcount=6, purpose="读书分享会", now=NOW)
    with pytest.raises(service.HeldForAnActivity):
        cancel_booking(actor=who, booking_id=held.pk, reason="", now=NOW)
    release_room(actor=person(), booking_id=held.pk, reason="活动取消", now=NOW)
    release_room(actor=person(), booking_id=held.pk, reason="活动取消", now=NOW)
    held.refresh_from_db()
    assert (held.status, held.end_reason) == (BookingStatus.CANCELLED, "活动取消")
    assert events().count("venues.room_booking_ended") == 1


def test_somebody_without_the_permission_is_not_allowed(world: World, room: Room) -> None:
    viewer = actor("viewer", world.finance.node)
    with pytest.raises((NotAllowed, NotFound)):
        book_room(actor=viewer, new=new(room), now=NOW)


def test_alternatives_are_free_when_taken(world: World, room: Room) -> None:
    make_room(world.building, "四楼会议室")
    who = person()
    book_room(actor=who, new=new(room), now=NOW)
    offered = free_alternatives(actor=who, room_id=room.pk, during=between(1, 14, 15), headcount=6, now=NOW)
    for each in offered[:2]:
        book_room(actor=who, new=new(each.room, each.during), now=NOW)
    assert RoomBooking.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_one_of_many_who_come_at_once_has_the_room() -> None:
    room = make_room(make_world().building, buffer_minutes=15)
    people = [person() for _ in range(8)]
    results = at_once(
        *(lambda who=who: book_room(actor=who, new=new(room), now=NOW) for who in people)  # type: ignore[misc]
    )
    assert sum(isinstance(result, RoomBooking) for result in results) == 1
    assert sum(isinstance(result, RoomAlreadyBooked) for result in results) == 7
    assert RoomBooking.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_our_guards_the_database_still_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A negative control: neither the read nor the lock is what keeps two bookings apart."""
    room = make_room(make_world().building)
    people = [person() for _ in range(4)]
    monkeypatch.setattr(service, "refuse_if_taken", lambda *_args, **_more: None)
    monkeypatch.setattr(service, "locked_rooms", lambda ids: {})
    results = at_once(
        *(lambda who=who: book_room(actor=who, new=new(room), now=NOW) for who in people)  # type: ignore[misc]
    )
    assert RoomBooking.objects.count() == 1
    assert sum(isinstance(result, RoomBooking) for result in results) == 1


@pytest.mark.django_db(transaction=True)
def test_a_room_is_not_booked_and_shut_at_once() -> None:
    room = make_room(make_world().building)
    who = person()
    results = at_once(
        lambda: book_room(actor=who, new=new(room), now=NOW),
        lambda: shut_room(actor=SYSTEM, room=room, during=between(1, 14, 16), note="检修", now=NOW),
    )
    assert sum(isinstance(result, Refusal) for result in results) == 1


@pytest.mark.django_db(transaction=True)
def test_the_quota_holds_when_two_secretaries_book_at_once() -> None:
    world = make_world()
    room = make_room(world.building, quota_minutes=60)
    both = [actor("branch_secretary", world.other.node) for _ in range(2)]
    results = at_once(
        lambda: book_room(actor=both[0], new=new(room, between(1, 9, 10)), now=NOW),
        lambda: book_room(actor=both[1], new=new(room, between(1, 11, 12)), now=NOW),
    )
    assert sorted(type(result).__name__ for result in results) == ["QuotaUsedUp", "RoomBooking"]


@pytest.mark.django_db(transaction=True)
def test_two_bookings_change_rooms_at_once_without_a_deadlock() -> None:
    world = make_world()
    first, second = make_room(world.building), make_room(world.building)
    who = person()
    left = book_room(actor=who, new=new(first, between(1, 9, 10)), now=NOW)
    right = book_room(actor=who, new=new(second, between(1, 11, 12)), now=NOW)

    def move(booking: RoomBooking, room: Room, hour: int) -> RoomBooking:
        with transaction.atomic():
            return move_room_booking(
                actor=who, booking_id=booking.pk, room_id=room.pk, during=between(1, hour, hour + 1), now=NOW
            )

    results = at_once(lambda: move(left, second, 14), lambda: move(right, first, 14))
    assert [type(result).__name__ for result in results] == ["RoomBooking", "RoomBooking"]
    assert timedelta(hours=1) == results[0].ends_at - results[0].starts_at


def test_what_was_kept_on_paper_is_recorded_all_or_none(world: World, room: Room) -> None:
    keeper, stranger = actor("station_keeper", world.building.node), actor("station_keeper", world.hidden.node)
    news = [(new(room, between(-3, 9, 10)), "confirmed"), (new(room, between(-3, 10, 11, minute=15)), "no_show")]
    with pytest.raises(NotFound):
        record_bookings(actor=stranger, news=[(new(make_room(world.building, is_public=False)), "confirmed")], now=NOW)
    with pytest.raises(SomeOverlap):
        record_bookings(actor=keeper, news=[*news, (new(room, between(-3, 9, 12)), "confirmed")], now=NOW)
    assert RoomBooking.objects.count() == 0
    assert record_bookings(actor=keeper, news=news, now=NOW) == 2
    assert list(RoomBooking.objects.order_by("id").values_list("status", flat=True)) == ["confirmed", "no_show"]
