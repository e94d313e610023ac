"""Registering, changing, naming, moving and closing places: each refusal once, and then nothing happened."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin.access.actor import SYSTEM, Actor
from liangxin.core.errors import NotAllowed, NotFound, Refusal
from liangxin.places.models import Place, PlaceKind
from liangxin.places.permissions import Permission
from liangxin.places.services import acts, coordinates, kinds, places
from liangxin.places.services.coordinates import Coordinates
from liangxin.places.services.places import NewPlace, PlaceFacts, register_place, register_places
from liangxin.search.selectors import matching_ids
from liangxin.trees.models import Node, Placement
from liangxin.trees.selectors import tree_on_day
from liangxin.trees.services.nodes import DayBeforeNode, NodeIsClosed, NodeMovedUnderItself
from tests.places import factories
from tests.places.factories import NOW, TODAY, kind

pytestmark = pytest.mark.django_db
TOMORROW, YESTERDAY = date(2026, 11, 24), date(2026, 11, 22)


@pytest.fixture
def district() -> Place:
    return factories.region(division_code="310115", boundary=factories.square(121.0, 31.0, 1.0))


@pytest.fixture
def finance(district: Place) -> Place:
    return factories.area(district, boundary=factories.square(121.2, 31.2, 0.2))


def new(parent: Place | None, **changes: Any) -> NewPlace:
    facts = {name: changes.pop(name) for name in list(changes) if name in PlaceFacts.__dataclass_fields__}
    return NewPlace(**{
        "name": "云帆大厦", "parent": parent, "opened": TODAY, "facts": PlaceFacts(**{"kind": kind("tower"), **facts}),
        **changes,
    })  # fmt: skip


def register(actor: Actor, place: NewPlace) -> Place:
    return register_place(actor=actor, new=place, now=NOW, today=TODAY, reason="新楼启用")


def test_a_place_is_registered_findable_and_in_history(finance: Place) -> None:
    made = register(
        factories.officer(finance),
        new(finance, address="云帆路88号", short_name="云帆", area_m2=Decimal("52000"), division_code="310115005"),
    )
    stored = Place.objects.select_related("node", "kind").get(pk=made.pk)
    assert (stored.node.name, stored.node.parent_id, stored.kind.code) == ("云帆大厦", finance.pk, "tower")
    assert (stored.node.during.lower, stored.node.during.upper) == (TODAY, None)
    assert list(matching_ids(kind="place", text="yfds")) == [made.pk]
    assert list(matching_ids(kind="place", text="云帆路")) == [made.pk]
    assert list(matching_ids(kind="place", text="310115005")) == [made.pk]
    assert stored.events.get().pgh_context.metadata["reason"] == "新楼启用"


@pytest.mark.parametrize(
    ("_case", "changes", "refusal"),
    [
        ("no name", {"name": "  "}, places.PlaceNameMissing),
        ("a floor on an area", {"kind": "floor"}, places.KindNotHere),
        ("a root below", {"kind": "district"}, places.KindNotHere),
        ("a retired kind", {"kind": "small_park"}, places.KindRetired),
        ("before the parent", {"opened": date(2010, 1, 1)}, places.ParentNotYetOpen),
        ("code malformed", {"division_code": "31011"}, places.DivisionCodeWrong),
        ("no such province", {"division_code": "990115"}, places.DivisionCodeWrong),
        ("another district's code", {"division_code": "310114001"}, places.DivisionCodeElsewhere),
        ("no area", {"area_m2": Decimal(0)}, places.AreaNotPositive),
        ("owned by a place", {"owner": "finance"}, places.OwnerIsNoOrganisation),
        ("nowhere on earth", {"coordinates": Coordinates(longitude=Decimal(200), latitude=Decimal(31))}, coordinates.CoordinatesWrong),
        ("written the wrong way round", {"coordinates": Coordinates(longitude=Decimal("31.2"), latitude=Decimal("121.5"))}, coordinates.CoordinatesWrong),
        ("no polygon", {"boundary": {"type": "Point", "coordinates": [121, 31]}}, coordinates.BoundaryWrong),
        ("ring not closed", {"boundary": {"type": "Polygon", "coordinates": [[[121, 31], [122, 31], [122, 32], [121, 32]]]}}, coordinates.BoundaryWrong),
    ],
)  # fmt: skip
def test_a_registration_refused_leaves_nothing(
    _case: str, changes: dict[str, Any], refusal: type[Refusal], finance: Place
) -> None:
    if changes.get("kind"):
        changes = {**changes, "kind": kind(changes["kind"])}
    if changes.get("owner"):
        changes = {**changes, "owner": finance.node}
    PlaceKind.objects.filter(code="small_park").update(is_retired=True)
    if "kind" in changes:
        changes["kind"].refresh_from_db()
    before = (Place.objects.count(), Node.objects.count())
    with pytest.raises(refusal):
        register(factories.officer(finance), new(finance, **changes))
    assert (Place.objects.count(), Node.objects.count()) == before


def test_twice_the_same_is_refused_another_address_is_not(finance: Place) -> None:
    register(SYSTEM, new(finance, address="云帆路88号"))
    with pytest.raises(places.PlaceExists):
        register(SYSTEM, new(finance, address="云帆路88号"))
    register(SYSTEM, new(finance, address="云帆路90号"))
    with pytest.raises(places.PlaceExists):
        register_places(actor=SYSTEM, news=[new(finance, name="南楼"), new(finance, name="南楼")], now=NOW, today=TODAY)
    assert Place.objects.filter(node__parent=finance.node).count() == 2


def test_who_may_register_what(district: Place, finance: Place) -> None:
    other = factories.area(district, "科学城片区")
    reader = factories.officer(finance, permissions=[Permission.PLACE_READ])
    for actor, place, refusal in (
        (reader, new(finance), NotAllowed),
        (factories.officer(finance), new(other), NotAllowed),  # public: known, not theirs
        (factories.officer(finance), new(None, kind=kind("district"), name="新区"), NotAllowed),
        (factories.own(), new(finance), NotAllowed),
    ):
        with pytest.raises(refusal):
            register(actor, place)
    hidden = factories.area(district, "未公开片区", is_public=False)
    with pytest.raises(NotFound):
        register(factories.officer(finance), new(hidden))
    made = register(factories.installation_keeper(), new(None, kind=kind("zone"), name="临空新区"))
    assert made.node.parent is None


def test_a_past_opening_is_back_dated(finance: Place) -> None:
    without = factories.officer(finance, permissions=[permission.value for permission in Permission])
    with pytest.raises(NotAllowed):
        register(without, new(finance, opened=YESTERDAY))
    assert register(factories.officer(finance), new(finance, opened=YESTERDAY)).node.during.lower == YESTERDAY


ORDERS = st.lists(
    st.tuples(st.sampled_from(["甲楼", "乙楼", "丙楼"]), st.sampled_from(["", "一号", "二号"]), st.sampled_from(["tower", "incubator"])),
    max_size=5, unique_by=lambda order: order[:2],
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ORDERS)
def test_bulk_is_one_by_one(finance: Place, orders: list[tuple[str, str, str]]) -> None:
    def made(under: Place) -> list[NewPlace]:
        at = Coordinates(longitude=Decimal("121.3"), latitude=Decimal("31.3"))
        return [
            new(under, name=name, address=address, kind=kind(code), coordinates=at) for name, address, code in orders
        ]

    def facts(under: Place) -> list[tuple[object, ...]]:
        found = Place.objects.filter(node__parent=under.node).order_by("node__name", "address")
        columns = (
            "node__name",
            "address",
            "kind",
            "longitude",
            "latitude",
            "coordinate_doubt",
            "node__depth",
            "node__sort_key",
        )
        return list(found.values_list(*columns))

    one, other = (
        factories.area(
            finance.node.parent and Place.objects.get(pk=finance.node.parent_id), f"{label}{Node.objects.count()}"
        )
        for label in "甲乙"
    )
    for each in made(one):
        register(SYSTEM, each)
    register_places(actor=SYSTEM, news=made(other), now=NOW, today=TODAY)
    assert facts(one) == facts(other)
    assert len(facts(one)) == len(orders)


def test_bulk_costs_a_fixed_number_of_queries(
    finance: Place, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    news = [new(finance, name=f"{n}号楼") for n in range(200)]
    with django_assert_max_num_queries(22):
        register_places(actor=SYSTEM, news=news, now=NOW, today=TODAY)


def test_facts_change_and_say_why(finance: Place) -> None:
    tower = factories.tower(finance)
    owner = factories.organisation_node()
    facts = PlaceFacts(kind=kind("incubator"), owner=owner, address="新址", short_name="云帆", is_public=False)
    places.change_place(actor=factories.officer(finance), place=tower, facts=facts, reason="转为孵化器")
    tower.refresh_from_db()
    assert (tower.kind.code, tower.owner_id, tower.address, tower.is_public) == ("incubator", owner.pk, "新址", False)
    assert tower.events.order_by("pgh_id").last().pgh_context.metadata["reason"] == "转为孵化器"
    assert list(matching_ids(kind="place", text="新址")) == [tower.pk]


def test_a_change_refused_changes_nothing(district: Place, finance: Place) -> None:
    tower = factories.tower(finance)
    factories.floor(tower)
    facts = PlaceFacts(kind=tower.kind)
    for actor, changed, refusal in (
        (factories.officer(factories.area(district, "别处")), facts, NotAllowed),
        (SYSTEM, replace(facts, kind=kind("floor")), places.KindNotHere),
        (SYSTEM, replace(facts, kind=kind("village")), places.KindNotHere),
        (SYSTEM, replace(facts, division_code="31"), places.DivisionCodeWrong),
        (SYSTEM, replace(facts, area_m2=Decimal(-1)), places.AreaNotPositive),
    ):
        with pytest.raises(refusal):
            places.change_place(actor=actor, place=tower, facts=replace(changed, address="改过"))
    tower.refresh_from_db()
    assert (tower.address, tower.kind.code) == ("", "tower")


@pytest.mark.parametrize(
    ("system", "longitude", "latitude"),
    [
        ("wgs84", "121.5272106", "31.1774276"),
        ("gcj02", "121.5315419", "31.1753040"),
        ("bd09", "121.5380303", "31.1812838"),
    ],
)
def test_coordinates_are_kept_in_wgs84_with_what_was_given(
    district: Place, system: str, longitude: str, latitude: str
) -> None:
    given = Coordinates(longitude=Decimal(longitude), latitude=Decimal(latitude), system=system)
    place = coordinates.set_coordinates(actor=factories.officer(district), place=district, coordinates=given)
    assert abs(place.longitude - Decimal("121.5272106")) < Decimal("0.00005")
    assert abs(place.latitude - Decimal("31.1774276")) < Decimal("0.00005")
    assert (place.source_system, place.source_longitude, place.source_latitude) == (
        system,
        Decimal(longitude),
        Decimal(latitude),
    )
    cleared = coordinates.set_coordinates(actor=SYSTEM, place=district, coordinates=None)
    assert (cleared.latitude, cleared.source_system, cleared.coordinate_doubt) == (None, "", "")


@pytest.mark.parametrize(
    ("at", "doubt"),
    [
        (("121.3", "31.3"), ""),
        (("121.9", "31.9"), "outside_area"),
        (("123.0", "31.3"), "outside_region"),
        (("2.35", "48.85"), "outside_china"),
    ],
)
def test_coordinates_outside_are_kept_and_doubted(finance: Place, at: tuple[str, str], doubt: str) -> None:
    assert factories.tower(finance, at=at).coordinate_doubt == doubt


def test_a_new_boundary_looks_again_at_what_is_below(district: Place, finance: Place) -> None:
    tower = factories.tower(finance, at=("121.3", "31.3"))
    coordinates.set_boundary(actor=SYSTEM, place=finance, boundary=factories.square(121.5, 31.5, 0.1))
    tower.refresh_from_db()
    assert tower.coordinate_doubt == "outside_area"
    coordinates.set_boundary(actor=SYSTEM, place=finance, boundary=None)
    tower.refresh_from_db()
    assert tower.coordinate_doubt == ""
    with pytest.raises(NotAllowed):
        coordinates.set_boundary(actor=factories.own(), place=finance, boundary=None)


def test_a_move_takes_all_along_and_keeps_the_past(district: Place, finance: Place) -> None:
    science = factories.area(district, "科学城片区", boundary=factories.square(121.6, 31.6, 0.2))
    tower = factories.tower(finance, at=("121.3", "31.3"))
    floor = factories.floor(tower)
    acts.move_place(
        actor=factories.officer(district),
        place=tower,
        parent=science,
        effective=TODAY,
        now=NOW,
        today=TODAY,
        reason="区划调整",
    )
    tower.refresh_from_db()
    assert Node.objects.get(pk=floor.pk).path == f"{science.node.path}{tower.pk}/{floor.pk}/"
    assert tower.coordinate_doubt == "outside_area"
    before = {each.node_id: each.parent_id for each in tree_on_day(kind="place", day=YESTERDAY)}
    assert before[tower.pk] == finance.pk
    assert Placement.objects.filter(node=tower.pk).count() == 2


def test_a_move_refused_moves_nothing(district: Place, finance: Place) -> None:
    science = factories.area(district, "科学城片区")
    elsewhere = factories.region("临江区", division_code="310114")
    tower = factories.tower(finance, division_code="310115005")
    twin = factories.tower(science, "同名楼")
    factories.tower(finance, "同名楼")
    closed = acts.close_place(
        actor=SYSTEM, place=factories.area(district, "旧片区"), effective=TODAY, now=NOW, today=TODAY
    )
    later = factories.area(district, "新片区", opened=date(2027, 1, 1))
    narrow = factories.officer(finance)

    def moved(place: Place, parent: Place, actor: Actor = SYSTEM, effective: date = TODAY) -> None:
        acts.move_place(actor=actor, place=place, parent=parent, effective=effective, now=NOW, today=TODAY)

    for arguments, refusal in (
        ((tower, science, narrow), NotAllowed),
        ((district, science), acts.RegionCannotMove),
        ((finance, tower), places.KindNotHere),
        ((science, science), NodeMovedUnderItself),
        ((twin, finance), places.PlaceExists),
        ((tower, elsewhere), places.DivisionCodeElsewhere),
        ((tower, closed), places.ParentClosed),
        ((tower, later), places.ParentNotYetOpen),
        ((tower, science, SYSTEM, date(2014, 1, 1)), places.ParentNotYetOpen),
    ):
        with pytest.raises(refusal):
            moved(*arguments)
    assert Node.objects.get(pk=tower.pk).parent_id == finance.pk
    assert Placement.objects.filter(node=tower.pk).count() == 1


MOVES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=8)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_any_moves_leave_a_tree_whose_paths_tell_the_truth(moves: list[tuple[int, int]]) -> None:
    root = factories.region(f"区{Node.objects.count()}")
    nodes = [factories.area(root, f"片{n}") for n in range(4)]
    nodes += [factories.place(f"园{n}", nodes[n], "small_park") for n in range(4)]
    for what, where in moves:
        try:
            acts.move_place(actor=SYSTEM, place=nodes[what], parent=nodes[where], effective=TODAY, now=NOW, today=TODAY)
        except Refusal:
            continue
    levels = dict(Place.objects.values_list("pk", "kind__level"))
    for node in Node.objects.filter(path__startswith=root.node.path).select_related("parent"):
        above = node.parent.path if node.parent else ""
        assert node.path == f"{above}{node.pk}/"
        assert node.depth == node.path.count("/") - 1
        if levels[node.pk] == "area":
            assert levels[node.parent_id] in {"region", "area"}
    today = {each.node_id: each.parent_id for each in tree_on_day(kind="place", day=TODAY, under=root.pk)}
    assert len(today) == 9


def test_a_name_holds_from_its_day(finance: Place) -> None:
    tower = factories.tower(finance)
    acts.rename_place(
        actor=factories.officer(finance),
        place=tower,
        name="云帆中心",
        effective=TOMORROW,
        now=NOW,
        today=TODAY,
        reason="更名",
    )
    names = {each.node_id: each.name for each in tree_on_day(kind="place", day=TODAY)}
    assert names[tower.pk] == "云帆大厦"
    assert list(matching_ids(kind="place", text="云帆中心")) == [tower.pk]
    factories.tower(finance, "启航楼")
    for name, actor, effective, refusal in (
        (" ", SYSTEM, TODAY, places.PlaceNameMissing),
        ("启航楼", SYSTEM, TODAY, places.PlaceExists),
        ("新名", factories.own(), TODAY, NotAllowed),
        ("新名", SYSTEM, date(2001, 1, 1), DayBeforeNode),
    ):
        with pytest.raises(refusal):
            acts.rename_place(actor=actor, place=tower, name=name, effective=effective, now=NOW, today=TODAY)


def test_back_dating_an_act_needs_its_own_right(finance: Place) -> None:
    tower = factories.tower(finance)
    without = factories.officer(finance, permissions=[permission.value for permission in Permission])
    with pytest.raises(NotAllowed):
        acts.close_place(actor=without, place=tower, effective=YESTERDAY, now=NOW, today=TODAY)
    acts.close_place(actor=factories.officer(finance), place=tower, effective=YESTERDAY, now=NOW, today=TODAY)
    assert Node.objects.get(pk=tower.pk).during.upper == YESTERDAY


def test_a_place_closes_after_what_is_below(finance: Place) -> None:
    tower = factories.tower(finance)
    floor = factories.floor(tower)
    with pytest.raises(acts.PlaceHasChildren):
        acts.close_place(actor=SYSTEM, place=tower, effective=TODAY, now=NOW, today=TODAY)
    acts.close_place(actor=SYSTEM, place=floor, effective=TODAY, now=NOW, today=TODAY)
    acts.close_place(actor=SYSTEM, place=tower, effective=TOMORROW, now=NOW, today=TODAY)
    with pytest.raises(NodeIsClosed):
        acts.close_place(actor=SYSTEM, place=tower, effective=TOMORROW, now=NOW, today=TODAY)
    with pytest.raises(NotAllowed):
        acts.close_place(actor=factories.own(), place=finance, effective=TODAY, now=NOW, today=TODAY)
    assert Node.objects.get(pk=finance.pk).during.upper is None


def test_a_registration_can_be_taken_back_while_nothing_depends_on_it(finance: Place) -> None:
    tower = factories.tower(finance)
    floor = factories.floor(tower)
    with pytest.raises(acts.PlaceInUse):
        acts.remove_place(actor=SYSTEM, place=tower)
    acts.remove_place(actor=SYSTEM, place=floor)
    acts.remove_place(actor=SYSTEM, place=tower)
    assert not Node.objects.filter(pk__in=[tower.pk, floor.pk]).exists()
    assert list(matching_ids(kind="place", text="云帆大厦")) == []
    with pytest.raises(NotAllowed):
        acts.remove_place(actor=factories.own(), place=finance)


def test_kinds_are_data(district: Place) -> None:
    keeper = factories.installation_keeper()
    values = kinds.KindValues(name="商务港", level="site", parent_levels=("region", "area"), is_park=True)
    made = kinds.create_kind(actor=keeper, code="business_port", values=values)
    assert factories.place("商务港一号", district, "business_port").kind == made
    with pytest.raises(kinds.KindInUse):
        kinds.change_kind(actor=keeper, kind=made, values=replace(values, level="area", parent_levels=("region",)))
    kinds.change_kind(actor=keeper, kind=made, values=replace(values, name="商务园"))
    assert PlaceKind.objects.get(pk=made.pk).name == "商务园"
    for actor, code, wrong, refusal in (
        (keeper, "business_port", values, kinds.KindExists),
        (keeper, "other", replace(values, parent_levels=("space",)), kinds.KindLevelsWrong),
        (keeper, "other", replace(values, parent_levels=()), kinds.KindLevelsWrong),
        (keeper, "other", replace(values, level="region"), kinds.KindLevelsWrong),
        (factories.officer(district), "other", values, NotAllowed),
    ):
        with pytest.raises(refusal):
            kinds.create_kind(actor=actor, code=code, values=wrong)
    assert not PlaceKind.objects.filter(code="other").exists()


def test_installing_kinds_again_keeps_what_people_made_of_them() -> None:
    kinds.install_kinds()
    PlaceKind.objects.filter(code="tower").update(name="写字楼")
    count = PlaceKind.objects.count()
    kinds.install_kinds()
    assert (PlaceKind.objects.count(), PlaceKind.objects.get(code="tower").name) == (count, "写字楼")
