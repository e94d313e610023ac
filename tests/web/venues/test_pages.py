"""The desk's pages of stations, asked as the people who use them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liangxin.access.actor import SYSTEM
from liangxin.trees.models import Node
from liangxin.venues.models import (
    Brand,
    CoOwner,
    LevelTarget,
    OpeningException,
    OpeningHours,
    Station,
    StationKind,
    StationWork,
)
from liangxin.venues.services.levels import set_targets
from liangxin.venues.services.opening import set_opening_hours
from tests.access.factories import grant, make_user, role
from tests.venues.factories import World, kind, make_station, make_world

pytestmark = pytest.mark.django_db
As = Callable[[str, Node | None], Client]


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def signed_in() -> As:
    def become(code: str, node: Node | None) -> Client:
        user = make_user()
        grant(user, role(code), node)
        client = Client()
        client.force_login(get_user_model().objects.get(pk=user.pk))
        return client

    return become


def station_form(world: World, **changed: object) -> dict[str, object]:
    return {
        "name": "望潮中心党群服务站", "opened": "今天", "kind": kind().pk, "place": world.tower.pk, "level": world.levels[2].pk,
        "owner": world.branch.pk, "parent": world.centre.pk, "functions": [], "status": "open", "is_public": "on",
        "area_m2": "320", "telephone": "000-5500 0318", **changed,
    }  # fmt: skip


def test_the_list_shows_what_is_reached_and_what_is_public(world: World, signed_in: As) -> None:
    page = signed_in("place_officer", world.finance.node).get(reverse("station-list")).content.decode()
    assert "金融城党群服务中心" in page and "云帆大厦党群服务站" in page
    assert "港区内部站" not in page
    page = signed_in("place_officer", world.harbour.node).get(reverse("station-list")).content.decode()
    assert "港区内部站" in page and "云帆大厦党群服务站" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=ytds", ["云帆大厦党群服务站"]),
        ("q=云帆", ["云帆大厦党群服务站"]),
        ("level=none", []),
        ("status=suspended", []),
        ("shared=yes", []),
        ("kind={centre}", ["金融城党群服务中心"]),
        ("level={building}", ["云帆大厦党群服务站", "港区内部站"]),
        ("sort=-name", ["云帆大厦党群服务站", "金融城党群服务中心", "港区内部站"]),
    ],
)
def test_filters_live_in_the_address(world: World, signed_in: As, query: str, names: list[str]) -> None:
    asked = query.format(centre=kind("service_centre").pk, building=world.levels[2].pk).replace("ytds", "yfds")
    client = signed_in("district_officer", world.district.node)
    page = client.get(f"{reverse('station-list')}?{asked}").content.decode()
    shown = [name for name in ("云帆大厦党群服务站", "金融城党群服务中心", "港区内部站") if name in page]
    assert sorted(shown) == sorted(names)


def test_the_fragment_is_part_of_the_page(world: World, signed_in: As) -> None:
    client = signed_in("place_officer", world.finance.node)
    url = f"{reverse('station-list')}?q=云帆"
    fragment = client.get(url, headers={"HX-Request": "true"}).content.decode().strip()
    assert fragment.startswith('<section id="list"') and "<html" not in fragment
    assert fragment.split("<table")[1].split("</table>")[0] in client.get(url).content.decode()


def test_the_list_takes_a_fixed_number_of_queries(world: World, signed_in: As) -> None:
    client = signed_in("district_officer", world.district.node)
    client.get(reverse("station-list"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("station-list"))
    for number in range(12):
        make_station(f"加站{number}", place=world.tower, owner=world.branch)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("station-list"))
    assert len(many) == len(few)


def test_the_record_tells_what_is_due_and_who_can_see_it(world: World, signed_in: As) -> None:
    client = signed_in("place_officer", world.finance.node)
    page = client.get(reverse("station", args=[world.building.pk])).content.decode()
    for words in (
        "云帆大厦党群服务站",
        "现在该做的",
        "还没有公布开放时间",
        "谁能看到，为什么",
        "发生过什么",
        "云帆大厦联合党支部",
    ):
        assert words in page
    set_opening_hours(actor=SYSTEM, station=world.building, week={1: [(540, 1080)]})
    page = client.get(reverse("station", args=[world.building.pk])).content.decode()
    assert "9:00–18:00" in page and "现在该做的" not in page


def test_the_public_part_has_neither_history_nor_viewers(world: World, signed_in: As) -> None:
    client = signed_in("place_officer", world.harbour.node)
    page = client.get(reverse("station", args=[world.building.pk])).content.decode()
    assert "云帆大厦党群服务站" in page
    assert (
        "谁能看到，为什么" not in page
        and "发生过什么" not in page
        and reverse("station-edit", args=[world.building.pk]) not in page
    )


@pytest.mark.parametrize(
    ("_case", "code", "where", "name", "status"),
    [
        ("hidden record", "place_officer", "finance", "station", 404),
        ("hidden edit", "place_officer", "finance", "station-edit", 404),
        ("hidden hours", "branch_secretary", "branch", "station-hours", 404),
        ("owner's officer reads", "organisation_officer", "other", "station", 200),
        ("owner's officer may not change", "organisation_officer", "other", "station-edit", 403),
    ],
)
def test_doors(world: World, signed_in: As, _case: str, code: str, where: str, name: str, status: int) -> None:
    client = signed_in(code, getattr(world, where).node)
    assert client.get(reverse(name, args=[world.hidden.pk])).status_code == status


def test_a_keeper_sees_the_own_station_and_keeps_its_hours(world: World, signed_in: As) -> None:
    client = signed_in("station_keeper", world.building.node)
    assert client.get(reverse("station", args=[world.building.pk])).status_code == 200
    assert client.get(reverse("station-edit", args=[world.centre.pk])).status_code == 403
    url = reverse("station-hours", args=[world.building.pk])
    wrong = client.post(url, {"day1": "九点到十二点"})
    assert wrong.status_code == 422 and "看不懂" in wrong.content.decode()
    overlap = client.post(url, {"day1": "9-12, 11-13"})
    assert overlap.status_code == 422 and not OpeningHours.objects.exists()
    done = client.post(url, {"day1": "9：00—12:00，13-18", "day6": "10:00至16:30"})
    assert done.status_code == 302
    rows = OpeningHours.objects.order_by("weekday", "minutes").values_list("weekday", "minutes")
    assert [(day, span.lower, span.upper) for day, span in rows] == [(1, 540, 720), (1, 780, 1080), (6, 600, 990)]


def test_a_station_is_registered_in_one_form(world: World, signed_in: As) -> None:
    client = signed_in("district_officer", world.district.node)
    assert client.get(reverse("station-new")).status_code == 200
    answer = client.post(reverse("station-new"), station_form(world))
    made = Station.objects.get(node__name="望潮中心党群服务站")
    assert answer.status_code == 302 and answer["Location"] == reverse("station-hours", args=[made.pk])
    assert (made.area_m2, made.owner_id, made.node.parent_id) == (320, world.branch.pk, world.centre.pk)


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(world: World, signed_in: As) -> None:
    client = signed_in("district_officer", world.district.node)
    answer = client.post(reverse("station-new"), station_form(world, telephone="13800001234"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "站点电话会公开，请填座机" in page and "望潮中心党群服务站" in page
    assert Station.objects.count() == 3


def test_gcj_coordinates_are_converted(world: World, signed_in: As) -> None:
    client = signed_in("district_officer", world.district.node)
    client.post(
        reverse("station-new"), station_form(world, latitude="31.23", longitude="121.50", coordinate_system="gcj02")
    )
    made = Station.objects.get(node__name="望潮中心党群服务站")
    assert abs(float(made.latitude) - 31.23) > 0.001 and abs(float(made.longitude) - 121.50) > 0.003


def test_editing_renaming_moving_closing(world: World, signed_in: As) -> None:
    client = signed_in("district_officer", world.district.node)
    pk = world.building.pk
    for name in (
        "station-edit",
        "station-rename",
        "station-move",
        "station-close",
        "station-special",
        "station-share",
        "station-host",
        "station-work",
    ):
        assert client.get(reverse(name, args=[pk])).status_code == 200
    form = station_form(world, status="suspended", status_note="书吧改造")
    assert client.post(reverse("station-edit", args=[pk]), form).status_code == 302
    assert Station.objects.get(pk=pk).status == "suspended"
    assert (
        client.post(reverse("station-rename", args=[pk]), {"name": "云帆驿站", "effective": "今天"}).status_code == 302
    )
    assert client.post(reverse("station-move", args=[pk]), {"parent": "", "effective": "今天"}).status_code == 302
    node = Node.objects.get(pk=pk)
    assert (node.name, node.parent_id) == ("云帆驿站", None)
    history = client.get(reverse("station", args=[pk])).content.decode()
    assert "状态由 开放 改为 暂停开放" in history and "名称由 云帆大厦党群服务站 改为 云帆驿站" in history
    answer = client.post(reverse("station-close", args=[pk]), {"effective": "今天", "reason": ""})
    assert answer.status_code == 422
    assert client.post(reverse("station-close", args=[pk]), {"effective": "今天", "reason": "合并"}).status_code == 302
    assert "已撤销" in client.get(reverse("station", args=[pk])).content.decode()
    assert "云帆驿站" not in client.get(reverse("station-list")).content.decode()
    assert "云帆驿站" in client.get(f"{reverse('station-list')}?closed=yes").content.decode()


def test_sharing_special_days_and_works(world: World, signed_in: As) -> None:
    client = signed_in("district_officer", world.district.node)
    pk = world.building.pk
    client.post(
        reverse("station-share", args=[pk]),
        {"organisation": world.other.pk, "agreement": "共建协议〔2026〕3号", "since": "2026-01-01"},
    )
    shared = CoOwner.objects.get()
    assert client.get(reverse("station-share-end", args=[shared.pk])).status_code == 200
    assert client.post(reverse("station-share-end", args=[shared.pk]), {"effective": "2026-06-01"}).status_code == 302
    assert CoOwner.objects.get().during.upper == date(2026, 6, 1)
    client.post(
        reverse("station-special", args=[pk]), {"first": "2027-01-01", "last": "2027-01-03", "note": "元旦放假"}
    )
    special = OpeningException.objects.get()
    assert (special.days.lower, special.last, special.minutes) == (date(2027, 1, 1), date(2027, 1, 3), None)
    assert "元旦放假" in client.get(reverse("station", args=[pk])).content.decode()
    assert client.post(reverse("station-special-remove", args=[special.pk])).status_code == 302
    client.post(
        reverse("station-work", args=[pk]), {"kind": "upgrade", "completed_on": "2026-05-01", "description": "改造书吧"}
    )
    assert not OpeningException.objects.exists() and StationWork.objects.get().description == "改造书吧"


def test_levels_show_target_against_actual(world: World, signed_in: As) -> None:
    set_targets(actor=SYSTEM, place=world.finance, targets={world.levels[0]: 1, world.levels[2]: 30})
    client = signed_in("district_officer", world.district.node)
    page = client.get(reverse("station-tree")).content.decode()
    assert "差 29 个" in page and "已达到" in page
    assert f"place={world.finance.pk}&amp;level={world.levels[2].pk}" in page
    branch = client.get(reverse("station-branch", args=[world.centre.pk]))
    assert "云帆大厦党群服务站" in branch.content.decode()
    url = reverse("station-targets", args=[world.finance.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {f"level{world.levels[0].pk}": "2", f"level{world.levels[2].pk}": ""}).status_code == 302
    assert list(LevelTarget.objects.values_list("level", "target")) == [(world.levels[0].pk, 2)]


def test_schemes_words_and_brands_are_data(world: World, signed_in: As) -> None:
    client = signed_in("district_officer", world.district.node)
    for name in ("station-schemes", "station-words", "brand-list", "brand-new", "station-map"):
        assert client.get(reverse(name)).status_code == 200
    url = reverse("station-scheme", args=[world.harbour.pk])
    assert "滨港区" in client.get(url).content.decode()
    assert client.post(url, {"name": "两级", "levels": "总站：大的\n小站"}).status_code == 302
    assert client.post(
        reverse("station-word-new", args=["kind"]), {"code": "reading_room", "name": "书房", "icon": "book", "position": 5}
    ).status_code == 302  # fmt: skip
    made = StationKind.objects.get(code="reading_room")
    assert client.get(reverse("station-word", args=["kind", made.pk])).status_code == 200
    assert client.get(reverse("station-word-new", args=["other"])).status_code == 404
    client.post(reverse("brand-new"), {"name": "拾光湾", "place": world.district.pk, "is_public": "on"})
    brand = Brand.objects.get()
    assert client.get(reverse("brand-edit", args=[brand.pk])).status_code == 200
    assert "拾光湾" in client.get(reverse("brand-list")).content.decode()


def test_a_park_officer_may_not_change_what_all_share(world: World, signed_in: As) -> None:
    client = signed_in("place_officer", world.finance.node)
    form = {"code": "reading_room", "name": "书房", "icon": "book", "position": 5}
    assert client.post(reverse("station-word-new", args=["kind"]), form).status_code == 403
    assert not StationKind.objects.filter(code="reading_room").exists()


def test_export_is_of_what_is_shown_and_logged(world: World, signed_in: As) -> None:
    client = signed_in("district_officer", world.district.node)
    answer = client.post(reverse("station-list"), {"do": "export-csv", "reason": "核对站点", "query": "q=云帆"})
    assert answer.status_code == 200
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2 and lines[1].startswith("云帆大厦党群服务站,")


def test_visitors_are_sent_to_sign_in(world: World) -> None:
    assert Client().get(reverse("station-list")).status_code == 302


def test_an_owner_that_one_may_not_know_of_stays(world: World, signed_in: As) -> None:
    world.other.is_public = False
    world.other.save()
    owned = make_station("港区看不见的主管", place=world.tower, owner=world.other)
    client = signed_in("place_officer", world.finance.node)
    page = client.get(reverse("station-edit", args=[owned.pk])).content.decode()
    assert 'name="owner"' not in page and "港区综合党委" not in page
    assert "港区综合党委" not in client.get(reverse("station-list")).content.decode()
    form = station_form(world, telephone="000-5500 0001")
    form.pop("owner")
    assert client.post(reverse("station-edit", args=[owned.pk]), form).status_code == 302
    owned.refresh_from_db()
    assert (owned.owner_id, owned.telephone) == (world.other.pk, "000-5500 0001")
