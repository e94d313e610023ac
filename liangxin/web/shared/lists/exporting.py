"""A list as a file: exactly the rows and columns that are shown, with a reason, noted in the audit log."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from liangxin.core.errors import RuleBroken
from liangxin.spreadsheets.services.exporting import (
    CSV_TYPE,
    MOST_ROWS,
    XLSX_TYPE,
    record_export,
    write_csv,
    write_xlsx,
)
from liangxin.web.shared.rendering import warn

if TYPE_CHECKING:
    from liangxin.web.shared.lists.page import ListPage

CHUNK = 500  # rows prepared at once
LONGEST_REASON = 300  # characters


def export_response(page: "ListPage", *, form: Any) -> HttpResponse:
    """The file, or back to the list with a word where it cannot be made. Raises NotAllowed."""
    kind = "csv" if form.get("do") == "export-csv" else "xlsx"
    now = timezone.now()
    try:
        record_export(
            actor=page.actor, what=page.name, rows=page.queryset.order_by()[: MOST_ROWS + 1].count(), file_format=kind,
            reason=form.get("reason", "")[:LONGEST_REASON], now=now, permission=page.export_permission, query=page.query,
            columns=[one.key for one in page.shown_columns],
        )  # fmt: skip
    except RuleBroken as refusal:
        warn(page.request, str(refusal))
        return HttpResponseRedirect(f"{page.request.path}?{form.get('query', '')}")
    headings = [str(one.label) for one in _columns(page)]
    write, mime = (write_csv, CSV_TYPE) if kind == "csv" else (write_xlsx, XLSX_TYPE)
    response = HttpResponse(write(headings, _rows(page)), content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{page.name}-{timezone.localtime(now):%Y%m%d-%H%M}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


def _columns(page: "ListPage") -> list[Any]:
    return [one for one in page.shown_columns if one.exported]


def _rows(page: "ListPage") -> Iterator[list[Any]]:
    columns = _columns(page)
    for start in range(0, MOST_ROWS, CHUNK):
        records = page.prepare(list(page.sorted_rows[start : start + CHUNK]))
        for each in records:
            yield [one.exported_value(each) for one in columns]
        if len(records) < CHUNK:
            return
