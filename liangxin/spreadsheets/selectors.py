"""Reading batches, their rows and claims: one's own batches under the acting grant, claims at one's node."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from liangxin.access.actor import Actor
from liangxin.core.errors import NotFound
from liangxin.spreadsheets.choices import BatchStatus, ClaimStatus, Outcome, Severity
from liangxin.spreadsheets.codec import from_text
from liangxin.spreadsheets.kinds import KINDS, ImportKind, Problem, Row, get_kind
from liangxin.spreadsheets.layout import Layout
from liangxin.spreadsheets.models import DuplicateClaim, ImportBatch, ImportProgress, ImportRow
from liangxin.spreadsheets.permissions import Permission
from liangxin.spreadsheets.planning import context_of, layout_of, plan_chunk
from liangxin.spreadsheets.rows import RowView, view_of

MOST_WAITING = 100
RUNNING = (BatchStatus.CHECK_WAITING, BatchStatus.APPLY_WAITING, BatchStatus.UNDO_WAITING)


def list_kinds(*, actor: Actor) -> Sequence[ImportKind]:
    """What the actor may import, by title."""
    if not actor.may_somewhere(Permission.IMPORT_CREATE):
        return []
    return sorted((kind for kind in KINDS.values() if actor.may_somewhere(kind.permission)), key=lambda kind: kind.code)


def list_batches(*, actor: Actor) -> QuerySet[ImportBatch]:
    """The actor's own batches under this grant, the newest first."""
    batches = ImportBatch.objects.order_by("-uploaded_at", "-id")
    if actor.is_system:
        return batches
    if actor.user_id is None or not actor.may_somewhere(Permission.IMPORT_CREATE):
        return batches.none()
    return batches.filter(user_id=actor.user_id, grant=actor.grant_id)


def get_batch(*, actor: Actor, batch_id: int) -> ImportBatch:
    """Raises NotFound, also for another person's."""
    batch = list_batches(actor=actor).filter(pk=batch_id).first()
    if batch is None:
        raise NotFound()
    return batch


@dataclass(frozen=True)
class PartView:
    """One part of a file of several: the organisations, the members. good: rows that would go in, or went in."""

    batch: ImportBatch
    title: str
    good: int
    bad: int


def parts_of_file(*, batch: ImportBatch) -> list[PartView]:
    """All parts of the batch's file, in the order in which they go in; mostly one."""
    first = batch.follows_id or batch.pk
    found = ImportBatch.objects.filter(Q(pk=first) | Q(follows=first))
    parts = sorted(found, key=lambda part: (part.follows_id is not None, part.pk))
    return [
        PartView(
            part, str(get_kind(part.kind).title), importable_count(batch=part),
            sum(count for severity, count in part.counts.get("severity", {}).items() if severity != Severity.FLAG),
        )
        for part in parts
    ]  # fmt: skip


def rows_of_batch(
    *, batch: ImportBatch, only_problems: bool = False, problem: str = "", outcome: str = ""
) -> QuerySet[ImportRow]:  # fmt: skip
    """Rows in the order of the sheet; problem: "column:code"; outcome: planned, or, once applied, what became of it."""
    rows = ImportRow.objects.filter(batch=batch).order_by("number")
    if only_problems:
        rows = rows.exclude(severity="")
    if problem:
        rows = rows.filter(problem_codes__contains=[problem])
    if outcome:
        rows = rows.filter(outcome=outcome) if batch.applied_at else rows.filter(planned=outcome)
    return rows


def views_of(*, batch: ImportBatch, rows: Sequence[ImportRow]) -> list[RowView]:
    """Rows as the preview shows them."""
    kind, layout = get_kind(batch.kind), layout_of(batch)
    return [view_of(row, kind, layout) for row in rows]


def layout_of_batch(*, batch: ImportBatch) -> Layout:
    """Where the header is and which column is which."""
    return layout_of(batch)


@dataclass(frozen=True)
class Progress:
    """How far a run is. step: "check", "apply" or "undo"."""

    step: str
    done: int
    total: int

    @property
    def percent(self) -> int:
        return self.done * 100 // max(self.total, 1)


def progress_of(*, batch: ImportBatch) -> Progress | None:
    """None while nothing runs."""
    found = ImportProgress.objects.filter(pk=batch.pk).first()
    return Progress(found.step, found.done, found.total) if found else None


def waiting_batch_ids() -> list[int]:
    """Batches that wait for the worker, the oldest first; for the worker alone."""
    waiting = ImportBatch.objects.filter(status__in=RUNNING)
    return list(waiting.order_by("uploaded_at", "id").values_list("pk", flat=True)[:MOST_WAITING])


@dataclass(frozen=True)
class ProblemGroup:
    """A kind of problem and how many rows have it."""

    code: str
    column: str
    label: str
    count: int


def problem_groups(*, batch: ImportBatch) -> list[ProblemGroup]:
    """The kinds of problem, the most frequent first, each named by its column, and by its kind where one has several."""
    titles = {column.key: str(column.title) for column in get_kind(batch.kind).columns}
    words = {
        "lost_digits": _("丢位"), "check": _("校验"), "length": _("位数"), "character": _("字符"), "required": _("必填"),
        "duplicate": _("重复"), "formula_error": _("公式错误"), "impossible": _("没有这一天"), "future": _("晚于今天"),
    }  # fmt: skip
    found = [(both, *both.split(":", 1), count) for both, count in batch.counts.get("problems", {}).items()]
    groups = []
    for both, column, code, count in found:
        label, word = titles.get(column) or _("整行"), words.get(code.rpartition(".")[2], "")
        several = sum(column == other for _both, other, _code, _count in found) > 1
        groups.append(ProblemGroup(both, column, f"{label} · {word}" if several and word else label, count))
    return groups


def notes_of(*, batch: ImportBatch) -> list[str]:
    """What a person should know of the file, in sentences."""
    sentences = {
        "skipped_subtotals": _("跳过了 {count} 行合计、小计。"),
        "skipped_footers": _("跳过了 {count} 行表尾（填表人、备注等）。"),
        "skipped_titles": _("跳过了 {count} 行分段标题。"),
        "skipped_repeated_headers": _("跳过了 {count} 行重复的表头。"),
        "hidden_rows": _("有 {count} 行在表格软件里是隐藏的，也会导入。"),
        "hidden_sheets": _("有 {count} 张隐藏的工作表没有读。"),
        "imported_before": _("同一份文件在 {day} 导入过。"),
        "nothing_changes": _("内容与现有记录完全相同，导入不会有任何改动。"),
    }
    return [sentences[note["code"]].format(**note["facts"]) for note in batch.notes]


def claims_of(actor: Actor) -> QuerySet[DuplicateClaim]:
    """The claims at the actor's node, or below it."""
    claims = DuplicateClaim.objects.all()
    if actor.is_system:
        return claims
    if not actor.may_somewhere(Permission.CLAIM_SETTLE) or actor.node_id is None:
        return claims.none()
    return claims.filter(actor.reach.covers("node"))


def list_claims(*, actor: Actor) -> QuerySet[DuplicateClaim]:
    """Open claims that the actor may settle, the oldest first."""
    return claims_of(actor).filter(status=ClaimStatus.OPEN).select_related("batch").order_by("raised_at", "id")


def get_claim(*, actor: Actor, claim_id: int) -> DuplicateClaim:
    """Raises NotFound."""
    claim = claims_of(actor).select_related("batch").filter(pk=claim_id).first()
    if claim is None:
        raise NotFound()
    return claim


@dataclass(frozen=True)
class ClaimView:
    """A claim as those who decide see it. says: title and text; changes: title, as it is, as the row says."""

    claim: DuplicateClaim
    kind: ImportKind
    says: list[tuple[str, str]]
    changes: list[tuple[str, str, str]]


def claim_views(*, actor: Actor, claims: Sequence[DuplicateClaim], now: datetime) -> list[ClaimView]:
    """Claims with what accepting them would change now."""
    return [_claim_view(actor, claim, now) for claim in claims]


def _claim_view(actor: Actor, claim: DuplicateClaim, now: datetime) -> ClaimView:
    kind = get_kind(claim.kind)
    values = from_text(claim.values, {})
    titles = {column.key: str(column.title) for column in kind.columns}
    context = context_of(actor=actor, batch=claim.batch, now=now)
    plan = plan_chunk(context, kind, [Row(number=claim.row_number, values=values)])[0]
    says = [(titles.get(key, key), _said(value)) for key, value in values.items() if value is not None]
    changes = [(titles.get(key, key), _said(old), _said(new)) for key, (old, new) in plan.changes.items()]
    return ClaimView(claim, kind, says, changes)


def _said(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("text") or value)
    return "、".join(str(one) for one in value) if isinstance(value, list) else "" if value is None else str(value)


def importable_count(*, batch: ImportBatch) -> int:
    """Rows that would go in: all but the refused ones."""
    planned = batch.counts.get("planned", {})
    return sum(count for outcome, count in planned.items() if outcome != Outcome.REFUSED)


def problems_of(*, view: RowView) -> list[Problem]:
    """All problems of a row."""
    return [problem for cell in view.cells for problem in cell.problems] + list(view.problems)
