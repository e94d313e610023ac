"""Recurring bookings: planned date by date, the good ones taken; and the pure rules of time."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.selectors import own_actor
from liangxin.core.models import OutboxEvent
from liangxin.venues.models import RoomBooking, RoomSeries
from liangxin.venues.rules import SpecialDays, Timetable
from liangxin.venues.rules.rooms import Hours, at_minute, free_starts, held_span, overlaps, price_of
from liangxin.venues.selectors.week import week_of
from liangxin.venues.services import room_series as service
from liangxin.venues.services.opening import add_special_days
from liangxin.venues.services.room_bookings import NewBooking, RoomAlreadyBooked, book_room
from liangxin.venues.services.room_series import NewSeries, Pick, book_series, plan_series, starts_of
from liangxin.venues.services.room_terms import QuotaUsedUp, StationShutThen
from tests.access.factories import NOW, TODAY, actor, make_user
from tests.helpers import queries
from tests.venues.factories import World, at, between, make_room, make_world

DAY = date(2026, 11, 24)


def person() -> Actor:
    return own_actor(user=make_user())


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def series(room_id: int, rrule: str = "FREQ=WEEKLY;COUNT=4", **changed: object) -> NewSeries:
    values = {"room_id": room_id, "first": between(1, 12, 13), "rrule": rrule, "headcount": 8, "purpose": "午间政治课"}
    return NewSeries(**{**values, **changed})  # type: ignore[arg-type]


def test_each_date_is_told_with_what_is_free_instead(world: World) -> None:
    room = make_room(world.building, "三楼会议室")
    other = make_room(world.building, "四楼会议室")
    book_room(
        actor=person(), new=NewBooking(room_id=room.pk, during=between(8, 12, 14), headcount=3, purpose="会"), now=NOW
    )
    for each in (room, other):
        book_room(
            actor=person(),
            new=NewBooking(room_id=each.pk, during=between(15, 12, 13), headcount=3, purpose="会"),
            now=NOW,
        )
    add_special_days(
        actor=SYSTEM,
        station=world.building,
        first=TODAY + timedelta(days=22),
        last=TODAY + timedelta(days=22),
        span=None,
        note="盘点",
    )
    lines = plan_series(actor=person(), new=series(room.pk), now=NOW)
    assert [type(line.refusal) for line in lines] == [type(None), RoomAlreadyBooked, RoomAlreadyBooked, StationShutThen]
    told = [(line.instead[0].name, line.instead[1].lower) if line.instead else None for line in lines]
    assert told == [None, ("四楼会议室", at(8, 12)), ("三楼会议室", at(15, 11)), None]
    assert RoomBooking.objects.count() == 3


def test_the_picked_ones_are_booked_and_what_was_taken_is_told(world: World) -> None:
    room, other = make_room(world.building), make_room(world.building)
    who = person()
    picks = [Pick(room.pk, between(1, 12, 13)), Pick(room.pk, between(8, 12, 13)), Pick(other.pk, between(15, 12, 13))]
    book_room(
        actor=person(), new=NewBooking(room_id=room.pk, during=between(8, 12, 14), headcount=3, purpose="会"), now=NOW
    )
    outcome = book_series(actor=who, new=series(room.pk), picks=picks, now=NOW)
    assert [(each.room_id, each.starts_at) for each in outcome.bookings] == [
        (room.pk, at(1, 12)),
        (other.pk, at(15, 12)),
    ]
    assert [line.during.lower for line in outcome.refused] == [at(8, 12)]
    assert RoomSeries.objects.get().bookings.count() == 2
    assert OutboxEvent.objects.filter(name="venues.room_booked").count() == 3
    with pytest.raises(service.NoneOfThemFree):
        book_series(actor=who, new=series(room.pk), picks=picks[:1], now=NOW)
    assert RoomSeries.objects.count() == 1


def test_the_same_series_sent_twice_is_made_once(world: World) -> None:
    room, who = make_room(world.building), person()
    picks = [Pick(room.pk, between(1, 12, 13)), Pick(room.pk, between(8, 12, 13))]
    made = [book_series(actor=who, new=series(room.pk, key="k"), picks=picks, now=NOW) for _twice in range(2)]
    assert made[0].series == made[1].series
    assert (list(made[1].bookings), RoomBooking.objects.count()) == (list(made[0].bookings), 2)


def test_the_quota_counts_within_the_series(world: World) -> None:
    room = make_room(world.building, quota_minutes=120, ahead_days=60)
    secretary = actor("branch_secretary", world.other.node)
    lines = plan_series(actor=secretary, new=series(room.pk, "FREQ=DAILY;COUNT=3", first=between(2, 12, 13)), now=NOW)
    assert [type(line.refusal) for line in lines] == [type(None), type(None), QuotaUsedUp]


def test_a_plan_takes_the_same_queries_for_few_and_for_many(world: World) -> None:
    room = make_room(world.building, ahead_days=300)
    who = person()
    with queries() as few:
        plan_series(actor=who, new=series(room.pk, "FREQ=WEEKLY;COUNT=2"), now=NOW)
    with queries(exactly=len(few)):
        plan_series(actor=who, new=series(room.pk, "FREQ=WEEKLY;COUNT=30"), now=NOW)


@pytest.mark.parametrize(
    "rule", ["", "weekly", "FREQ=HOURLY;COUNT=3", "FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=x", "FREQ=WEEKLY;COUNT=2;BYHOUR=3"]
)
def test_a_rule_that_is_none_is_refused(rule: str) -> None:
    with pytest.raises(service.RepeatUnreadable):
        starts_of(rule, at(1, 12))


def test_rules_are_counted_in_local_days() -> None:
    assert starts_of("FREQ=MONTHLY;BYDAY=-1SA;COUNT=3", at(5, 0, 30)) == [
        at_minute(date(2026, 11, 28), 30), at_minute(date(2026, 12, 26), 30), at_minute(date(2027, 1, 30), 30),
    ]  # fmt: skip
    with pytest.raises(service.RepeatTooLong):
        starts_of("FREQ=DAILY;COUNT=61", at(1, 12))


def test_hours_know_holidays_special_days_and_midnight() -> None:
    week = {weekday: [(540, 720), (720, 1080)] for weekday in range(1, 6)}
    hours = Hours(Timetable(week), {DAY: "调休"})
    assert hours.open_on(DAY) == ([], "调休")
    assert hours.is_open(at_minute(DAY + timedelta(days=1), 700), at_minute(DAY + timedelta(days=1), 800))
    assert not hours.is_open(at_minute(DAY + timedelta(days=1), 500), at_minute(DAY + timedelta(days=1), 600))
    special = Hours(Timetable(week, [SpecialDays(DAY, DAY + timedelta(days=1), (600, 660), "值班")]), {DAY: "元旦"})
    assert special.is_open(at_minute(DAY, 600), at_minute(DAY, 660))
    night = Hours(Timetable({weekday: [(0, 1440)] for weekday in range(1, 8)}), {})
    assert night.is_open(at_minute(DAY, 1380), at_minute(DAY, 1500))


@given(
    st.lists(st.tuples(st.integers(0, 47), st.integers(1, 8)), max_size=6),
    st.integers(1, 6), st.integers(0, 60),
)  # fmt: skip
def test_a_free_start_never_meets_what_is_taken(taken: list[tuple[int, int]], length: int, buffer_minutes: int) -> None:
    hours = Hours(Timetable({weekday: [(480, 1320)] for weekday in range(1, 8)}), {})
    spans: list[tuple[datetime, datetime]] = [
        (at_minute(DAY, start * 30), at_minute(DAY, (start + minutes) * 30)) for start, minutes in taken
    ]
    for start in free_starts(
        day=DAY, minutes=length * 30, buffer_minutes=buffer_minutes, hours=hours, taken=spans,
        not_before=at_minute(DAY, 600),
    ):  # fmt: skip
        held = held_span(start, start + timedelta(minutes=length * 30), buffer_minutes)
        assert not overlaps(held, spans)
        assert at_minute(DAY, 600) <= start
        assert start + timedelta(minutes=length * 30) <= at_minute(DAY, 1320)


def test_a_price_is_rounded_up_to_a_whole_fen() -> None:
    assert (price_of(5000, 90), price_of(100, 5), price_of(0, 60)) == (7500, 9, 0)


def test_spans_of_the_database_are_half_open() -> None:
    assert TimestamptzRange(at(1, 12), at(1, 13)).bounds == "[)"


def test_the_week_offers_only_what_a_booking_would_get(world: World) -> None:
    room = make_room(world.building, buffer_minutes=15, ahead_days=3)
    who = person()
    book_room(actor=who, new=NewBooking(room_id=room.pk, during=between(1, 10, 12), headcount=3, purpose="会"), now=NOW)
    seen = week_of(room=room, day=TODAY, now=NOW, user_id=who.user_id)
    column = {hour: cells[1] for hour, cells in seen.rows}
    told = {hour: (cell.state, cell.word, cell.value[11:], cell.until_value[11:]) for hour, cell in column.items()}
    assert (told[8], told[9], told[10][:2], told[11][:2], told[12], told[13]) == (
        ("free", "", "08:00", "09:00"), ("free", "–09:45", "09:00", "09:45"), ("mine", "我的"), ("mine", ""),
        ("free", "12:15–", "12:15", "13:00"), ("free", "", "13:00", "14:00"),
    )  # fmt: skip
    assert {cells[0].words for hour, cells in seen.rows if hour < 16} == {"来不及了"}
    assert {cells[6].words for _hour, cells in seen.rows} == {"还不能约"}
    other = {hour: cells[1] for hour, cells in week_of(room=room, day=TODAY, now=NOW, user_id=None).rows}
    assert (other[10].state, other[10].words, other[10].booking) == ("busy", "已约", None)
    for hour in (9, 12):
        span = TimestamptzRange(column[hour].start, column[hour].until)
        book_room(actor=who, new=NewBooking(room_id=room.pk, during=span, headcount=3, purpose="会"), now=NOW)
