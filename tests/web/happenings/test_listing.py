"""What is on: filters, days, how each stands, and a fixed number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from liangxin.activities.models import Activity
from tests.access.factories import NOW
from tests.activities.factories import HOUR, draft, kind, published, registered
from tests.helpers import folded, fragment_of, queries
from tests.venues.factories import World, make_world

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def page(**asked: Any) -> str:
    answer = Client().get(reverse("activities"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def at(ahead: timedelta, **changed: Any) -> Activity:
    starts = NOW + ahead
    return published(starts_at=starts, ends_at=starts + HOUR, closes_at=starts, cancel_until=starts, **changed)


def test_days_stand_in_order_and_what_is_not_public_is_not_there() -> None:
    soon, later = at(DAY, title="明日讲堂"), at(3 * DAY, title="后面讲堂")
    at(DAY, title="内部会", is_public=False)
    draft(title="没发布的")
    text = page()
    assert text.index(soon.title) < text.index(later.title)
    assert "11月24日" in text and "11月26日" in text
    assert "内部会" not in text and "没发布的" not in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "茶"}, {"茶会"}),
        ({"kind": "salon"}, {"茶会"}),
        ({"track": "industry"}, {"看厂"}),
        ({"span": "week"}, {"茶会"}),
        ({"span": "today"}, set()),
        ({"kind": "nosuch"}, {"茶会", "看厂"}),
        ({"page": "9" * 40, "q": "\x00"}, {"茶会", "看厂"}),
    ],
)
def test_narrowed(asked: dict[str, str], found: set[str]) -> None:
    at(DAY, title="茶会", kind=kind("salon", track="service"))
    at(9 * DAY, title="看厂", kind=kind("visit", track="industry"))
    text = page(**asked)
    assert {name for name in ("茶会", "看厂") if f">{name}</a>" in text} == found


def test_narrowed_to_a_place(world: World) -> None:
    at(DAY, title="楼里的", station=world.building, place=world.building.place)
    at(DAY, title="别处的")
    area = world.building.place.node.parent
    assert area is not None
    text = page(area=area.slug)
    assert "楼里的" in text
    assert ("别处的" in text) == (f'value="{area.slug}"' not in text)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"capacity": 30}, "还剩 30 个"),
        ({"capacity": None}, "可以报名"),
        ({"capacity": 0}, "已满，可候补"),
        ({"capacity": 0, "has_waiting_list": False}, "名额已满"),
        ({"opens_at": NOW + HOUR}, "开始报名"),
        ({"opens_at": NOW - 2 * HOUR, "closes_at": NOW - HOUR}, "报名已截止"),
    ],
)
def test_how_one_stands_is_said(changed: dict[str, Any], words: str) -> None:
    published(**changed)
    assert words in page()


def test_the_fragment_is_the_page_s() -> None:
    at(DAY)
    swapped = Client().get(reverse("activities"), headers={"HX-Request": "true"}).content.decode()
    assert fragment_of(page(), "on") == folded(swapped)


def test_the_same_queries_however_many_there_are() -> None:
    at(DAY)
    page()
    with queries() as few:
        page()
    for number in range(1, 8):
        registered(at(number * DAY, title=f"第 {number} 场"))
    with queries(at_most=len(few)):
        page()


def test_pages_of_twenty() -> None:
    for number in range(21):
        at(DAY + number * HOUR, title=f"第{number:02}场")
    assert "第20场" not in page() and "page=2" in page()
    assert "第20场" in page(page="2") and "第00场" not in page(page="2")
