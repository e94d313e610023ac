"""Files for people: the template of a kind, and the rows that did not go in, to be mended and brought again."""

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from liangxin.access.actor import Actor
from liangxin.access.services.require import require_somewhere
from liangxin.spreadsheets import rules
from liangxin.spreadsheets.checking import heaviest
from liangxin.spreadsheets.choices import Severity
from liangxin.spreadsheets.codec import from_text, problems_from_text
from liangxin.spreadsheets.kinds import ImportKind, get_kind
from liangxin.spreadsheets.layout import Layout
from liangxin.spreadsheets.models import ImportBatch, ImportRow
from liangxin.spreadsheets.permissions import Permission
from liangxin.spreadsheets.planning import layout_of
from liangxin.spreadsheets.reading import ErrorCell, Sheet, cell_of
from liangxin.spreadsheets.services.batches import parts_of, sheets_of
from liangxin.spreadsheets.workbooks import Formats, write_cell

REASON_HEADING = "错误原因"  # of the file's language, which is the users': never mapped on the way in
REASON_WIDTH = 44


def template_file(*, actor: Actor, kind_code: str) -> bytes:
    """An empty sheet with the kind's columns as text cells, and a second sheet that says how to fill them.

    Raises NotAllowed, NotFound.
    """
    require_somewhere(actor, Permission.IMPORT_CREATE)
    kind = get_kind(kind_code)
    require_somewhere(actor, kind.permission)
    with io.BytesIO() as file:
        book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        formats = Formats(book)
        sheet, notes = book.add_worksheet(str(kind.title)[:31]), book.add_worksheet(_("填写说明"))
        notes.write_row(0, 0, [_("列"), _("必填"), _("例"), _("说明")], formats.heading)
        for at, column in enumerate(kind.columns):
            title = f"{column.title}*" if column.required else str(column.title)
            sheet.set_column(at, at, max(2 * len(title) + 4, 14), formats.text)
            sheet.write_string(0, at, title, formats.heading)
            words = (str(column.title), _("必填") if column.required else "", column.example, str(column.note))
            for place, word in enumerate(words):
                write_cell(notes, at + 1, place, word, formats)
        notes.set_column(0, 3, 24)
        sheet.freeze_panes(1, 0)
        book.close()
        return file.getvalue()


def error_file(*, actor: Actor, batch: ImportBatch) -> bytes:
    """The rows that did not go in, in the columns of the file they came from, faulty cells marked, reasons in front.

    A sheet for each part of the file. Mended cells of the preview are written as they are now. The file can be
    imported again: the reasons are ignored. Raises NotAllowed, FilePurged.
    """
    require_somewhere(actor, Permission.IMPORT_CREATE)
    parts = parts_of(batch)
    with io.BytesIO() as file:
        book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        formats = Formats(book)
        for part in parts:
            read = sheets_of(part)[layout_of(part).sheet]
            _write_errors(book, _("要修正的行") if len(parts) == 1 else read.name, part, read, formats)
        book.close()
        return file.getvalue()


def _write_errors(book: Any, title: str, batch: ImportBatch, sheet_read: Sheet, formats: Formats) -> None:
    kind, layout = get_kind(batch.kind), layout_of(batch)
    rows = ImportRow.objects.filter(batch=batch, severity__in=[Severity.ERROR, Severity.LOST]).order_by("number")
    sheet = book.add_worksheet(title)
    sheet.set_column(0, 0, REASON_WIDTH)
    sheet.write_string(0, 0, REASON_HEADING, formats.heading)
    for at, heading in enumerate(layout.headings):
        sheet.set_column(at + 1, at + 1, max(2 * len(heading) + 4, 12))
        write_cell(sheet, 0, at + 1, heading, formats, style=formats.heading)
    for line, row in enumerate(rows.iterator(chunk_size=rules.CHUNK_ROWS), start=1):
        read = sheet_read.rows[row.number - 1] if row.number <= len(sheet_read.rows) else []
        _write_row(sheet, line, row, read, kind, layout, formats)
    sheet.freeze_panes(1, 1)


def _write_row(
    sheet: Any, line: int, row: ImportRow, read: list[Any], kind: ImportKind, layout: Layout, formats: Formats
) -> None:  # fmt: skip
    problems = [problem for problem in problems_from_text(row.problems) if heaviest([problem]) != Severity.FLAG]
    titles = {column.key: str(column.title) for column in kind.columns}
    reasons = [
        f"{titles[problem.column]}：{problem.message}" if problem.column in titles else problem.message
        for problem in problems
    ]
    sheet.write_string(line, 0, "\n".join(reasons), formats.reason)
    now = {layout.columns[key]: cell for key, cell in from_text(row.raw, {}).items() if key in layout.columns}
    faulty = {layout.columns.get(problem.column) for problem in problems}
    for at in range(len(layout.headings)):
        cell = cell_of(now[at] if at in now else read[at] if at < len(read) else None)
        value = cell.text if isinstance(cell, ErrorCell) else cell
        write_cell(sheet, line, at + 1, value, formats, style=formats.bad if at in faulty else None)
