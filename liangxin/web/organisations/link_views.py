from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liangxin.access.reach import may
from liangxin.organisations.permissions import Permission
from liangxin.organisations.selectors.links import alliance_members, get_alliance_member, get_lead, tags_of
from liangxin.organisations.selectors.organisations import get_organisation
from liangxin.organisations.services import links
from liangxin.trees.choices import NodeKind
from liangxin.web.organisations.answers import lead_to, sent
from liangxin.web.organisations.forms import EndForm, JoinForm, LeadForm, TagsForm, TitleForm
from liangxin.web.organisations.records import organisation_for
from liangxin.web.shared.lists import Action, ChoiceFilter, Column, ListPage, TextFilter
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, say

if TYPE_CHECKING:
    from liangxin.organisations.models import Organisation


@login_required
@require_http_methods(["GET", "POST"])
def new_lead(request: Any, organisation_id: int) -> HttpResponse:
    """Name a body that leads or guides it too."""
    organisation = organisation_for(
        actor=request.actor, organisation_id=organisation_id, permission=Permission.LINK_MANAGE
    )
    form = LeadForm(sent(request), actor=request.actor, initial={"start": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            links.add_lead(actor=request.actor, organisation=organisation, now=timezone.now(), **form.cleaned_data)
            say(request, _("已登记共同领导。"))
            return lead_to(request, "organisation", organisation.pk)
    note = _("共同领导单位能看到本组织的公开部分；隶属不变。")
    return _form(request, organisation, form, _("登记共同领导"), note=note)


@login_required
@require_http_methods(["GET", "POST"])
def end_lead(request: Any, lead_id: int) -> HttpResponse:
    """End such a relation."""
    lead = get_lead(actor=request.actor, lead_id=lead_id)
    form = EndForm(sent(request), initial={"end": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            links.end_lead(actor=request.actor, lead=lead, now=timezone.now(), **form.cleaned_data)
            say(request, _("已结束共同领导。"))
            return lead_to(request, "organisation", lead.organisation_id)
    return _form(request, lead.organisation, form, _("结束共同领导"))


class AllianceMembers(ListPage):
    """The members of an alliance."""

    name, title, unit, default_sort = "alliance-members", gettext_lazy("联盟成员"), gettext_lazy("家"), "name"
    template = "organisations/members.html"
    export_permission = Permission.ORGANISATION_EXPORT
    search_hint = gettext_lazy("名称")
    columns = [
        Column(key="name", label=gettext_lazy("成员"), value="node.name", sort=("node__sort_key",)),
        Column(key="kind", label=gettext_lazy("类别"), value=lambda row: str(NodeKind(row.node.kind).label)),
        Column(key="role", label=gettext_lazy("角色"), sort=("role",), phone="label"),
        Column(key="since", label=gettext_lazy("加入"), value="during.lower", kind="day", sort=("during",), phone="label"),
        Column(
            key="next", label=gettext_lazy("下一步"), value=lambda row: str(_("退出")), exported=False,
            url=lambda row: reverse("organisation-leave", args=[row.pk]), permission=Permission.LINK_MANAGE,
        ),
    ]  # fmt: skip
    filters = [
        TextFilter(key="q", label=gettext_lazy("找成员"), lookup="node__name__icontains"),
        ChoiceFilter(
            key="kind", label=gettext_lazy("类别"), lookup="node__kind",
            choices=[(NodeKind.ENTERPRISE, gettext_lazy("企业")), (NodeKind.ORGANISATION, gettext_lazy("组织"))],
        ),
    ]  # fmt: skip

    def __init__(self, request: Any, alliance: "Organisation") -> None:
        super().__init__(request)
        self.alliance = alliance
        self.may_link = may(self.actor, Permission.LINK_MANAGE, alliance)

    def _may(self, permission: str) -> bool:
        return self.may_link if permission == Permission.LINK_MANAGE else super()._may(permission)

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return alliance_members(alliance=self.alliance, day=timezone.localdate())

    def extra(self) -> dict[str, Any]:
        return {"organisation": self.alliance}

    def actions(self) -> list[Action]:
        url = reverse("organisation-join", args=[self.alliance.pk])
        return [Action(label=_("加入成员"), url=url, primary=True, permission=Permission.LINK_MANAGE)]


@login_required
@require_http_methods(["GET", "POST"])
def members(request: Any, organisation_id: int) -> HttpResponse:
    """The members of an alliance, as a list."""
    alliance = get_organisation(actor=request.actor, organisation_id=organisation_id)
    return AllianceMembers(request, alliance).answer()


@login_required
@require_http_methods(["GET", "POST"])
def join(request: Any, organisation_id: int) -> HttpResponse:
    """Let an organisation or enterprise join."""
    alliance = organisation_for(actor=request.actor, organisation_id=organisation_id, permission=Permission.LINK_MANAGE)
    form = JoinForm(sent(request), actor=request.actor, initial={"start": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            links.join_alliance(
                actor=request.actor, alliance=alliance, members=form.nodes(), start=form.cleaned_data["start"],
                role=form.cleaned_data["role"], now=timezone.now(),
            )  # fmt: skip
            say(request, _("已加入联盟。"))
            return lead_to(request, "organisation-members", alliance.pk)
    return _form(request, alliance, form, _("加入成员"))


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: Any, member_id: int) -> HttpResponse:
    """Let a member leave."""
    member = get_alliance_member(actor=request.actor, member_id=member_id)
    form = EndForm(sent(request), initial={"end": timezone.localdate()})
    del form.fields["reason"]
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            links.leave_alliance(actor=request.actor, member=member, end=form.cleaned_data["end"], now=timezone.now())
            say(request, _("{name} 已退出联盟。").format(name=member.node.name))
            return lead_to(request, "organisation-members", member.alliance_id)
    return _form(request, member.alliance, form, _("{name} 退出联盟").format(name=member.node.name))


@login_required
@require_http_methods(["GET", "POST"])
def tags(request: Any, organisation_id: int) -> HttpResponse:
    """Choose the tags."""
    organisation = organisation_for(
        actor=request.actor, organisation_id=organisation_id, permission=Permission.LINK_MANAGE
    )
    place = organisation.home_place
    form = TagsForm(
        sent(request), path=organisation.node.path,
        place_path=place.node.path if place is not None else "",
        initial={"tags": [str(each.pk) for each in tags_of(node_id=organisation.pk)]},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            links.set_tags(actor=request.actor, organisation=organisation, tags=form.chosen())
            say(request, _("标签已更新。"))
            return lead_to(request, "organisation", organisation.pk)
    return _form(request, organisation, form, _("选标签"))


@login_required
@require_http_methods(["GET", "POST"])
def new_title(request: Any, organisation_id: int) -> HttpResponse:
    """Record a title awarded."""
    organisation = organisation_for(
        actor=request.actor, organisation_id=organisation_id, permission=Permission.LINK_MANAGE
    )
    form = TitleForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            links.award_recognition(actor=request.actor, holder=organisation, **form.cleaned_data)
            say(request, _("已登记荣誉。"))
            return lead_to(request, "organisation", organisation.pk)
    return _form(request, organisation, form, _("登记荣誉"))


def _form(request: Any, organisation: "Organisation", form: Any, title: str, *, note: str = "") -> HttpResponse:
    context = {
        "form": form, "organisation": organisation, "title": title, "note": note, "button": title,
        "here": request.path,
    }  # fmt: skip
    return answer(request, "organisations/form.html", "organisations/_form.html", context, form=form)
