"""Rooms as the people who use them ask for them: the week, booking, a clash, a series, one's own, the desk."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from liangxin.access.actor import SYSTEM
from liangxin.access.selectors import own_actor
from liangxin.accounts.models import User
from liangxin.core.calendars import read_calendar
from liangxin.trees.models import Node
from liangxin.venues.choices import BookingStatus
from liangxin.venues.models import Room, RoomBooking, RoomClosure, RoomNote, RoomPhoto, RoomWait
from liangxin.venues.rules.rooms import at_minute
from liangxin.venues.services.room_bookings import NewBooking, book_room
from tests.access.factories import grant, make_user, role
from tests.helpers import client_for, folded, fragment_of, queries
from tests.venues.factories import World, make_room, make_world, room_kind

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def room(world: World) -> Room:
    return make_room(world.building, "三楼会议室", floor="3 层", directions="出电梯左转", buffer_minutes=15)


def become(code: str, node: Node | None) -> Client:
    user = make_user()
    return client_for(user, grant=grant(user, role(code), node))


def day(ahead: int = 1) -> date:
    return date.fromordinal(timezone.localdate().toordinal() + ahead)


def taken(room: Room, start: int, end: int, *, user: User | None = None, ahead: int = 1) -> RoomBooking:
    actor = own_actor(user=user) if user else SYSTEM
    from psycopg.types.range import TimestamptzRange

    during = TimestamptzRange(at_minute(day(ahead), start * 60), at_minute(day(ahead), end * 60))
    new = NewBooking(room_id=room.pk, during=during, headcount=4, purpose="例会")
    return book_room(actor=actor, new=new, now=timezone.now())


def portal(room: Room, name: str = "portal-room") -> str:
    return reverse(name, args=[room.station.node.slug, room.slug])


def sent(**changed: object) -> dict[str, object]:
    return {
        "day": day().isoformat(), "start": "14:00", "end": "15:00", "headcount": "6", "purpose": "读书会", "key": "k1",
        "repeat": "", "times": "", **changed,
    }  # fmt: skip


def test_anyone_sees_the_week_and_nobody_who_booked(room: Room) -> None:
    taken(room, 14, 15, user=make_user())
    page = Client().get(f"{portal(room)}?week={day().isoformat()}").content.decode()
    assert "三楼会议室" in page and "出电梯左转" in page and "已约" in page
    assert "例会" not in page
    assert f'value="{day().isoformat()}T10:00"' in page
    assert f'value="{day().isoformat()}T14:00"' not in page


def test_a_week_swapped_in_is_the_week_of_the_page(room: Room) -> None:
    address = f"{portal(room)}?week={day(7).isoformat()}"
    client = Client()
    swapped = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert fragment_of(client.get(address).content.decode(), "week") == folded(swapped)


def test_the_page_of_a_room_takes_the_same_queries_however_much_is_booked(room: Room) -> None:
    client = Client()
    address = f"{portal(room)}?week={day().isoformat()}"
    client.get(address)
    with queries() as few:
        client.get(address)
    for hour in range(9, 17, 2):
        taken(room, hour, hour + 1)
    with queries(exactly=len(few)):
        client.get(address)


def test_a_hidden_room_has_no_page(world: World) -> None:
    hidden = make_room(world.building, is_public=False)
    assert Client().get(portal(hidden)).status_code == 404
    assert become("station_keeper", world.building.node).get(reverse("room", args=[hidden.pk])).status_code == 200
    assert become("branch_secretary", world.other.node).get(reverse("room", args=[hidden.pk])).status_code == 404


def test_a_room_is_booked_once_however_often_the_form_is_sent(room: Room) -> None:
    client = client_for(make_user())
    form = client.get(f"{portal(room, 'portal-room-book')}?start={day().isoformat()}T14:00").content.decode()
    assert 'value="14:00"' in form and 'value="15:00"' in form
    for _twice in range(2):
        answer = client.post(portal(room, "portal-room-book"), sent())
    made = RoomBooking.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("me-room", args=[made.pk]))
    assert (made.purpose, made.status, made.starts_at) == ("读书会", "confirmed", at_minute(day(), 14 * 60))
    assert "读书会" in client.get(reverse("my-bookings")).content.decode()


@pytest.mark.parametrize(
    ("_case", "changed", "words"),
    [
        ("empty", {"day": "", "start": "", "purpose": ""}, "请填写。"),
        ("unreadable time", {"start": "下午"}, "看不懂这个时间，请写成 14:30。"),
        ("backwards", {"end": "13:00"}, "结束时间应晚于开始时间。"),
        ("too many", {"headcount": "99"}, "“三楼会议室”最多容纳 12 人，请另选大一些的房间。"),
        ("repeat without times", {"repeat": "FREQ=WEEKLY"}, "请填共几次。"),
    ],
)
def test_errors_stand_at_the_field(room: Room, _case: str, changed: dict[str, object], words: str) -> None:
    answer = client_for(make_user()).post(portal(room, "portal-room-book"), sent(**changed))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not RoomBooking.objects.exists()


def test_a_clash_offers_what_is_free_and_one_tap_takes_it(world: World, room: Room) -> None:
    other = make_room(world.building, "四楼会议室")
    taken(room, 14, 15)
    user = make_user()
    client = client_for(user)
    page = client.post(portal(room, "portal-room-book"), sent()).content.decode()
    assert "四楼会议室" in page and "排候补" in page
    value = f"{other.pk}|{day().isoformat()}T14:00|{day().isoformat()}T15:00"
    assert f'value="{value}"' in page
    assert client.post(portal(room, "portal-room-book"), sent(instead=value)).status_code == 302
    assert RoomBooking.objects.get(booker=user.pk).room_id == other.pk


def test_one_waits_and_leaves_the_line(room: Room) -> None:
    taken(room, 14, 15)
    client = client_for(make_user())
    client.post(portal(room, "portal-room-book"), sent(wait="yes"))
    wait = RoomWait.objects.get()
    assert "候补第 1 位" in client.get(reverse("my-bookings")).content.decode()
    assert client_for(make_user()).post(reverse("me-room-leave", args=[wait.pk])).status_code == 404
    client.post(reverse("me-room-leave", args=[wait.pk]))
    wait.refresh_from_db()
    assert wait.status == "left"


def test_a_series_is_shown_date_by_date_and_the_ticked_ones_are_booked(room: Room) -> None:
    taken(room, 14, 15, ahead=8)
    client = client_for(make_user())
    form = sent(repeat="FREQ=WEEKLY", times="3")
    page = client.post(portal(room, "portal-room-book"), form).content.decode()
    assert "2 次可以约" in page and "1 次有冲突" in page
    picks = [f"{room.pk}|{day(ahead).isoformat()}T14:00|{day(ahead).isoformat()}T15:00" for ahead in (1, 8, 15)]
    answer = client.post(portal(room, "portal-room-series"), {**form, "pick": picks})
    assert answer.status_code == 302
    assert RoomBooking.objects.filter(series__isnull=False).count() == 2
    assert client.post(portal(room, "portal-room-series"), sent()).status_code == 404


def test_ones_own_booking_is_moved_noted_and_cancelled(room: Room) -> None:
    user = make_user()
    client, made = client_for(user), taken(room, 14, 15, user=user)
    page = client.get(reverse("me-room", args=[made.pk])).content.decode()
    assert "出电梯左转" in page
    assert client_for(make_user()).get(reverse("me-room", args=[made.pk])).status_code == 404
    move = reverse("me-room-move", args=[made.pk])
    assert client.post(move, {"day": day().isoformat(), "start": "3点", "end": "4点"}).status_code == 422
    client.post(move, {"day": day().isoformat(), "start": "16点", "end": "17:00"})
    made.refresh_from_db()
    assert made.starts_at == at_minute(day(), 16 * 60)
    calendar = client.get(reverse("me-room-calendar", args=[made.pk]))
    assert [event.title for event in read_calendar(calendar.content)] == ["例会"]
    client.post(reverse("me-room-note", args=[made.pk]), {"text": "投影灯不亮", "needs_action": "on"})
    assert RoomNote.objects.get().text == "投影灯不亮"
    client.post(reverse("me-room-cancel", args=[made.pk]), {"reason": "改期"})
    made.refresh_from_db()
    assert (made.status, made.end_reason) == ("cancelled", "改期")


def test_the_keeper_decides_and_sees_who_booked(world: World) -> None:
    room = make_room(world.building, "仪式厅", needs_approval=True)
    asked = taken(room, 14, 15, user=make_user())
    keeper, stranger = become("station_keeper", world.building.node), become("station_keeper", world.hidden.node)
    record = reverse("room-booking", args=[asked.pk])
    assert "等您答复" in keeper.get(record).content.decode()
    assert stranger.get(record).status_code == 404
    assert "审批：例会" in keeper.get(reverse("desk-home")).content.decode()
    assert stranger.post(reverse("room-booking-decide", args=[asked.pk]), {"agree": "yes"}).status_code == 404
    keeper.post(reverse("room-booking-decide", args=[asked.pk]), {"decline": "yes", "note": ""})
    asked.refresh_from_db()
    assert asked.status == BookingStatus.REQUESTED
    keeper.post(reverse("room-booking-decide", args=[asked.pk]), {"agree": "yes"})
    asked.refresh_from_db()
    assert asked.status == BookingStatus.CONFIRMED
    week = keeper.get(f"{reverse('room', args=[room.pk])}?week={day().isoformat()}").content.decode()
    assert "例会" in week
    assert keeper.post(reverse("room-booking-absent", args=[asked.pk])).status_code == 302
    asked.refresh_from_db()
    assert asked.status == BookingStatus.CONFIRMED  # not begun yet


def test_the_list_is_scoped_narrowed_and_counted(world: World, room: Room) -> None:
    taken(room, 14, 15)
    taken(make_room(world.hidden, "内部间"), 9, 10)
    keeper = become("station_keeper", world.building.node)
    page = keeper.get(reverse("room-bookings")).content.decode()
    assert "三楼会议室" in page and "内部间" not in page
    none = keeper.get(f"{reverse('room-bookings')}?day_from={day(2).isoformat()}").content.decode()
    assert "三楼会议室" not in none
    address = reverse("room-bookings")
    keeper.get(address)
    with queries() as few:
        keeper.get(address)
    for hour in (9, 11, 16):
        taken(room, hour, hour + 1)
    with queries(exactly=len(few)):
        keeper.get(address)
    assert keeper.get(f"{reverse('room-day')}?station={world.building.pk}&day={day().isoformat()}").status_code == 200


def room_form(**changed: object) -> dict[str, object]:
    return {
        "name": "小会议室", "kind": room_kind().pk, "capacity": "8", "equipment": "大屏、白板", "audience": "everyone",
        "min_minutes": "30", "max_minutes": "120", "lead_minutes": "0", "ahead_days": "30", "buffer_minutes": "10",
        "cancel_minutes": "60", "quota_minutes": "", "offer_minutes": "30", "price_yuan": "50", "status": "open",
        "is_public": "on", **changed,
    }  # fmt: skip


def test_the_keeper_sets_up_a_room_and_shuts_it(world: World) -> None:
    keeper = become("station_keeper", world.building.node)
    new = reverse("room-new", args=[world.building.pk])
    assert keeper.post(new, {}).status_code == 422
    assert become("branch_secretary", world.branch.node).get(new).status_code == 403
    keeper.post(new, room_form())
    made = Room.objects.get()
    assert (made.equipment, made.price_fen, made.offer_minutes) == (["大屏", "白板"], 5_000, 30)
    assert "已有同名的房间" in keeper.post(new, room_form()).content.decode()
    edit = reverse("room-edit", args=[made.pk])
    assert 'value="50' in keeper.get(edit).content.decode()
    keeper.post(edit, room_form(capacity="9", max_minutes="20"))
    made.refresh_from_db()
    assert made.capacity == 8
    keeper.post(edit, room_form(capacity="9"))
    made.refresh_from_db()
    assert made.capacity == 9
    shut = reverse("room-shut", args=[made.pk])
    keeper.post(shut, {"day": day().isoformat(), "start": "9:00", "end": "18:00", "last": "", "note": "地毯清洗"})
    closure = RoomClosure.objects.get()
    assert "地毯清洗" in keeper.get(reverse("room", args=[made.pk])).content.decode()
    keeper.post(reverse("room-closure-remove", args=[closure.pk]))
    assert not RoomClosure.objects.exists()


def test_a_room_with_bookings_ahead_is_not_closed(world: World, room: Room) -> None:
    taken(room, 14, 15)
    keeper = become("station_keeper", world.building.node)
    page = keeper.post(reverse("room-edit", args=[room.pk]), room_form(status="closed")).content.decode()
    assert "还有 1 项以后的预约" in page
    room.refresh_from_db()
    assert room.status == "open"


def test_kinds_and_functions_of_rooms_are_data(world: World) -> None:
    room_kind()
    officer = become("district_officer", world.district.node)
    page = officer.get(reverse("station-words")).content.decode()
    assert "瑜伽房" in page and "共享" in page
    word = {"code": "sharing", "name": "共用", "description": "", "icon": "users-group", "position": "30"}
    from liangxin.venues.models import RoomFunction

    sharing = RoomFunction.objects.get(code="sharing")
    officer.post(reverse("station-word", args=["room-function", sharing.pk]), word)
    sharing.refresh_from_db()
    assert sharing.name == "共用"


def test_a_public_station_leads_to_its_rooms(world: World, room: Room) -> None:
    page = Client().get(reverse("portal-station", args=[room.station.node.slug])).content.decode()
    assert portal(room) in page
    first = Client().get(reverse("portal-rooms", args=[room.station.node.slug]))
    assert (first.status_code, first["Location"]) == (302, portal(room))
    assert Client().get(reverse("portal-rooms", args=[world.centre.node.slug])).status_code == 404


def picture() -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (64, 48), "#336699").save(made, "JPEG")
    return SimpleUploadedFile("room.jpg", made.getvalue(), "image/jpeg")


def test_a_picture_is_public_with_its_room(world: World, room: Room) -> None:
    keeper = become("station_keeper", world.building.node)
    add = reverse("room-photo-add", args=[room.pk])
    assert keeper.post(add, {"caption": "长桌"}).status_code == 422
    assert keeper.post(add, {"photo": picture(), "caption": "长桌、十二把椅子"}).status_code == 302
    photo = RoomPhoto.objects.select_related("file").get()
    assert 'alt="长桌、十二把椅子"' in Client().get(portal(room)).content.decode()
    small = reverse("file-thumbnail", args=[photo.file.slug])
    assert Client().get(small).status_code == 200
    Room.objects.filter(pk=room.pk).update(is_public=False)
    assert (Client().get(small).status_code, keeper.get(small).status_code) == (404, 200)
    remove = reverse("room-photo-remove", args=[photo.pk])
    assert become("station_keeper", world.hidden.node).post(remove).status_code == 404
    keeper.post(remove)
    assert not RoomPhoto.objects.exists()
