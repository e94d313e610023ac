"""The pages of places: what is shown to whom, forms at their fields, fragments as in fresh pages."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from liangxin.core.models import AuditEntry
from liangxin.places.models import Place, PlaceKind
from liangxin.trees.models import Node
from tests.access import factories as access
from tests.helpers import client_for, folded, fragment_of, queries
from tests.places import factories

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@dataclass
class World:
    region: Place
    finance: Place
    science: Place
    tower: Place
    hidden: Place
    park: Place


@pytest.fixture
def world() -> World:
    region = factories.region(boundary=factories.square(121.0, 31.0, 1.0))
    finance = factories.area(region, boundary=factories.square(121.2, 31.2, 0.2))
    science = factories.area(region, "科学城片区")
    tower = factories.tower(
        finance, at=("121.3", "31.3"), address="云帆路88号", area_m2=Decimal("52000"), property_manager="云帆物业"
    )
    factories.floor(tower)
    hidden = factories.tower(science, "在建楼", is_public=False)
    park = factories.park(science, "宏业私营经济小区", "private_economy_park", at=("125.0", "31.6"))
    return World(region, finance, science, tower, hidden, park)


def officer(place: Place, role: str = "district_officer") -> Client:
    user = access.make_user()
    return client_for(user, grant=access.grant(user, access.role(role), place.node))


def system_admin() -> Client:
    user = access.make_user()
    return client_for(user, grant=access.grant(user, access.role("system_admin"), None))


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_list_shows_ones_own_slice(world: World) -> None:
    page = text(officer(world.finance).get(reverse("place-list")))
    assert "云帆大厦" in page and "3层" in page
    assert "科学城片区" not in page and "在建楼" not in page


def test_the_list_counts_parks_by_kind_and_each_count_opens_its_rows(world: World) -> None:
    factories.park(world.science, "生物医药园", "municipal_park")
    client = officer(world.region)
    page = text(client.get(reverse("place-list")))
    assert "园区 2 个" in page and "市级工业园区 1" in page and "私营经济小区 1" in page
    rows = text(client.get(reverse("place-list"), {"kind": "municipal_park"}))
    assert "生物医药园" in rows and "云帆大厦" not in rows


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("q=yfds", "云帆大厦", "在建楼"),
        ("kind=tower&kind=floor", "3层", "宏业"),
        ("level=area", "金融城片区", "云帆大厦"),
        ("parks=yes", "宏业私营经济小区", "云帆大厦"),
        ("doubt=yes", "坐标不在本区范围内", "云帆大厦"),
        ("area_from=50000", "云帆大厦", "宏业"),
    ],
)
def test_filters_live_in_the_address(world: World, query: str, there: str, not_there: str) -> None:
    page = fragment_of(text(officer(world.region).get(f"{reverse('place-list')}?{query}")), "list")
    assert there in page and not_there not in page


def test_the_list_fragment_is_the_pages_own(world: World) -> None:
    client = officer(world.region)
    url = f"{reverse('place-list')}?kind=tower"
    fresh, swapped = text(client.get(url)), text(client.get(url, headers=HTMX))
    assert fragment_of(fresh, "list") == folded(swapped)


def test_public_places_are_listed_without_their_private_columns(world: World) -> None:
    user = access.make_user()
    branch = factories.organisation_node()
    client = client_for(user, grant=access.grant(user, access.role("organisation_officer"), branch))
    assert "云帆大厦" not in text(client.get(reverse("place-list")))
    page = text(client.get(reverse("place-list"), {"scope": "public"}))
    assert "云帆大厦" in page and "在建楼" not in page and "52,000" not in page


def test_lists_take_a_fixed_number_of_queries(world: World) -> None:
    client = officer(world.region)
    client.get(reverse("place-list"))
    with queries() as few:
        client.get(reverse("place-list"))
    for number in range(30):
        factories.tower(world.finance, f"{number}号楼")
    with queries(at_most=len(few)):
        client.get(reverse("place-list"))


def test_an_export_is_what_is_shown_and_is_logged(world: World) -> None:
    client = officer(world.finance)
    url = reverse("place-list")
    response = client.post(url, {"do": "export-csv", "reason": "核对楼宇", "query": "kind=tower"})
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2 and "云帆大厦" in lines[1]
    entry = AuditEntry.objects.get(action="export")
    assert (entry.object_kind, entry.reason, entry.facts["rows"]) == ("places", "核对楼宇", 1)
    viewer = officer(world.finance, "viewer")
    assert viewer.post(url, {"do": "export-csv", "reason": "看看", "query": ""}).status_code == 403


def test_a_record_tells_everything_to_those_within(world: World) -> None:
    page = text(officer(world.region).get(reverse("place", args=[world.tower.pk])))
    for words in (
        "云帆大厦",
        "云帆路88号",
        "52,000",
        "云帆物业",
        "121.300000, 31.300000",
        "3层",
        "谁能看到，为什么",
        "发生过什么",
    ):
        assert words in page


def test_a_record_tells_the_public_part_to_others_and_hides_the_rest(world: World) -> None:
    client = officer(world.science)
    page = text(client.get(reverse("place", args=[world.tower.pk])))
    assert "云帆路88号" in page
    for words in (
        "云帆物业",
        "52,000",
        "谁能看到，为什么",
        "发生过什么",
        reverse("place-change", args=[world.tower.pk]),
    ):
        assert words not in page
    outside = officer(world.finance)
    assert outside.get(reverse("place", args=[world.hidden.pk])).status_code == 404
    assert outside.get(reverse("place-change", args=[world.hidden.pk])).status_code == 404
    assert outside.get(reverse("place-change", args=[world.park.pk])).status_code == 403


def test_doubtful_coordinates_are_said_with_what_to_do(world: World) -> None:
    page = text(officer(world.region).get(reverse("place", args=[world.park.pk])))
    assert "坐标不在本区范围内" in page and reverse("place-locate", args=[world.park.pk]) in page
    home = text(officer(world.region).get(reverse("desk-home")))
    assert "核对 1 个场所的坐标" in home


def test_a_record_takes_a_fixed_number_of_queries(world: World) -> None:
    client = officer(world.region)
    url = reverse("place", args=[world.finance.pk])
    client.get(url)
    with queries() as few:
        client.get(url)
    for number in range(10):
        factories.tower(world.finance, f"{number}号楼")
    with queries(at_most=len(few)):
        client.get(url)


def new_values(parent: Place, **changes: str) -> dict[str, str]:
    return {
        "parent": str(parent.pk), "name": "启航楼", "kind": "tower", "address": "云帆路66号", "at": "121.3045, 31.2980",
        "system": "gcj02", "opened": "2026-11-23", "is_public": "on", "reason": "新楼启用", **changes,
    }  # fmt: skip


def test_a_place_is_registered_and_can_be_taken_back(world: World) -> None:
    client = officer(world.region)
    assert "启用日期" in text(client.get(reverse("place-new"), {"parent": world.finance.pk}))
    response = client.post(reverse("place-new"), new_values(world.finance))
    made = Place.objects.get(node__name="启航楼")
    assert response.headers["Location"] == reverse("place", args=[made.pk])
    assert (made.source_system, made.node.parent_id) == ("gcj02", world.finance.pk)
    assert "已登记启航楼" in text(client.get(response.headers["Location"]))
    client.post(reverse("place-take-back", args=[made.pk]))
    assert not Node.objects.filter(name="启航楼").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "请填写"),
        ({"at": "不知道"}, "请写经度和纬度"),
        ({"at": "31.2980, 121.3045"}, "写反了"),
        ({"division_code": "31"}, "行政区划代码应为"),
        ({"opened": "2010-01-01"}, "上级场所 2015-01-01 才启用"),
        ({"name": "云帆大厦", "address": "云帆路88号"}, "在这里已经登记过"),
        ({"area_m2": "-5"}, "面积应大于 0"),
    ],
)
def test_errors_stand_at_their_fields_and_nothing_is_lost(world: World, changes: dict[str, str], words: str) -> None:
    response = officer(world.region).post(reverse("place-new"), new_values(world.finance, **changes), headers=HTMX)
    assert response.status_code == 422
    page = text(response)
    assert words in page
    assert page.startswith('<form id="new"') and "新楼启用" in page
    assert not Place.objects.filter(node__name="启航楼").exists()


def test_first_one_chooses_where(world: World) -> None:
    client = officer(world.finance)
    page = text(client.get(reverse("place-new")))
    assert "金融城片区" in page and "科学城片区" not in page
    found = text(client.get(reverse("place-new"), {"q": "yfds"}, headers=HTMX))
    assert "云帆大厦" in found and found.startswith('<div id="parents"')
    viewer = officer(world.finance, "viewer")
    assert viewer.get(reverse("place-new")).status_code == 403
    assert viewer.get(reverse("place-new"), {"parent": world.finance.pk}).status_code == 403


def test_a_region_is_founded_by_the_installation_alone(world: World) -> None:
    values = {"parent": "none", "name": "临空新区", "kind": "zone", "opened": "2026-11-23", "system": "gcj02"}
    assert officer(world.region).post(reverse("place-new"), values).status_code == 403
    client = system_admin()
    assert client.get(reverse("place-new"), {"parent": "none"}).status_code == 200
    assert client.post(reverse("place-new"), values).headers["Location"] == reverse("place-kinds")
    made = Place.objects.get(node__name="临空新区")
    assert client.get(reverse("place", args=[made.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("place-change", {"kind": "incubator", "address": "新址", "reason": "转为孵化器"}),
        ("place-locate", {"at": "121.31,31.31", "system": "wgs84"}),
        ("place-boundary", {"boundary": '{"type": "Polygon", "coordinates": [[[121.2,31.2],[121.3,31.2],[121.3,31.3],[121.2,31.2]]]}'}),
        ("place-rename", {"name": "云帆中心", "effective_date": "今天", "reason": "更名"}),
        ("place-move", {"parent_text": "科学城片区", "effective_date": "2026-11-23", "reason": "调整"}),
        ("place-close", {"effective_date": "2026-11-23", "reason": "拆除"}),
    ],
)  # fmt: skip
def test_acts_by_form_with_and_without_scripts(world: World, name: str, values: dict[str, str]) -> None:
    place = factories.tower(world.finance, "望潮中心")
    client, url = officer(world.region), reverse(name, args=[place.pk])
    assert client.get(url).status_code == 200
    response = client.post(url, values, headers=HTMX)
    assert response.headers.get("HX-Redirect") == reverse("place", args=[place.pk]), text(response)
    again = factories.tower(world.finance, "望潮大厦")
    if "name" in values:
        values = {**values, "name": "云帆国际"}
    response = client.post(reverse(name, args=[again.pk]), values)
    assert response.headers.get("Location") == reverse("place", args=[again.pk])
    assert officer(world.region, "viewer").post(url, values).status_code == 403


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        (
            "place-move",
            {"parent_text": "3层", "effective_date": "2026-11-23", "reason": "调整"},
            "不能登记在这个上级之下",
        ),
        (
            "place-move",
            {"parent_text": "不存在", "effective_date": "2026-11-23", "reason": "调整"},
            "没有找到，请从列表中选",
        ),
        ("place-close", {"effective_date": "2026-11-23", "reason": "拆除"}, "其下还有 1 个场所"),
        ("place-boundary", {"boundary": "{"}, "这不是 JSON"),
        ("place-boundary", {"boundary": "[]"}, "这不是可用的边界"),
        ("place-rename", {"name": "云帆大厦", "effective_date": "哪天", "reason": "更名"}, "看不懂这个日期"),
    ],
)
def test_refusals_come_back_in_the_form(world: World, name: str, values: dict[str, str], words: str) -> None:
    response = officer(world.region).post(reverse(name, args=[world.tower.pk]), values, headers=HTMX)
    assert response.status_code == 422
    assert words in text(response)


def test_the_tree_opens_to_the_chosen_place_and_expands_lazily(world: World) -> None:
    client = officer(world.region)
    page = text(client.get(reverse("place-tree"), {"at": world.tower.pk}))
    assert "云帆大厦" in page and 'aria-selected="true"' in page and "移动 云帆大厦" in page
    below = text(client.get(reverse("place-tree-below", args=[world.science.pk]), headers=HTMX))
    assert "在建楼" in below and "宏业私营经济小区" in below
    assert 'role="treeitem"' in below
    outside = officer(world.finance)
    assert "在建楼" not in text(outside.get(reverse("place-tree-below", args=[world.science.pk])))
    assert outside.get(reverse("place-tree"), {"at": world.hidden.pk}).status_code == 404


def test_the_tree_as_of_a_past_day(world: World) -> None:
    client = officer(world.region)
    client.post(
        reverse("place-rename", args=[world.tower.pk]),
        {"name": "云帆中心", "effective_date": "2026-11-01", "reason": "更名"},
    )
    page = text(client.get(reverse("place-tree"), {"day": "2026-10-31"}))
    assert "这是 2026-10-31 的样子" in page and "云帆大厦" in page and "云帆中心" not in page
    assert "云帆中心" in text(client.get(reverse("place-tree"), {"at": world.tower.pk}))
    assert "没有可以看的场所" in text(client.get(reverse("place-tree"), {"day": "1999-01-01"}))


def test_searching_in_the_tree(world: World) -> None:
    client = officer(world.finance)
    swapped = text(client.get(reverse("place-tree-found"), {"q": "yfds"}, headers=HTMX))
    assert "云帆大厦" in swapped and "滨港区 / 金融城片区" in swapped
    fresh = text(client.get(reverse("place-tree-found"), {"q": "yfds"}))
    assert fragment_of(fresh, "tree-found") == folded(swapped)
    assert "没有找到" in text(client.get(reverse("place-tree-found"), {"q": "在建楼"}))


def test_the_map_holds_what_the_list_holds(world: World) -> None:
    client = officer(world.region)
    page = text(client.get(reverse("place-map")))
    shown = json.loads(page.split('<script id="map-data" type="application/json">')[1].split("</script>")[0])
    names = {feature["properties"]["name"] for feature in shown["features"]}
    assert names == {"滨港区", "金融城片区", "云帆大厦", "宏业私营经济小区"}
    assert "vendor/leaflet/leaflet.js" in page
    assert "没有可以画的" in text(client.get(reverse("place-map"), {"kind": "floor"}))


def test_the_picker_finds_places_within_what_may_be_known(world: World) -> None:
    page = text(officer(world.finance).get(reverse("desk-pick", args=["place"]), {"q": "楼", "list": "x"}))
    assert "云帆大厦" not in page and "在建楼" not in page
    assert "在建楼" in text(officer(world.region).get(reverse("desk-pick", args=["place"]), {"q": "在建", "list": "x"}))


def test_kinds_are_kept_by_the_installation(world: World) -> None:
    client = system_admin()
    assert "市级工业园区" in text(client.get(reverse("place-kinds")))
    values = {
        "code": "business_port",
        "name": "商务港",
        "level": "site",
        "parent_levels": ["region", "area"],
        "position": "500",
    }
    assert client.post(reverse("place-kind-new"), values).headers["Location"] == reverse("place-kinds")
    refused = client.post(
        reverse("place-kind-new"), {**values, "code": "other", "parent_levels": ["space"]}, headers=HTMX
    )
    assert refused.status_code == 422 and "上级只能是同级或更高的层级" in text(refused)
    client.post(reverse("place-kind", args=["business_port"]), {**values, "name": "商务园", "is_retired": "on"})
    kind = PlaceKind.objects.get(code="business_port")
    assert (kind.name, kind.is_retired) == ("商务园", True)
    assert officer(world.region).get(reverse("place-kind", args=["tower"])).status_code == 403
