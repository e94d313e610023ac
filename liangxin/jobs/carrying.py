"""From facts and notices to tasks: looked for every second, so that who waits for a place is told at once."""

from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from liangxin.jobs.tasks import make_digests_due, send_events_due, send_notices_due
from liangxin.notifications.selectors import has_digest, has_events, has_work
from liangxin.notifications.services.planning import BATCH, plan_notices


def carry_on(*, now: datetime) -> None:
    """Plan what is new; let tasks send what is due."""
    while plan_notices(now=now) == BATCH:
        pass
    for task, is_due in ((send_notices_due, has_work), (make_digests_due, has_digest), (send_events_due, has_events)):
        if is_due(now=now):
            _defer(task)


def _defer(task: Any) -> None:
    """Queue the task unless it is queued already."""
    try:
        with transaction.atomic():
            task.defer()
    except AlreadyEnqueued:
        return
