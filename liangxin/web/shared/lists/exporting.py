"""A list as a file: exactly the rows and columns that are shown, with a reason, noted in the audit log."""

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from liangxin.core.audit import record
from liangxin.web.shared.rendering import warn

if TYPE_CHECKING:
    from liangxin.web.shared.lists.page import ListPage

MOST_ROWS = 50_000  # rows of one file; more would keep the person waiting
CHUNK = 500  # rows prepared at once
LONGEST_REASON = 300  # characters
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutral(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def export_response(page: "ListPage", *, form: Any) -> HttpResponse:
    """The file, or back to the list with a word where it cannot be made."""
    reason = " ".join(form.get("reason", "").split())[:LONGEST_REASON]
    kind = "csv" if form.get("do") == "export-csv" else "xlsx"
    address = f"{page.request.path}?{form.get('query', '')}"
    if not reason:
        warn(page.request, _("请写导出的理由，会留在审计记录里。"))
        return HttpResponseRedirect(address)
    total = page.queryset.order_by()[: MOST_ROWS + 1].count()
    if total > MOST_ROWS:
        warn(page.request, _("一次最多导出 {most} 行，请加条件后再导出。").format(most=f"{MOST_ROWS:,}"))
        return HttpResponseRedirect(address)
    now = timezone.now()
    record(
        action="lists.exported", now=now, user=page.request.user, acting_as=page.actor.acting_as, object_kind=page.name,
        reason=reason, rows=total, format=kind, query=page.query, columns=[one.key for one in page.shown_columns],
    )  # fmt: skip
    content, mime = (_csv(page), "text/csv; charset=utf-8") if kind == "csv" else (_xlsx(page), XLSX)
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{page.name}-{timezone.localtime(now):%Y%m%d-%H%M}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _rows(page: "ListPage") -> Iterator[list[Any]]:
    columns = [one for one in page.shown_columns if one.exported]
    yield [str(one.label) for one in columns]
    for start in range(0, MOST_ROWS, CHUNK):
        records = page.prepare(list(page.sorted_rows[start : start + CHUNK]))
        for each in records:
            yield [one.exported_value(each) for one in columns]
        if len(records) < CHUNK:
            return


def _csv(page: "ListPage") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    for row in _rows(page):
        writer.writerow([neutral(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _xlsx(page: "ListPage") -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    head, day, instant = (
        book.add_format({"bold": True}),
        book.add_format({"num_format": "yyyy-mm-dd"}),
        book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    )
    widths: dict[int, int] = {}
    for at, row in enumerate(_rows(page)):
        for column, value in enumerate(row):
            if value is None:
                continue
            text = neutral(value)
            if hasattr(value, "hour"):
                sheet.write_datetime(at, column, value, instant)
            elif hasattr(value, "year"):
                sheet.write_datetime(at, column, value, day)
            elif isinstance(text, str):
                sheet.write_string(at, column, text, head if at == 0 else None)
            else:
                sheet.write_number(at, column, float(value))
            widths[column] = min(max(widths.get(column, 8), 2 * len(str(value))), 48)
    for column, width in widths.items():
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    book.close()
    return out.getvalue()
