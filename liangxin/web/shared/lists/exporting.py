"""A list as a file: exactly the rows and columns that are shown, with a reason, noted in the audit log."""

from collections.abc import Iterator
from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from liangxin.access.actor import Actor
from liangxin.core.errors import RuleBroken
from liangxin.spreadsheets.services.exporting import (
    CSV_TYPE,
    MOST_ROWS,
    XLSX_TYPE,
    record_export,
    write_csv,
    write_xlsx,
)
from liangxin.web.shared.lists.columns import Column
from liangxin.web.shared.rendering import warn

CHUNK = 500  # rows prepared at once
LONGEST_REASON = 300  # characters


class Exportable(Protocol):
    """What a list tells of itself, so that it can be written as a file."""

    request: Any
    actor: Actor

    @property
    def name(self) -> str: ...
    @property
    def export_permission(self) -> str: ...
    @property
    def query(self) -> str: ...
    @property
    def queryset(self) -> QuerySet[Any]: ...
    @property
    def sorted_rows(self) -> QuerySet[Any]: ...
    @property
    def shown_columns(self) -> list[Column]: ...
    def prepare(self, records: list[Any]) -> list[Any]: ...


def export_response(page: Exportable, *, form: Any) -> HttpResponse:
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


def _columns(page: Exportable) -> list[Any]:
    return [one for one in page.shown_columns if one.exported]


def _rows(page: Exportable) -> Iterator[list[Any]]:
    columns = _columns(page)
    for start in range(0, MOST_ROWS, CHUNK):
        records = page.prepare(list(page.sorted_rows[start : start + CHUNK]))
        for each in records:
            yield [one.exported_value(each) for one in columns]
        if len(records) < CHUNK:
            return
