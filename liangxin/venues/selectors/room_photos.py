"""Pictures of rooms: read by whoever may know of the room."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from liangxin.access.actor import Actor
from liangxin.access.choices import Part
from liangxin.core.errors import NotFound
from liangxin.venues.choices import RoomStatus
from liangxin.venues.models import Room, RoomPhoto
from liangxin.venues.permissions import Permission
from liangxin.venues.selectors.rooms import rooms_for

if TYPE_CHECKING:
    from liangxin.files.models import StoredFile

ROOM_PHOTO = "venues.room_photo"


def photos_of(*, room: Room) -> Sequence[RoomPhoto]:
    """The pictures of a room, the first first."""
    return list(room.photos.select_related("file").order_by("pk")[:20])


def may_read_photo(actor: Actor, file: "StoredFile") -> bool:
    """The guard: a picture of a public room is public, another one for those who reach its room."""
    rooms = Room.objects.filter(pk__in=RoomPhoto.objects.filter(file=file.pk).values("room"))
    public = rooms.filter(is_public=True, station__is_public=True).exclude(status=RoomStatus.CLOSED)
    return public.exists() or rooms_for(actor=actor, part=Part.FULL).filter(pk__in=rooms.values("pk")).exists()


def get_photo(*, actor: Actor, photo_id: int) -> RoomPhoto:
    """The picture of a room that the actor manages. Raises NotFound."""
    rooms = rooms_for(actor=actor, part=Part.FULL, permission=Permission.ROOM_MANAGE)
    photo = RoomPhoto.objects.filter(pk=photo_id, room__in=rooms.values("pk")).select_related("room").first()
    if photo is None:
        raise NotFound()
    return photo
