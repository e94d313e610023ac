from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liangxin.organisations.permissions import Permission
from liangxin.organisations.selectors.organisations import get_act
from liangxin.organisations.services import acts, endings
from liangxin.web.organisations.answers import lead_to, sent
from liangxin.web.organisations.forms import (
    ActForm,
    ChangeTypeForm,
    DissolveForm,
    MergeForm,
    MoveForm,
    RenameForm,
    TakeBackForm,
)
from liangxin.web.organisations.records import organisation_for
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, say

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation, OrganisationAct


NOTES = {
    "rename": gettext_lazy("旧名称留在沿革里；看以前某一天时仍显示旧名称。"),
    "move": gettext_lazy("它和它的下级一起移动；能看到它的人会随之变化。以前的隶属留在沿革里。"),
    "type": gettext_lazy("升格或改建从生效日期起算；以前的类型留在沿革里，按日统计不变。"),
    "merge": gettext_lazy("它的下级、党员和负责的企业都转到并入的组织，它自己撤销。这一步不能一键撤销。"),
    "dissolve": gettext_lazy("须先转出下级组织和党员。它负责的企业会成为空白点，班子任职随之结束。"),
}


@login_required
@require_http_methods(["GET", "POST"])
def rename(request: Any, organisation_id: int) -> HttpResponse:
    """Rename it."""
    organisation = organisation_for(
        actor=request.actor, organisation_id=organisation_id, permission=Permission.ORGANISATION_RESTRUCTURE
    )
    initial = {"name": organisation.node.name, "short_name": organisation.node.short_name}
    form = _form(request, RenameForm, organisation, initial=initial)
    return _act(request, form, kind="rename", title=_("更名"), service=acts.rename_organisation)


@login_required
@require_http_methods(["GET", "POST"])
def move(request: Any, organisation_id: int) -> HttpResponse:
    """Hang it under another parent."""
    organisation = organisation_for(
        actor=request.actor, organisation_id=organisation_id, permission=Permission.ORGANISATION_RESTRUCTURE
    )
    form = _form(request, MoveForm, organisation)
    return _act(request, form, kind="move", title=_("调整隶属"), service=acts.move_organisation)


@login_required
@require_http_methods(["GET", "POST"])
def change_type(request: Any, organisation_id: int) -> HttpResponse:
    """Upgrade or convert it."""
    organisation = organisation_for(
        actor=request.actor, organisation_id=organisation_id, permission=Permission.ORGANISATION_RESTRUCTURE
    )
    initial = {"establishment_mode": organisation.establishment_mode, "strand": organisation.strand}
    form = _form(request, ChangeTypeForm, organisation, initial=initial)
    return _act(request, form, kind="type", title=_("升格或改建"), service=acts.change_type)


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: Any, organisation_id: int) -> HttpResponse:
    """Merge it into another."""
    organisation = organisation_for(
        actor=request.actor, organisation_id=organisation_id, permission=Permission.ORGANISATION_RESTRUCTURE
    )
    form = _form(request, MergeForm, organisation)
    return _act(request, form, kind="merge", title=_("合并"), service=endings.merge_organisation)


@login_required
@require_http_methods(["GET", "POST"])
def dissolve(request: Any, organisation_id: int) -> HttpResponse:
    """Dissolve it."""
    organisation = organisation_for(
        actor=request.actor, organisation_id=organisation_id, permission=Permission.ORGANISATION_RESTRUCTURE
    )
    form = _form(request, DissolveForm, organisation)
    return _act(request, form, kind="dissolve", title=_("撤销组织"), service=endings.dissolve_organisation)


@login_required
@require_http_methods(["GET", "POST"])
def take_back(request: Any, act_id: int) -> HttpResponse:
    """Undo the last act: at once from the notice, with a reason from the record."""
    act = get_act(actor=request.actor, act_id=act_id)
    organisation, kind = act.organisation, act.kind
    at_once = request.method == "POST" and "reason" not in request.POST
    form = TakeBackForm({"reason": _("办理后随即撤销")} if at_once else sent(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            endings.take_back_act(actor=request.actor, act=act, reason=form.cleaned_data["reason"], now=timezone.now())
            say(request, _("已撤销这次变更，恢复原样。"))
            if kind == "found":
                return lead_to(request, "organisation-list")
            return lead_to(request, "organisation", organisation.pk)
    context = {
        "form": form, "organisation": organisation, "title": _("撤销这次变更"), "button": _("撤销变更"),
        "note": _("{day} {kind}：撤销后如同没有办过，记录里仍留有痕迹。").format(
            day=act.effective_on, kind=act.get_kind_display()
        ),
        "here": reverse("organisation-take-back", args=[act.pk]),
    }  # fmt: skip
    return answer(request, "organisations/form.html", "organisations/_form.html", context, form=form)


def _form(request: Any, form: type[ActForm], organisation: "Organisation", *, initial: Any = None) -> ActForm:
    values = {"effective": timezone.localdate(), **(initial or {})}
    return form(sent(request), actor=request.actor, organisation=organisation, initial=values)


def _act(
    request: Any, form: ActForm, *, kind: str, title: str, service: "Callable[..., OrganisationAct]"
) -> HttpResponse:
    organisation = form.organisation
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            done = service(
                actor=request.actor, organisation=organisation, act=form.act(), now=timezone.now(), **form.values()
            )
            undo = "" if kind == "merge" else reverse("organisation-take-back", args=[done.pk])
            say(request, _("已办理：{name} {kind}。").format(
                name=organisation.node.name, kind=done.get_kind_display()
            ), undo=undo)  # fmt: skip
            return lead_to(request, "organisation", organisation.pk)
    context = {
        "form": form, "organisation": organisation, "title": title, "note": NOTES[kind], "button": title,
        "here": request.path,
    }  # fmt: skip
    return answer(request, "organisations/form.html", "organisations/_form.html", context, form=form)
