from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liangxin.access.choices import Part
from liangxin.access.services import require_somewhere
from liangxin.enterprises.permissions import Permission as EnterprisePermission
from liangxin.enterprises.services.founding import found_with_enterprises
from liangxin.organisations.permissions import Permission
from liangxin.organisations.selectors.organisations import get_organisation
from liangxin.organisations.services.organisations import change_organisation
from liangxin.web.organisations.answers import lead_to, sent
from liangxin.web.organisations.forms import ChangeForm, NewOrganisationForm, ParentForm, details_of
from liangxin.web.organisations.lists import OrganisationList
from liangxin.web.organisations.records import organisation_for, record_of
from liangxin.web.shared.picks import picked
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, say


@login_required
@require_http_methods(["GET", "POST"])
def organisations(request: Any) -> HttpResponse:
    """The list."""
    require_somewhere(request.actor, Permission.ORGANISATION_READ)
    return OrganisationList(request).answer()


@login_required
@require_GET
def organisation(request: Any, organisation_id: int) -> HttpResponse:
    """The record."""
    record = record_of(actor=request.actor, organisation_id=organisation_id, today=timezone.localdate())
    return render(request, "organisations/organisation.html", {"record": record})


@login_required
@require_GET
def printed(request: Any, organisation_id: int) -> HttpResponse:
    """The record on paper."""
    today = timezone.localdate()
    record = record_of(actor=request.actor, organisation_id=organisation_id, today=today)
    return render(request, "organisations/print.html", {"record": record, "today": today})


@login_required
@require_http_methods(["GET", "POST"])
def new_organisation(request: Any) -> HttpResponse:
    """Found an organisation: first its parent, then the rest."""
    require_somewhere(request.actor, Permission.ORGANISATION_FOUND)
    given = request.POST.get("parent") or request.GET.get("parent", "")
    chosen = picked("organisation", request.actor, given)
    if chosen is None and request.GET.get("parent_text"):  # typed, without scripts
        named = ParentForm(request.GET, actor=request.actor)
        if named.is_valid():
            return redirect(f"{request.path}?parent={named.cleaned_data['parent'].pk}")
    if chosen is None:
        asked = "parent" in request.GET or "parent_text" in request.GET
        return render(
            request, "organisations/new_parent.html",
            {"form": ParentForm(request.GET if asked else None, actor=request.actor)},
        )  # fmt: skip
    parent = get_organisation(actor=request.actor, organisation_id=chosen.id, part=Part.FULL)
    form = NewOrganisationForm(
        sent(request), actor=request.actor, parent=parent,
        with_units=request.actor.may_somewhere(EnterprisePermission.COVERAGE_ASSIGN),
        initial={"effective": timezone.localdate(), "home_place": parent.home_place_id, "is_public": True},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = found_with_enterprises(
                actor=request.actor, new=form.new(), enterprises=form.enterprises(), now=timezone.now()
            )
            act = made.acts.get()
            say(
                request, _("已成立 {name}。").format(name=made.node.name),
                undo=reverse("organisation-take-back", args=[act.pk]),
            )  # fmt: skip
            return lead_to(request, "organisation", made.pk)
    context = {"form": form, "parent": parent}
    return answer(request, "organisations/new.html", "organisations/_new.html", context, form=form)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: Any, organisation_id: int) -> HttpResponse:
    """Correct details."""
    organisation = organisation_for(
        actor=request.actor, organisation_id=organisation_id, permission=Permission.ORGANISATION_CHANGE
    )
    form = ChangeForm(sent(request), actor=request.actor, initial=details_of(organisation))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            change_organisation(
                actor=request.actor, organisation=organisation, details=form.changed(), now=timezone.now(),
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
            say(request, _("已修改 {name}。").format(name=organisation.node.name))
            return lead_to(request, "organisation", organisation.pk)
    context = {
        "form": form, "organisation": organisation, "title": _("修改资料"), "note": "", "button": _("保存"),
        "here": reverse("organisation-change", args=[organisation.pk]),
    }  # fmt: skip
    return answer(request, "organisations/form.html", "organisations/_form.html", context, form=form)
