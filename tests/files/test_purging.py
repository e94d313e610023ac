"""Files that nothing points to are deleted after a day; those that a record holds stay."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from liangxin.core.models import OutboxEvent
from liangxin.files import selectors
from liangxin.files.choices import FileKind
from liangxin.files.models import StoredFile
from liangxin.files.services.purging import purge_strays, purge_unclaimed
from liangxin.files.services.uploads import keep_file
from tests.files import factories as made
from tests.helpers import NOW

LATER = NOW + timedelta(days=1, seconds=1)


def keep(content: bytes = b"text") -> StoredFile:
    with made.a_purpose(kinds=frozenset(FileKind)):
        return keep_file(actor_user_id=None, upload=content, name="a", purpose=made.PURPOSE, now=NOW)


@pytest.mark.django_db
def test_unclaimed_files_are_deleted_after_a_day() -> None:
    kept = keep(made.photo())
    assert purge_unclaimed(now=NOW + timedelta(hours=23)) == 0
    assert purge_unclaimed(now=LATER) == 1
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(kept.content) and not default_storage.exists(kept.thumbnail)
    assert purge_unclaimed(now=LATER) == 0


@pytest.mark.django_db
def test_a_file_that_a_record_points_to_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    held, free = keep(), keep()
    # any table with file ids stands for a room's foreign key
    holder = OutboxEvent.objects.create(name="tests.holder", payload={}, attempts=held.pk)
    monkeypatch.setattr(selectors, "claims", lambda: [(OutboxEvent, "attempts")])
    assert purge_unclaimed(now=LATER) == 1
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [held.pk] != [free.pk]
    holder.delete()
    assert purge_unclaimed(now=LATER) == 1


@pytest.mark.django_db
def test_every_foreign_key_to_a_file_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def field(name: str) -> Any:
        return SimpleNamespace(name=name)

    class Room:
        _meta = SimpleNamespace(get_fields=lambda: [field("id"), field("photo")])

    class RoomEvent:
        _meta = SimpleNamespace(get_fields=lambda: [field("pgh_id"), field("photo")])

    def relation(model: Any) -> Any:
        return SimpleNamespace(
            auto_created=True, concrete=False, one_to_many=True, one_to_one=False, related_model=model,
            field=SimpleNamespace(attname="photo_id"),
        )  # fmt: skip

    monkeypatch.setattr(StoredFile._meta, "get_fields", lambda include_hidden: [relation(Room), relation(RoomEvent)])
    assert selectors.claims() == [(Room, "photo_id")]


@pytest.mark.django_db
def test_contents_that_no_row_knows_of_are_deleted_after_a_day() -> None:
    now = timezone.now()
    kept = keep(made.photo())
    stray = default_storage.save("2026/11/stray.webp", ContentFile(b"left behind"))
    purge_strays(now=now)
    assert default_storage.exists(stray)
    assert purge_strays(now=now + timedelta(days=1, minutes=1)) >= 1
    assert not default_storage.exists(stray)
    assert default_storage.exists(kept.content) and default_storage.exists(kept.thumbnail)
