"""Good rows go in: one transaction for the whole file, so that an aborted import leaves nothing half-done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require_somewhere
from liangxin.core.errors import Refusal, RuleBroken
from liangxin.core.events import publish
from liangxin.core.history import because
from liangxin.spreadsheets import progress, rules
from liangxin.spreadsheets.auditing import note
from liangxin.spreadsheets.checking import WEIGHT, heaviest
from liangxin.spreadsheets.choices import BatchStatus, Outcome, Severity
from liangxin.spreadsheets.codec import from_text, problems_from_text, problems_to_text, to_text
from liangxin.spreadsheets.counting import counts_of
from liangxin.spreadsheets.events import BatchApplied, BatchWaiting, ClaimRaised
from liangxin.spreadsheets.kinds import Applied, ImportContext, ImportKind, NotYet, Plan, Problem, Row, get_kind
from liangxin.spreadsheets.layout import SourceRow
from liangxin.spreadsheets.models import DuplicateClaim, ImportBatch, ImportRow
from liangxin.spreadsheets.permissions import Permission
from liangxin.spreadsheets.planning import context_of, day_of, layout_of, plan_chunk, provided_by
from liangxin.spreadsheets.services.batches import locked_parts
from liangxin.spreadsheets.services.corrections import look_again

GOOD = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.QUEUED)
WRITTEN = (Outcome.CREATED, Outcome.UPDATED)
FIELDS = ["outcome", "object_kind", "object_id", "before", "problems", "problem_codes", "severity"]


class NothingToImport(RuleBroken):
    code, message = "spreadsheets.nothing_to_import", _("没有可以导入的行。请先修正标出的单元格。")


@transaction.atomic
def apply_batch(*, actor: Actor, batch: ImportBatch, now: datetime, in_background: bool = True) -> ImportBatch:
    """Write the good rows of a checked batch; a large one is handed to the worker unless `in_background` is False.

    Where the file has several parts (organisations and members of the national form), all go in, in their order.

    Every row is planned anew first. Rows that the register refuses now are kept as refused; anything unforeseen takes
    the whole import back. Raises NotAllowed, BatchNotOpen, NothingToImport. Publishes BatchApplied, or BatchWaiting.
    """
    require_somewhere(actor, Permission.IMPORT_CREATE)
    parts = locked_parts(batch, (BatchStatus.CHECKED,))
    for part in parts:
        require_somewhere(actor, get_kind(part.kind).permission)
    if not ImportRow.objects.filter(batch__in=parts, planned__in=GOOD).exists():
        raise NothingToImport()
    if in_background and sum(part.row_count for part in parts) > rules.INLINE_ROWS:
        for part in parts:
            part.status = BatchStatus.APPLY_WAITING
            part.save(update_fields=["status"])
        publish(BatchWaiting(batch_id=parts[0].pk))
    else:
        for part in parts:
            apply(actor=actor, batch=part, now=now)
    return next(part for part in parts if part.pk == batch.pk)


def apply(*, actor: Actor, batch: ImportBatch, now: datetime) -> ImportBatch:
    """Write the good rows of a locked batch."""
    if batch.follows_id is not None:  # what goes in first may have been mended since this part was looked at
        batch.follows = ImportBatch.objects.get(pk=batch.follows_id)
        rows = list(batch.rows.filter(planned=Outcome.REFUSED).order_by("number"))
        look_again(actor=actor, batch=batch, rows=rows, now=now)
    run = Run(actor, batch, now)
    with because(str(_("导入 {file}")).format(file=batch.file_name), import_batch=batch.pk):
        for piece in run.pieces():
            run.apply_piece(piece)
            run.tell()
        run.apply_put_off()
    batch.rows.filter(planned=Outcome.REFUSED).update(outcome=Outcome.REFUSED)
    batch.counts = counts_of(batch)
    batch.status, batch.applied_at, batch.failure = BatchStatus.APPLIED, now, ""
    batch.save()
    if run.total > rules.PROGRESS_EVERY:
        progress.clear_progress(batch_id=batch.pk)
    counts = batch.counts["outcome"]
    note(actor, "import.apply", batch, now, outcome=counts)
    created, updated = counts.get(Outcome.CREATED, 0), counts.get(Outcome.UPDATED, 0)
    publish(BatchApplied(batch_id=batch.pk, kind=batch.kind, user_id=actor.user_id, created=created, updated=updated))
    return batch


@dataclass
class Run:
    """One import under way."""

    actor: Actor
    batch: ImportBatch
    now: datetime
    kind: ImportKind = field(init=False)
    context: ImportContext = field(init=False)
    total: int = field(init=False)
    done: int = 0
    put_off: list[tuple[ImportRow, Row]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kind = get_kind(self.batch.kind)
        self.total = self._good().count()
        sources = []
        if self.kind.provides:
            sources = [SourceRow(row.number, from_text(row.raw)) for row in self._good()]
        provided = provided_by(sources, self.kind, layout_of(self.batch), day_of(self.now))
        self.context = context_of(actor=self.actor, batch=self.batch, now=self.now, provided=provided)

    def _good(self) -> QuerySet[ImportRow]:
        return ImportRow.objects.filter(batch=self.batch, planned__in=GOOD).order_by("number")

    def pieces(self) -> Iterator[list[ImportRow]]:
        """The good rows in order, a piece at a time."""
        last = 0
        while piece := list(self._good().filter(number__gt=last)[: rules.CHUNK_ROWS]):
            last = piece[-1].number
            yield piece

    def apply_piece(self, piece: list[ImportRow]) -> None:
        """Plan the rows as things are now, then write each."""
        rows = [Row(number=row.number, values=from_text(row.cleaned, {})) for row in piece]
        planned = list(zip(piece, rows, plan_chunk(self.context, self.kind, rows), strict=True))
        for start in range(0, len(planned), rules.TOGETHER_ROWS):
            group = planned[start : start + rules.TOGETHER_ROWS]
            if not self._write_together([one for one in group if one[2].outcome in WRITTEN]):
                for stored, row, plan in group:
                    self._settle(stored, row, plan)
            else:
                for stored, row, plan in group:
                    if plan.outcome not in WRITTEN:
                        self._settle(stored, row, plan)
        self.done += len(piece)
        ImportRow.objects.bulk_update(piece, FIELDS)

    def _write_together(self, group: Sequence[tuple[ImportRow, Row, Plan]]) -> bool:
        """Write all rows in one savepoint; False, and nothing written, where one of them is refused."""
        try:
            with transaction.atomic():
                rows = [(row, plan) for _stored, row, plan in group]
                if self.kind.apply_rows is not None and rows:
                    every = list(self.kind.apply_rows(self.context, rows))
                else:
                    every = [self.kind.apply_row(self.context, row, plan) for row, plan in rows]
                if len(every) != len(rows):
                    raise AssertionError(f"{self.kind.code}: {len(every)} answers for {len(rows)} rows")
        except Refusal:
            return False
        for (stored, _row, _plan), applied in zip(group, every, strict=True):
            keep(stored, applied)
        return True

    def apply_put_off(self) -> None:
        """Rows that waited for another row, until none of them gets further."""
        while self.put_off:
            waiting, self.put_off = self.put_off, []
            for stored, row in waiting:
                self._settle(stored, row, plan_chunk(self.context, self.kind, [row])[0])
                ImportRow.objects.bulk_update([stored], FIELDS)
            if len(self.put_off) == len(waiting):
                break
        for stored, _row in self.put_off:
            refuse(stored, Problem(column="", code=NotYet.code, message=str(NotYet())))
            ImportRow.objects.bulk_update([stored], FIELDS)

    def tell(self) -> None:
        """Show how far it is, where it takes long."""
        if self.total > rules.PROGRESS_EVERY:
            progress.note_progress(batch_id=self.batch.pk, step="apply", done=self.done, total=self.total)

    def _settle(self, stored: ImportRow, row: Row, plan: Plan) -> None:
        if plan.outcome == Outcome.REFUSED:
            refuse(stored, *plan.problems)
        elif plan.outcome == Outcome.QUEUED:
            self._queue(stored, row, plan)
        elif plan.outcome == Outcome.UNCHANGED:
            stored.outcome, stored.object_id = Outcome.UNCHANGED, plan.object_id
        else:
            self._write(stored, row, plan)

    def _write(self, stored: ImportRow, row: Row, plan: Plan) -> None:
        try:
            with transaction.atomic():
                applied = self.kind.apply_row(self.context, row, plan)
        except NotYet:
            self.put_off.append((stored, row))
            return
        except Refusal as refusal:
            known = {column.key for column in self.kind.columns}
            column = refusal.field if refusal.field in known else ""
            refuse(stored, Problem(column=column, code=refusal.code, message=str(refusal)))
            return
        keep(stored, applied)

    def _queue(self, stored: ImportRow, row: Row, plan: Plan) -> None:
        stored.outcome = Outcome.QUEUED
        claim = DuplicateClaim.objects.create(
            batch=self.batch, row_number=row.number, kind=self.kind.code, node_id=plan.queued_node_id,
            object_id=plan.object_id, values=to_text(dict(row.values)), raised_at=self.now,
        )  # fmt: skip
        publish(ClaimRaised(claim_id=claim.pk, node_id=plan.queued_node_id))


def refuse(stored: ImportRow, *problems: Problem) -> None:
    """Write onto the row why it did not go in."""
    every = [*problems_from_text(stored.problems), *problems]
    stored.outcome = Outcome.REFUSED
    stored.problems = problems_to_text(every)
    stored.problem_codes = list(dict.fromkeys(f"{problem.column}:{problem.code}" for problem in every))
    stored.severity = max(heaviest(every), Severity.ERROR, key=lambda severity: WEIGHT[severity])


def keep(stored: ImportRow, applied: Applied) -> None:
    """Write onto the row what became of it."""
    stored.outcome = applied.outcome
    if applied.outcome == Outcome.REFUSED:
        refuse(stored, Problem(column="", code="row.refused", message=str(_("现在不能写入，请核对后再导入。"))))
    stored.object_kind, stored.object_id = applied.object_kind, applied.object_id
    stored.before = to_text(dict(applied.before)) if applied.before is not None else ""
