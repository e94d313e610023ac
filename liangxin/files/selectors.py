"""Finding a file, and whether somebody may have it."""

from collections.abc import Iterable
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, QuerySet

from liangxin.access.actor import Actor
from liangxin.core.errors import NotFound
from liangxin.files.models import StoredFile
from liangxin.files.registry import PURPOSES


def get_file(*, actors: Iterable[Actor], slug: str) -> StoredFile:
    """The file, where the guard of its purpose lets one of `actors` (the acting grant, the own account) have it.

    Raises NotFound, also for a file they may not know of and for a purpose that nobody guards any more.
    """
    file = StoredFile.objects.filter(slug=slug).first()
    purpose = PURPOSES.get(file.purpose) if file is not None else None
    if file is None or purpose is None or not any(purpose.may_read(actor, file) for actor in actors):
        raise NotFound()
    return file


def may_show_inline(file: StoredFile) -> bool:
    """Whether it may be shown inside a page: an image of ours, of a purpose that shows images."""
    purpose = PURPOSES.get(file.purpose)
    return file.is_image and purpose is not None and purpose.inline


def open_content(file: StoredFile, *, thumbnail: bool = False) -> Any:
    """The stored bytes as an open file. Raises NotFound where they are gone from the folder."""
    try:
        return default_storage.open(file.thumbnail if thumbnail and file.thumbnail else file.content, "rb")
    except FileNotFoundError:
        raise NotFound() from None


def read_content(file: StoredFile) -> bytes:
    """The stored bytes. Raises NotFound where they are gone from the folder."""
    with open_content(file) as opened:
        return bytes(opened.read())


def unclaimed() -> QuerySet[StoredFile]:
    """Files that no record of any room points to: asked of every foreign key there is."""
    files = StoredFile.objects.all()
    for model, column in claims():
        files = files.exclude(Exists(model._default_manager.filter(**{column: OuterRef("pk")}).order_by()))
    return files


def claims() -> list[tuple[type[Any], str]]:
    """Every foreign key to a file, as (model, field), the history's copies aside."""
    found = []
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        model: type[Any] = relation.related_model  # type: ignore[assignment]
        if not any(field.name.startswith("pgh_") for field in model._meta.get_fields()):
            found.append((model, relation.field.attname))  # type: ignore[union-attr]
    return found
