"""A member picks two hours, finds them taken meanwhile, takes what is free instead, and gives it back."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import SYSTEM
from liangxin.core.demo import World
from liangxin.venues.models import Room, RoomBooking
from liangxin.venues.rules.rooms import at_minute, local_day
from liangxin.venues.services.room_bookings import NewBooking, book_room

pytestmark = pytest.mark.journey


def next_free_day(district: World, room: Room, *, after: int) -> int:
    """How many days from today the room is free all afternoon."""
    for ahead in range(after, after + 20):
        day = local_day(district.now) + timedelta(days=ahead)
        span = TimestamptzRange(at_minute(day, 0), at_minute(day, 1440))
        if day.weekday() < 5 and not RoomBooking.objects.filter(room=room, held__overlap=span).exists():
            return ahead
    raise AssertionError("the demo leaves no free day")


def test_a_room_is_taken_meanwhile_and_another_time_is_one_tap_away(
    visit: Callable[..., Page], clean: Callable[[Page], None], size: str, district: World, django_db_blocker: object
) -> None:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        room = Room.objects.select_related("station__node").get(pk=district.things["room:demo"].pk)
        ahead = next_free_day(district, room, after={"phone": 5, "desk": 7}[size])
    day = local_day(district.now) + timedelta(days=ahead)
    page = visit("member", path=f"/stations/{room.station.node.slug}/rooms/{room.slug}/?week={day.isoformat()}")
    clean(page)

    def cell(hour: int) -> str:
        return f'[data-room-cell="{day.weekday()}-{hour}"]'

    page.locator(cell(14)).click()
    page.locator(cell(15)).click()
    expect(page.locator("[data-room-when]")).to_contain_text("14:00–16:00")
    page.locator(cell(15)).press("ArrowDown")
    expect(page.locator(cell(16))).to_be_focused()
    page.keyboard.press("Shift+ArrowUp")  # the range follows the keys
    expect(page.locator("[data-room-when]")).to_contain_text("14:00–16:00")

    page.locator("[data-room-go]").first.click()
    expect(page.get_by_label("从", exact=True)).to_have_value("14:00")
    expect(page.get_by_label("到", exact=True)).to_have_value("16:00")
    clean(page)
    page.get_by_role("button", name="预约", exact=True).click()
    expect(page.get_by_text("请填写。", exact=True)).to_be_visible()  # what it is for

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        during = TimestamptzRange(at_minute(day, 15 * 60), at_minute(day, 16 * 60))
        new = NewBooking(room_id=room.pk, during=during, headcount=3, purpose="有人先约了")
        book_room(actor=SYSTEM, new=new, now=district.now)

    page.get_by_label("用途").fill("项目复盘")
    page.get_by_role("button", name="预约", exact=True).click()
    clash = page.get_by_role("alert").filter(has_text="这段时间已被约走")
    expect(clash).to_be_visible()
    clean(page)
    clash.get_by_role("button").filter(has_text=room.name).first.click()
    page.wait_for_url(re.compile(r"/me/rooms/\d+/$"))
    clean(page)
    booking = int(re.findall(r"/me/rooms/(\d+)/", page.url)[0])
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        made = RoomBooking.objects.get(pk=booking)
    assert (made.purpose, made.status, local_day(made.starts_at)) == ("项目复盘", "confirmed", day)
    assert made.ends_at - made.starts_at == timedelta(hours=2)

    page.goto("/me/bookings/")
    clean(page)
    page.goto(f"/me/rooms/{booking}/")
    page.get_by_role("button", name="取消预约").click()
    expect(page.get_by_role("status").filter(has_text="谢谢及早让出来")).to_be_visible()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        assert RoomBooking.objects.get(pk=booking).status == "cancelled"
