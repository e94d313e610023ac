"""Adding and removing pictures of rooms."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.errors import RuleBroken
from liangxin.files.services.uploads import Upload, discard_file, keep_image
from liangxin.venues.models import Room, RoomPhoto
from liangxin.venues.permissions import Permission
from liangxin.venues.selectors.room_photos import ROOM_PHOTO
from liangxin.venues.services.room_freeing import locked_rooms

MOST_PHOTOS = 12  # R-ROM-14


class TooManyPhotos(RuleBroken):
    code, field, message = "venues.room_too_many_photos", "photo", _("一个房间最多 {most} 张照片，请先删去旧的。")


@transaction.atomic
def add_photo(*, actor: Actor, room: Room, upload: Upload, name: str, caption: str, now: datetime) -> RoomPhoto:
    """Keep a picture of a room, made anew without what the camera wrote into it.

    Raises NotAllowed, NotFound, TooManyPhotos and what `keep_image` raises.
    """
    require(actor, Permission.ROOM_MANAGE, scope=room)
    locked_rooms([room.pk])
    if RoomPhoto.objects.filter(room=room).count() >= MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    file = keep_image(actor_user_id=actor.user_id, upload=upload, name=name, purpose=ROOM_PHOTO, now=now)
    return RoomPhoto.objects.create(room=room, file=file, caption=caption.strip()[:100], added_at=now)


@transaction.atomic
def remove_photo(*, actor: Actor, photo: RoomPhoto) -> None:
    """Take a picture away, with its file. Raises NotAllowed, NotFound."""
    require(actor, Permission.ROOM_MANAGE, scope=photo.room)
    file_id = photo.file_id
    photo.delete()
    discard_file(file_id=file_id)
