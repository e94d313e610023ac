"""What anyone may read, and what they may not."""

import json
import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liangxin.access.actor import SYSTEM
from liangxin.venues.services.catalogue import BrandValues, put_brand
from liangxin.venues.services.opening import add_special_days, set_opening_hours
from liangxin.venues.services.sharing import NewCoOwner, add_co_owner
from liangxin.web.portal.structured import as_script
from tests.access.factories import make_user
from tests.venues.factories import World, function, make_place, make_station, make_world, values

pytestmark = pytest.mark.django_db
MONDAY_NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)  # 12:00 in the district
MONDAY_NIGHT = datetime(2026, 11, 23, 14, tzinfo=UTC)  # 22:00
WEEK = {day: [(540, 1080)] for day in range(1, 6)}


@pytest.fixture
def world() -> World:
    made = make_world()
    set_opening_hours(actor=SYSTEM, station=made.building, week=WEEK)
    return made


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY_NOON)


def read(url: str) -> str:
    answer = Client().get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_district_is_the_home_page(world: World) -> None:
    page = read("/")
    assert "2 个党群服务站点，现在开着 1 个。" in page
    assert page.index("云帆大厦党群服务站") < page.index("金融城党群服务中心")
    assert "港区内部站" not in page
    assert "金融城片区" in page and "港区片区" not in page


def test_several_districts_are_a_choice(world: World) -> None:
    make_place("临江区", level="region")
    page = read("/")
    assert "您在哪个区" in page and "滨港区" in page and "临江区" in page


def test_at_night_it_says_when_the_first_opens(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY_NIGHT)
    assert "现在都关着门，最早明天 9:00 开门。" in read("/")


def test_the_station_says_whether_one_can_go_now(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"/s/{world.building.node.slug}/"
    page = read(url)
    for words in (
        "开放中",
        "今天到 18:00",
        "周一至周五",
        "9:00–18:00",
        "周六至周日",
        "不开放",
        "000-5500 0318",
        "120.5 平方米",
    ):
        assert words in page
    add_special_days(
        actor=SYSTEM,
        station=world.building,
        first=date(2026, 11, 23),
        last=date(2026, 11, 24),
        span=None,
        note="设备检修",
    )
    assert "设备检修，周三 9:00 开门" in read(url)
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY_NIGHT)
    assert "已关门" in read(url)


@pytest.mark.parametrize(
    ("status", "note", "words"),
    [("suspended", "书吧改造", "暂停开放"), ("preparing", "春天开放", "筹建中")],
)
def test_a_station_not_open_says_why(world: World, status: str, note: str, words: str) -> None:
    made = make_station("新站", place=world.tower, status=status, status_note=note)
    page = read(f"/s/{made.node.slug}/")
    assert words in page and note in page


def test_without_hours_nothing_is_invented(world: World) -> None:
    page = read(f"/s/{world.centre.node.slug}/")
    assert "开放时间未公布" in page and "还没有公布，请先打电话问。" in page


def test_what_is_not_public_is_not_found(world: World) -> None:
    client = Client()
    assert client.get(f"/s/{world.hidden.node.slug}/").status_code == 404
    assert client.get(f"/s/{world.building.pk}/").status_code == 404
    assert client.get("/a/nosuchslug/").status_code == 404
    assert client.get("/b/nosuchslug/").status_code == 404
    assert "港区内部站" not in read("/stations/")


def test_no_page_tells_a_number(world: World) -> None:
    ids = {world.building.pk, world.centre.pk, world.finance.pk, world.tower.pk}
    for url in (
        "/",
        "/stations/",
        f"/s/{world.building.node.slug}/",
        f"/a/{world.finance.node.slug}/",
        "/stations/points.json",
    ):
        links = re.findall(r'(?:href|url)"?[=:]\s?"([^"]+)"', read(url))
        assert not {int(number) for link in links for number in re.findall(r"/(\d+)/", link)} & ids


def test_the_area_and_the_way_down(world: World) -> None:
    page = read(f"/a/{world.finance.node.slug}/")
    assert "金融城片区" in page and "云帆大厦" in page and "2 个站点" in page
    tower = read(f"/a/{world.tower.node.slug}/")
    assert "云帆大厦党群服务站" in tower and "金融城党群服务中心" not in tower
    assert "这里还没有站点" in read(f"/a/{world.harbour.node.slug}/")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["云帆大厦党群服务站", "金融城党群服务中心"]),
        ("open=1", ["云帆大厦党群服务站"]),
        ("q=yfds", ["云帆大厦党群服务站"]),
        ("kind=service_centre", ["金融城党群服务中心"]),
        ("function=exchange", []),
        ("area={tower}", ["云帆大厦党群服务站"]),
        ("area=nosuchslug&page=9999999", ["云帆大厦党群服务站", "金融城党群服务中心"]),
        ("page=2", []),
    ],
)
def test_stations_are_narrowed_by_the_address(world: World, query: str, names: list[str]) -> None:
    page = read(f"/stations/?{query.format(tower=world.tower.node.slug)}")
    shown = [name for name in ("云帆大厦党群服务站", "金融城党群服务中心") if f"{name}</a></h3>" in page]
    assert sorted(shown) == sorted(names)


def test_functions_lead_to_their_stations(world: World) -> None:
    make_station("问政策的站", place=world.tower, functions=(function("policy_advice"),))
    page = read("/")
    assert "政策咨询" in page and "党性教育" not in page
    assert f"/stations/?area={world.district.node.slug}&amp;function=policy_advice" in page


def test_structured_data_tells_the_same(world: World) -> None:
    page = read(f"/s/{world.building.node.slug}/")
    data = json.loads(page.split('application/ld+json">')[1].split("</script>")[0])
    assert data["@type"] == "CivicStructure" and data["name"] == "云帆大厦党群服务站"
    assert data["openingHoursSpecification"][0] == {
        "@type": "OpeningHoursSpecification", "dayOfWeek": "Monday", "opens": "09:00", "closes": "18:00",
    }  # fmt: skip
    assert "geo" not in data


def test_no_text_ends_the_script() -> None:
    assert "</script>" not in as_script({"name": "</script><script>alert(1)</script>"})


def test_points_are_public_and_few_words(world: World) -> None:
    make_station("有位置的站", place=world.tower, latitude=31, longitude=121)
    answer = Client().get("/stations/points.json")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert [set(one) for one in answer.json()["stations"]] == [{"name", "url", "address", "at"}]
    assert answer.json()["stations"][0]["at"] == [31.0, 121.0]


def test_co_owners_are_named_without_their_agreements(world: World) -> None:
    add_co_owner(
        actor=SYSTEM,
        station=world.building,
        new=NewCoOwner(organisation=world.other, agreement="协议甲", since=date(2026, 1, 1)),
    )
    page = read(f"/s/{world.building.node.slug}/")
    assert "港区综合党委" in page and "协议甲" not in page


def test_a_brand_page_counts_its_stations(world: World) -> None:
    brand = put_brand(actor=SYSTEM, values=BrandValues(name="拾光湾", place=world.district, slogan="下楼就到"))
    make_station("创新港站", place=world.tower, brand=brand)
    page = read(f"/b/{brand.slug}/")
    assert "拾光湾" in page and "创新港站" in page and "1 个站点，共 120.5 平方米。" in page
    assert f"/b/{brand.slug}/" in read("/")


def test_public_pages_are_kept_only_for_visitors(world: World) -> None:
    client = Client()
    answer = client.get("/")
    assert (answer["X-Liangxin-Public"], answer["Cache-Control"]) == ("1", "private, no-cache")
    client.force_login(make_user())
    assert "X-Liangxin-Public" not in client.get("/")


def test_the_worker_and_the_manifest(world: World) -> None:
    client = Client()
    worker = client.get("/sw.js")
    assert worker["Content-Type"].startswith("text/javascript") and reverse("account_logout") in worker.content.decode()
    manifest = client.get("/manifest.webmanifest")
    assert manifest.json()["start_url"] == "/" and manifest["Content-Type"] == "application/manifest+json"
    assert "现在没有网络" in read("/offline/")


def test_home_and_list_take_a_fixed_number_of_queries(world: World) -> None:
    def count(url: str) -> int:
        client = Client()
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    urls = ["/", "/stations/", "/stations/?open=1", f"/a/{world.finance.node.slug}/", f"/s/{world.building.node.slug}/"]
    make_station("第一个加的", place=world.tower, functions=(function(),), parent=world.building)
    before = [count(url) for url in urls]
    for number in range(6):
        make_station(f"加站{number}", place=world.tower, functions=(function(),), parent=world.building)
    after = [count(url) for url in urls]
    assert after == before
    assert max(after) <= 18


def test_english_has_no_undefined_words(world: World) -> None:
    answer = Client(headers={"accept-language": "en"}).get(f"/s/{world.building.node.slug}/")
    assert answer.status_code == 200


def test_values_factory_is_plain(world: World) -> None:
    assert values(world.tower).is_public
