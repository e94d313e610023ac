"""Rosters on paper and the national collection form: in clear, with a reason, told to each person."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liangxin.access.services.require import require_somewhere
from liangxin.members.permissions import Permission
from liangxin.members.selectors.rosters import (
    MOST_ON_PAPER,
    roster_of,
    stated,
)
from liangxin.people.choices import LookKind
from liangxin.people.services.reveals import record_disclosure
from liangxin.spreadsheets.services.exporting import XLSX_TYPE
from liangxin.spreadsheets.services.national_form import export_national_form
from liangxin.web.members.forms import RosterForm
from liangxin.web.shared.desk import desk_page
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted


@desk_page
@require_http_methods(["GET", "POST"])
def roster(request: Any) -> HttpResponse:
    """A roster for paper: who printed it and when stands on top."""
    return _answer(request, _("打印花名册"), _("打印"), LookKind.PRINT)


@desk_page
@require_http_methods(["GET", "POST"])
def national_form(request: Any) -> HttpResponse:
    """The national collection form as a workbook."""
    return _answer(request, _("全国党员信息采集表（四张表）"), _("导出"), LookKind.EXPORT)


def _answer(request: Any, title: str, verb: str, kind: str) -> HttpResponse:
    require_somewhere(request.actor, Permission.MEMBERSHIP_EXPORT)
    form = RosterForm(posted(request), actor=request.actor, initial={"organisation": request.actor.node_id})
    if request.method == "POST" and form.is_valid():
        organisation, reason, now = form.cleaned_data["organisation"], form.cleaned_data["reason"], timezone.now()
        found = roster_of(actor=request.actor, path=organisation.node.path)
        if found.order_by().count() > MOST_ON_PAPER:
            form.add_error("organisation", _("超过 {most} 人，请选下级组织分开办。").format(most=MOST_ON_PAPER))
        else:
            with refusals_on(form):
                if kind == LookKind.EXPORT:
                    return _workbook(request, organisation, reason, now)
                record_disclosure(
                    actor=request.actor, person_ids=found.order_by().values("person_id"), kind=kind, reason=reason,
                    now=now, what=f"{title} {organisation.node.name}",
                )  # fmt: skip
                return _paper(request, organisation, found, now)
    words = _("含完整姓名和号码，请妥善保管，用完销毁。")
    context = {"form": form, "membership": None, "danger": False, "title": title, "words": words, "verb": verb}
    return answer(request, "members/paper_form.html", "members/_paper_form.html", context, form=form)


def _paper(request: Any, organisation: Any, found: Any, now: Any) -> HttpResponse:
    rows = [
        {
            "membership": one, "person": one.person, "home": one.home,
            "born": stated(one.person.birth_date, one.person.birth_precision),
            "joined": stated(one.joined_on, one.joined_precision),
        }
        for one in found
    ]  # fmt: skip
    context = {"organisation": organisation, "rows": rows, "now": now, "who": request.user.display_name}
    response = render(request, "members/roster.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _workbook(request: Any, organisation: Any, reason: str, now: Any) -> HttpResponse:
    content = export_national_form(actor=request.actor, reason=reason, now=now, under=organisation.node.path)
    response = HttpResponse(content, content_type=XLSX_TYPE)
    name = f"national-form-{timezone.localtime(now):%Y%m%d-%H%M}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
