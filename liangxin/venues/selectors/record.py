"""What the record page of a station shows beside the station itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.access.reach import visible
from liangxin.core.changes import Change, FieldChange, changes_of, merged
from liangxin.core.errors import NotFound
from liangxin.trees.selectors import nodes_of, on_day
from liangxin.venues.choices import StationStatus
from liangxin.venues.models import Brand, CoOwner, OpeningHours, Station, StationKind, StationLevel, StudioHost
from liangxin.venues.permissions import Permission
from liangxin.venues.selectors.stations import stations_for

if TYPE_CHECKING:
    from django.db.models import Model

ENDING_SOON = timedelta(days=60)  # R-VEN-06: how long before its end an agreement is named
LABELS = {
    "kind_id": _("类型"), "level_id": _("层级"), "place_id": _("场所"), "owner_id": _("主管组织"), "brand_id": _("品牌"),
    "status": _("状态"), "status_note": _("状态说明"), "area_m2": _("面积"), "address": _("地址"),
    "latitude": _("纬度"), "longitude": _("经度"), "telephone": _("电话"), "description": _("介绍"),
    "is_public": _("公开"),
}  # fmt: skip
NODE_LABELS = {"name": _("名称"), "parent_id": _("上级站点")}
NODE_FIELDS = {"place_id", "owner_id", "parent_id"}


def history_of(*, actor: Actor, station: Station, limit: int = 50) -> Sequence[Change]:
    """What happened to a station that the actor reaches fully, newest first. Raises NotFound."""
    if not visible(actor, Station.objects.filter(pk=station.pk), Permission.STATION_READ, part=Part.FULL).exists():
        raise NotFound()
    node = changes_of(station.node, labels=NODE_LABELS)
    own = changes_of(station, labels=LABELS)
    return _with_names(merged(own, [change for change in node if change.kind != "insert"], limit=limit))


def _with_names(changes: Sequence[Change]) -> list[Change]:
    """Ids told as the names of what they stand for, one query a kind."""
    wanted: dict[str, set[int]] = {}
    for one in (field for change in changes for field in change.fields if field.field.endswith("_id")):
        kind = "node" if one.field in NODE_FIELDS else one.field
        wanted.setdefault(kind, set()).update(value for value in (one.before, one.after) if value is not None)
    models: dict[str, type[Model]] = {"kind_id": StationKind, "level_id": StationLevel, "brand_id": Brand}
    names: dict[str, dict[int, str]] = {}
    for kind, ids in wanted.items():
        if kind == "node":
            rows = [
                row for tree in ("place", "organisation", "station") for row in nodes_of(kind=tree).filter(pk__in=ids)
            ]
        else:
            rows = list(models[kind]._default_manager.filter(pk__in=ids))  # type: ignore[arg-type]
        names[kind] = {row.pk: str(row) for row in rows}
    return [replace(change, fields=tuple(_named(field, names) for field in change.fields)) for change in changes]


def _named(one: FieldChange, names: dict[str, dict[int, str]]) -> FieldChange:
    if one.field == "status":
        return replace(one, before=_status(one.before), after=_status(one.after))
    if not one.field.endswith("_id"):
        return one
    known = names.get("node" if one.field in NODE_FIELDS else one.field, {})
    return replace(one, before=known.get(one.before), after=known.get(one.after))


def _status(value: Any) -> object:
    return StationStatus(value).label if value in StationStatus.values else value


def get_host(*, actor: Actor, host_id: int) -> StudioHost:
    """The hosting of a station that the actor reaches fully. Raises NotFound."""
    row = (
        StudioHost.objects.filter(pk=host_id, station__in=stations_for(actor=actor, part=Part.FULL))
        .select_related("station__node", "station__place__node", "person")
        .first()
    )
    if row is None:
        raise NotFound()
    return row


def stations_without_hours(*, actor: Actor, day: date) -> "QuerySet[Station]":
    """Open public stations, fully reached by the actor, whose hours nobody has published."""
    return (
        stations_for(actor=actor, part=Part.FULL)
        .filter(on_day(day, field="node"), ~Exists(OpeningHours.objects.filter(station=OuterRef("pk"))))
        .filter(status=StationStatus.OPEN, is_public=True)
        .select_related("node")
        .order_by("node__sort_key", "pk")
    )


def agreements_ending(*, actor: Actor, day: date) -> "QuerySet[CoOwner]":
    """Sharings of fully reached stations whose agreement ends within ENDING_SOON, the next first."""
    return (
        CoOwner.objects.filter(
            station__in=stations_for(actor=actor, part=Part.FULL), during__contains=day,
            during__endswith__lte=day + ENDING_SOON,
        )
        .select_related("station__node", "organisation__node")
        .order_by("during__endswith", "pk")
    )  # fmt: skip
