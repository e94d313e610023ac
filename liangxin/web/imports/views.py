"""Importing, step by step: a file, its columns, the preview, the result; and claims for those above."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liangxin.access.services.require import require_somewhere
from liangxin.spreadsheets import selectors
from liangxin.spreadsheets.choices import BatchStatus
from liangxin.spreadsheets.permissions import Permission
from liangxin.spreadsheets.services.applying import apply_batch
from liangxin.spreadsheets.services.batches import discard_batch, missing_columns, set_layout, upload_batch
from liangxin.spreadsheets.services.claims import settle_claim
from liangxin.spreadsheets.services.corrections import accept_all_suggestions, accept_suggestion, edit_cell
from liangxin.spreadsheets.services.exporting import XLSX_TYPE
from liangxin.spreadsheets.services.kinds import get_kind
from liangxin.spreadsheets.services.national_form import SOURCES, export_national_form, upload_national_form
from liangxin.spreadsheets.services.reports import error_file, template_file
from liangxin.spreadsheets.services.undoing import undo_batch
from liangxin.web.imports.forms import NATIONAL, ColumnsForm, NationalForm, UploadForm, letters
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, is_fragment, posted, say

BATCHES_A_PAGE = 20
ROWS_A_PAGE = 50


def _page(rows: Any, size: int, request: Any) -> Page[Any]:
    return Paginator(rows, size).get_page(request.GET.get("page"))


@login_required
@require_http_methods(["GET", "POST"])
def imports(request: Any) -> HttpResponse:
    """Choose a file; below, what was imported before."""
    require_somewhere(request.actor, Permission.IMPORT_CREATE)
    kinds = selectors.list_kinds(actor=request.actor)
    files = request.FILES if request.method == "POST" else None
    national = any(one.kind_code in {kind.code for kind in kinds} for one in SOURCES.values())
    initial = {"kind": request.GET.get("kind", "")}
    form = UploadForm(posted(request), files, kinds=kinds, national=national, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return _to_batch(request, _upload(request, form).pk)
    page = _page(selectors.list_batches(actor=request.actor), BATCHES_A_PAGE, request)
    shown = [{"batch": one, "title": get_kind(one.kind).title, "words": _counted(one)} for one in page.object_list]
    context = {"form": form, "kinds": kinds, "national": national, "page_of_batches": page, "batches": shown}
    context["claim_count"] = selectors.list_claims(actor=request.actor)[:100].count()
    return answer(request, "imports/list.html", "imports/_upload.html", context, form=form)


def _upload(request: Any, form: UploadForm) -> Any:
    """The batch to look at first: of the national form's two, the organisations'."""
    code, upload, now = form.cleaned_data["kind"], form.upload(), timezone.now()
    if code != NATIONAL:
        return upload_batch(actor=request.actor, kind_code=code, upload=upload, now=now)
    made = upload_national_form(actor=request.actor, upload=upload, now=now)
    if len(made) > 1:
        say(request, _("文件里有组织和党员，一起核对、一起导入。"))
    return made[0]


def _counted(batch: Any) -> str:
    """What came of a batch, in one line."""
    counts = batch.counts.get("outcome") or {}
    if not counts:
        return str(batch.get_status_display())
    done = counts.get("created", 0) + counts.get("updated", 0)
    left = counts.get("refused", 0)
    if not done and not left:
        return _("没有任何改动")
    if left:
        return _("{done} 行导入，{left} 行没有").format(done=done, left=left)
    return ngettext("{done} 行导入", "{done} 行导入", done).format(done=done)


@login_required
@require_GET
def template(request: Any, kind_code: str) -> HttpResponse:
    """The empty sheet of a kind."""
    content = template_file(actor=request.actor, kind_code=kind_code)
    return _file(content, f"{kind_code}-template.xlsx")


@login_required
@require_http_methods(["GET", "POST"])
def national(request: Any) -> HttpResponse:
    """Export the national form, with a reason."""
    require_somewhere(request.actor, Permission.EXPORT_CREATE)
    form = NationalForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            content = export_national_form(actor=request.actor, reason=form.cleaned_data["reason"], now=timezone.now())
            return _file(content, f"national-form-{timezone.localdate():%Y%m%d}.xlsx")
    return render(request, "imports/national.html", {"form": form}, status=422 if form.errors else 200)


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _to_batch(request: Any, batch_id: int) -> HttpResponse:
    """On to the batch's page; htmx loads it anew."""
    if is_fragment(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = redirect("import-batch", batch_id).url
        return response
    return redirect("import-batch", batch_id)


@login_required
@require_GET
def batch(request: Any, batch_id: int) -> HttpResponse:
    """Where a file stands: waiting, to be mapped, to be looked at, or what came of it."""
    found = selectors.get_batch(actor=request.actor, batch_id=batch_id)
    if found.status == BatchStatus.UPLOADED:
        return redirect("import-columns", batch_id)
    return _batch(request, found)


def _batch(request: Any, found: Any) -> HttpResponse:
    return answer(request, "imports/batch.html", "imports/_batch.html", _context(request, found))


def _context(request: Any, found: Any) -> dict[str, Any]:
    kind, layout = get_kind(found.kind), selectors.layout_of_batch(batch=found)
    every, problem = request.GET.get("all") == "1", request.GET.get("problem", "")
    rows = selectors.rows_of_batch(batch=found, only_problems=not every, problem=problem)
    page = _page(rows, ROWS_A_PAGE, request)
    heads = [
        {
            "title": column.title,
            "letter": letters(layout.columns[column.key]) if column.key in layout.columns else "",
            "heading": layout.heading_of(column.key),
        }
        for column in kind.columns
        if column.key in {*layout.columns, *layout.wide}
    ]  # fmt: skip
    parts = selectors.parts_of_file(batch=found)
    planned, outcome = found.counts.get("planned", {}), found.counts.get("outcome", {})
    severity = found.counts.get("severity", {})
    return {
        "batch": found, "kind": kind, "title": kind.title, "heads": heads, "page_of_rows": page, "every": every,
        "rows": selectors.views_of(batch=found, rows=list(page.object_list)), "problem": problem,
        "kept": request.GET.urlencode(),
        "groups": selectors.problem_groups(batch=found), "notes": selectors.notes_of(batch=found),
        "parts": parts if len(parts) > 1 else [], "of_all": sum(part.good for part in parts),
        "bad_of_all": sum(part.bad for part in parts), "good": selectors.importable_count(batch=found), "running": found.status in selectors.RUNNING,
        "progress": selectors.progress_of(batch=found) if found.status in selectors.RUNNING else None,
        "created": outcome.get("created", planned.get("created", 0)), "refused": planned.get("refused", 0),
        "updated": outcome.get("updated", planned.get("updated", 0)),
        "unchanged": outcome.get("unchanged", planned.get("unchanged", 0)),
        "queued": outcome.get("queued", planned.get("queued", 0)), "left": outcome.get("refused", 0),
        "to_mend": severity.get("error", 0), "lost": severity.get("lost", 0),
        "problem_rows": sum(severity.values()), "suggestions": found.counts.get("suggestions", 0),
        "mapped": len(layout.columns) + len(layout.wide), "columns_total": len(layout.headings),
        "sheet_number": layout.sheet + 1, "header_row": layout.first_row + 1,
        "step": {"checked": 3, "check_waiting": 3, "apply_waiting": 4}.get(found.status, 4),
    }  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def columns(request: Any, batch_id: int) -> HttpResponse:
    """Say which column is which."""
    found = selectors.get_batch(actor=request.actor, batch_id=batch_id)
    kind, layout = get_kind(found.kind), selectors.layout_of_batch(batch=found)
    form = ColumnsForm(posted(request), kind=kind, layout=found.layout, options=found.options)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            set_layout(
                actor=request.actor, batch=found, columns=form.columns(), header=form.header(), options=form.options(),
                now=timezone.now(),
            )  # fmt: skip
            return _to_batch(request, batch_id)
    missing = [kind.column(key).title for key in missing_columns(kind, layout)]
    context = {"batch": found, "kind": kind, "title": kind.title, "form": form, "missing": missing}
    return answer(request, "imports/columns.html", "imports/_columns.html", context, form=form)


@login_required
@require_POST
def row(request: Any, batch_id: int, number: int) -> HttpResponse:
    """Mend one cell: one's own word, or the suggestion, here or in all rows alike."""
    found = selectors.get_batch(actor=request.actor, batch_id=batch_id)
    column, now = request.POST.get("column", ""), timezone.now()
    if request.POST.get("do") in {"accept", "alike"}:
        alike = request.POST["do"] == "alike"
        changed = accept_suggestion(
            actor=request.actor, batch=found, row_number=number, column=column, now=now, alike=alike
        )
        say(request, _("已采用 {count} 处建议。").format(count=changed))
    else:
        text = request.POST.get("text", "")
        edit_cell(actor=request.actor, batch=found, row_number=number, column=column, text=text, now=now)
        say(request, _("已改第 {number} 行。").format(number=number))
    return _after(request, batch_id)


@login_required
@require_POST
def suggestions(request: Any, batch_id: int) -> HttpResponse:
    """Take every suggestion."""
    found = selectors.get_batch(actor=request.actor, batch_id=batch_id)
    changed = accept_all_suggestions(actor=request.actor, batch=found, now=timezone.now())
    say(request, _("已采用 {count} 处建议。").format(count=changed))
    return _after(request, batch_id)


@login_required
@require_POST
def recheck(request: Any, batch_id: int) -> HttpResponse:
    """Look at every cell again: the registers may have changed since."""
    found = selectors.get_batch(actor=request.actor, batch_id=batch_id)
    set_layout(actor=request.actor, batch=found, columns=found.layout["columns"], now=timezone.now())
    say(request, _("已重新核对。"))
    return redirect("import-batch", batch_id)


def _after(request: Any, batch_id: int) -> HttpResponse:
    """The preview as it is now."""
    if is_fragment(request):
        return _batch(request, selectors.get_batch(actor=request.actor, batch_id=batch_id))
    query = request.GET.urlencode()
    address = redirect("import-batch", batch_id).url
    return redirect(f"{address}?{query}" if query else address)


@login_required
@require_POST
def apply(request: Any, batch_id: int) -> HttpResponse:
    """The good rows go in."""
    found = selectors.get_batch(actor=request.actor, batch_id=batch_id)
    apply_batch(actor=request.actor, batch=found, now=timezone.now())
    return _to_batch(request, batch_id)


@login_required
@require_GET
def errors(request: Any, batch_id: int) -> HttpResponse:
    """The rows that did not go in, to be mended."""
    found = selectors.get_batch(actor=request.actor, batch_id=batch_id)
    return _file(error_file(actor=request.actor, batch=found), f"{found.kind}-{found.pk}-errors.xlsx")


@login_required
@require_POST
def undo(request: Any, batch_id: int) -> HttpResponse:
    """Take the import back whole."""
    found = selectors.get_batch(actor=request.actor, batch_id=batch_id)
    if undo_batch(actor=request.actor, batch=found, now=timezone.now()).status == BatchStatus.UNDONE:
        say(request, _("这一批已撤回。"))
    return _to_batch(request, batch_id)


@login_required
@require_POST
def discard(request: Any, batch_id: int) -> HttpResponse:
    """Give the file up."""
    found = selectors.get_batch(actor=request.actor, batch_id=batch_id)
    discard_batch(actor=request.actor, batch=found, now=timezone.now())
    say(request, _("已放弃，读到的内容都已删除。"))
    return redirect("imports")


@login_required
@require_GET
def claims(request: Any) -> HttpResponse:
    """Rows that people at this node decide on."""
    require_somewhere(request.actor, Permission.CLAIM_SETTLE)
    page = _page(selectors.list_claims(actor=request.actor), BATCHES_A_PAGE, request)
    views = selectors.claim_views(actor=request.actor, claims=list(page.object_list), now=timezone.now())
    return render(request, "imports/claims.html", {"page_of_claims": page, "claims": views})


@login_required
@require_POST
def settle(request: Any, claim_id: int) -> HttpResponse:
    """Write the row over the record, or leave the record as it is."""
    found = selectors.get_claim(actor=request.actor, claim_id=claim_id)
    accept = request.POST.get("do") == "accept"
    settle_claim(actor=request.actor, claim=found, accept=accept, now=timezone.now())
    say(request, _("已采用这一行。") if accept else _("已保留原来的记录。"))
    return redirect("import-claims")
