"""Reading one's own notices."""

from datetime import datetime

from django.db import transaction

from liangxin.access.actor import Actor
from liangxin.notifications.models import Notice


@transaction.atomic
def mark_read(*, actor: Actor, notice_id: int, now: datetime) -> None:
    """Note that the actor has read one of their notices; another's stays untouched."""
    Notice.objects.filter(pk=notice_id, user_id=actor.user_id or 0, read_at=None).update(read_at=now)


@transaction.atomic
def mark_unread(*, actor: Actor, notice_id: int) -> None:
    """Put one of the actor's notices back among the unread."""
    Notice.objects.filter(pk=notice_id, user_id=actor.user_id or 0, shown=True).update(read_at=None)


@transaction.atomic
def mark_all_read(*, actor: Actor, now: datetime, up_to: int | None = None) -> int:
    """Note that the actor has read all of their notices, or those up to an id (what the page showed)."""
    unread = Notice.objects.filter(user_id=actor.user_id or 0, read_at=None, shown=True)
    return (unread.filter(pk__lte=up_to) if up_to else unread).update(read_at=now)


@transaction.atomic
def purge_notices(*, before: datetime, limit: int = 5_000) -> int:
    """Delete notices from before that moment (R-NOT-06), with their deliveries; returns how many."""
    old = list(Notice.objects.filter(created_at__lt=before).order_by("id").values_list("pk", flat=True)[:limit])
    Notice.objects.filter(pk__in=old).delete()
    return len(old)
