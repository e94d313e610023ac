"""Digests: what people wanted as one e-mail a day or a week, gathered into one notice that only the mail shows."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from liangxin.notifications.choices import Channel, DeliveryState
from liangxin.notifications.models import Delivery, Notice
from liangxin.notifications.registry import DIGEST_KIND
from liangxin.notifications.rules import HOUSE_ZONE

BATCH = 5_000  # deliveries


@transaction.atomic
def make_digests(*, now: datetime, limit: int = BATCH) -> int:
    """Gather the deliveries whose digest is due, one digest a person; returns how many digests were made.

    What the person has read in the app meanwhile is left out.
    """
    due = list(
        Delivery.objects.filter(state=DeliveryState.DIGEST, carried_by=None, due_at__lte=now)
        .select_related("notice")
        .order_by("due_at", "id")
        .select_for_update(skip_locked=True, of=("self",))[:limit]
    )
    read = [delivery.pk for delivery in due if delivery.notice.read_at is not None]
    Delivery.objects.filter(pk__in=read).update(state=DeliveryState.SKIPPED, failure="read_before", changed_at=now)
    by_person: dict[int, list[Delivery]] = defaultdict(list)
    for delivery in due:
        if delivery.notice.read_at is None:
            by_person[delivery.notice.user_id].append(delivery)
    for user_id, gathered in by_person.items():
        _gather(user_id, gathered, now)
    return len(by_person)


def _gather(user_id: int, gathered: list[Delivery], now: datetime) -> None:
    notice = Notice.objects.create(
        user_id=user_id, kind=DIGEST_KIND.code, key=f"digest-{now.astimezone(HOUSE_ZONE):%Y%m%d%H%M}-{gathered[0].pk}",
        facts={"count": len(gathered)}, url="/me/notices/", shown=False, created_at=now, planned_at=now,
    )  # fmt: skip
    digest = Delivery.objects.create(notice=notice, channel=Channel.EMAIL, due_at=now, changed_at=now)
    Delivery.objects.filter(pk__in=[delivery.pk for delivery in gathered]).update(carried_by=digest, changed_at=now)
