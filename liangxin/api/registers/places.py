"""Places: zones, areas, parks, buildings, floors and rooms."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.services.require import require_somewhere
from liangxin.api import references
from liangxin.api.paging import Page, Paging, page_of
from liangxin.api.words import READING, WRITING, Code, Day, Effective, Id, Line, Name, Named, Text, named
from liangxin.places.choices import CoordinateSystem
from liangxin.places.permissions import Permission
from liangxin.places.selectors import PlaceFilter, get_kind, get_place, list_places
from liangxin.places.services.acts import close_place, move_place, rename_place
from liangxin.places.services.coordinates import Coordinates, set_coordinates
from liangxin.places.services.places import NewPlace, PlaceFacts, change_place, register_place

router = Router(tags=["places"])


class PlaceOut(Schema):
    """One place. Coordinates are WGS-84 degrees; area is in m²; `until` is the first day on which it is no more."""

    id: int
    name: str
    short_name: str
    kind: str
    parent: Named | None
    owner: Named | None
    division_code: str
    address: str
    longitude: Decimal | None
    latitude: Decimal | None
    area_m2: Decimal | None
    property_manager: str
    description: str
    is_public: bool
    since: date | None
    until: date | None


class PlaceQuery(Schema):
    """As the list's filters. under: a place, itself included; day: as of that day."""

    text: Name = ""
    kind: list[Code] = Field([], max_length=50)
    under: Id | None = None
    day: Day | None = None
    part: str = Field("full", pattern="^(full|basic)$", description="full: what one keeps; basic: all one may know of")


class PlaceIn(Schema):
    """What is known of a place. owner: the id of an organisation."""

    kind: Code
    short_name: Name = ""
    owner: Id | None = None
    division_code: Code = ""
    address: Line = ""
    area_m2: Decimal | None = Field(None, gt=0, max_digits=12, decimal_places=2)
    property_manager: Name = ""
    description: Text = ""
    is_public: bool = True
    reason: Line = ""


class CoordinatesIn(Schema):
    """Degrees in `system`."""

    longitude: Decimal = Field(ge=-180, le=180, decimal_places=7)
    latitude: Decimal = Field(ge=-90, le=90, decimal_places=7)
    system: CoordinateSystem = CoordinateSystem.WGS84


class NewPlaceIn(PlaceIn):
    """A place to register. parent: null for a region; opened: its first day."""

    name: Name
    parent: Id | None = None
    opened: Day
    coordinates: CoordinatesIn | None = None


class Renaming(Effective):
    """What it is called from that day on."""

    name: Name


class Moving(Effective):
    """Under what it hangs from that day on."""

    parent: Id


def shape(place: Any) -> dict[str, Any]:
    """A place as it is told."""
    node = place.node
    return {
        "id": place.pk, "name": node.name, "short_name": node.short_name, "kind": place.kind.code,
        "parent": named(node.parent), "owner": named(place.owner),
        "division_code": place.division_code, "address": place.address, "longitude": place.longitude,
        "latitude": place.latitude, "area_m2": place.area_m2, "property_manager": place.property_manager,
        "description": place.description, "is_public": place.is_public, "since": node.during.lower,
        "until": node.during.upper,
    }  # fmt: skip


def facts_of(actor: Actor, values: PlaceIn) -> PlaceFacts:
    """The register's own words for what was sent."""
    owner = references.organisation(actor, values.owner, "owner")
    return PlaceFacts(
        kind=references.referred("kind", lambda: get_kind(code=values.kind)), short_name=values.short_name,
        owner=owner.node if owner is not None else None, division_code=values.division_code, address=values.address,
        area_m2=values.area_m2, property_manager=values.property_manager,
        description=values.description, is_public=values.is_public,
    )  # fmt: skip


@router.get("", response={200: Page[PlaceOut], **READING}, summary="List places", url_name="place-list")
def places(request: Any, asked: Query[PlaceQuery], paging: Query[Paging]) -> Any:
    require_somewhere(request.actor, Permission.PLACE_READ)
    found = list_places(
        actor=request.actor, part=Part.FULL if asked.part == "full" else Part.BASIC,
        asked=PlaceFilter(text=asked.text, kinds=tuple(asked.kind), under=asked.under, day=asked.day),
    ).select_related("owner")  # fmt: skip
    return page_of(found, paging, shape=shape)


@router.get("/{place_id}", response={200: PlaceOut, **READING}, summary="One place", url_name="place")
def place(request: Any, place_id: Id) -> Any:
    return shape(get_place(actor=request.actor, place_id=place_id))


@router.post("", response={201: PlaceOut, **WRITING}, summary="Register a place", url_name="place-new")
def register(request: Any, values: NewPlaceIn) -> Any:
    now = timezone.now()
    parent = references.place(request.actor, values.parent, "parent")
    made = register_place(
        actor=request.actor, now=now, today=timezone.localdate(now), reason=values.reason,
        new=NewPlace(
            name=values.name, facts=facts_of(request.actor, values), parent=parent, opened=values.opened,
            coordinates=Coordinates(**values.coordinates.dict()) if values.coordinates else None,
        ),
    )  # fmt: skip
    return Status(201, shape(made))


@router.put(
    "/{place_id}",
    response={200: PlaceOut, **WRITING},
    summary="Change what is known of a place",
    url_name="place-change",
)
def change(request: Any, place_id: Id, values: PlaceIn) -> Any:
    found = get_place(actor=request.actor, place_id=place_id)
    return shape(
        change_place(actor=request.actor, place=found, facts=facts_of(request.actor, values), reason=values.reason)
    )


@router.put(
    "/{place_id}/coordinates",
    response={200: PlaceOut, **WRITING},
    summary="Say where a place is",
    url_name="place-locate",
)
def locate(request: Any, place_id: Id, values: CoordinatesIn) -> Any:
    found = get_place(actor=request.actor, place_id=place_id)
    return shape(set_coordinates(actor=request.actor, place=found, coordinates=Coordinates(**values.dict())))


@router.post(
    "/{place_id}/renaming",
    response={200: PlaceOut, **WRITING},
    summary="Rename a place from a day on",
    url_name="place-rename",
)
def rename(request: Any, place_id: Id, values: Renaming) -> Any:
    now = timezone.now()
    found = get_place(actor=request.actor, place_id=place_id)
    return shape(
        rename_place(
            actor=request.actor, place=found, name=values.name, effective=values.effective, now=now,
            today=timezone.localdate(now), reason=values.reason,
        )
    )  # fmt: skip


@router.post(
    "/{place_id}/move",
    response={200: PlaceOut, **WRITING},
    summary="Move a place under another",
    url_name="place-move",
)
def move(request: Any, place_id: Id, values: Moving) -> Any:
    now = timezone.now()
    found = get_place(actor=request.actor, place_id=place_id)
    parent = references.place(request.actor, values.parent, "parent")
    moved = move_place(
        actor=request.actor, place=found, parent=parent, effective=values.effective, now=now,
        today=timezone.localdate(now), reason=values.reason,
    )  # fmt: skip
    return shape(moved)


@router.post(
    "/{place_id}/closing", response={200: PlaceOut, **WRITING}, summary="End a place on a day", url_name="place-close"
)
def close(request: Any, place_id: Id, values: Effective) -> Any:
    now = timezone.now()
    found = get_place(actor=request.actor, place_id=place_id)
    closed = close_place(
        actor=request.actor, place=found, effective=values.effective, now=now, today=timezone.localdate(now),
        reason=values.reason,
    )  # fmt: skip
    return shape(closed)
