"""Mending cells in the preview: one's own word, or the suggestion, for one cell or for all alike."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require_somewhere
from liangxin.core.errors import NotFound, RuleBroken
from liangxin.spreadsheets import rules
from liangxin.spreadsheets.checking import CheckedRow, check_cells, duplicate_of
from liangxin.spreadsheets.choices import BatchStatus
from liangxin.spreadsheets.codec import from_text, problems_from_text, to_text
from liangxin.spreadsheets.counting import counts_of
from liangxin.spreadsheets.kinds import Row, get_kind
from liangxin.spreadsheets.layout import SourceRow
from liangxin.spreadsheets.models import ImportBatch, ImportRow
from liangxin.spreadsheets.permissions import Permission
from liangxin.spreadsheets.planning import (
    context_of,
    day_of,
    fill,
    identities_of,
    layout_of,
    leader_provides,
    plan_chunk,
    provided_by,
)
from liangxin.spreadsheets.services.batches import locked

FIELDS = [
    "raw", "cleaned", "problems", "problem_codes", "plan", "planned", "severity", "has_suggestion", "identities",
]  # fmt: skip


class NoSuggestion(RuleBroken):
    code, message = "spreadsheets.no_suggestion", _("这里没有可采用的建议。")


class NoSuchColumn(RuleBroken):
    code, field, message = "spreadsheets.no_such_column", "column", _("文件里没有这一列。")


@transaction.atomic
def edit_cell(*, actor: Actor, batch: ImportBatch, row_number: int, column: str, text: str, now: datetime) -> ImportRow:
    """Put `text` in a cell of the preview and look at the row again; the file stays as it is.

    Raises NotAllowed, NotFound, BatchNotOpen, NoSuchColumn.
    """
    batch, rows = _open_rows(actor, batch, [row_number])
    if column not in {*batch.layout["columns"], *batch.layout.get("wide", {})}:
        raise NoSuchColumn()
    rows[0].raw = to_text(from_text(rows[0].raw) | {column: text[: rules.LONGEST_CELL] or None})
    _look_again(actor, batch, rows, now)
    return ImportRow.objects.get(pk=rows[0].pk)


@transaction.atomic
def accept_suggestion(
    *, actor: Actor, batch: ImportBatch, row_number: int, column: str, now: datetime, alike: bool = False
) -> int:
    """Take the suggestion of a cell; `alike`: in every row whose cell says the same. Returns how many cells changed.

    Raises NotAllowed, NotFound, BatchNotOpen, NoSuggestion.
    """
    batch, rows = _open_rows(actor, batch, [row_number])
    suggested = _suggestions(rows[0]).get(column)
    if suggested is None:
        raise NoSuggestion()
    if alike:
        said = from_text(rows[0].raw).get(column)
        others = batch.rows.filter(has_suggestion=True).exclude(pk=rows[0].pk).order_by("number")
        rows += [row for row in others if from_text(row.raw).get(column) == said and column in _suggestions(row)]
    for row in rows:
        row.raw = to_text(from_text(row.raw) | {column: suggested})
    _look_again(actor, batch, rows, now)
    return len(rows)


@transaction.atomic
def accept_all_suggestions(*, actor: Actor, batch: ImportBatch, now: datetime) -> int:
    """Take every suggestion of the batch. Returns how many rows changed. Raises NotAllowed, BatchNotOpen, NoSuggestion."""
    batch, _none = _open_rows(actor, batch, [])
    rows = list(batch.rows.filter(has_suggestion=True).order_by("number"))
    if not rows:
        raise NoSuggestion()
    for row in rows:
        row.raw = to_text(from_text(row.raw) | _suggestions(row))
    _look_again(actor, batch, rows, now)
    return len(rows)


def _open_rows(actor: Actor, batch: ImportBatch, numbers: Sequence[int]) -> tuple[ImportBatch, list[ImportRow]]:
    require_somewhere(actor, Permission.IMPORT_CREATE)
    require_somewhere(actor, get_kind(batch.kind).permission)
    batch = locked(batch, (BatchStatus.CHECKED,))
    rows = list(batch.rows.filter(number__in=numbers).order_by("number"))
    if len(rows) != len(numbers):
        raise NotFound()
    return batch, rows


def _suggestions(row: ImportRow) -> dict[str, str]:
    return {problem.column: problem.suggestion for problem in problems_from_text(row.problems) if problem.suggestion}


def _look_again(actor: Actor, batch: ImportBatch, changed: list[ImportRow], now: datetime) -> None:
    """Check changed rows anew, and those that say the same as a changed row said or says now."""
    kind, layout, today = get_kind(batch.kind), layout_of(batch), day_of(now)
    cells = {row.pk: from_text(row.raw) for row in changed}
    checked = {row.pk: check_cells(kind, cells[row.pk], layout=layout, today=today) for row in changed}
    touched = {digest for row in changed for digest in row.identities}
    for row in changed:
        row.identities = list(identities_of(kind, checked[row.pk].values))
        touched.update(row.identities)
        row.save(update_fields=["identities", "raw"])
    kin = list(batch.rows.filter(identities__overlap=list(touched)).order_by("number")) if touched else []
    rows = {row.pk: row for row in [*kin, *changed]}
    for row in kin:
        cells.setdefault(row.pk, from_text(row.raw))
        checked.setdefault(row.pk, check_cells(kind, cells[row.pk], layout=layout, today=today))
    first = {digest: row.number for row in reversed(kin) for digest in row.identities}
    for pk, row in rows.items():
        twice = [
            duplicate_of(column, first[digest])
            for digest, column in identities_of(kind, checked[pk].values).items()
            if first.get(digest, row.number) < row.number
        ]
        checked[pk] = CheckedRow(checked[pk].values, (*checked[pk].problems, *twice))
    sources = [] if not kind.provides else [SourceRow(row.number, from_text(row.raw)) for row in batch.rows.all()]
    provided = provided_by(sources, kind, layout, today) | leader_provides(batch, today)
    context = context_of(actor=actor, batch=batch, now=now, provided=provided)
    ordered = sorted(rows.values(), key=lambda row: row.number)
    for start in range(0, len(ordered), rules.CHUNK_ROWS):
        piece = ordered[start : start + rules.CHUNK_ROWS]
        good = [Row(number=row.number, values=checked[row.pk].values) for row in piece if checked[row.pk].is_good]
        plans = dict(zip([row.number for row in good], plan_chunk(context, kind, good), strict=True))
        for row in piece:
            fill(row, checked[row.pk], plans.get(row.number))
        ImportRow.objects.bulk_update(piece, FIELDS)
    batch.counts = counts_of(batch)
    batch.save(update_fields=["counts"])
    for follower in batch.followers.filter(status=BatchStatus.CHECKED, row_count__lte=rules.INLINE_ROWS):
        look_again(actor=actor, batch=follower, rows=list(follower.rows.order_by("number")), now=now)


def look_again(*, actor: Actor, batch: ImportBatch, rows: list[ImportRow], now: datetime) -> None:
    """Check these rows of a locked batch anew, as they stand in the preview: something they refer to has changed."""
    if rows:
        _look_again(actor, batch, rows, now)
