"""The list of rooms."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.venues.choices import RoomStatus
from liangxin.venues.models import Room, RoomClosure, RoomUse
from liangxin.venues.permissions import Permission
from liangxin.venues.selectors.rooms import rooms_for


@dataclass(frozen=True, kw_only=True)
class RoomFilter:
    """What a list of rooms is narrowed to. capacity: at least so many people."""

    text: str = ""
    station_id: int | None = None
    kind_id: int | None = None
    function_id: int | None = None
    audience: str = ""
    capacity: int | None = None
    status: str = ""


def find_rooms(*, actor: Actor, narrowed: RoomFilter, part: Part = Part.BASIC) -> "QuerySet[Room]":
    """The rooms of a list page, by station and name; those out of use only where asked for."""
    plain = {
        "station": narrowed.station_id, "kind": narrowed.kind_id, "capacity__gte": narrowed.capacity,
        "audience": narrowed.audience or None, "status": narrowed.status or None,
    }  # fmt: skip
    condition = Q(**{name: value for name, value in plain.items() if value is not None})
    if not narrowed.status:
        condition &= ~Q(status=RoomStatus.CLOSED)
    if narrowed.function_id is not None:
        condition &= Q(pk__in=RoomUse.objects.filter(function=narrowed.function_id).values("room"))
    if narrowed.text:
        condition &= Q(name__icontains=narrowed.text) | Q(station__node__name__icontains=narrowed.text)
    return rooms_for(actor=actor, part=part).filter(condition).order_by("station__node__sort_key", "name", "pk")


def get_closure(*, actor: Actor, closure_id: int) -> RoomClosure | None:
    """The closure of a room that the actor manages, or None."""
    rooms = rooms_for(actor=actor, part=Part.FULL, permission=Permission.ROOM_MANAGE)
    found = RoomClosure.objects.filter(pk=closure_id, room__in=rooms.values("pk"))
    return found.select_related("room__station__node").first()
