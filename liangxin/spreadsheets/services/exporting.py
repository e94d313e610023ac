"""Clean spreadsheets out: no cell that a spreadsheet program would run, long lists without filling the memory."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require_somewhere
from liangxin.accounts.selectors import get_user
from liangxin.core.audit import record
from liangxin.core.errors import RuleBroken
from liangxin.spreadsheets import rules
from liangxin.spreadsheets.permissions import Permission
from liangxin.spreadsheets.workbooks import Formats, local, neutral, write_cell

if TYPE_CHECKING:
    from liangxin.core.models import AuditEntry

MOST_ROWS = rules.MOST_EXPORTED_ROWS  # R-SHE-09
NARROWEST, WIDEST = 8, 48  # characters of a column
SHEET_NAME_LENGTH = 31
BOM = b"\xef\xbb\xbf"  # without it a spreadsheet program reads UTF-8 as GBK
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"

__all__ = [
    "CSV_TYPE",
    "MOST_ROWS",
    "XLSX_TYPE",
    "ExportReasonMissing",
    "TooManyToExport",
    "csv_lines",
    "neutral",
    "record_export",
    "write_csv",
    "write_xlsx",
]


class TooManyToExport(RuleBroken):
    code, message = "spreadsheets.too_many_to_export", _("一次最多导出 {most} 行，请加条件后再导出。")


class ExportReasonMissing(RuleBroken):
    code, field, message = "spreadsheets.export_reason", "reason", _("请写导出的理由，会留在审计记录里。")


@transaction.atomic
def record_export(
    *, actor: Actor, what: str, rows: int, file_format: str, reason: str, now: datetime,
    permission: str = Permission.EXPORT_CREATE, **facts: Any,
) -> "AuditEntry":  # fmt: skip
    """Note that a list leaves the house; called before the file is made.

    permission: another one for lists that are no registers (accounts, the audit log).
    Raises NotAllowed, ExportReasonMissing, TooManyToExport (R-SHE-09).
    """
    require_somewhere(actor, permission)
    if not reason.strip():
        raise ExportReasonMissing()
    if rows > rules.MOST_EXPORTED_ROWS:
        raise TooManyToExport(most=f"{rules.MOST_EXPORTED_ROWS:,}")
    return record(
        action="export", now=now, user=get_user(user_id=actor.user_id) if actor.user_id else None,
        acting_as=actor.acting_as, object_kind=what, reason=reason.strip()[:500], rows=rows, format=file_format, **facts,
    )  # fmt: skip


def csv_lines(columns: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The file piece by piece, in UTF-8 with a byte order mark; columns: the headings."""
    yield BOM
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in _with_heading(columns, rows):
        writer.writerow([_written(cell) for cell in row])
        if buffer.tell() > 64 * 1024:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _with_heading(columns: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    yield [str(column) for column in columns]
    yield from rows


def _written(value: Any) -> Any:
    value = local(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else neutral(value)


def write_csv(columns: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    """The whole file."""
    return b"".join(csv_lines(columns, rows))


def write_xlsx(columns: Sequence[Any], rows: Iterable[Sequence[Any]], *, sheet_name: str = "") -> bytes:
    """A workbook of one sheet; rows are written as they come and are not kept in memory. Text stays text."""
    with tempfile.TemporaryDirectory() as folder, io.BytesIO() as file:
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(file, options)
        sheet = book.add_worksheet(sheet_name[:SHEET_NAME_LENGTH] or None)
        formats = Formats(book)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(columns):
            width = min(max(2 * len(str(heading)) + 2, NARROWEST), WIDEST)
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, str(neutral(str(heading))), formats.heading)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                write_cell(sheet, number, column, value, formats)
        book.close()
        return file.getvalue()
