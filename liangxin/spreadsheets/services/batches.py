"""A file comes in: uploading, saying what its columns are, looking at every cell."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require_somewhere
from liangxin.core.errors import RuleBroken
from liangxin.core.events import publish
from liangxin.spreadsheets import layout as layouts
from liangxin.spreadsheets import progress, rules
from liangxin.spreadsheets.auditing import note
from liangxin.spreadsheets.choices import BatchStatus, Outcome
from liangxin.spreadsheets.codec import pack_sheets, unpack_sheets
from liangxin.spreadsheets.counting import counts_of
from liangxin.spreadsheets.events import BatchWaiting
from liangxin.spreadsheets.kinds import ImportKind, get_kind
from liangxin.spreadsheets.layout import Layout, Skipped, SourceRow
from liangxin.spreadsheets.models import ImportBatch, ImportRow, ImportSource, RememberedMapping
from liangxin.spreadsheets.permissions import Permission
from liangxin.spreadsheets.planning import build_rows, context_of, day_of, layout_of, leader_provides, provided_by
from liangxin.spreadsheets.reading import Sheet, read_sheets

OPEN = (BatchStatus.UPLOADED, BatchStatus.CHECKED)


class BatchNotOpen(RuleBroken):
    code, message = "spreadsheets.batch_not_open", _("这一批已在导入、已导入或已放弃，不能再改。")


class FilePurged(RuleBroken):
    code, message = "spreadsheets.file_purged", _("文件内容已到期删除，请重新上传。")


class NothingInFile(RuleBroken):
    code, field, message = "spreadsheets.nothing_in_file", "file", _("文件里没有可读的内容。")


class NoSuchHeader(RuleBroken):
    code, field, message = "spreadsheets.no_such_header", "first_row", _("这张表没有这一行，请重新指定表头所在的行。")


class ColumnTwice(RuleBroken):
    code, field, message = "spreadsheets.column_twice", "columns", _("同一列不能对应两个项目。")


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file and how to take it. sheet: from 0, or None for the best fitting one."""

    name: str
    content: bytes
    sheet: int | None = None
    options: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def upload_batch(
    *, actor: Actor, kind_code: str, upload: Upload, now: datetime, in_background: bool = True
) -> ImportBatch:
    """Read the file, find its header and columns, and check it: at once when small, else by the worker.

    in_background: False checks at once whatever the size. The file itself is not kept; its cells are, encrypted, for
    30 days (R-SHE-08). Raises NotAllowed, NotFound, FileRefused, NothingInFile. Publishes BatchWaiting.
    """
    _allowed(actor, kind_code)
    return store_batch(
        actor=actor,
        kind_code=kind_code,
        upload=upload,
        sheets=read_sheets(upload.content),
        now=now,
        in_background=in_background,
    )


@transaction.atomic
def store_batch(
    *, actor: Actor, kind_code: str, upload: Upload, sheets: Sequence[Sheet], now: datetime, in_background: bool,
    follows: ImportBatch | None = None,
) -> ImportBatch:  # fmt: skip
    """As `upload_batch`, of sheets that were read already; follows: the part of the file that goes in first. Raises NotAllowed, NotFound, NothingInFile."""
    kind = _allowed(actor, kind_code)
    if not any(sheet.rows for sheet in sheets) or (upload.sheet is not None and not 0 <= upload.sheet < len(sheets)):
        raise NothingInFile()
    layout = _remembered(actor, kind, layouts.find_layout(sheets, kind, sheet=upload.sheet))
    batch = ImportBatch.objects.create(
        kind=kind.code, follows=follows, user_id=actor.user_id, grant_id=actor.grant_id, acting_as=actor.acting_as, path=actor.path,
        door=actor.door, file_name=upload.name[-255:], file_bytes=len(upload.content),
        file_digest=hashlib.sha256(upload.content).hexdigest(), uploaded_at=now,
        options=kind.default_options() | {key: str(value) for key, value in upload.options.items()},
        layout=_described(layout, sheets), row_count=_expected_rows(sheets, layout),
    )  # fmt: skip
    ImportSource.objects.create(batch=batch, content=pack_sheets(sheets))
    note(actor, "import.upload", batch, now, bytes=batch.file_bytes)
    return _check_or_wait(actor, batch, kind, now, in_background)


@transaction.atomic
def set_layout(
    *, actor: Actor, batch: ImportBatch, columns: Mapping[str, int], now: datetime,
    header: tuple[int, int, int] | None = None, options: Mapping[str, str] | None = None, in_background: bool = True,
) -> ImportBatch:  # fmt: skip
    """Say which column is which, and, with header=(sheet, first row, depth), where the header is; remembered.

    Files with the same headings are read so the next time. options: of the kind, for this file. Checks anew. Raises NotAllowed, BatchNotOpen, FilePurged,
    NoSuchHeader, ColumnTwice.
    """
    kind = _allowed(actor, batch.kind)
    batch = locked(batch, OPEN)
    sheets = sheets_of(batch)
    layout = layout_of(batch)
    if header is not None:
        index, first_row, depth = header
        if not (
            0 <= index < len(sheets) and 0 <= first_row < len(sheets[index].rows) and 1 <= depth <= rules.DEEPEST_HEADER
        ):
            raise NoSuchHeader()
        layout = layouts.layout_at(sheets[index], kind, index=index, first_row=first_row, depth=depth)
    if columns or header is None:
        chosen = {key: at for key, at in columns.items() if 0 <= at < len(layout.headings)}
        if len(set(chosen.values())) != len(chosen):
            raise ColumnTwice()
        layout = layouts.with_columns(layout, chosen, kind)
        _remember(actor, kind, layout, now)
    known = {option.key: option.choices for option in kind.options}
    batch.options |= {key: value for key, value in (options or {}).items() if value in known.get(key, {})}
    batch.layout = _described(layout, sheets)
    batch.row_count = _expected_rows(sheets, layout)
    return _check_or_wait(actor, batch, kind, now, in_background)


@transaction.atomic
def discard_batch(*, actor: Actor, batch: ImportBatch, now: datetime) -> ImportBatch:
    """Give the file up; what was read from it is deleted at once. Raises NotAllowed, BatchNotOpen."""
    require_somewhere(actor, Permission.IMPORT_CREATE)
    statuses = (*OPEN, BatchStatus.CHECK_WAITING, BatchStatus.APPLY_WAITING)
    for part in locked_parts(batch, statuses):
        ImportSource.objects.filter(batch=part).delete()
        part.rows.all().delete()
        part.status, part.purged_at = BatchStatus.DISCARDED, now
        part.save(update_fields=["status", "purged_at"])
    batch.refresh_from_db()
    return batch


def check(*, actor: Actor, batch: ImportBatch, now: datetime) -> ImportBatch:
    """Look at every cell of a locked batch and plan every row; replaces what was found before."""
    kind, layout = get_kind(batch.kind), layout_of(batch)
    sheet = sheets_of(batch)[layout.sheet]
    batch.rows.all().delete()
    skipped = Skipped()
    sources = list(layouts.rows_of(sheet, layout, kind, skipped))
    today = day_of(now)
    provided = provided_by(sources, kind, layout, today) | leader_provides(batch, today)
    context = context_of(actor=actor, batch=batch, now=now, provided=provided)
    seen: dict[str, int] = {}
    done = 0
    for chunk in chunks(sources):
        rows = build_rows(context=context, batch=batch, kind=kind, sources=chunk, seen=seen)
        ImportRow.objects.bulk_create(rows)
        done += len(rows)
        if len(sources) > rules.INLINE_ROWS:
            progress.note_progress(batch_id=batch.pk, step="check", done=done, total=len(sources))
    batch.row_count = len(sources)
    batch.counts = counts_of(batch)
    batch.notes = [*skipped.to_notes(), *_notes_on(batch, sheet)]
    batch.status, batch.checked_at, batch.failure = BatchStatus.CHECKED, now, ""
    batch.save()
    if len(sources) > rules.INLINE_ROWS:
        progress.clear_progress(batch_id=batch.pk)
    return batch


def chunks(rows: Sequence[SourceRow]) -> Iterator[list[SourceRow]]:
    """Pieces of at most CHUNK_ROWS."""
    each = iter(rows)
    while piece := list(islice(each, rules.CHUNK_ROWS)):
        yield piece


def locked(batch: ImportBatch, statuses: Sequence[str]) -> ImportBatch:
    """The batch, locked, in one of these states. Raises BatchNotOpen."""
    found = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if found.status not in statuses:
        raise BatchNotOpen()
    return found


def parts_of(batch: ImportBatch) -> list[ImportBatch]:
    """All parts of the batch's file, in the order in which they go in; mostly the batch alone."""
    first = batch.follows_id or batch.pk
    parts = ImportBatch.objects.filter(Q(pk=first) | Q(follows=first)).select_related("follows")
    return sorted(parts, key=lambda part: (part.follows_id is not None, part.pk))


def locked_parts(batch: ImportBatch, statuses: Sequence[str]) -> list[ImportBatch]:
    """The parts of the batch's file that are in one of these states, locked. Raises BatchNotOpen where it is not."""
    ids = [part.pk for part in parts_of(batch)]
    list(ImportBatch.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    parts = [part for part in parts_of(batch) if part.status in statuses]
    if batch.pk not in {part.pk for part in parts}:
        raise BatchNotOpen()
    return parts


def sheets_of(batch: ImportBatch) -> list[Sheet]:
    """What was read from the file. Raises FilePurged."""
    source = ImportSource.objects.filter(batch=batch).first()
    if source is None:
        raise FilePurged()
    return unpack_sheets(source.content)


def missing_columns(kind: ImportKind, layout: Layout) -> list[str]:
    """Keys of required columns that no heading was found for."""
    return [
        column.key for column in kind.columns if column.required and column.key not in {*layout.columns, *layout.wide}
    ]


def _allowed(actor: Actor, kind_code: str) -> ImportKind:
    require_somewhere(actor, Permission.IMPORT_CREATE)
    kind = get_kind(kind_code)
    require_somewhere(actor, kind.permission)
    return kind


def _check_or_wait(
    actor: Actor, batch: ImportBatch, kind: ImportKind, now: datetime, in_background: bool
) -> ImportBatch:
    if missing_columns(kind, layout_of(batch)):
        batch.rows.all().delete()
        batch.status, batch.counts = BatchStatus.UPLOADED, {}
    elif in_background and batch.row_count > rules.INLINE_ROWS:
        batch.status = BatchStatus.CHECK_WAITING
        publish(BatchWaiting(batch_id=batch.pk))
    else:
        batch.save()
        return check(actor=actor, batch=batch, now=now)
    batch.save()
    return batch


def _remembered(actor: Actor, kind: ImportKind, layout: Layout) -> Layout:
    if actor.user_id is None:
        return layout
    remembered = RememberedMapping.objects.filter(
        user_id=actor.user_id, kind=kind.code, signature=layouts.signature_of(layout.headings)
    ).first()
    if remembered is None:
        return layout
    at = {heading: index for index, heading in reversed(list(enumerate(layout.headings)))}
    columns = {key: at[heading] for key, heading in remembered.columns.items() if heading in at}
    return layouts.with_columns(layout, columns, kind)


def _remember(actor: Actor, kind: ImportKind, layout: Layout, now: datetime) -> None:
    if actor.user_id is None:
        return
    RememberedMapping.objects.update_or_create(
        user_id=actor.user_id, kind=kind.code, signature=layouts.signature_of(layout.headings),
        defaults={"columns": {key: layout.headings[at] for key, at in layout.columns.items()}, "used_at": now},
    )  # fmt: skip


def _described(layout: Layout, sheets: Sequence[Sheet]) -> dict[str, object]:
    about = [{"name": sheet.name, "hidden": sheet.is_hidden, "rows": len(sheet.rows)} for sheet in sheets]
    return layout.to_json() | {"sheets": about}


def _expected_rows(sheets: Sequence[Sheet], layout: Layout) -> int:
    return max(len(sheets[layout.sheet].rows) - layout.first_row - layout.depth, 0)


def _notes_on(batch: ImportBatch, sheet: Sheet) -> list[dict[str, object]]:
    """What a person should know of the file: hidden rows and sheets, and that it came before."""
    notes: list[dict[str, object]] = []
    start = batch.layout["first_row"] + batch.layout["depth"]
    if hidden := sum(row >= start for row in sheet.hidden_rows):
        notes.append({"code": "hidden_rows", "facts": {"count": hidden}})
    if hidden := sum(each["hidden"] for each in batch.layout["sheets"]):
        notes.append({"code": "hidden_sheets", "facts": {"count": hidden}})
    before = ImportBatch.objects.filter(
        kind=batch.kind, file_digest=batch.file_digest, user=batch.user, status=BatchStatus.APPLIED
    ).exclude(pk=batch.pk)
    earlier = before.order_by("-applied_at").first()
    if earlier is not None and earlier.applied_at is not None:
        notes.append({"code": "imported_before", "facts": {"day": day_of(earlier.applied_at).isoformat()}})
    planned = batch.counts.get("planned", {})
    if batch.row_count and planned.get(Outcome.UNCHANGED, 0) == batch.row_count:
        notes.append({"code": "nothing_changes", "facts": {}})
    return notes
