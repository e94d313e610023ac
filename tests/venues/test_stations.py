"""Registering, changing, moving and closing stations, and every refusal."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import NotAllowed, NotFound, Refusal
from liangxin.core.models import OutboxEvent
from liangxin.search.selectors import matching_ids
from liangxin.trees.models import Node
from liangxin.trees.services import nodes as trees
from liangxin.venues.models import Station, StationOffer
from liangxin.venues.services import stations as service
from liangxin.venues.services.sharing import NewCoOwner, add_co_owner
from liangxin.venues.services.stations import (
    NewStation,
    StationValues,
    change_station,
    close_station,
    move_station,
    register_station,
    register_stations,
    rename_station,
)
from tests.access.factories import LONG_AGO, NOW, TODAY, actor
from tests.venues.factories import World, function, kind, make_place, make_scheme, make_station, make_world, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def own_values(station: Station) -> StationValues:
    return values(station.place, kind=station.kind, level=station.level, owner=station.owner)


def test_a_station_is_registered_with_all_it_is(world: World) -> None:
    keeper = actor("place_officer", world.finance.node)
    station = register_station(
        actor=keeper,
        new=NewStation(
            name=" 望潮中心  党群服务站 ", opened=TODAY, parent=world.centre,
            values=values(
                world.tower, level=world.levels[1], owner=world.branch, functions=(function("exchange"), function()),
                address="云帆路 18 号 3 层",
            ),
        ),
        now=NOW, today=TODAY,
    )  # fmt: skip
    stored = Station.objects.select_related("node").get(pk=station.pk)
    assert (stored.node.name, stored.node.kind, stored.node.parent_id) == (
        "望潮中心 党群服务站",
        "station",
        world.centre.pk,
    )
    assert stored.node.path == f"{world.centre.pk}/{stored.pk}/"
    assert (stored.area_m2, stored.owner_id, stored.address) == (
        Decimal("120.50"),
        world.branch.pk,
        "云帆路 18 号 3 层",
    )
    assert set(stored.functions.values_list("code", flat=True)) == {"exchange", "policy_advice"}
    assert list(matching_ids(kind="station", text="wczx")) == [stored.pk]
    event = OutboxEvent.objects.filter(name="venues.station_registered").order_by("-id").first()
    assert event is not None and event.payload == {"station_id": stored.pk}


def test_many_at_once_equal_one_by_one(world: World) -> None:
    news = [
        NewStation(
            name=f"微驿站{n}", opened=LONG_AGO, values=values(world.tower, functions=(function(),)), parent=world.centre
        )
        for n in range(3)
    ]
    bulk = register_stations(actor=SYSTEM, news=news, now=NOW, today=TODAY)
    single = [register_station(actor=SYSTEM, new=new, now=NOW, today=TODAY) for new in news]

    def facts(station: Station) -> tuple[object, ...]:
        row = Station.objects.select_related("node").get(pk=station.pk)
        return (
            row.node.name, row.node.parent_id, row.node.during, row.node.sort_key, row.kind_id, row.area_m2,
            list(row.functions.values_list("code", flat=True)), row.node.placements.count(),
        )  # fmt: skip

    assert [facts(each) for each in bulk] == [facts(each) for each in single]


@pytest.mark.parametrize(
    ("_case", "changed", "refusal"),
    [
        ("no name", {"name": "  "}, service.StationUnnamed),
        ("no area", {"area_m2": Decimal(0)}, service.AreaNotPositive),
        ("half a coordinate", {"latitude": Decimal("31.2")}, service.CoordinatesNotWhole),
        ("off the globe", {"latitude": Decimal(91), "longitude": Decimal(121)}, service.CoordinatesNotWhole),
        ("a mobile number", {"telephone": "138 0000 1234"}, service.TelephoneIsPersonal),
    ],
)
def test_refusals_leave_nothing(world: World, _case: str, changed: dict[str, object], refusal: type[Refusal]) -> None:
    before = (Node.objects.count(), OutboxEvent.objects.count())
    name = str(changed.get("name", "新站"))
    rest = {key: value for key, value in changed.items() if key != "name"}
    with pytest.raises(refusal):
        register_station(
            actor=SYSTEM,
            new=NewStation(name=name, opened=TODAY, values=values(world.tower, **rest)),
            now=NOW,
            today=TODAY,
        )
    assert (Node.objects.count(), OutboxEvent.objects.count()) == before


def test_a_level_of_another_scheme_is_refused(world: World) -> None:
    elsewhere = make_scheme(make_place("临江区", level="region"), "中心", "园区", "工作室")
    with pytest.raises(service.LevelOfAnotherScheme) as error:
        make_station(place=world.tower, level=elsewhere[0])
    assert str(error.value) == "“云帆大厦”不用这一套层级，请在其层级中选。"


def test_the_nearest_scheme_holds(world: World) -> None:
    own = make_scheme(world.finance, "总站", "小站")
    assert make_station(place=world.tower, level=own[1]).level == own[1]
    with pytest.raises(service.LevelOfAnotherScheme):
        make_station(place=world.tower, level=world.levels[2])


def test_a_level_stands_below_a_higher_one(world: World) -> None:
    with pytest.raises(service.LevelNotBelowParent):
        make_station(place=world.tower, level=world.levels[0], parent=world.building)
    sub_centre = make_station(place=world.tower, level=world.levels[1], parent=world.centre)
    small = make_station(place=world.tower, level=world.levels[2], parent=sub_centre)
    with pytest.raises(service.LevelNotBelowParent):
        change_station(
            actor=SYSTEM,
            station=world.centre,
            values=replace(own_values(world.centre), level=world.levels[2]),
            now=NOW,
            today=TODAY,
        )
    with pytest.raises(service.LevelNotBelowParent):
        higher = replace(own_values(small), level=world.levels[0])
        change_station(actor=SYSTEM, station=small, values=higher, now=NOW, today=TODAY)


def test_a_closed_place_or_parent_takes_no_station(world: World) -> None:
    trees.close_node(node=world.harbour.node, effective=TODAY, now=NOW)
    world.harbour.node.refresh_from_db()
    with pytest.raises(service.PlaceIsClosed):
        make_station(place=world.harbour)
    close_station(actor=SYSTEM, station=world.building, effective=TODAY, now=NOW, today=TODAY, reason="合并")
    closed = Station.objects.select_related("node", "level").get(pk=world.building.pk)
    with pytest.raises(service.ParentIsClosed):
        make_station(place=world.tower, parent=closed)


def test_changing_puts_values_and_functions_in_place(world: World) -> None:
    first = replace(own_values(world.building), functions=(function("exchange"), function("industry")))
    change_station(actor=SYSTEM, station=world.building, values=first, now=NOW, today=TODAY)
    then = replace(first, functions=(function("industry"),), telephone="000-5500 0001", kind=kind("micro_station"))
    change_station(actor=SYSTEM, station=world.building, values=then, now=NOW, today=TODAY, reason="改为微驿站")
    row = Station.objects.get(pk=world.building.pk)
    assert (row.telephone, row.kind.code) == ("000-5500 0001", "micro_station")
    assert [offer.function.code for offer in StationOffer.objects.filter(station=row)] == ["industry"]


def test_nobody_changes_a_station_out_of_anothers_sight(world: World) -> None:
    officer = actor("place_officer", world.finance.node)
    with pytest.raises((NotAllowed, NotFound)):
        change_station(
            actor=officer, station=world.building, values=replace(own_values(world.building), place=world.harbour, level=None),
            now=NOW, today=TODAY,
        )  # fmt: skip
    assert Station.objects.get(pk=world.building.pk).place_id == world.tower.pk


@pytest.mark.parametrize(
    ("_case", "role", "where", "refusal"),
    [
        ("another area knows only the public part", "place_officer", "harbour", NotAllowed),
        ("a secretary reads only", "branch_secretary", "committee", NotAllowed),
        ("a district officer of the other organisation", "district_officer", "other", NotAllowed),
    ],
)
def test_who_may_not_change(world: World, _case: str, role: str, where: str, refusal: type[Refusal]) -> None:
    somebody = actor(role, getattr(world, where).node)
    with pytest.raises(refusal):
        change_station(actor=somebody, station=world.building, values=own_values(world.building), now=NOW, today=TODAY)


def test_what_is_not_public_is_not_found(world: World) -> None:
    officer = actor("place_officer", world.finance.node)
    with pytest.raises(NotFound):
        change_station(actor=officer, station=world.hidden, values=own_values(world.hidden), now=NOW, today=TODAY)


def test_a_keeper_changes_the_own_station_only(world: World) -> None:
    keeper = actor("station_keeper", world.building.node)
    changed = replace(own_values(world.building), telephone="000-5500 0009")
    change_station(actor=keeper, station=world.building, values=changed, now=NOW, today=TODAY)
    assert Station.objects.get(pk=world.building.pk).telephone == "000-5500 0009"
    with pytest.raises(NotAllowed):
        change_station(actor=keeper, station=world.centre, values=own_values(world.centre), now=NOW, today=TODAY)
    with pytest.raises(NotAllowed):
        close_station(actor=keeper, station=world.building, effective=TODAY, now=NOW, today=TODAY, reason="x")


def test_the_past_needs_its_own_permission(world: World) -> None:
    yesterday = TODAY - timedelta(days=1)
    new = NewStation(name="旧站", opened=yesterday, values=values(world.tower))
    with pytest.raises(NotAllowed):
        register_station(actor=actor("place_officer", world.finance.node), new=new, now=NOW, today=TODAY)
    with pytest.raises(NotAllowed):
        rename_station(
            actor=actor("place_officer", world.finance.node),
            station=world.building,
            name="新名",
            effective=yesterday,
            now=NOW,
            today=TODAY,
        )
    officer = actor("district_officer", world.district.node)
    assert register_station(actor=officer, new=new, now=NOW, today=TODAY).node.during.lower == yesterday


def test_a_rename_holds_from_its_day_and_is_found(world: World) -> None:
    rename_station(
        actor=SYSTEM, station=world.building, name="云帆驿站", effective=TODAY, now=NOW, today=TODAY, reason="统一命名"
    )
    world.building.node.refresh_from_db()
    assert world.building.node.name == "云帆驿站"
    assert list(matching_ids(kind="station", text="云帆驿站")) == [world.building.pk]
    with pytest.raises(service.StationUnnamed):
        rename_station(actor=SYSTEM, station=world.building, name=" ", effective=TODAY, now=NOW, today=TODAY)


def test_moving_takes_a_station_to_another_centre(world: World) -> None:
    centre = make_station("东中心", place=world.finance, level=world.levels[1])
    move_station(actor=SYSTEM, station=world.building, parent=centre, effective=TODAY, now=NOW, today=TODAY)
    assert Node.objects.get(pk=world.building.pk).path == f"{centre.pk}/{world.building.pk}/"
    with pytest.raises(service.LevelNotBelowParent):
        move_station(actor=SYSTEM, station=centre, parent=world.building, effective=TODAY, now=NOW, today=TODAY)


def test_a_station_with_others_below_is_not_closed(world: World) -> None:
    with pytest.raises(service.StationHasBelow) as error:
        close_station(actor=SYSTEM, station=world.centre, effective=TODAY, now=NOW, today=TODAY, reason="合并")
    assert error.value.facts == {"count": 1}
    assert Node.objects.get(pk=world.centre.pk).during.upper is None


def test_closing_ends_the_sharing_too(world: World) -> None:
    shared = add_co_owner(
        actor=SYSTEM,
        station=world.building,
        new=NewCoOwner(organisation=world.other, agreement="共建协议", since=date(2024, 1, 1)),
    )
    close_station(actor=SYSTEM, station=world.building, effective=TODAY, now=NOW, today=TODAY, reason="合并到中心")
    shared.refresh_from_db()
    assert shared.during.upper == TODAY
    assert Node.objects.get(pk=world.building.pk).during.upper == TODAY
    assert (
        OutboxEvent.objects.filter(name="venues.station_closed", payload={"station_id": world.building.pk}).count() == 1
    )
