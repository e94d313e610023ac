"""What waits for a decision: claims, registrations handed up, corrections; and the labels."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liangxin.access.services import require_somewhere
from liangxin.enterprises.choices import ClaimState
from liangxin.enterprises.permissions import Permission
from liangxin.enterprises.selectors import queues
from liangxin.enterprises.selectors.enterprises import get_label, list_labels, rows_of
from liangxin.enterprises.services import claims as claiming
from liangxin.enterprises.services import corrections as correcting
from liangxin.enterprises.services.decisions import accept_registration, decline_registration
from liangxin.enterprises.services.labels import change_label as store_label
from liangxin.enterprises.services.labels import create_label
from liangxin.web.enterprises.forms import DecisionForm, LabelForm, NewLabelForm, SettleForm
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, leave, say

SHOWN = 100


@login_required
@require_GET
def conflicts(request: Any) -> HttpResponse:
    """Enterprises that two organisations say they answer for."""
    require_somewhere(request.actor, Permission.CONFLICT_RESOLVE)
    found = list(queues.claims_for(actor=request.actor)[:SHOWN])
    today = timezone.localdate()
    held = {row.enterprise.pk: row.coverage for row in rows_of({one.enterprise for one in found}, day=today)}
    lines = [(claim, held.get(claim.enterprise_id)) for claim in found]
    context = {
        "open": [line for line in lines if line[0].state == ClaimState.OPEN],
        "closed": [line for line in lines if line[0].state != ClaimState.OPEN],
    }
    return render(request, "enterprises/conflicts.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def conflict(request: Any, claim_id: int) -> HttpResponse:
    """Both sides, and settling it."""
    require_somewhere(request.actor, Permission.CONFLICT_RESOLVE)
    claim = queues.get_claim(actor=request.actor, claim_id=claim_id)
    today = timezone.localdate()
    form = SettleForm(request.POST if request.method == "POST" else None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            claiming.settle_claim(
                actor=request.actor, claim=claim, transfer=request.POST.get("do") == "transfer", now=timezone.now(),
                today=today, **form.cleaned_data,
            )  # fmt: skip
            say(request, _("已处理 {name} 的认领。").format(name=claim.enterprise.node.name))
            return leave(request, reverse("enterprise-conflicts"))
    row = rows_of([claim.enterprise], day=today)[0]
    context = {"form": form, "claim": claim, "row": row}
    return answer(request, "enterprises/conflict.html", "enterprises/_conflict.html", context, form=form)


@login_required
@require_GET
def pending(request: Any) -> HttpResponse:
    """Registrations handed up."""
    require_somewhere(request.actor, Permission.REGISTRATION_DECIDE)
    return render(
        request, "enterprises/pending.html", {"cases": list(queues.open_pending_for(actor=request.actor)[:SHOWN])}
    )


@login_required
@require_http_methods(["GET", "POST"])
def pending_case(request: Any, case_id: int) -> HttpResponse:
    """One of them, and deciding it."""
    require_somewhere(request.actor, Permission.REGISTRATION_DECIDE)
    case = queues.get_pending(actor=request.actor, case_id=case_id)
    form = DecisionForm(request.POST if request.method == "POST" else None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            reason, now = form.cleaned_data["reason"], timezone.now()
            if request.POST.get("do") == "accept":
                accept_registration(actor=request.actor, case=case, now=now, today=timezone.localdate(), reason=reason)
            else:
                decline_registration(actor=request.actor, case=case, now=now, reason=reason)
            say(request, _("已处理 {name}。").format(name=case.name))
            return leave(request, reverse("enterprise-pending"))
    readable = case.enterprise if queues.may_read(actor=request.actor, enterprise=case.enterprise) else None
    context = {"form": form, "case": case, "holder": readable}
    return answer(request, "enterprises/pending_case.html", "enterprises/_pending_case.html", context, form=form)


@login_required
@require_GET
def corrections(request: Any) -> HttpResponse:
    """What enterprises say is wrong."""
    require_somewhere(request.actor, Permission.CORRECTION_DECIDE)
    found = list(queues.corrections_for(actor=request.actor)[:SHOWN])
    return render(request, "enterprises/corrections.html", {"corrections": found})


@login_required
@require_http_methods(["GET", "POST"])
def correction(request: Any, correction_id: int) -> HttpResponse:
    """One of them, and deciding it."""
    require_somewhere(request.actor, Permission.CORRECTION_DECIDE)
    found = queues.get_correction(actor=request.actor, correction_id=correction_id)
    form = DecisionForm(request.POST if request.method == "POST" else None, actor=request.actor)
    if request.POST.get("do") == "accept":
        form.fields["reason"].required = False
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            reason, now = form.cleaned_data["reason"], timezone.now()
            if request.POST.get("do") == "accept":
                correcting.accept_correction(
                    actor=request.actor, correction=found, now=now, today=timezone.localdate(), reason=reason
                )
            else:
                correcting.decline_correction(actor=request.actor, correction=found, now=now, reason=reason)
            say(request, _("已处理 {name} 的更正。").format(name=found.enterprise.node.name))
            return leave(request, reverse("enterprise-corrections"))
    context = {"form": form, "correction": found}
    return answer(request, "enterprises/correction.html", "enterprises/_correction.html", context, form=form)


@login_required
@require_http_methods(["GET", "POST"])
def labels(request: Any) -> HttpResponse:
    """The labels that enterprises may bear, and adding one."""
    require_somewhere(request.actor, Permission.LABEL_MANAGE)
    form = NewLabelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = create_label(actor=request.actor, **form.cleaned_data)
            say(request, _("已增加标签“{name}”。").format(name=made.name))
            return leave(request, reverse("enterprise-labels"))
    context = {"form": form, "labels": list_labels()}
    return answer(request, "enterprises/labels.html", "enterprises/_labels.html", context, form=form)


@login_required
@require_http_methods(["GET", "POST"])
def change_label(request: Any, label_id: int) -> HttpResponse:
    """Rename a label or list it elsewhere."""
    require_somewhere(request.actor, Permission.LABEL_MANAGE)
    label = get_label(label_id=label_id)
    initial = {"name": label.name, "group": label.group, "position": label.position}
    form = LabelForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            store_label(actor=request.actor, label=label, **form.cleaned_data)
            say(request, _("已保存标签“{name}”。").format(name=label.name))
            return leave(request, reverse("enterprise-labels"))
    return answer(
        request, "enterprises/label.html", "enterprises/_label.html", {"form": form, "label": label}, form=form
    )
