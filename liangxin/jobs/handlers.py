"""Facts that become tasks."""

from typing import Any

from django.utils import timezone

from liangxin.core.events import on, on_every_event
from liangxin.jobs.tasks import run_import
from liangxin.notifications.services.webhooks import note_event
from liangxin.spreadsheets.events import BatchWaiting


@on(BatchWaiting)
def import_waits(event: BatchWaiting) -> None:
    """A large file is taken up by the worker, outside the outbox's transaction."""
    run_import.defer(batch_id=event.batch_id)


@on_every_event
def event_for_programs(event_id: int, fact: Any) -> None:
    """What happened is queued for the programs that asked to hear of it."""
    note_event(event_id=event_id, fact=fact, now=timezone.now())
