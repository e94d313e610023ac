"""Places for tests, made through the services."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from liangxin.access.actor import SYSTEM
from liangxin.places.models import Place, PlaceKind
from liangxin.places.services.coordinates import Coordinates
from liangxin.places.services.kinds import install_kinds
from liangxin.places.services.places import NewPlace, PlaceFacts, register_place
from liangxin.trees.models import Node

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TODAY = date(2026, 11, 23)
OPENED = date(2015, 1, 1)


def kind(code: str) -> PlaceKind:
    """The built-in kind with this code."""
    found = PlaceKind.objects.filter(code=code).first()
    if found is None:
        install_kinds()
        found = PlaceKind.objects.get(code=code)
    return found


def place(
    name: str, parent: Place | None = None, kind_code: str = "tower", *, opened: date = OPENED, owner: Node | None = None,
    at: tuple[str, str] | None = None, boundary: object | None = None, **facts: Any,
) -> Place:  # fmt: skip
    """One place; at: longitude and latitude in WGS-84."""
    coordinates = Coordinates(longitude=Decimal(at[0]), latitude=Decimal(at[1])) if at else None
    return register_place(
        actor=SYSTEM, now=NOW, today=TODAY,
        new=NewPlace(
            name=name, parent=parent, opened=opened, coordinates=coordinates, boundary=boundary,
            facts=PlaceFacts(kind=kind(kind_code), owner=owner, **facts),
        ),
    )  # fmt: skip


def region(name: str = "滨港区", **values: Any) -> Place:
    return place(name, None, "district", **values)


def area(parent: Place, name: str = "金融城片区", **values: Any) -> Place:
    return place(name, parent, "sub_zone", **values)


def tower(parent: Place, name: str = "云帆大厦", **values: Any) -> Place:
    return place(name, parent, "tower", **values)


def park(parent: Place, name: str = "望潮园", kind_code: str = "small_park", **values: Any) -> Place:
    return place(name, parent, kind_code, **values)


def floor(parent: Place, name: str = "3层", **values: Any) -> Place:
    return place(name, parent, "floor", **values)


def square(west: float, south: float, side: float) -> dict[str, Any]:
    """A square boundary, in degrees."""
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }
