"""Facts that become tasks."""

from typing import Any

from django.utils import timezone

from liangxin.activities.services.linking import merge_registrations
from liangxin.core.events import on, on_every_event
from liangxin.jobs.tasks import run_import
from liangxin.notifications.services.webhooks import note_event
from liangxin.people.events import AccountLinked
from liangxin.spreadsheets.events import BatchWaiting


@on(BatchWaiting)
def import_waits(event: BatchWaiting) -> None:
    """A large file is taken up by the worker, outside the outbox's transaction."""
    run_import.defer(batch_id=event.batch_id)


@on_every_event
def event_for_programs(event_id: int, fact: Any) -> None:
    """What happened is queued for the programs that asked to hear of it."""
    note_event(event_id=event_id, fact=fact, now=timezone.now())


@on(AccountLinked)
def merge_what_was_registered(event: AccountLinked) -> None:
    """What a guest registered before they were linked is the person's."""
    merge_registrations(user_id=event.user_id, person_id=event.person_id, now=timezone.now())
