"""我的. Everything here is done on one's own account, whatever grant one acts under at the desk."""

import io
import json
from datetime import timedelta
from typing import Any

import xlsxwriter
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liangxin.core.errors import NotFound
from liangxin.members.selectors.memberships import get_declaration, list_declarations
from liangxin.members.selectors.own import OwnRecord, own_record
from liangxin.members.services.declarations import NewDeclaration, declare_membership, withdraw_declaration
from liangxin.organisations.selectors.organisations import get_public, list_public
from liangxin.people.choices import SealedField
from liangxin.people.rules import LOOKS_SHOWN_DAYS
from liangxin.people.selectors import (
    get_correction,
    list_corrections,
    list_looks,
    masked_fields,
    own_person,
)
from liangxin.people.services.corrections import propose_correction, withdraw_correction
from liangxin.people.services.own import record_own_export
from liangxin.search.selectors import matching_ids
from liangxin.spreadsheets.services.exporting import XLSX_TYPE, neutral
from liangxin.web.me.forms import CorrectionForm, DeclarationForm
from liangxin.web.shared.panels import parts_of
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted, say

LOOKS_A_PAGE = 50
MOST_ORGANISATIONS = 12


@login_required
@require_GET
def me(request: Any) -> HttpResponse:
    """My profile, my organisation, my data."""
    actor, now = request.own_actor, timezone.now()
    record = own_record(actor=actor, user=request.user, today=timezone.localdate())
    since = now - timedelta(days=LOOKS_SHOWN_DAYS)
    recent = list(list_looks(actor=actor, person=record.person, since=since)[:100]) if record.person else []
    context = {
        "record": record,
        "person": record.person,
        "membership": record.membership,
        "sealed": masked_fields(record.person) if record.person else [],
        "recent": len(recent),
        "newest": recent[0] if recent else None,
        "days": LOOKS_SHOWN_DAYS,
        "corrections": list(list_corrections(actor=actor)),
        "declarations": list(list_declarations(actor=actor)),
    }
    return render(request, "me/me.html", context)


@login_required
@require_GET
def bookings(request: Any) -> HttpResponse:
    """我的预约: registrations, appointments, rooms, loans; each area brings its part."""
    parts = parts_of("my-bookings", request, request.user, timezone.now())
    response = render(request, "me/bookings.html", {"parts": parts})
    response["Cache-Control"] = "no-store"  # what is confidential stays in no cache
    return response


@login_required
@require_GET
def data(request: Any) -> HttpResponse:
    """Everything the house knows of me, in clear."""
    record = own_record(actor=request.own_actor, user=request.user, today=timezone.localdate())
    response = render(request, "me/data.html", {"record": record})
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_GET
def looks(request: Any) -> HttpResponse:
    """Who looked at my data, when, as whom and why."""
    person = own_person(user=request.user)
    given = request.GET.get("page", "1")
    page = max(int(given), 1) if given.isdigit() and len(given) < 6 else 1
    start = (page - 1) * LOOKS_A_PAGE
    found = list(list_looks(actor=request.own_actor, person=person)[start : start + LOOKS_A_PAGE + 1]) if person else []
    context = {
        "person": person, "looks": found[:LOOKS_A_PAGE], "page_number": page, "more": len(found) > LOOKS_A_PAGE,
        "field_labels": SealedField.choices,
    }  # fmt: skip
    return render(request, "me/looks.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def export(request: Any) -> HttpResponse:
    """Take my data along."""
    if request.method == "GET":
        return render(request, "me/export.html", {})
    now, kind = timezone.now(), "xlsx" if request.POST.get("kind") == "xlsx" else "json"
    record = own_record(actor=request.own_actor, user=request.user, today=timezone.localdate())
    record_own_export(actor=request.own_actor, kind=kind, now=now)
    content, mime = (_xlsx(record), XLSX_TYPE) if kind == "xlsx" else (_json(record), "application/json; charset=utf-8")
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="my-data-{timezone.localtime(now):%Y%m%d}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


def _json(record: OwnRecord) -> bytes:
    return json.dumps({title: list(rows) for title, rows in record.sections}, ensure_ascii=False, indent=2).encode()


def _xlsx(record: OwnRecord) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True})
    for title, rows in record.sections:
        sheet = book.add_worksheet(title[:31])
        for column, word in enumerate(rows[0] if rows else ()):
            sheet.write_string(0, column, word, head)
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row.values()):
                sheet.write_string(at, column, neutral(value))
        sheet.set_column(0, 12, 22)
    book.close()
    return out.getvalue()


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: Any) -> HttpResponse:
    """Ask that something be corrected."""
    person = own_person(user=request.user)
    if person is None:
        raise NotFound()
    form = CorrectionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            propose_correction(
                actor=request.own_actor, person=person, now=timezone.now(), today=timezone.localdate(),
                **form.cleaned_data,
            )  # fmt: skip
            say(request, _("已送出，管理资料的组织会答复您。"))
            return redirect("me")
    context = {"form": form, "person": person}
    return answer(request, "me/correct.html", "me/_correct.html", context, form=form)


@login_required
@require_POST
def withdraw_a_correction(request: Any, correction_id: int) -> HttpResponse:
    """Take a request back."""
    found = get_correction(actor=request.own_actor, correction_id=correction_id)
    withdraw_correction(actor=request.own_actor, correction=found, now=timezone.now())
    say(request, _("已撤回。"))
    return redirect("me")


@login_required
@require_http_methods(["GET", "POST"])
def declare(request: Any) -> HttpResponse:
    """Say where I am a member: first find the organisation, then a few lines."""
    today = timezone.localdate()
    slug = request.POST.get("organisation") or request.GET.get("organisation", "")
    if not slug:
        text = " ".join(request.GET.get("q", "").split())[:100]
        found = _organisations(text, today) if text else []
        return render(request, "me/declare_where.html", {"text": text, "found": found})
    organisation = get_public(slug=slug, today=today)
    initial = {"organisation": slug, "name": request.user.display_name, "phone": request.user.phone}
    form = DeclarationForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            declare_membership(
                actor=request.own_actor, new=NewDeclaration(organisation=organisation, **form.values()),
                now=timezone.now(), today=today,
            )  # fmt: skip
            say(request, _("已送出，{name}会确认。").format(name=organisation.node.name))
            return redirect("me")
    context = {"form": form, "organisation": organisation}
    return answer(request, "me/declare.html", "me/_declare.html", context, form=form)


def _organisations(text: str, today: Any) -> list[Any]:
    found = list_public(today=today).filter(type__holds_members=True)
    return list(found.filter(pk__in=matching_ids(kind="organisation", text=text))[:MOST_ORGANISATIONS])


@login_required
@require_POST
def withdraw_a_declaration(request: Any, declaration_id: int) -> HttpResponse:
    """Take a declaration back."""
    found = get_declaration(actor=request.own_actor, declaration_id=declaration_id)
    withdraw_declaration(actor=request.own_actor, declaration=found, now=timezone.now())
    say(request, _("已撤回。"))
    return redirect("me")
