"""Grants: who holds which role where; giving, delegating, ending."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from liangxin.access.permissions import Permission
from liangxin.access.selectors import (
    get_grant,
    in_force,
    list_grants,
    list_grants_at,
    list_roles,
    may_list_grants_at,
    openable_grants,
)
from liangxin.access.services.grants import delegate_grant, end_grant, give_grant
from liangxin.access.services.require import require_somewhere
from liangxin.core.errors import NotFound
from liangxin.core.names import masked_name
from liangxin.trees.selectors import get_node
from liangxin.web.administration.forms import DelegationForm, GrantForm, ReasonForm
from liangxin.web.shared.lists import (
    Action,
    ChoiceFilter,
    Column,
    DayFilter,
    ListPage,
    MultiChoiceFilter,
    NodeFilter,
    TextFilter,
    View,
)
from liangxin.web.shared.refusals import refusals_on
from liangxin.web.shared.rendering import answer, posted, say
from liangxin.web.shared.templatetags import lx

STATES = [("now", gettext_lazy("有效")), ("later", gettext_lazy("还没开始")), ("past", gettext_lazy("已结束"))]


def _state(grant: Any) -> tuple[str, str]:
    today = timezone.localdate()
    if grant.ended_at is not None:
        return "none", _("已收回")
    if grant.valid_to is not None and grant.valid_to < today:
        return "none", _("已到期")
    if grant.valid_from > today:
        return "none", _("还没开始")
    if grant.valid_to is not None and (grant.valid_to - today).days <= 30:
        return "due", _("{days} 天后到期").format(days=(grant.valid_to - today).days)
    return "done", _("有效")


def _by_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    today = timezone.localdate()
    if value == "now":
        return rows.filter(in_force(today))
    if value == "later":
        return rows.filter(ended_at=None, valid_from__gt=today)
    return rows.filter(Q(ended_at__isnull=False) | Q(valid_to__lt=today))


def _roles(request: Any) -> list[tuple[str, object]]:
    return [(str(role.pk), role.name) for role in list_roles()]


def _place(grant: Any) -> str:
    return grant.node.name if grant.node else _("全系统")


class GrantList(ListPage):
    name, title, unit, default_sort = "grants", gettext_lazy("授权"), gettext_lazy("条"), "-given_at"
    export_permission = Permission.GRANT_READ
    search_hint = gettext_lazy("用户名、角色或对象")
    columns = (
        Column(
            key="user", label=gettext_lazy("谁"), value="user.username", small=lambda row: masked_name(row.user.display_name),
            sort=("user__username",), url=lambda row: reverse("grant-record", args=[row.pk]),
        ),
        Column(key="role", label=gettext_lazy("角色"), value="role.name", sort=("role__position",)),
        Column(
            key="node", label=gettext_lazy("在哪里"), value=_place, sort=("node__sort_key",),
            url=lambda row: reverse("grants-at", args=[row.node_id]) if row.node_id else "",
        ),
        Column(key="downwards", label=gettext_lazy("范围"), value=lambda row: _("及以下") if row.downwards else _("仅本级")),
        Column(key="origin", label=gettext_lazy("来源"), value=lambda row: _("委托") if row.delegated_from_id else _("直接授予")),
        Column(key="valid_from", label=gettext_lazy("自"), kind="day", sort=("valid_from",), phone="label"),
        Column(key="valid_to", label=gettext_lazy("到"), kind="day", sort=("valid_to",), phone="label"),
        Column(key="state", label=gettext_lazy("状态"), value=lambda row: _state(row)[1], cell=lambda row: lx.state(*_state(row))),
        Column(key="reason", label=gettext_lazy("理由"), hidden=True, phone="hide"),
        Column(key="given_at", label=gettext_lazy("授予时间"), kind="when", sort=("given_at",), hidden=True, phone="hide"),
    )  # fmt: skip
    filters = (
        TextFilter(
            key="q", label=gettext_lazy("找授权"),
            apply=lambda rows, text: rows.filter(
                Q(user__username__icontains=text) | Q(user__display_name__icontains=text) | Q(role__name__icontains=text)
                | Q(node__name__icontains=text)
            ),
        ),
        ChoiceFilter(key="state", label=gettext_lazy("状态"), choices=STATES, apply=_by_state),
        MultiChoiceFilter(key="role", label=gettext_lazy("角色"), choices=_roles, lookup="role_id__in"),
        NodeFilter(
            key="node", label=gettext_lazy("在哪里"), kind="grant-node",
            apply=lambda rows, pick: rows.filter(node__path__startswith=pick.record.path),
        ),
        DayFilter(key="until", label=gettext_lazy("到期"), lookup="valid_to"),
    )  # fmt: skip
    views = (
        View(label=gettext_lazy("有效"), query="state=now"),
        View(label=gettext_lazy("已结束"), query="state=past"),
    )

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return list_grants(actor=self.actor)

    def actions(self) -> list[Action]:
        give = Action(label=_("授权"), url=reverse("grant-new"), primary=True, permission=Permission.GRANT_GIVE)
        hand_on = Action(
            label=_("委托"), url=reverse("grant-delegate"), icon="user-share", permission=Permission.GRANT_DELEGATE
        )
        return [hand_on, give]


@login_required
@require_http_methods(["GET", "POST"])
def grant_list(request: Any) -> HttpResponse:
    """Grants within the actor's scope."""
    if not request.actor.may_somewhere(Permission.GRANT_READ):
        require_somewhere(request.actor, Permission.GRANT_DELEGATE)
    return GrantList(request).answer()


@login_required
@require_http_methods(["GET", "POST"])
def new_grant(request: Any) -> HttpResponse:
    """Give a role to somebody."""
    require_somewhere(request.actor, Permission.GRANT_GIVE)
    initial = {"user": request.GET.get("user", ""), "node": request.GET.get("node", "")}
    form = GrantForm(posted(request), actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            grant = give_grant(actor=request.actor, new=form.grant(), now=timezone.now())
            return _given(request, grant)
    context = {"form": form, "title": _("授权"), "words": _("从开始那天起，对方就能以这个身份做事。")}
    return answer(request, "administration/grant_new.html", "administration/_grant_new.html", context, form=form)


@login_required
@require_http_methods(["GET", "POST"])
def delegate(request: Any) -> HttpResponse:
    """Hand on a part of one's own grant, until a day."""
    require_somewhere(request.actor, Permission.GRANT_DELEGATE)
    form = DelegationForm(posted(request), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            own = get_grant(actor=request.actor, grant_id=request.actor.grant_id)
            grant = delegate_grant(actor=request.actor, grant=own, new=form.grant(), now=timezone.now())
            return _given(request, grant)
    context = {
        "form": form,
        "title": _("委托"),
        "words": _("把您现在这个身份的一部分交给别人，到期自动收回；您的授权结束，委托也结束。"),
    }
    return answer(request, "administration/grant_new.html", "administration/_grant_new.html", context, form=form)


def _given(request: Any, grant: Any) -> HttpResponse:
    say(
        request,
        _("{user} 现在是 {node} 的{role}。").format(user=grant.user.username, node=_place(grant), role=grant.role.name),
    )
    response: HttpResponse = HttpResponseRedirect(reverse("grant-record", args=[grant.pk]))
    if request.headers.get("HX-Request"):
        response = HttpResponse(headers={"HX-Redirect": response["Location"]})
    return response


@login_required
@require_http_methods(["GET", "POST"])
def grant_record(request: Any, grant_id: int) -> HttpResponse:
    """One grant; POST ends it."""
    grant = get_grant(actor=request.actor, grant_id=grant_id)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            end_grant(actor=request.actor, grant=grant, now=timezone.now(), reason=form.cleaned_data["reason"])
            say(request, _("已收回 {user} 的{role}。").format(user=grant.user.username, role=grant.role.name))
            return HttpResponseRedirect(reverse("grant-record", args=[grant.pk]))
    own = grant.delegated_from_id is not None and grant.delegated_from_id == request.actor.grant_id
    ends = grant.ended_at is None and (own or request.actor.may_somewhere(Permission.GRANT_GIVE))
    context = {"grant": grant, "place": _place(grant), "state": _state(grant), "form": form, "may_end": ends}
    context["may_list"] = grant.node is not None and may_list_grants_at(actor=request.actor, node=grant.node)
    return render(request, "administration/grant.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def grants_at(request: Any, node_id: int) -> HttpResponse:
    """Who has rights at a node: given here, and inherited from above."""
    if not request.actor.may_somewhere(Permission.GRANT_READ):
        raise NotFound()
    node = get_node(node_id=node_id)
    direct, inherited = list_grants_at(actor=request.actor, node=node, today=timezone.localdate())
    openable = openable_grants(actor=request.actor, grants=[*direct, *inherited])
    context = {"node": node, "direct": direct, "inherited": inherited, "openable": openable}
    return render(request, "administration/grants_at.html", context)
