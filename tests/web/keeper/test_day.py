"""The keeper's day through the door."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liangxin.access.actor import SYSTEM
from liangxin.activities.models import Attendance, Registration
from liangxin.venues.models import Appointment, KeeperEntry, KeeperNote, RoomClosure, RoomKind, Station, WalkInCount
from liangxin.venues.services.appointments import book_for_guest
from liangxin.venues.services.rooms import RoomValues, register_room
from tests.activities.factories import published, registered, somebody
from tests.helpers import client_for, fragment_of, queries
from tests.venues.factories import make_organisation, make_station
from tests.venues.offer_factories import keeper_of, make_service, make_slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def station() -> Station:
    return make_station("东岸会客厅")


@pytest.fixture
def desk(station: Station) -> Client:
    user, held = keeper_of(station)
    return client_for(user, grant=held)


def _guest(station: Station, name: str = "周小满") -> Appointment:
    slot = make_slot(make_service(station), at=timezone.now() + timedelta(minutes=3), minutes=5)
    return book_for_guest(actor=SYSTEM, slot_id=slot.pk, guest_name=name, now=timezone.now())


def _send(desk: Client, station: Station, *rows: dict[str, Any]) -> Any:
    given = [{"key": uuid.uuid4().hex, "at": timezone.now().isoformat(), **row} for row in rows]
    answer = desk.post(reverse("keeper-entries", args=[station.pk]), json.dumps({"entries": given}), "application/json")
    assert answer.status_code == 200
    return [(row["outcome"], row["message"]) for row in answer.json()["results"]]


def test_the_keeper_of_one_station_is_led_there(desk: Client, station: Station) -> None:
    answer = desk.get(reverse("keeper-home"))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("keeper-day", args=[station.pk]))
    assert desk.get(reverse("keeper-day", args=[make_station().pk])).status_code == 404


def test_the_fragment_is_the_page_s_own_part(desk: Client, station: Station) -> None:
    _guest(station)
    address = reverse("keeper-day", args=[station.pk])
    page = desk.get(address)
    assert page.headers["Cache-Control"] == "private, no-store"
    fragment = desk.get(address, HTTP_HX_REQUEST="true").content.decode()
    here, there = fragment_of(page.content.decode(), "day"), fragment_of(fragment, "day")
    assert _without_keys(here) == _without_keys(there)
    assert "周*满" in there
    assert "周小满" not in there


def _without_keys(html: str) -> str:
    import re

    return re.sub(r'name="key" value="[^"]*"|\d\d:\d\d</b>', "", html)


def test_the_page_takes_a_fixed_number_of_queries(desk: Client, station: Station) -> None:
    address = reverse("keeper-day", args=[station.pk])
    for number in range(3):
        _guest(station, f"来人{number}")
    desk.get(address)
    with queries(at_most=40) as few:
        desk.get(address)
    for number in range(6):
        _guest(station, f"更多{number}")
    with queries(exactly=len(few)):
        desk.get(address)


def test_entries_are_done_once_and_in_order(desk: Client, station: Station) -> None:
    made = _guest(station)
    key = uuid.uuid4().hex
    sent = [
        {"act": "appointment.came", "subject": str(made.pk)}, {"act": "walk-ins", "value": "morning:1", "key": key},
        {"act": "walk-ins", "value": "morning:1", "key": key}, {"act": "note.write", "value": "收伞"},
    ]  # fmt: skip
    assert _send(desk, station, *sent) == [("taken", "")] * 4
    assert Appointment.objects.get().status == "came"
    assert list(WalkInCount.objects.values_list("people", flat=True)) == [1]
    assert KeeperNote.objects.get().text == "收伞"
    assert KeeperEntry.objects.count() == 3
    note = KeeperNote.objects.get()
    assert _send(desk, station, {"act": "note.settle", "subject": str(note.pk)}) == [("taken", "")]
    assert KeeperNote.objects.get().settled_at is not None


def test_a_code_checks_in_whoever_shows_it(desk: Client, station: Station) -> None:
    made = _guest(station)
    assert _send(desk, station, {"act": "appointment.code", "value": made.code.lower()}) == [("taken", "")]
    assert Appointment.objects.get().status == "came"
    assert _send(desk, station, {"act": "appointment.code", "value": "ZZZZZZ"}) == [
        ("conflict", "今天没有这个预约码。")
    ]


@pytest.mark.parametrize(
    "row",
    [{"act": "nosuch"}, {"act": "walk-ins", "value": "morning:many"}, {"act": "appointment.came", "subject": "0"}, {}],
)
def test_what_cannot_be_done_is_told_and_nothing_happens(desk: Client, station: Station, row: dict[str, str]) -> None:
    _guest(station)
    ((outcome, message),) = _send(desk, station, row)
    assert (outcome, bool(message)) == ("conflict", True)
    assert (Appointment.objects.get().status, WalkInCount.objects.count()) == ("booked", 0)


def test_nonsense_is_refused(desk: Client, station: Station) -> None:
    address = reverse("keeper-entries", args=[station.pk])
    for body in ("", "[]", '{"entries": 3}', '{"entries": [1]}'):
        assert desk.post(address, body, "application/json").status_code == 400


def test_a_room_is_shut_for_today_and_opened_again(desk: Client, station: Station) -> None:
    kind, _made = RoomKind.objects.get_or_create(code="meeting_room", defaults={"name": "会议室"})
    room = register_room(actor=SYSTEM, station=station, values=RoomValues(name="共享会议室", kind=kind, capacity=12))
    assert _send(desk, station, {"act": "room.shut", "subject": str(room.pk)}) == [("taken", "")]
    assert "今天临时关闭" in desk.get(reverse("keeper-day", args=[station.pk])).content.decode()
    assert _send(desk, station, {"act": "room.open", "subject": str(room.pk)}) == [("taken", "")]
    assert not RoomClosure.objects.filter(during__contains=timezone.now()).exists()


def test_without_scripts_a_form_does_the_same(desk: Client, station: Station) -> None:
    values = {"act": "walk-ins", "value": "evening:1", "key": "form-0001"}
    for _number in range(2):
        assert desk.post(reverse("keeper-do", args=[station.pk]), values).status_code == 302
    assert list(WalkInCount.objects.values_list("part", "people")) == [("evening", 1)]


def test_of_a_confidential_slot_the_page_says_only_that_it_is_taken(desk: Client, station: Station) -> None:
    from liangxin.venues.services.appointments import book_appointment
    from tests.venues.offer_factories import own

    item = make_service(station, "心理咨询", is_confidential=True, where="静谈室")
    slot = make_slot(item, at=timezone.now() + timedelta(minutes=3), minutes=5)
    made = book_appointment(actor=own(), slot_id=slot.pk, now=timezone.now())
    page = desk.get(reverse("keeper-day", args=[station.pk])).content.decode()
    assert "已占用" in page
    assert "保密" in page
    assert [word for word in ("心理", "静谈室", made.code) if word in page] == []
    assert _send(desk, station, {"act": "appointment.code", "value": made.code}) == [
        ("conflict", "今天没有这个预约码。")
    ]
    assert _send(desk, station, {"act": "appointment.came", "subject": str(made.pk)})[0][0] == "conflict"
    assert Appointment.objects.get().status == "booked"


def test_who_registered_for_an_activity_is_checked_in_at_the_counter() -> None:
    now, owner = timezone.now(), make_organisation()
    station = make_station("瑜伽站", owner=owner)
    keeper, grant = keeper_of(station)
    desk = client_for(keeper, grant=grant)
    activity = published(
        owner,
        title="肩颈舒缓瑜伽", station=station, starts_at=now + timedelta(minutes=2), ends_at=now + timedelta(minutes=9),
        opens_at=now - timedelta(days=2), closes_at=now + timedelta(minutes=1), cancel_until=now,
    )  # fmt: skip
    registered(activity, somebody("方知夏"), now=now)
    address = reverse("keeper-day", args=[station.pk])
    page = desk.get(address).content.decode()
    assert "肩颈舒缓瑜伽" in page
    assert "方*夏" in page
    assert "方知夏" not in page
    row = Registration.objects.get()
    assert _send(desk, station, {"act": "activity.came", "subject": str(row.pk)}) == [("taken", "")]
    assert Attendance.objects.get().state == "present"
    assert "改为未到" in desk.get(address).content.decode()
    assert _send(desk, station, {"act": "activity.absent", "subject": str(row.pk)}) == [("taken", "")]
    assert Attendance.objects.get().state == "absent"
    user, held = keeper_of(make_station("别处"))
    other = client_for(user, grant=held)
    assert other.post(reverse("keeper-entries", args=[station.pk]), "{}", "application/json").status_code == 404
