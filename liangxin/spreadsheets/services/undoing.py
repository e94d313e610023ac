"""Taking an import back, whole or not at all."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require_somewhere
from liangxin.core.errors import Refusal, RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.spreadsheets import progress, rules
from liangxin.spreadsheets.auditing import note
from liangxin.spreadsheets.choices import BatchStatus, ClaimStatus, Outcome
from liangxin.spreadsheets.codec import from_text
from liangxin.spreadsheets.events import BatchUndone, BatchWaiting
from liangxin.spreadsheets.kinds import Applied, ImportContext, ImportKind, get_kind
from liangxin.spreadsheets.models import ImportBatch, ImportRow
from liangxin.spreadsheets.permissions import Permission
from liangxin.spreadsheets.planning import context_of
from liangxin.spreadsheets.services.batches import locked_parts

WRITTEN = (Outcome.CREATED, Outcome.UPDATED)


class UndoTooLate(RuleBroken):
    code, message = "spreadsheets.undo_too_late", _("导入超过 {days} 天，不能整批撤回，请逐条更正。")


class UndoRefused(RuleBroken):
    code, message = "spreadsheets.undo_refused", _("第 {number} 行不能撤回：{why}整批都没有撤回。")


@transaction.atomic
def undo_batch(*, actor: Actor, batch: ImportBatch, now: datetime, in_background: bool = True) -> ImportBatch:
    """Take back what an import created and changed, while nothing else depends on it (R-SHE-07): all parts of the file.

    A large one is handed to the worker unless `in_background` is False. Raises NotAllowed, BatchNotOpen, UndoTooLate,
    UndoRefused; then nothing is taken back. Publishes BatchUndone, or BatchWaiting.
    """
    require_somewhere(actor, Permission.IMPORT_CREATE)
    parts = list(reversed(locked_parts(batch, (BatchStatus.APPLIED,))))
    for part in parts:
        require_somewhere(actor, get_kind(part.kind).permission)
        if part.purged_at is not None or part.applied_at is None or now - part.applied_at > rules.UNDO_WITHIN:
            raise UndoTooLate(days=rules.UNDO_WITHIN.days)
    if in_background and ImportRow.objects.filter(batch__in=parts, outcome__in=WRITTEN).count() > rules.INLINE_ROWS:
        for part in parts:
            part.status = BatchStatus.UNDO_WAITING
            part.save(update_fields=["status"])
        publish(BatchWaiting(batch_id=parts[0].pk))
    else:
        for part in parts:
            undo(actor=actor, batch=part, now=now)
    return next(part for part in parts if part.pk == batch.pk)


def undo(*, actor: Actor, batch: ImportBatch, now: datetime) -> ImportBatch:
    """Take a locked batch back."""
    kind, context = get_kind(batch.kind), context_of(actor=actor, batch=batch, now=now)
    with because(str(_("撤回导入 {file}")).format(file=batch.file_name), import_batch=batch.pk):
        waiting = list(batch.rows.filter(outcome__in=WRITTEN).order_by("-number"))
        total = len(waiting)
        while waiting:
            waiting = _undo_round(kind, context, waiting, total)
    batch.claims.filter(status=ClaimStatus.OPEN).update(status=ClaimStatus.REJECTED, settled_at=now, values="")
    batch.status, batch.undone_at, batch.failure = BatchStatus.UNDONE, now, ""
    batch.save(update_fields=["status", "undone_at", "failure"])
    if total > rules.PROGRESS_EVERY:
        progress.clear_progress(batch_id=batch.pk)
    note(actor, "import.undo", batch, now, outcome=batch.counts.get("outcome", {}))
    publish(BatchUndone(batch_id=batch.pk, kind=batch.kind, user_id=actor.user_id))
    return batch


def _undo_round(kind: ImportKind, context: ImportContext, rows: list[ImportRow], total: int) -> list[ImportRow]:
    """Undo what can be undone now; the rest waits for what depends on it. Raises UndoRefused when none can."""
    left: list[ImportRow] = []
    refused: tuple[ImportRow, Refusal] | None = None
    for done, row in enumerate(rows, start=total - len(rows)):
        if done % rules.PROGRESS_EVERY == 0 and total > rules.PROGRESS_EVERY:
            progress.note_progress(batch_id=row.batch_id, step="undo", done=done, total=total)
        applied = Applied(
            outcome=row.outcome, object_kind=row.object_kind, object_id=row.object_id, before=from_text(row.before)
        )  # fmt: skip
        try:
            with transaction.atomic():
                kind.undo_row(context, applied)
        except Refusal as refusal:
            left.append(row)
            refused = refused or (row, refusal)
    if refused is not None and len(left) == len(rows):
        raise UndoRefused(number=refused[0].number, why=str(refused[1]))
    return left
