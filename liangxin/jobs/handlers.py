"""Facts that become tasks."""

from liangxin.core.events import on
from liangxin.jobs.tasks import run_import
from liangxin.spreadsheets.events import BatchWaiting


@on(BatchWaiting)
def import_waits(event: BatchWaiting) -> None:
    """A large file is taken up by the worker, outside the outbox's transaction."""
    run_import.defer(batch_id=event.batch_id)
