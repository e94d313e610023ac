"""Places for tests, made through the services."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.choices import Anchor
from liangxin.access.permissions import Permission as AccessPermission
from liangxin.access.reach import own_permissions
from liangxin.places.models import Place, PlaceKind
from liangxin.places.permissions import Permission
from liangxin.places.services.coordinates import Coordinates
from liangxin.places.services.kinds import install_kinds
from liangxin.places.services.places import NewPlace, PlaceFacts, register_place
from liangxin.trees.models import Node
from liangxin.trees.services.nodes import NewNode, create_node

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TODAY = date(2026, 11, 23)
OPENED = date(2015, 1, 1)
EVERYTHING = (*(permission.value for permission in Permission), AccessPermission.HISTORY_BACKDATE.value)


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


def officer(place: Place, *, permissions: Iterable[str] = EVERYTHING, downwards: bool = True) -> Actor:
    """Someone acting under a grant at a place; with every permission of the room unless told otherwise."""
    return Actor(
        user_id=1, user_name="园区工作人员", anchor=Anchor.PLACE, grant_id=1, node_id=place.pk,
        node_name=place.node.name, path=place.node.path, downwards=downwards, permissions=frozenset(permissions),
    )  # fmt: skip


def organiser(node: Node) -> Actor:
    """Someone acting under a grant at an organisation's node."""
    return Actor(
        user_id=2, user_name="组织员", anchor=Anchor.ORGANISATION, grant_id=2, node_id=node.pk, node_name=node.name,
        path=node.path, downwards=True, permissions=frozenset(EVERYTHING),
    )  # fmt: skip


def own() -> Actor:
    """A signed-in account without a grant."""
    return Actor(user_id=3, user_name="张三", anchor=Anchor.OWN, permissions=own_permissions())


def installation_keeper() -> Actor:
    """Who keeps kinds and founds regions for the installation."""
    return Actor(
        user_id=4, user_name="系统管理员", anchor=Anchor.INSTALLATION, grant_id=4,
        permissions=frozenset({Permission.KIND_ADMINISTER.value, Permission.REGION_FOUND.value}),
    )  # fmt: skip


def organisation_node(name: str = "滨港区社会工作委员会", parent: Node | None = None) -> Node:
    """A node of the other tree, to own places."""
    return create_node(new=NewNode(kind="organisation", name=name, opened=OPENED, parent=parent), now=NOW)
