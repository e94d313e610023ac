"""Draining the outbox: each event's handlers run once; a failing one is retried and never blocks the next."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from liangxin.core.events import EVENTS, HANDLERS, LISTENERS
from liangxin.core.models import OutboxEvent

logger = logging.getLogger(__name__)
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 12


def drain(*, now: datetime, limit: int = 100) -> int:
    """Handle up to `limit` waiting events, oldest first; returns how many were taken up."""
    handled = 0
    while handled < limit:
        with transaction.atomic():
            row = (
                OutboxEvent.objects.filter(handled_at=None, next_attempt_at__lte=now, attempts__lt=MOST_ATTEMPTS)
                .order_by("next_attempt_at", "id")
                .select_for_update(skip_locked=True)
                .first()
            )
            if row is None:
                return handled
            _handle(row, now)
        handled += 1
    return handled


def _handle(row: OutboxEvent, now: datetime) -> None:
    fact = EVENTS[row.name](**row.payload)
    try:
        with transaction.atomic():
            for handler in HANDLERS.get(row.name, []):
                handler(fact)
            if not (fact.event_is_confidential or getattr(fact, "confidential", False)):
                for listener in LISTENERS:
                    listener(row.pk, fact)
    except Exception as error:
        row.attempts += 1
        row.last_error = f"{type(error).__name__}: {error}"[:2000]
        row.next_attempt_at = now + min(LONGEST_WAIT, timedelta(seconds=2**row.attempts))
        row.save(update_fields=["attempts", "last_error", "next_attempt_at"])
        logger.exception("handler of %s failed", row.name)
    else:
        row.handled_at = now
        row.save(update_fields=["handled_at"])
