"""What the worker does: taking up waiting batches, and deleting what was read after its time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import SYSTEM, Actor
from liangxin.access.selectors import actor_for, own_actor
from liangxin.accounts.selectors import get_user
from liangxin.core.errors import Refusal
from liangxin.spreadsheets import progress, rules
from liangxin.spreadsheets.choices import BatchStatus, ClaimStatus
from liangxin.spreadsheets.models import DuplicateClaim, ImportBatch, ImportRow, ImportSource
from liangxin.spreadsheets.planning import day_of
from liangxin.spreadsheets.services.applying import apply
from liangxin.spreadsheets.services.batches import check, parts_of
from liangxin.spreadsheets.services.undoing import undo

WAITING = {BatchStatus.CHECK_WAITING: check, BatchStatus.APPLY_WAITING: apply, BatchStatus.UNDO_WAITING: undo}
BEFORE = {
    BatchStatus.CHECK_WAITING: BatchStatus.UPLOADED,
    BatchStatus.APPLY_WAITING: BatchStatus.CHECKED,
    BatchStatus.UNDO_WAITING: BatchStatus.APPLIED,
}
INTERRUPTED = _("中途出错，没有任何改动。请再试一次；若仍出错，请联系系统管理员。")
PURGED_AT_ONCE = 200


@transaction.atomic
def run_batch(*, batch_id: int, now: datetime) -> ImportBatch | None:
    """Check, import or take back a waiting batch as the person who ordered it, under the grant they acted under.

    All parts of its file that wait for the same go together. None where it no longer waits or another worker has it. A refusal (the grant has ended) puts the batch back with
    its reason; anything else leaves it waiting, and nothing half-done.
    """
    batch = (
        ImportBatch.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(pk=batch_id, status__in=list(WAITING))
        .first()
    )
    if batch is None:
        return None
    status = BatchStatus(batch.status)
    waiting = [part.pk for part in parts_of(batch) if part.status == status]
    free = ImportBatch.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=waiting)
    parts = {part.pk: part for part in free.order_by("pk")}
    if len(parts) != len(waiting):
        return None
    ordered = [parts[pk] for pk in waiting]
    try:
        with transaction.atomic():
            actor = actor_of(batch, now)
            for part in reversed(ordered) if status == BatchStatus.UNDO_WAITING else ordered:
                WAITING[status](actor=actor, batch=part, now=now)
    except Refusal as refusal:
        for part in ordered:
            part.refresh_from_db()
            part.status, part.failure = BEFORE[status], str(refusal)[:300]
            part.save(update_fields=["status", "failure"])
            progress.clear_progress(batch_id=part.pk)
    return parts[batch.pk]


@transaction.atomic
def give_up(*, batch_id: int) -> None:
    """Put a batch back whose run went wrong: it can be ordered again; nothing of the run has stayed."""
    for part in parts_of(ImportBatch.objects.get(pk=batch_id)):
        for status, before in BEFORE.items():
            ImportBatch.objects.filter(pk=part.pk, status=status).update(status=before, failure=str(INTERRUPTED))
        progress.clear_progress(batch_id=part.pk)


def actor_of(batch: ImportBatch, now: datetime) -> Actor:
    """Who ordered the batch, as they may act today. Raises NotFound where their grant has ended."""
    if batch.user_id is None:
        return SYSTEM
    user = get_user(user_id=batch.user_id)
    if batch.grant_id is None:
        return own_actor(user=user, door="jobs")
    return actor_for(user=user, grant_id=batch.grant_id, today=day_of(now), door="jobs")


@transaction.atomic
def purge_batches(*, now: datetime) -> int:
    """Delete what was read from files older than KEPT_FOR (R-SHE-08); counts stay. Returns how many batches."""
    old = list(
        ImportBatch.objects.filter(purged_at=None, uploaded_at__lt=now - rules.KEPT_FOR)
        .order_by("uploaded_at").values_list("pk", flat=True)[:PURGED_AT_ONCE]
    )  # fmt: skip
    ImportSource.objects.filter(batch__in=old).delete()
    ImportRow.objects.filter(batch__in=old).delete()
    DuplicateClaim.objects.filter(batch__in=old, status=ClaimStatus.OPEN).update(
        status=ClaimStatus.REJECTED, settled_at=now, values=""
    )
    unfinished = [BatchStatus.UPLOADED, BatchStatus.CHECK_WAITING, BatchStatus.CHECKED, BatchStatus.APPLY_WAITING]
    ImportBatch.objects.filter(pk__in=old, status__in=unfinished).update(status=BatchStatus.DISCARDED)
    ImportBatch.objects.filter(pk__in=old).update(purged_at=now)
    return len(old)
