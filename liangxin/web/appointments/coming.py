"""Who comes, and what people asked for, at the desk."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.access.services import require, require_somewhere
from liangxin.core.errors import RuleBroken
from liangxin.venues.permissions import OfferPermission
from liangxin.venues.selectors.appointments import get_appointment, get_request, said_name
from liangxin.venues.services.appointments import call_off, mark_again_open, mark_came, mark_no_show
from liangxin.venues.services.requests import answer_request
from liangxin.web.appointments.acting import act
from liangxin.web.appointments.forms import AnswerForm, WhyForm
from liangxin.web.appointments.lists import AppointmentList, RequestList
from liangxin.web.shared.rendering import posted, say, warn

KEEP = OfferPermission.APPOINTMENT_KEEP
FORM_METHODS = require_http_methods(["GET", "POST"])


@login_required
@FORM_METHODS
def appointments(request: Any) -> HttpResponse:
    """Who comes: open kinds only."""
    require_somewhere(request.actor, KEEP)
    return AppointmentList(request).answer()


@login_required
@require_safe
def appointment(request: Any, appointment_id: int) -> HttpResponse:
    """One appointment of an open kind."""
    require_somewhere(request.actor, KEEP)
    row = get_appointment(actor=request.actor, appointment_id=appointment_id)
    require(request.actor, KEEP, scope=row)
    context = {"row": row, "who": said_name(row), "now": timezone.now()}
    return render(request, "appointments/appointment.html", context)


ACTS = {
    "came": lambda actor, pk, now: mark_came(actor=actor, appointment_id=pk, at=now),
    "no-show": lambda actor, pk, now: mark_no_show(actor=actor, appointment_id=pk, now=now),
    "again": lambda actor, pk, now: mark_again_open(actor=actor, appointment_id=pk),
}


@login_required
@require_POST
def attend(request: Any, appointment_id: int, what: str) -> HttpResponse:
    """Came, did not come, or taken back."""
    get_appointment(actor=request.actor, appointment_id=appointment_id)
    try:
        ACTS[what](request.actor, appointment_id, timezone.now())
        say(request, _("已记下。"))
    except RuleBroken as refusal:
        warn(request, str(refusal))
    return redirect("appointment", appointment_id)


@login_required
@FORM_METHODS
def call_an_appointment_off(request: Any, appointment_id: int) -> HttpResponse:
    """The station cancels."""
    row = get_appointment(actor=request.actor, appointment_id=appointment_id)
    require(request.actor, KEEP, scope=row)
    form = WhyForm(posted(request))

    def do() -> str:
        call_off(actor=request.actor, appointment_id=row.pk, reason=form.cleaned_data["reason"], now=timezone.now())
        return _("已取消，已告知对方。")

    to = reverse("appointment", args=[row.pk])
    return act(request, form, do, to=to, title=_("取消预约"), submit=_("取消预约"), above=(row.item.name, to))


@login_required
@FORM_METHODS
def requests(request: Any) -> HttpResponse:
    """What people asked for."""
    require_somewhere(request.actor, KEEP)
    return RequestList(request).answer()


@login_required
@FORM_METHODS
def answer_a_request(request: Any, request_id: int) -> HttpResponse:
    """A request, and the answer to it."""
    row = get_request(actor=request.actor, request_id=request_id)
    require(request.actor, KEEP, scope=row)
    form = AnswerForm(posted(request))

    def do() -> str:
        answer_request(actor=request.actor, request_id=row.pk, now=timezone.now(), **form.cleaned_data)
        return _("已答复。")

    to = reverse("request-list")
    told = " · ".join(part for part in (row.wanted, row.note, row.contact) if part)
    return act(request, form, do, to=to, title=row.item.name, submit=_("答复"), above=(_("服务申请"), to), intro=told)
