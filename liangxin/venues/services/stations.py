"""Registering, changing, moving and closing stations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.access.permissions import Permission as AccessPermission
from liangxin.access.services import require
from liangxin.core.errors import NotAllowed, RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.core.names import normalised
from liangxin.search.services.entries import Findable, index_many
from liangxin.trees.choices import NodeKind
from liangxin.trees.services.nodes import NewNode, close_node, create_nodes, move_node, rename_node
from liangxin.venues.choices import StationStatus
from liangxin.venues.events import StationClosed, StationRegistered
from liangxin.venues.models import (
    Brand,
    CoOwner,
    Station,
    StationFunction,
    StationKind,
    StationLevel,
    StationOffer,
    StudioHost,
)
from liangxin.venues.permissions import Permission
from liangxin.venues.rules import is_personal_phone, may_stand_below
from liangxin.venues.selectors.levels import schemes_of

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation
    from liangxin.places.models import Place


class StationUnnamed(RuleBroken):
    code, field, message = "venues.station_unnamed", "name", _("请填写站点名称。")


class LevelOfAnotherScheme(RuleBroken):
    code, field, message = "venues.level_of_another_scheme", "level", _("“{place}”不用这一套层级，请在其层级中选。")


class LevelNotBelowParent(RuleBroken):
    code, field, message = (
        "venues.level_not_below_parent",
        "level",
        _("站点的层级不能高于上级“{parent}”，请另选层级或上级。"),
    )


class PlaceIsClosed(RuleBroken):
    code, field, message = "venues.place_closed", "place", _("“{place}”已撤销，请另选场所。")


class ParentIsClosed(RuleBroken):
    code, field, message = "venues.parent_closed", "parent", _("上级“{parent}”已撤销，请另选上级。")


class AreaNotPositive(RuleBroken):
    code, field, message = "venues.area_not_positive", "area_m2", _("面积应大于 0 平方米。")


class CoordinatesNotWhole(RuleBroken):
    code, field, message = "venues.coordinates_not_whole", "latitude", _("经纬度应同时填写，且在有效范围内。")


class TelephoneIsPersonal(RuleBroken):
    code, field, message = "venues.telephone_is_personal", "telephone", _("站点电话会公开，请填座机，不要填手机号。")


class StationHasBelow(RuleBroken):
    code, field, message = (
        "venues.station_has_below",
        "effective_date",
        _("下面还有 {count} 个站点，请先撤销或改挂它们。"),
    )


@dataclass(frozen=True, kw_only=True)
class StationValues:
    """What a station is, apart from its name, parent and span. area_m2: square metres; coordinates: WGS-84."""

    kind: StationKind
    place: "Place"
    level: StationLevel | None = None
    owner: "Organisation | None" = None
    brand: Brand | None = None
    functions: tuple[StationFunction, ...] = ()
    status: str = StationStatus.OPEN
    status_note: str = ""
    area_m2: Decimal | None = None
    address: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    telephone: str = ""
    description: str = ""
    is_public: bool = True


@dataclass(frozen=True, kw_only=True)
class NewStation:
    """A station to be. opened: its first day; parent: the station above, or None."""

    name: str
    opened: date
    values: StationValues
    parent: Station | None = None
    short_name: str = ""


_PLAIN = (
    "status", "status_note", "area_m2", "address", "latitude", "longitude", "telephone", "description", "is_public",
)  # fmt: skip


@transaction.atomic
def register_station(*, actor: Actor, new: NewStation, now: datetime, today: date, reason: str = "") -> Station:
    """Register one station. Raises and publishes as `register_stations`."""
    return register_stations(actor=actor, news=[new], now=now, today=today, reason=reason)[0]


@transaction.atomic
def register_stations(
    *, actor: Actor, news: Sequence[NewStation], now: datetime, today: date, reason: str = ""
) -> list[Station]:
    """Register stations; parents must exist already.

    Raises NotAllowed, NotFound, StationUnnamed, LevelOfAnotherScheme, LevelNotBelowParent, PlaceIsClosed,
    ParentIsClosed, AreaNotPositive, CoordinatesNotWhole, TelephoneIsPersonal. Publishes StationRegistered.
    """
    schemes = schemes_of(places=[new.values.place for new in news])
    for new in news:
        require_for(actor, Permission.STATION_CREATE, values=new.values, parent=new.parent)
        require_backdating(actor, effective=new.opened, today=today)
        _check_name(new.name)
        _check_values(new.values, scheme_id=schemes.get(new.values.place.pk), day=max(new.opened, today))
        _check_parent(new.values.level, new.parent, day=max(new.opened, today))
    nodes = create_nodes(
        news=[
            NewNode(
                kind=NodeKind.STATION, name=normalised(new.name), short_name=new.short_name, opened=new.opened,
                parent=new.parent.node if new.parent else None,
            )
            for new in news
        ],
        now=now, reason=reason,
    )  # fmt: skip
    with because(reason):
        stations = [Station(node=node, **_columns(new.values)) for node, new in zip(nodes, news, strict=True)]
        Station.objects.bulk_create(stations, batch_size=1_000)
        StationOffer.objects.bulk_create(
            [
                StationOffer(station=station, function=function)
                for station, new in zip(stations, news, strict=True)
                for function in new.values.functions
            ],
            batch_size=2_000,
        )
    index_many(kind="station", entries=[findable(station) for station in stations])
    for station in stations:
        publish(StationRegistered(station_id=station.pk))
    return stations


@transaction.atomic
def change_station(
    *, actor: Actor, station: Station, values: StationValues, now: datetime, today: date, reason: str = ""
) -> Station:
    """Put `values` in place of the station's own.

    The actor must reach the station, and its new place or owner too: nobody changes a station out of another's sight.
    Raises as `register_stations`.
    """
    require(actor, Permission.STATION_CHANGE, scope=station)
    station = locked(station)
    if (values.place.pk, getattr(values.owner, "pk", None)) != (station.place_id, station.owner_id):
        require_for(actor, Permission.STATION_CHANGE, values=values, parent=station)
    schemes = schemes_of(places=[values.place])
    _check_values(values, scheme_id=schemes.get(values.place.pk), day=today)
    parent = _parent_of(station)
    if parent is not None and not may_stand_below(rank=_rank(values.level), parent_rank=_rank(parent.level)):
        raise LevelNotBelowParent(parent=parent.node.name)
    for below in Station.objects.filter(node__parent=station.node).select_related("level", "node").order_by("pk"):
        if not may_stand_below(rank=_rank(below.level), parent_rank=_rank(values.level)):
            raise LevelNotBelowParent(parent=station.node.name)
    with because(reason):
        for name, value in _columns(values).items():
            setattr(station, name, value)
        station.save(update_fields=list(_columns(values)))
        _set_functions(station, values.functions)
    index_many(kind="station", entries=[findable(station)])
    return station


@transaction.atomic
def rename_station(
    *, actor: Actor, station: Station, name: str, effective: date, now: datetime, today: date, reason: str = ""
) -> Station:
    """Call the station `name` from `effective` on.

    Raises NotAllowed, NotFound, StationUnnamed and the refusals of trees.rename_node.
    """
    require(actor, Permission.STATION_CHANGE, scope=station)
    require_backdating(actor, effective=effective, today=today)
    _check_name(name)
    with because(reason):
        station.node = rename_node(
            node=station.node, name=normalised(name), effective=effective, now=now, reason=reason
        )
    index_many(kind="station", entries=[findable(station)])
    return station


@transaction.atomic
def move_station(
    *,
    actor: Actor,
    station: Station,
    parent: Station | None,
    effective: date,
    now: datetime,
    today: date,
    reason: str = "",
) -> Station:
    """Hang the station, with all below it, under `parent` from `effective` on.

    Raises NotAllowed, NotFound, LevelNotBelowParent, ParentIsClosed and the refusals of trees.move_node.
    """
    require(actor, Permission.STATION_CHANGE, scope=station)
    if parent is not None:
        require(actor, Permission.STATION_CHANGE, scope=parent)
    require_backdating(actor, effective=effective, today=today)
    _check_parent(station.level, parent, day=effective)
    with because(reason):
        station.node = move_node(
            node=station.node, parent=parent.node if parent else None, effective=effective, now=now, reason=reason
        )
    return station


@transaction.atomic
def close_station(
    *, actor: Actor, station: Station, effective: date, now: datetime, today: date, reason: str
) -> Station:
    """End the station: `effective` is the first day without it. What shares or hosts it ends as well.

    Raises NotAllowed, NotFound, StationHasBelow and the refusals of trees.close_node. Publishes StationClosed.
    """
    require(actor, Permission.STATION_CLOSE, scope=station)
    require_backdating(actor, effective=effective, today=today)
    station = locked(station)
    below = (
        Station.objects.filter(node__parent=station.node).exclude(node__during__fully_lt=DateRange(effective, None))
    ).count()
    if below:
        raise StationHasBelow(count=below)
    with because(reason):
        station.node = close_node(node=station.node, effective=effective, now=now, reason=reason)
        for model in (CoOwner, StudioHost):
            _end_open_spans(model, station, effective)
    publish(StationClosed(station_id=station.pk))
    return station


def locked(station: Station) -> Station:
    """The station as it is now, held until the end of the transaction."""
    return (
        Station.objects.select_for_update(of=("self",))
        .select_related("node", "place__node", "level", "kind", "owner__node", "brand")
        .get(pk=station.pk)
    )


def require_for(actor: Actor, permission: str, *, values: StationValues, parent: Station | None) -> None:
    """Refuse unless the actor's grant reaches where the station stands, who owns it, or the station above it."""
    if actor.anchor == Anchor.STATION and parent is not None:
        require(actor, permission, scope=parent)
        if parent.place_id != values.place.pk and not values.place.node.path.startswith(parent.place.node.path):
            raise NotAllowed()
    elif actor.anchor == Anchor.ORGANISATION:
        if values.owner is None:
            raise NotAllowed()
        require(actor, permission, scope=values.owner)
    else:
        require(actor, permission, scope=values.place)


def require_backdating(actor: Actor, *, effective: date, today: date) -> None:
    """Refuse a day in the past to those who may not write the past."""
    if effective < today and not actor.may_somewhere(AccessPermission.HISTORY_BACKDATE):
        raise NotAllowed()


def findable(station: Station) -> Findable:
    """How a station is found: by name, kind, place and address."""
    return Findable(
        object_id=station.pk, title=station.node.name,
        texts=(station.kind.name, station.place.node.name, station.address, station.brand.name if station.brand else ""),
    )  # fmt: skip


def _columns(values: StationValues) -> dict[str, object]:
    columns: dict[str, object] = {name: getattr(values, name) for name in _PLAIN}
    return {
        **columns, "kind": values.kind, "place": values.place, "level": values.level, "owner": values.owner,
        "brand": values.brand,
    }  # fmt: skip


def _check_name(name: str) -> None:
    if not normalised(name):
        raise StationUnnamed()


def _check_values(values: StationValues, *, scheme_id: int | None, day: date) -> None:
    place = values.place
    if place.node.during.upper is not None and place.node.during.upper <= day:
        raise PlaceIsClosed(place=place.node.name)
    if values.level is not None and values.level.scheme_id != scheme_id:
        raise LevelOfAnotherScheme(place=place.node.name)
    if values.area_m2 is not None and values.area_m2 <= 0:
        raise AreaNotPositive()
    if (values.latitude is None) != (values.longitude is None):
        raise CoordinatesNotWhole()
    latitude, longitude = values.latitude or 0, values.longitude or 0
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise CoordinatesNotWhole()
    if is_personal_phone(values.telephone):
        raise TelephoneIsPersonal()


def _check_parent(level: StationLevel | None, parent: Station | None, *, day: date) -> None:
    if parent is None:
        return
    if parent.node.during.upper is not None and parent.node.during.upper <= day:
        raise ParentIsClosed(parent=parent.node.name)
    if not may_stand_below(rank=_rank(level), parent_rank=_rank(parent.level)):
        raise LevelNotBelowParent(parent=parent.node.name)


def _rank(level: StationLevel | None) -> int | None:
    return level.rank if level is not None else None


def _parent_of(station: Station) -> Station | None:
    if station.node.parent_id is None:
        return None
    return Station.objects.select_related("node", "level").get(pk=station.node.parent_id)


def _set_functions(station: Station, functions: Sequence[StationFunction]) -> None:
    wanted = {function.pk: function for function in functions}
    StationOffer.objects.filter(station=station).exclude(function__in=wanted).delete()
    present = set(StationOffer.objects.filter(station=station).values_list("function_id", flat=True))
    StationOffer.objects.bulk_create(
        [StationOffer(station=station, function=function) for pk, function in wanted.items() if pk not in present]
    )


def _end_open_spans(model: type[CoOwner] | type[StudioHost], station: Station, effective: date) -> None:
    for row in model.objects.filter(station=station).order_by("pk"):
        if row.during.upper is None or row.during.upper > effective:
            start = row.during.lower
            row.during = DateRange(start, max(effective, start))
            row.save(update_fields=["during"])
