"""Hosts of studios, and what the record page is told."""

from datetime import date, timedelta

import pytest

from liangxin.access.actor import SYSTEM
from liangxin.core.errors import NotFound, Refusal
from liangxin.venues.models import StudioHost
from liangxin.venues.selectors.public import public_host_titles
from liangxin.venues.selectors.record import agreements_ending, history_of, stations_without_hours
from liangxin.venues.services import hosts as service
from liangxin.venues.services.hosts import NewHost, appoint_host, end_host
from liangxin.venues.services.opening import set_opening_hours
from liangxin.venues.services.sharing import NewCoOwner, add_co_owner
from tests.access.factories import TODAY, actor
from tests.people.factories import person as make_person
from tests.venues.factories import World, make_world

pytestmark = pytest.mark.django_db
JANUARY = date(2026, 1, 1)


@pytest.fixture
def world() -> World:
    return make_world()


def test_a_host_is_public_by_title_until_the_end(world: World) -> None:
    person = make_person(keeper=world.branch.node)
    new = NewHost(person=person, title=" 支部书记 ", since=JANUARY)
    host = appoint_host(actor=SYSTEM, station=world.building, new=new)
    slug = world.building.node.slug
    assert public_host_titles(slug=slug, day=TODAY) == ["支部书记"]
    end_host(actor=SYSTEM, host=host, effective=TODAY)
    assert public_host_titles(slug=slug, day=TODAY) == []


@pytest.mark.parametrize(
    ("_case", "changed", "refusal"),
    [
        ("no title", {"title": " "}, service.HostUntitled),
        ("ends before it starts", {"until": JANUARY}, service.HostEndsBeforeStart),
        ("twice", {}, service.HostTwice),
    ],
)
def test_hosts_refused(world: World, _case: str, changed: dict[str, object], refusal: type[Refusal]) -> None:
    person = make_person(keeper=world.branch.node)
    appoint_host(actor=SYSTEM, station=world.building, new=NewHost(person=person, title="书记", since=JANUARY))
    facts: dict[str, object] = {"title": "书记", "since": JANUARY, "until": None, **changed}
    with pytest.raises(refusal):
        appoint_host(actor=SYSTEM, station=world.building, new=NewHost(person=person, **facts))  # type: ignore[arg-type]
    assert StudioHost.objects.count() == 1


def test_a_stranger_cannot_be_appointed(world: World) -> None:
    person = make_person(keeper=world.other.node)
    officer = actor("district_officer", world.committee.node)
    with pytest.raises(NotFound):
        appoint_host(actor=officer, station=world.building, new=NewHost(person=person, title="书记", since=JANUARY))
    assert not StudioHost.objects.exists()


def test_what_waits_to_be_mended(world: World) -> None:
    officer = actor("place_officer", world.finance.node)
    assert {row.pk for row in stations_without_hours(actor=officer, day=TODAY)} == {world.centre.pk, world.building.pk}
    set_opening_hours(actor=SYSTEM, station=world.centre, week={1: [(540, 600)]})
    assert {row.pk for row in stations_without_hours(actor=officer, day=TODAY)} == {world.building.pk}
    soon, later = TODAY + timedelta(days=30), TODAY + timedelta(days=90)
    for station, until in ((world.building, soon), (world.centre, later)):
        new = NewCoOwner(organisation=world.other, agreement="甲", since=JANUARY, until=until)
        add_co_owner(actor=SYSTEM, station=station, new=new)
    assert [row.station_id for row in agreements_ending(actor=officer, day=TODAY)] == [world.building.pk]


def test_history_is_for_those_who_reach_the_whole_record(world: World) -> None:
    assert history_of(actor=actor("place_officer", world.finance.node), station=world.building)[-1].kind == "insert"
    with pytest.raises(NotFound):
        history_of(actor=actor("place_officer", world.harbour.node), station=world.building)
