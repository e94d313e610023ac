"""What anyone may know of rooms without signing in: only what is public, by random addresses."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from liangxin.core.errors import NotFound
from liangxin.venues.choices import RoomStatus
from liangxin.venues.models import Room, RoomFunction, RoomKind
from liangxin.venues.selectors.public import public_stations


def _public(day: date) -> "QuerySet[Room]":
    stations = public_stations(day=day).order_by().values("pk")
    return (
        Room.objects.filter(is_public=True, station__in=stations)
        .exclude(status=RoomStatus.CLOSED)
        .select_related("kind", "station__node", "station__place__node", "station__owner__node")
        .prefetch_related("functions")
    )


def public_rooms(*, station_slug: str, day: date) -> Sequence[Room]:
    """The public rooms of a public station."""
    return list(_public(day).filter(station__node__slug=station_slug).order_by("kind__position", "name", "pk")[:100])


def get_public_room(*, station_slug: str, slug: str, day: date) -> Room:
    """The public room with this address. Raises NotFound."""
    room = _public(day).filter(station__node__slug=station_slug, slug=slug).first()
    if room is None:
        raise NotFound()
    return room


def list_room_kinds() -> Sequence[RoomKind]:
    """All kinds of room in their order."""
    return list(RoomKind.objects.order_by("position", "pk"))


def list_room_functions() -> Sequence[RoomFunction]:
    """All functions of rooms in their order."""
    return list(RoomFunction.objects.order_by("position", "pk"))


def get_room_kind(*, kind_id: int) -> RoomKind:
    """The kind. Raises NotFound."""
    kind = RoomKind.objects.filter(pk=kind_id).first()
    if kind is None:
        raise NotFound()
    return kind


def get_room_function(*, function_id: int) -> RoomFunction:
    """The function. Raises NotFound."""
    function = RoomFunction.objects.filter(pk=function_id).first()
    if function is None:
        raise NotFound()
    return function
