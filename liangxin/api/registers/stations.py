"""Stations: the list, one, registering, changing, and the acts that are dated."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from liangxin.access.services.require import require_somewhere
from liangxin.api import references
from liangxin.api.paging import Page, Paging, page_of
from liangxin.api.words import (
    READING,
    WRITING,
    Changed,
    Code,
    Coded,
    Day,
    Effective,
    Id,
    Line,
    Name,
    Named,
    Short,
    Text,
    coded,
    named,
    span,
    told,
)
from liangxin.venues.choices import StationStatus
from liangxin.venues.permissions import Permission
from liangxin.venues.selectors.catalogue import get_brand, kind_by_code, list_functions, list_kinds
from liangxin.venues.selectors.levels import all_levels
from liangxin.venues.selectors.record import history_of
from liangxin.venues.selectors.stations import StationFilter, get_station, list_stations
from liangxin.venues.services.stations import (
    NewStation,
    StationValues,
    change_station,
    close_station,
    move_station,
    register_station,
    rename_station,
)

router = Router(tags=["stations"])


class StationOut(Schema):
    """One station. owner: where it is public; coordinates: WGS-84 degrees, its own or null; area in m²."""

    id: int
    name: str
    slug: str
    kind: Coded
    level: Named | None
    place: Named
    owner: Named | None
    brand: Named | None
    status: str
    status_note: str
    address: str
    telephone: str
    longitude: Decimal | None
    latitude: Decimal | None
    area_m2: Decimal | None
    is_public: bool
    since: date | None
    until: date | None


class StationQuery(Schema):
    """As the list's filters. place, owner: with all below; kind: a code; level, brand, function: ids; closed: also those."""

    text: Name = ""
    kind: Code = ""
    level: Id | None = None
    function: Code = ""
    brand: Id | None = None
    place: Id | None = None
    owner: Id | None = None
    status: StationStatus | None = None
    shared: bool = False
    closed: bool = False


class StationIn(Schema):
    """The whole of what a station is. kind, functions: codes; owner: an organisation."""

    kind: Code
    place: Id
    level: Id | None = None
    owner: Id | None = None
    brand: Id | None = None
    functions: list[Code] = Field([], max_length=50)
    status: StationStatus = StationStatus.OPEN
    status_note: Name = ""
    area_m2: Decimal | None = Field(None, ge=0, max_digits=9, decimal_places=2)
    address: Line = ""
    latitude: Decimal | None = Field(None, ge=-90, le=90, decimal_places=6)
    longitude: Decimal | None = Field(None, ge=-180, le=180, decimal_places=6)
    telephone: Short = ""
    description: Text = ""
    is_public: bool = True
    reason: Line = ""


class NewStationIn(StationIn):
    """parent: the station above it, if any."""

    name: Name
    short_name: Short = ""
    opened: Day
    parent: Id | None = None


class RenamingIn(Effective):
    name: Name


class MovingIn(Effective):
    parent: Id | None


def shape(one: Any) -> dict[str, Any]:
    """A station as it is told."""
    owner = one.owner if one.owner is not None and one.owner.is_public else None
    level = Named(id=one.level.pk, name=one.level.name) if one.level is not None else None
    brand = Named(id=one.brand.pk, name=one.brand.name) if one.brand is not None else None
    return {
        "id": one.pk, "name": one.node.name, "slug": one.node.slug, "kind": coded(one.kind), "level": level,
        "place": named(one.place), "owner": named(owner), "brand": brand, "status": one.status,
        "status_note": one.status_note, "address": one.address, "telephone": one.telephone,
        "longitude": one.longitude, "latitude": one.latitude, "area_m2": one.area_m2, "is_public": one.is_public,
        **span(one.node.during),
    }  # fmt: skip


def values_of(actor: Any, values: StationIn) -> StationValues:
    """What was sent as the register takes it."""
    level, brand = values.level, values.brand
    plain = values.dict(
        include={
            "status", "status_note", "area_m2", "address", "latitude", "longitude", "telephone", "description",
            "is_public",
        }
    )  # fmt: skip
    return StationValues(
        kind=references.referred("kind", lambda: kind_by_code(code=values.kind)),
        place=references.place(actor, values.place),
        level=references.referred("level", lambda: all_levels().filter(pk=level).first())
        if level is not None
        else None,
        owner=references.organisation(actor, values.owner, "owner"),
        brand=references.referred("brand", lambda: get_brand(actor=actor, brand_id=brand))
        if brand is not None
        else None,
        functions=references.functions(values.functions),
        **plain,
    )


@router.get("", response={200: Page[StationOut], **READING}, summary="List stations", url_name="station-list")
def stations(request: Any, asked: Query[StationQuery], paging: Query[Paging]) -> Any:
    actor = request.actor
    require_somewhere(actor, Permission.STATION_READ)
    kinds, functions = {one.code: one.pk for one in list_kinds()}, {one.code: one.pk for one in list_functions()}
    narrowed = StationFilter(
        text=asked.text, kind_id=kinds.get(asked.kind, 0) if asked.kind else None, level_id=asked.level,
        function_id=functions.get(asked.function, 0) if asked.function else None, brand_id=asked.brand,
        place_path=references.path(references.place(actor, asked.place)),
        owner_path=references.path(references.organisation(actor, asked.owner, "owner")), status=asked.status or "",
        shared=asked.shared, with_closed=asked.closed,
    )  # fmt: skip
    return page_of(list_stations(actor=actor, narrowed=narrowed, day=timezone.localdate()), paging, shape=shape)


@router.get("/{station_id}", response={200: StationOut, **READING}, summary="One station", url_name="station")
def station(request: Any, station_id: Id) -> Any:
    return shape(get_station(actor=request.actor, station_id=station_id))


@router.post("", response={201: StationOut, **WRITING}, summary="Register a station", url_name="station-new")
def register(request: Any, values: NewStationIn) -> Any:
    actor, now = request.actor, timezone.now()
    new = NewStation(
        name=values.name, short_name=values.short_name, opened=values.opened, values=values_of(actor, values),
        parent=references.station(actor, values.parent, "parent"),
    )  # fmt: skip
    made = register_station(actor=actor, new=new, now=now, today=timezone.localdate(now), reason=values.reason)
    return Status(201, shape(made))


def _dated(request: Any, values: Any) -> dict[str, Any]:
    now = timezone.now()
    return {"actor": request.actor, "now": now, "today": timezone.localdate(now), "reason": values.reason}


@router.put(
    "/{station_id}",
    response={200: StationOut, **WRITING},
    summary="Change what a station is",
    url_name="station-change",
)
def change(request: Any, station_id: Id, values: StationIn) -> Any:
    found = get_station(actor=request.actor, station_id=station_id)
    return shape(change_station(station=found, values=values_of(request.actor, values), **_dated(request, values)))


@router.post(
    "/{station_id}/renaming",
    response={200: StationOut, **WRITING},
    summary="Rename it from a day on",
    url_name="station-rename",
)
def rename(request: Any, station_id: Id, values: RenamingIn) -> Any:
    found = get_station(actor=request.actor, station_id=station_id)
    return shape(rename_station(station=found, name=values.name, effective=values.effective, **_dated(request, values)))


@router.post(
    "/{station_id}/move",
    response={200: StationOut, **WRITING},
    summary="Hang it under another",
    url_name="station-move",
)
def move(request: Any, station_id: Id, values: MovingIn) -> Any:
    found = get_station(actor=request.actor, station_id=station_id)
    parent = references.station(request.actor, values.parent, "parent")
    return shape(move_station(station=found, parent=parent, effective=values.effective, **_dated(request, values)))


@router.post(
    "/{station_id}/closing", response={200: StationOut, **WRITING}, summary="End it on a day", url_name="station-close"
)
def close(request: Any, station_id: Id, values: Effective) -> Any:
    found = get_station(actor=request.actor, station_id=station_id)
    return shape(close_station(station=found, effective=values.effective, **_dated(request, values)))


@router.get(
    "/{station_id}/history",
    response={200: list[Changed], **READING},
    summary="What was changed, by whom and why",
    url_name="station-history",
)
def history(request: Any, station_id: Id) -> Any:
    found = get_station(actor=request.actor, station_id=station_id)
    return told(history_of(actor=request.actor, station=found))
