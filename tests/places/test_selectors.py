"""What is read, by whom, and at what cost."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from liangxin.access.actor import NOBODY, SYSTEM, Actor
from liangxin.access.choices import Part
from liangxin.core.errors import NotFound
from liangxin.places.selectors import (
    PlaceFilter,
    children_of,
    choose_places,
    count_by_kind,
    division_named,
    get_place,
    get_public_place,
    get_record,
    kinds_under,
    list_places,
    map_of,
    public_places,
    region_at,
)
from liangxin.places.services.acts import close_place
from tests.places import factories
from tests.places.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


class World:
    def __init__(self) -> None:
        self.work = factories.organisation_node()
        self.branch = factories.organisation_node("金融城综合党委", self.work)
        self.region = factories.region(boundary=factories.square(121.0, 31.0, 1.0))
        self.finance = factories.area(self.region)
        self.science = factories.area(self.region, "科学城片区")
        self.tower = factories.tower(self.finance, at=("121.5", "31.5"), owner=self.branch)
        self.floor = factories.floor(self.tower)
        self.hidden = factories.tower(self.science, "在建楼", is_public=False, at=("121.6", "31.6"))
        self.park = factories.park(self.science, "私营小区", "private_economy_park", at=("125.0", "31.6"))


@pytest.fixture
def world() -> World:
    return World()


def names(places: Any) -> set[str]:
    return {place.node.name for place in places}


def full(actor: Actor) -> set[str]:
    return names(list_places(actor=actor, asked=PlaceFilter()))


def test_through_a_place_grant_itself_and_below(world: World) -> None:
    assert full(factories.officer(world.finance)) == {"金融城片区", "云帆大厦", "3层"}
    assert full(factories.officer(world.finance, downwards=False)) == {"金融城片区"}


def test_through_an_organisation_grant_what_it_owns(world: World) -> None:
    assert full(factories.organiser(world.work)) == {"云帆大厦"}
    assert full(factories.organiser(world.branch)) == {"云帆大厦"}
    assert full(factories.organiser(factories.organisation_node("别的组织"))) == set()


def test_the_public_part_is_for_every_account_and_the_rest_is_unknown(world: World) -> None:
    for actor in (factories.own(), factories.organiser(world.branch), factories.officer(world.finance)):
        public = names(list_places(actor=actor, asked=PlaceFilter(), part=Part.BASIC))
        assert "科学城片区" in public
        assert "在建楼" not in public
        with pytest.raises(NotFound):
            get_place(actor=actor, place_id=world.hidden.pk)
    assert full(factories.own()) == set()
    assert full(NOBODY) == set()
    assert "在建楼" in full(factories.officer(world.science))


def test_visitors_see_public_places_by_their_slug(world: World) -> None:
    assert get_public_place(slug=world.tower.node.slug, today=TODAY) == world.tower
    assert "在建楼" not in names(public_places(today=TODAY))
    with pytest.raises(NotFound):
        get_public_place(slug=world.hidden.node.slug, today=TODAY)
    assert names(public_places(today=TODAY, levels=["area"])) == {"金融城片区", "科学城片区"}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (PlaceFilter(text="yfds"), {"云帆大厦"}),
        (PlaceFilter(kinds=("tower",)), {"云帆大厦", "在建楼"}),
        (PlaceFilter(levels=("space",)), {"3层"}),
        (PlaceFilter(parks=True), {"私营小区"}),
        (PlaceFilter(doubted=True), {"私营小区"}),
        (PlaceFilter(day=date(2014, 12, 31)), set()),
    ],
)
def test_filters(world: World, asked: PlaceFilter, expected: set[str]) -> None:
    assert names(list_places(actor=SYSTEM, asked=asked)) == expected


def test_filter_by_what_is_below_and_by_day(world: World) -> None:
    assert names(list_places(actor=SYSTEM, asked=PlaceFilter(under=world.science.pk))) == {
        "科学城片区",
        "在建楼",
        "私营小区",
    }
    assert not list_places(actor=SYSTEM, asked=PlaceFilter(under=10**9)).exists()
    close_place(actor=SYSTEM, place=world.park, effective=TODAY, now=NOW, today=TODAY)
    assert "私营小区" not in names(list_places(actor=SYSTEM, asked=PlaceFilter(day=TODAY)))
    assert "私营小区" in names(list_places(actor=SYSTEM, asked=PlaceFilter(day=date(2026, 11, 22))))


def test_a_record_says_what_is_below(world: World) -> None:
    record = get_record(actor=factories.officer(world.region), place_id=world.region.pk, today=TODAY)
    assert (record.part, [node.name for node in record.trail]) == (Part.FULL, ["滨港区"])
    assert {each.kind.code: each.count for each in record.kind_counts} == {
        "sub_zone": 2, "tower": 2, "floor": 1, "private_economy_park": 1,
    }  # fmt: skip
    seen_from_outside = get_record(actor=factories.own(), place_id=world.science.pk, today=TODAY)
    assert seen_from_outside.part == Part.BASIC
    assert {each.kind.code: each.count for each in seen_from_outside.kind_counts} == {"private_economy_park": 1}


def test_counts_by_kind_agree_with_the_list(world: World) -> None:
    officer = factories.officer(world.science)
    counted = sum(each.count for each in count_by_kind(actor=officer, asked=PlaceFilter()))
    assert counted == list_places(actor=officer, asked=PlaceFilter()).count() == 3


def test_the_tree_begins_where_the_actor_stands(world: World) -> None:
    roots = list(children_of(actor=SYSTEM, place=None, day=TODAY))
    assert [(place.node.name, place.has_children) for place in roots] == [("滨港区", True)]
    below = list(children_of(actor=SYSTEM, place=world.tower, day=TODAY))
    assert [(place.node.name, place.has_children) for place in below] == [("3层", False)]
    outside = list(children_of(actor=factories.own(), place=world.science, day=TODAY))
    assert names(outside) == {"私营小区"}


def test_pickers_find_the_closest_first_and_only_what_may_be_known(world: World) -> None:
    factories.tower(world.finance, "云帆")
    found = choose_places(actor=factories.own(), text="云帆", today=TODAY)
    assert [place.node.name for place in found] == ["云帆", "云帆大厦"]
    assert choose_places(actor=factories.own(), text="在建", today=TODAY) == []
    assert names(choose_places(actor=SYSTEM, text="", today=TODAY, levels=["area"])) == {"金融城片区", "科学城片区"}


def test_kinds_that_may_stand_below(world: World) -> None:
    assert {kind.code for kind in kinds_under(parent=world.tower)} >= {"floor", "room", "incubator"}
    assert "district" in {kind.code for kind in kinds_under(parent=None)}
    assert {kind.level for kind in kinds_under(parent=world.floor)} == {"space"}


def test_a_map_shows_boundaries_and_points(world: World) -> None:
    shown = map_of(actor=factories.officer(world.region), asked=PlaceFilter())
    kinds = {feature["properties"]["name"]: feature["geometry"]["type"] for feature in shown.collection["features"]}
    assert kinds == {"滨港区": "Polygon", "云帆大厦": "Point", "私营小区": "Point", "在建楼": "Point"}
    assert shown.left_out == 0
    public = map_of(actor=factories.own(), asked=PlaceFilter())
    assert "在建楼" not in {feature["properties"]["name"] for feature in public.collection["features"]}


def test_the_region_of_a_point(world: World) -> None:
    assert region_at(actor=SYSTEM, longitude=121.5, latitude=31.5, day=TODAY) == world.region
    assert region_at(actor=SYSTEM, longitude=125.0, latitude=31.5, day=TODAY) is None


def test_division_codes_are_known_by_name() -> None:
    for code, name in (("310115005", "浦东新区 陆家嘴街道"), ("310114103000", "嘉定区 安亭镇"), ("310115", "浦东新区")):
        found = division_named(code)
        assert found is not None and found.name == name
    assert division_named("310115999") is None
    assert division_named("") is None


def test_lists_and_records_cost_a_fixed_number_of_queries(
    world: World, django_assert_num_queries: Callable[[int], Any]
) -> None:
    officer = factories.officer(world.region)
    with django_assert_num_queries(1):
        for place in list_places(actor=officer, asked=PlaceFilter()):
            assert place.node.name and place.kind.name
    with django_assert_num_queries(6):
        get_record(actor=officer, place_id=world.region.pk, today=TODAY)
    with django_assert_num_queries(2):
        list(children_of(actor=officer, place=world.region, day=TODAY))
