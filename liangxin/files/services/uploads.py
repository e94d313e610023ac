"""Keeping what people upload. Whether they may do so is asked by the room whose record it belongs to."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from liangxin.core.errors import RuleBroken
from liangxin.core.names import normalised
from liangxin.files import rules
from liangxin.files.choices import FileKind
from liangxin.files.models import StoredFile
from liangxin.files.registry import Purpose, purpose_named
from liangxin.files.services import images
from liangxin.files.sniffing import ENDINGS, MEDIA_TYPES, kind_of

Upload = bytes | IO[bytes]
NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]')


class FileEmpty(RuleBroken):
    code, field, message = "files.empty", "file", _("文件是空的，请重新选择。")


class FileTooLarge(RuleBroken):
    code, field, message = "files.too_large", "file", _("文件太大，最大 {most} MB，请压缩后再传。")


class FileKindNotTaken(RuleBroken):
    code, field, message = "files.kind_not_taken", "file", _("这里不收这种文件，可以上传：{kinds}。")


class ImageUnreadable(RuleBroken):
    code, field, message = "files.image_unreadable", "file", _("图片打不开，请另存为 JPEG 或 PNG 后再传。")


class ImageTooManyPixels(RuleBroken):
    code, field, message = "files.image_too_many_pixels", "file", _("图片的像素太多，请缩小后再传。")


class TooManyUploads(RuleBroken):
    code, field, message = "files.too_many_uploads", "file", _("今天上传得太多了，请明天再传。")


@transaction.atomic
def keep_file(*, actor_user_id: int | None, upload: Upload, name: str, purpose: str, now: datetime) -> StoredFile:
    """Keep an upload of a registered purpose; an image among the purpose's kinds is made anew.

    name: as the person's device called it; only its words are kept, the ending is ours. actor_user_id: whose it is, None
    for the system's own. Raises FileEmpty, FileTooLarge, FileKindNotTaken, ImageUnreadable, ImageTooManyPixels,
    TooManyUploads.
    """
    rule = purpose_named(purpose)
    largest = max(rule.largest, rules.LARGEST_IMAGE if FileKind.IMAGE in rule.kinds else 0)
    content = _read(upload, largest)
    kind = kind_of(content)
    if kind is None or kind not in rule.kinds:
        raise FileKindNotTaken(kinds=_words(rule))
    if kind != FileKind.IMAGE and len(content) > rule.largest:
        raise FileTooLarge(most=rule.largest // rules.MEGABYTE)
    _check_day(actor_user_id, len(content), now)
    made = _made_anew(content) if kind == FileKind.IMAGE else None
    content = made.content if made else content
    folder, ending = f"{now:%Y/%m}", ENDINGS[kind]
    return StoredFile.objects.create(
        slug=_random(), purpose=purpose, kind=kind, name=_name(name, ending), media_type=MEDIA_TYPES[kind], size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), content=_store(folder, ending, content),
        thumbnail=_store(folder, ending, made.thumbnail) if made else "", width=made.width if made else None,
        height=made.height if made else None, kept_by_id=actor_user_id, kept_at=now,
    )  # fmt: skip


@transaction.atomic
def keep_image(*, actor_user_id: int | None, upload: Upload, name: str, purpose: str, now: datetime) -> StoredFile:
    """As `keep_file`, where only an image will do."""
    rule = purpose_named(purpose)
    content = _read(upload, rules.LARGEST_IMAGE)
    if FileKind.IMAGE not in rule.kinds or kind_of(content) != FileKind.IMAGE:
        raise FileKindNotTaken(kinds=str(FileKind.IMAGE.label))
    return keep_file(actor_user_id=actor_user_id, upload=content, name=name, purpose=purpose, now=now)


@transaction.atomic
def discard_file(*, file_id: int) -> None:
    """Delete a file at once, its content after commit: for what must not wait for the nightly purge."""
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is None:
        return
    paths = [path for path in (file.content, file.thumbnail) if path]
    file.delete()
    transaction.on_commit(lambda: _remove(paths))


def _read(upload: Upload, largest: int) -> bytes:
    content = upload if isinstance(upload, bytes) else upload.read(largest + 1)
    if not content:
        raise FileEmpty()
    if len(content) > largest:
        raise FileTooLarge(most=largest // rules.MEGABYTE)
    return content


def _made_anew(content: bytes) -> images.MadeImage:
    try:
        return images.make_anew(content)
    except images.TooManyPixels as error:
        raise ImageTooManyPixels() from error
    except images.Unreadable as error:
        raise ImageUnreadable() from error


def _check_day(user_id: int | None, size: int, now: datetime) -> None:
    if user_id is None:
        return
    mine = StoredFile.objects.filter(kept_by_id=user_id, kept_at__gt=now - timedelta(days=1))
    today = mine.aggregate(files=Count("pk"), size=Sum("size", default=0))
    if today["files"] >= rules.MOST_FILES_A_DAY or today["size"] + size > rules.MOST_BYTES_A_DAY:
        raise TooManyUploads()


def _store(folder: str, ending: str, content: bytes) -> str:
    return default_storage.save(f"{folder}/{_random()}{ending}", ContentFile(content))


def _random() -> str:
    return secrets.token_hex(16)


def _remove(paths: list[str]) -> None:
    for path in paths:
        default_storage.delete(path)


def _name(given: str, ending: str) -> str:
    words = NOT_IN_NAMES.sub(" ", given.replace("\\", "/").rsplit("/", 1)[-1])
    stem = normalised(words.rsplit(".", 1)[0] if "." in words else words).strip(". ")[: rules.LONGEST_NAME]
    return f"{stem or _random()[:8]}{ending}"


def _words(rule: Purpose) -> str:
    return "、".join(str(kind.label) for kind in FileKind if kind in rule.kinds)
