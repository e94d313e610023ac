"""Stations and the little world around them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from psycopg.types.range import TimestamptzRange

from liangxin.access.actor import SYSTEM
from liangxin.organisations.models import Organisation, OrganisationType
from liangxin.places.models import Place, PlaceKind
from liangxin.trees.services.nodes import NewNode, create_node
from liangxin.venues.models import LevelScheme, Room, RoomKind, Station, StationFunction, StationKind, StationLevel
from liangxin.venues.prepare import prepare
from liangxin.venues.rules.rooms import ZONE
from liangxin.venues.services.levels import LevelValues, set_scheme
from liangxin.venues.services.rooms import RoomValues, register_room
from liangxin.venues.services.stations import NewStation, StationValues, register_station
from tests.access.factories import LONG_AGO, NOW, TODAY, numbers


def make_place(
    name: str = "", *, parent: Place | None = None, owner: Organisation | None = None, level: str = "area"
) -> Place:
    """A place, made without its room's rules."""
    kind, _made = PlaceKind.objects.get_or_create(code=f"test_{level}", defaults={"name": level, "level": level})
    node = create_node(
        new=NewNode(
            kind="place", name=name or f"场所{next(numbers)}", opened=LONG_AGO, parent=parent.node if parent else None
        ),
        now=NOW,
    )
    return Place.objects.create(node=node, kind=kind, owner=owner.node if owner else None)


def make_organisation(name: str = "", *, parent: Organisation | None = None, home: Place | None = None) -> Organisation:
    """An organisation, made without its room's rules."""
    kind, _made = OrganisationType.objects.get_or_create(code="test_committee", defaults={"name": "党委"})
    node = create_node(
        new=NewNode(
            kind="organisation", name=name or f"组织{next(numbers)}", opened=LONG_AGO,
            parent=parent.node if parent else None,
        ),
        now=NOW,
    )  # fmt: skip
    return Organisation.objects.create(node=node, type=kind, home_place=home)


def kind(code: str = "building_station") -> StationKind:
    """A kind that comes with the house."""
    if not StationKind.objects.exists():
        prepare(NOW)
    return StationKind.objects.get(code=code)


def function(code: str = "policy_advice") -> StationFunction:
    """A function that comes with the house."""
    kind()
    return StationFunction.objects.get(code=code)


def make_scheme(place: Place, *names: str) -> list[StationLevel]:
    """A scheme at the place, and its levels from the highest down."""
    scheme: LevelScheme = set_scheme(
        actor=SYSTEM,
        place=place,
        name="三级",
        levels=[LevelValues(name=name) for name in names or ("中心", "分中心", "楼宇站")],
    )
    return list(scheme.levels.order_by("rank"))


def values(place: Place, **changed: object) -> StationValues:
    """What a plain station is."""
    return replace(
        StationValues(kind=kind(), place=place, area_m2=Decimal("120.50"), telephone="000-5500 0318"), **changed
    )


def make_station(
    name: str = "",
    *,
    place: Place | None = None,
    parent: Station | None = None,
    opened: date = LONG_AGO,
    **changed: object,
) -> Station:
    """A registered station."""
    place = place or make_place()
    return register_station(
        actor=SYSTEM,
        new=NewStation(
            name=name or f"站点{next(numbers)}", opened=opened, parent=parent, values=values(place, **changed)
        ),
        now=NOW, today=TODAY,
    )  # fmt: skip


@dataclass
class World:
    """A district with two areas, each with a tower, an owner and a station."""

    district: Place
    finance: Place
    tower: Place
    harbour: Place
    committee: Organisation
    branch: Organisation
    other: Organisation
    levels: list[StationLevel]
    centre: Station
    building: Station
    hidden: Station  # in the other area, owned by the other organisation, not public


def make_world() -> World:
    """See World."""
    district = make_place("滨港区", level="region")
    finance, harbour = make_place("金融城片区", parent=district), make_place("港区片区", parent=district)
    tower = make_place("云帆大厦", parent=finance, level="site")
    committee = make_organisation("金融城综合党委", home=finance)
    branch = make_organisation("云帆大厦联合党支部", parent=committee, home=tower)
    other = make_organisation("港区综合党委", home=harbour)
    levels = make_scheme(district, "中心", "片区分中心", "楼宇站")
    centre = make_station(
        "金融城党群服务中心", place=finance, level=levels[0], owner=committee, kind=kind("service_centre")
    )
    building = make_station("云帆大厦党群服务站", place=tower, level=levels[2], owner=branch, parent=centre)
    hidden = make_station("港区内部站", place=harbour, level=levels[2], owner=other, is_public=False)
    return World(district, finance, tower, harbour, committee, branch, other, levels, centre, building, hidden)


def room_kind(code: str = "meeting_room") -> RoomKind:
    """A kind of room that comes with the house."""
    kind()
    return RoomKind.objects.get(code=code)


def room_values(name: str = "", **changed: object) -> RoomValues:
    """What a plain room is."""
    return replace(RoomValues(kind=room_kind(), name=name or f"会议室{next(numbers)}", capacity=12), **changed)


def make_room(station: Station, name: str = "", **changed: object) -> Room:
    """A room of the station."""
    return register_room(actor=SYSTEM, station=station, values=room_values(name, **changed))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A local moment `day` days after TODAY."""
    return datetime.combine(TODAY, time(hour, minute), ZONE) + timedelta(days=day)


def between(day: int, hour: int, until: int, minute: int = 0) -> TimestamptzRange:
    """A local span `day` days after TODAY, in whole hours (and minutes past them)."""
    return TimestamptzRange(at(day, hour, minute), at(day, until, minute))
