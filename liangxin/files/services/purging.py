"""Deleting what no record points to any more: nightly, by the worker."""

from collections.abc import Iterator
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError, RestrictedError

from liangxin.files import rules
from liangxin.files.models import StoredFile
from liangxin.files.selectors import unclaimed

PATHS_A_QUERY = 500


def purge_unclaimed(*, now: datetime) -> int:
    """Delete up to PURGED_AT_ONCE files that nothing has pointed to for a day; the number deleted."""
    old = unclaimed().filter(kept_at__lt=now - rules.KEPT_UNCLAIMED)
    ids = list(old.order_by("pk").values_list("pk", flat=True)[: rules.PURGED_AT_ONCE])
    return sum(_purge(file_id) for file_id in ids)


def _purge(file_id: int) -> int:
    try:
        with transaction.atomic():
            file = unclaimed().select_for_update(of=("self",), skip_locked=True).filter(pk=file_id).first()
            if file is None:
                return 0
            paths = [path for path in (file.content, file.thumbnail) if path]
            file.delete()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # claimed in this very moment: it stays
    except (IntegrityError, ProtectedError, RestrictedError):
        return 0
    for path in paths:
        default_storage.delete(path)
    return 1


def purge_strays(*, now: datetime) -> int:
    """Delete contents in the folder that no row knows of: their transaction was rolled back, or its process killed."""
    removed = 0
    for folder in _folders(""):
        paths = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
        for at in range(0, len(paths), PATHS_A_QUERY):
            some = paths[at : at + PATHS_A_QUERY]
            known = set(StoredFile.objects.filter(content__in=some).values_list("content", flat=True))
            known |= set(StoredFile.objects.filter(thumbnail__in=some).values_list("thumbnail", flat=True))
            for path in sorted(set(some) - known):
                if default_storage.get_modified_time(path) < now - rules.KEPT_UNCLAIMED:
                    default_storage.delete(path)
                    removed += 1
    return removed


def _folders(above: str) -> Iterator[str]:
    """The folders of the storage, by year and month; nothing at its top is ours."""
    if not default_storage.exists(above or "."):
        return
    for name in default_storage.listdir(above)[0]:
        folder = f"{above}/{name}" if above else name
        yield folder
        yield from _folders(folder)
